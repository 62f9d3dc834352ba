//! Closes a ticket in favour of another of the same company.

use super::notify;
use super::work::Work;
use crate::auth::Staff;
use crate::change::Change;
use crate::db::ticket;
use crate::error::{ApiError, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::MarkDuplicate;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::{Action, DuplicateTarget};
use serde_json::json;

/// Closes a ticket in favour of another of the same company.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = MarkDuplicate,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/mark-duplicate")]
pub async fn mark_duplicate(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<MarkDuplicate>,
) -> Result<HttpResponse> {
    // Both are locked before anything is decided: of two tickets that are marked as duplicates of
    // each other at once, the second one finds the first one closed.
    let (mut work, target) = Work::begin_beside(&change, caller, &key, seen, &body.target).await?;
    let target = target.ok_or_else(|| ApiError::invalid("/target", "unknown"))?;
    let action = Action::MarkDuplicate {
        target: DuplicateTarget {
            same_ticket: target.id == work.ticket.id,
            company: target.company_id,
            is_duplicate: target.duplicate_of.is_some(),
        },
    };
    work.act(&action, json!({ "target": ticket::number_text(target.number) }))?;
    work.ticket.duplicate_of = Some(target.id);
    notify::closed(&work).await?;
    work.finish().await
}
