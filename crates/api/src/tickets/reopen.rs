//! Takes a closed ticket up again, within five business days.

use super::notify;
use super::work::Work;
use crate::auth::SignedIn;
use crate::change::Change;
use crate::db::calendar_exception;
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::rules::Rules;
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::Reason;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use serde_json::json;

/// Takes a closed ticket up again, within five business days.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = Reason,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/reopen")]
pub async fn reopen(
    SignedIn(caller): SignedIn,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Reason>,
) -> Result<HttpResponse> {
    let reason = super::reason(&body)?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    // A change of the rules passes over closed tickets: this one waits for its turn, so that it
    // goes by the rules that hold when it is running again.
    calendar_exception::take_turn(work.tx()).await?;
    work.rules = Rules::load(work.tx()).await?;
    work.act(&Action::Reopen, json!({ "reason": reason }))?;
    notify::reopened(&work).await?;
    work.finish().await
}
