//! Sends the work plan to the customer, who approves or rejects it.

use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::Empty;
use aval_contract::work_plans::WorkPlan;
use aval_domain::lifecycle::{Action, PlanState};
use sea_orm::Set;

use super::{answer, describe, newest};
use crate::auth::Staff;
use crate::change::Change;
use crate::db::{Word, work_plan};
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::notify;
use crate::tickets::work::Work;

/// Sends the work plan to the customer, who approves or rejects it.
#[utoipa::path(
    operation_id = "submit_work_plan",
    tag = "work plans",
    params(("id" = String, Path, description = "Id or number of the ticket"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = Empty,
    responses((status = 200, description = "The submitted plan; the ticket's version is the ETag", body = WorkPlan))
)]
#[post("/tickets/{id}/work-plan/submit")]
pub async fn submit(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Empty>,
) -> Result<HttpResponse> {
    let Empty {} = body;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let transition = work.decide(&Action::SubmitWorkPlan)?;
    let plan = newest(&work)?.clone();
    work.carry_out(&transition, describe(plan.row.version, &plan.row.objective, &plan.activities));
    let submitted = work_plan::ActiveModel {
        state: Set(Word(PlanState::Submitted)),
        submitted_at: Set(Some(work.now())),
        ..Default::default()
    };
    work_plan::change(work.tx(), plan.row.id, submitted).await?;
    notify::work_plan_submitted(&work, plan).await?;
    answer::finish(work).await
}
