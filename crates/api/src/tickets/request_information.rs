//! Asks the customer a question; the ticket waits for the answer.

use super::work::Work;
use super::{messages, notify};
use crate::auth::Staff;
use crate::change::Change;
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::RequestInformation;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::text;
use uuid::Uuid;

/// Asks the customer a question; the ticket waits for the answer.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = RequestInformation,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/request-information")]
pub async fn request_information(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<RequestInformation>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let text = checks.text("/body", text::Body::parse(&body.body));
    checks.done()?;
    let text = text.map(text::Body::into_string).unwrap_or_default();
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let id = Uuid::now_v7();
    work.act(&Action::RequestInformation, messages::data(id, &text, &[]))?;
    work.store_message(id, &text).await?;
    notify::information_requested(&work, &text).await?;
    work.finish().await
}
