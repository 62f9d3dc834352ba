//! Logs an attempt to reach the customer, or the customer's to reach support.

use super::work::Work;
use crate::auth::Staff;
use crate::change::Change;
use crate::clock;
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::LogContact;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::text::LongText;
use serde_json::json;

/// Logs an attempt to reach the customer, or the customer's to reach support.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = LogContact,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/log-contact")]
pub async fn log_contact(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<LogContact>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let summary = checks.text("/summary", LongText::<2_000>::parse(&body.summary));
    let at = body.at.unwrap_or_else(clock::now);
    if at > clock::now() {
        checks.refuse("/at", "in_future");
    }
    checks.done()?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let action = Action::LogContact {
        channel: body.channel,
        direction: body.direction,
        outcome: body.outcome,
    };
    let data = json!({
        "channel": body.channel,
        "direction": body.direction,
        "outcome": body.outcome,
        "summary": summary.map(LongText::into_string),
        "at": at,
    });
    work.act(&action, data)?;
    work.finish().await
}
