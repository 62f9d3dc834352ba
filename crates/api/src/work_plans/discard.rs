//! Gives up the newest version of the work plan; the one before it counts again.

use actix_web::{HttpResponse, delete, web};
use aval_contract::work_plans::WorkPlan;
use aval_domain::lifecycle::{Action, EventKind, PlanState};
use aval_domain::record::Visibility;
use sea_orm::Set;
use serde_json::json;

use super::{answer, newest};
use crate::auth::Staff;
use crate::change::Change;
use crate::db::work_plan;
use crate::error::Result;
use crate::http::{IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Gives up the newest version of the work plan, if it is a draft or came back from the customer.
/// The version before it counts again.
#[utoipa::path(
    operation_id = "discard_work_plan",
    tag = "work plans",
    params(("id" = String, Path, description = "Id or number of the ticket"), ("If-Match" = String, Header, description = "The ticket's version")),
    responses((
        status = 200,
        description = "The version that counts now, or null; the ticket's version is the ETag",
        body = Option<WorkPlan>
    ))
)]
#[delete("/tickets/{id}/work-plan")]
pub async fn discard(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let transition = work.decide(&Action::DiscardWorkPlan)?;
    let plan = newest(&work)?.row.clone();
    let data = json!({ "version": plan.version });
    work.carry_out(&transition, data.clone());
    work.ticket.internal_changes += 1;
    match plan.state.0 {
        PlanState::Draft => work_plan::remove(work.tx(), plan.id).await?,
        PlanState::Submitted | PlanState::Approved | PlanState::Rejected | PlanState::Withdrawn => {
            // The customer has it before her, and sees it no more.
            let discarded = work_plan::ActiveModel {
                discarded_at: Set(Some(work.now())),
                ..Default::default()
            };
            work_plan::change(work.tx(), plan.id, discarded).await?;
            work.record(EventKind::WorkPlanWithdrawn, Visibility::Public, &data);
        }
    }
    answer::finish(work).await
}
