//! From rows to what the caller may see of a plan.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use aval_contract::me::PersonRef;
use aval_contract::work_plans::{PlanActivity, PlanDecision, PlanProgress, WorkPlan};
use aval_domain::work_plan::{Activity, Progress, progress};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::auth::Caller;
use crate::change::Answer;
use crate::db::work_plan::{self, Plan};
use crate::db::{person, work_plan_activity};
use crate::error::Result;
use crate::markdown::to_html;
use crate::tickets::work::Work;

/// The version that the caller may know of, of a ticket that she may see.
///
/// # Errors
/// What the database says.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    ticket: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<WorkPlan>> {
    let Some(Plan { row, activities }) = work_plan::shown_to(db, &caller.actor, ticket).await?
    else {
        return Ok(None);
    };
    let work_plan::Model {
        id: _,
        ticket_id: _,
        version,
        state,
        objective,
        submitted_at,
        decided_at,
        decided_by,
        decision_comment,
        discarded_at: _,
    } = row;
    let decision = match decided_at.zip(decided_by) {
        None => None,
        Some((at, id)) => person::name_of(db, id).await?.map(|name| PlanDecision {
            at,
            by: PersonRef { id, name },
            comment: decision_comment,
        }),
    };
    Ok(Some(WorkPlan {
        version,
        state: state.0,
        objective_html: to_html(&objective),
        objective,
        progress: progress_of(&activities, now),
        activities: activities.into_iter().map(|row| activity(row, now)).collect(),
        submitted_at,
        decision,
    }))
}

/// Saves the ticket and answers with the version of the plan that the caller may know of.
///
/// # Errors
/// What the database says; nothing is written then.
pub(super) async fn finish(mut work: Work) -> Result<HttpResponse> {
    work.save().await?;
    let plan = load(work.tx(), &work.caller, work.ticket.id, work.now()).await?;
    let answer = Answer::json(StatusCode::OK, &plan)?.version(work.version());
    work.pending.answer(answer).await
}

fn scheduled(activity: &work_plan_activity::Model) -> Activity {
    Activity { ends: activity.ends_at, state: activity.state.0 }
}

fn progress_of(activities: &[work_plan_activity::Row], now: DateTime<Utc>) -> PlanProgress {
    let activities: Vec<Activity> = activities.iter().map(|row| scheduled(&row.activity)).collect();
    let Progress {
        total,
        pending,
        in_progress,
        done,
        cancelled,
        overdue,
        planned_percent,
        actual_percent,
    } = progress(&activities, now);
    PlanProgress {
        total,
        pending,
        in_progress,
        done,
        cancelled,
        overdue,
        planned_percent,
        actual_percent,
    }
}

fn activity(row: work_plan_activity::Row, now: DateTime<Utc>) -> PlanActivity {
    let work_plan_activity::Row { activity, responsible_name } = row;
    let overdue = scheduled(&activity).is_overdue(now);
    let work_plan_activity::Model {
        plan_id: _,
        id,
        position: _,
        title,
        responsible_id,
        starts_at,
        ends_at,
        state,
        notes,
    } = activity;
    PlanActivity {
        id,
        title,
        responsible: PersonRef { id: responsible_id, name: responsible_name },
        starts_at,
        ends_at,
        state: state.0,
        notes,
        overdue,
    }
}
