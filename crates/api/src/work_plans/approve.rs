//! Gives the customer's aval to the submitted work plan.

use actix_web::{HttpResponse, post, web};
use aval_contract::work_plans::{ApproveWorkPlan, WorkPlan};
use aval_domain::text;

use super::decide::{self, Verdict};
use crate::auth::Reporter;
use crate::change::Change;
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Gives the customer's aval to the submitted work plan: it may start.
#[utoipa::path(
    operation_id = "approve_work_plan",
    tag = "work plans",
    params(("id" = String, Path, description = "Id or number of the ticket"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = ApproveWorkPlan,
    responses((status = 200, description = "The approved plan; the ticket's version is the ETag", body = WorkPlan))
)]
#[post("/tickets/{id}/work-plan/approve")]
pub async fn approve(
    Reporter(caller): Reporter,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<ApproveWorkPlan>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let comment = checks
        .optional("/comment", body.comment.as_deref(), text::Reason::parse)
        .map(text::Reason::into_string);
    checks.done()?;
    let work = Work::begin(&change, caller, &key, seen).await?;
    decide::give(work, Verdict::Approved, comment).await
}
