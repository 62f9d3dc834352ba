//! Sends the submitted work plan back to support.

use actix_web::{HttpResponse, post, web};
use aval_contract::work_plans::{RejectWorkPlan, WorkPlan};
use aval_domain::text;

use super::decide::{self, Verdict};
use crate::auth::Reporter;
use crate::change::Change;
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Sends the submitted work plan back to support, saying what has to be different.
#[utoipa::path(
    operation_id = "reject_work_plan",
    tag = "work plans",
    params(("id" = String, Path, description = "Id or number of the ticket"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = RejectWorkPlan,
    responses((status = 200, description = "The rejected plan; the ticket's version is the ETag", body = WorkPlan))
)]
#[post("/tickets/{id}/work-plan/reject")]
pub async fn reject(
    Reporter(caller): Reporter,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<RejectWorkPlan>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let comment = checks.text("/comment", text::Reason::parse(&body.comment));
    checks.done()?;
    let work = Work::begin(&change, caller, &key, seen).await?;
    decide::give(work, Verdict::Rejected, comment.map(text::Reason::into_string)).await
}
