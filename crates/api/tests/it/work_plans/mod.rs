//! Work plans: what is planned starts with the customer's approval, and she sees what becomes of
//! it, but nothing of what support is still writing.

mod agenda;
mod life;
mod refusals;
mod told;
mod versions;

use aval_contract::error::ErrorCode;
use aval_contract::tickets::ActionAvailability;
use aval_contract::work_plans::{DraftActivity, DraftWorkPlan, WorkPlan};
use aval_contract::{ActionKind, EventKind, Guard, PlanState};

use crate::util::{Actor, Answer, Case, TestApp, incident};

/// Ana's case, of which Luis has finished the analysis.
async fn analysed(app: &TestApp) -> (Actor, Actor, Case) {
    let acme = app.company("Acme").await;
    let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
    let case = ana.opens(incident()).await;
    luis.works_up_to_analysis(&case).await;
    (ana, luis, case)
}

#[track_caller]
fn guard(answer: &Answer) -> Option<Guard> {
    answer.is_refused(409, ErrorCode::GuardFailed).guard
}

/// A plan as whoever edits it sends it back.
fn edited(plan: &WorkPlan) -> DraftWorkPlan {
    let activities = plan
        .activities
        .iter()
        .map(|activity| DraftActivity {
            id: Some(activity.id),
            title: activity.title.clone(),
            responsible_id: activity.responsible.id,
            starts_at: activity.starts_at,
            ends_at: activity.ends_at,
        })
        .collect();
    DraftWorkPlan { objective: plan.objective.clone(), activities }
}

/// What `GET …/actions` says of one action.
async fn availability(
    actor: &Actor,
    case: &Case,
    action: ActionKind,
) -> Option<ActionAvailability> {
    let actions = actor.session.tickets().actions(case.id).await.expect("actions");
    actions.items.into_iter().find(|item| item.action == action)
}

/// In which version and state somebody's ticket says that its plan is.
async fn in_short(actor: &Actor, case: &Case) -> Option<(i32, PlanState)> {
    actor.sees(case).await.work_plan.map(|plan| (plan.version, plan.state))
}

async fn kinds(actor: &Actor, case: &Case) -> Vec<EventKind> {
    actor.timeline(case).await.iter().map(|entry| entry.kind).collect()
}
