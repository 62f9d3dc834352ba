//! Says that the solution does not work: the ticket goes back to analysis.

use super::notify;
use super::verdict::Verdict;
use super::work::Work;
use crate::auth::Reporter;
use crate::change::Change;
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::Reason;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::notifications::NotificationKind;
use serde_json::json;

/// Says that the solution does not work: the ticket goes back to analysis.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = Reason,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/reject-solution")]
pub async fn reject_solution(
    Reporter(caller): Reporter,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Reason>,
) -> Result<HttpResponse> {
    let reason = super::reason(&body)?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    work.act(&Action::RejectSolution, json!({ "reason": reason }))?;
    super::verdict::give(&work, Verdict::Rejected, Some(&reason)).await?;
    notify::to_assignee(&work, NotificationKind::SolutionRejected).await?;
    work.finish().await
}
