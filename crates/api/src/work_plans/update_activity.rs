//! Notes what became of an activity of the approved work plan.

use actix_web::{HttpResponse, patch, web};
use aval_contract::work_plans::{UpdateActivity, WorkPlan};
use aval_domain::lifecycle::Action;
use aval_domain::text;
use sea_orm::Set;
use serde_json::json;

use super::{answer, newest};
use crate::auth::Staff;
use crate::change::Change;
use crate::db::{Word, work_plan_activity};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params, path_id};
use crate::tickets::work::Work;

/// Notes what became of an activity of the approved work plan. The customer sees it.
#[utoipa::path(
    operation_id = "update_plan_activity",
    tag = "work plans",
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("activity_id" = uuid::Uuid, Path, description = "The activity"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = UpdateActivity,
    responses((status = 200, description = "The plan after it; the ticket's version is the ETag", body = WorkPlan))
)]
#[patch("/tickets/{id}/work-plan/activities/{activity_id}")]
pub async fn update_activity(
    Staff(caller): Staff,
    change: Change,
    path: web::Path<(String, String)>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<UpdateActivity>,
) -> Result<HttpResponse> {
    let (key, activity) = path.into_inner();
    let mut checks = Checks::new();
    let notes = checks
        .optional("/notes", body.notes.as_deref(), text::Reason::parse)
        .map(text::Reason::into_string);
    checks.done()?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let id = path_id(&activity)?;
    let plan = newest(&work)?;
    let version = plan.row.version;
    let row = plan.activities.iter().find(|row| row.activity.id == id);
    let before = row.ok_or(ApiError::NOT_FOUND)?.activity.clone();
    let state = body.state.unwrap_or(before.state.0);
    let notes = if body.notes.is_some() { notes } else { before.notes.clone() };
    let action = Action::UpdatePlanActivity {
        from: before.state.0,
        to: state,
        notes_change: notes != before.notes,
    };
    let data = json!({
        "version": version,
        "activity": { "id": id, "title": before.title },
        "state": { "from": before.state.0, "to": state },
        "notes": notes,
    });
    work.act(&action, data)?;
    let columns = work_plan_activity::ActiveModel {
        state: Set(Word(state)),
        notes: Set(notes),
        ..Default::default()
    };
    work_plan_activity::change(work.tx(), before.plan_id, id, columns).await?;
    answer::finish(work).await
}
