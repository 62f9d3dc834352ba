//! Corrects the details of a ticket.

use actix_web::{HttpResponse, patch, web};
use aval_contract::tickets::{TicketAnswer, UpdateTicket};
use aval_domain::lifecycle::{Action, OpeningField, open_requirements};
use aval_domain::text::{Body as LongText, ShortText, Subject};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::work::Work;
use crate::auth::TicketWriter;
use crate::change::Change;
use crate::clock;
use crate::db::ticket;
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::search::index;

/// Corrects the details of a ticket. The record keeps what stood there before.
#[utoipa::path(
    operation_id = "update_ticket",
    tag = "tickets",
    params(
        ("id" = String, Path, description = "Id or number"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = UpdateTicket,
    responses((status = 200, description = "The corrected ticket", body = TicketAnswer))
)]
#[patch("/tickets/{id}")]
pub async fn update(
    TicketWriter(caller): TicketWriter,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<UpdateTicket>,
) -> Result<HttpResponse> {
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let mut corrected = work.ticket.clone();
    correct(&mut corrected, body)?;
    let changes = differences(&work.ticket, &corrected);
    if changes.is_empty() {
        return Err(ApiError::Guard(aval_domain::lifecycle::Guard::NothingChanged));
    }
    let fields: Vec<&String> = changes.keys().collect();
    let data = json!({ "fields": fields, "changes": changes });
    work.ticket = corrected;
    work.act(&Action::EditDetails, data)?;
    index::ticket(work.tx(), &work.ticket).await?;
    work.finish().await
}

/// Puts the parsed fields of the body into the ticket.
fn correct(ticket: &mut ticket::Model, body: UpdateTicket) -> Result<()> {
    let mut checks = Checks::new();
    if let Some(raw) = &body.subject
        && let Some(subject) = checks.text("/subject", Subject::parse(raw))
    {
        ticket.subject = subject.into_string();
    }
    if let Some(raw) = &body.description
        && let Some(description) = checks.text("/description", LongText::parse(raw))
    {
        ticket.description = description.into_string();
    }
    if let Some(raw) = &body.steps {
        ticket.steps =
            checks.optional("/steps", Some(raw), LongText::parse).map(LongText::into_string);
        let required = open_requirements(ticket.kind.0).contains(&OpeningField::Steps);
        if required && raw.trim().is_empty() {
            checks.refuse("/steps", "required");
        }
    }
    let short = ShortText::<200>::parse;
    if let Some(raw) = &body.affected_user {
        ticket.affected_user =
            checks.optional("/affected_user", Some(raw), short).map(ShortText::into_string);
    }
    if let Some(raw) = &body.campaign {
        ticket.campaign =
            checks.optional("/campaign", Some(raw), short).map(ShortText::into_string);
    }
    ticket.occurred_from = body.occurred_from.or(ticket.occurred_from);
    ticket.occurred_to = body.occurred_to.or(ticket.occurred_to);
    check_occurred(&mut checks, ticket.occurred_from, ticket.occurred_to);
    checks.done()
}

/// When something happened: not in the future, and it ends after it begins.
pub fn check_occurred(checks: &mut Checks, from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) {
    let years = aval_domain::calendar::FIRST_YEAR..=aval_domain::calendar::LAST_YEAR;
    for (pointer, at) in [("/occurred_from", from), ("/occurred_to", to)] {
        if at.is_some_and(|at| !years.contains(&chrono::Datelike::year(&at))) {
            checks.refuse(pointer, "out_of_range");
        }
    }
    // A clock on somebody's desk may be a little ahead of ours.
    if from.is_some_and(|from| from > clock::now() + chrono::TimeDelta::minutes(5)) {
        checks.refuse("/occurred_from", "in_future");
    }
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        checks.refuse("/occurred_to", "before_start");
    }
}

/// What differs, field by field: `{"subject": {"from": …, "to": …}}`.
fn differences(before: &ticket::Model, after: &ticket::Model) -> Map<String, Value> {
    let pairs = [
        ("subject", json!(before.subject), json!(after.subject)),
        ("description", json!(before.description), json!(after.description)),
        ("steps", json!(before.steps), json!(after.steps)),
        ("affected_user", json!(before.affected_user), json!(after.affected_user)),
        ("campaign", json!(before.campaign), json!(after.campaign)),
        ("occurred_from", json!(before.occurred_from), json!(after.occurred_from)),
        ("occurred_to", json!(before.occurred_to), json!(after.occurred_to)),
    ];
    pairs
        .into_iter()
        .filter(|(_, from, to)| from != to)
        .map(|(name, from, to)| (name.to_owned(), json!({ "from": from, "to": to })))
        .collect()
}
