//! Gives the customer's aval: the ticket closes as approved.

use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::ConfirmSolution;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::text;
use serde_json::json;

use super::verdict::Verdict;
use super::work::Work;
use super::{notify, verdict};
use crate::auth::Reporter;
use crate::change::Change;
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};

/// Gives the customer's aval: the ticket closes as approved.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = ConfirmSolution,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/confirm-solution")]
pub async fn confirm_solution(
    Reporter(caller): Reporter,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<ConfirmSolution>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let comment = checks
        .optional("/comment", body.comment.as_deref(), text::Reason::parse)
        .map(text::Reason::into_string);
    checks.done()?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    work.act(&Action::ConfirmSolution, json!({ "comment": comment }))?;
    verdict::give(&work, Verdict::Approved, comment.as_deref()).await?;
    notify::closed(&work).await?;
    work.finish().await
}
