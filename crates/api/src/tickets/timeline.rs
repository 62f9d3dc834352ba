//! Shows the record of a ticket.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::attachments::Attachment;
use aval_contract::page::{Page, PageQuery};
use aval_contract::timeline::{TimelineActor, TimelineEntry, TimelineMessage};
use aval_domain::lifecycle::EventKind;
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::app::State;
use crate::attachments;
use crate::auth::TicketReader;
use crate::change::json;
use crate::db::{attachment, event, internal_note, message, ticket};
use crate::error::{ApiError, Result};
use crate::http::Params;
use crate::markdown::to_html;
use crate::paging;

/// Where a page ends.
#[derive(Serialize, Deserialize)]
struct Place(DateTime<Utc>, Uuid);

/// Shows the record of a ticket, oldest first. Customers get its public part.
#[utoipa::path(
    operation_id = "show_timeline",
    tag = "tickets",
    params(("id" = String, Path, description = "Id or number"), PageQuery),
    responses((status = 200, description = "One page", body = Page<TimelineEntry>))
)]
#[get("/tickets/{id}/timeline")]
pub async fn timeline(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    key: web::Path<String>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    let (limit, after): (_, Option<Place>) = paging::asked(&query)?;
    if let Some(Place(at, _)) = after {
        paging::check_instant(at)?;
    }
    let after = after.map(|Place(at, id)| (at, id));
    let db = state.db.read();
    let ticket = ticket::find_for(db, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
    let internal = caller.is_staff();
    let events = event::page(db, ticket.id, internal, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(event::count(db, ticket.id, internal).await?),
        Some(false) | None => None,
    };
    let texts = Texts::of(db, &events, internal).await?;
    let place_of = |event: &event::Model| Place(event.at, event.id);
    Ok(json(&paging::page(events, limit, total, place_of, |event| entry(event, &texts))?))
}

/// The texts and files that a page of events refers to.
struct Texts {
    bodies: HashMap<Uuid, String>,
    files: HashMap<Uuid, Vec<Attachment>>,
}

impl Texts {
    async fn of(
        db: &impl ConnectionTrait,
        events: &[event::Model],
        internal: bool,
    ) -> Result<Self> {
        let ids: Vec<Uuid> = events.iter().filter_map(message_id).collect();
        let mut bodies: HashMap<Uuid, String> = message::with_ids(db, ids.clone())
            .await?
            .into_iter()
            .map(|message| (message.id, message.body))
            .collect();
        if internal {
            let notes = internal_note::with_ids(db, ids.clone()).await?;
            bodies.extend(notes.into_iter().map(|note| (note.id, note.body)));
        }
        let mut files: HashMap<Uuid, Vec<Attachment>> = HashMap::new();
        for file in attachment::of_messages(db, ids).await? {
            if let Some(id) = file.message_id {
                files.entry(id).or_default().push(attachments::answer(file));
            }
        }
        Ok(Self { bodies, files })
    }
}

/// Public events as whoever reports for the ticket's company reads them.
///
/// # Errors
/// What the database says.
pub async fn public_entries(
    db: &impl ConnectionTrait,
    events: Vec<event::Model>,
) -> Result<Vec<TimelineEntry>> {
    let texts = Texts::of(db, &events, false).await?;
    Ok(events.into_iter().map(|event| entry(event, &texts)).collect())
}

/// The message that an event tells of.
#[must_use]
pub fn message_id(event: &event::Model) -> Option<Uuid> {
    let data: Value = serde_json::from_str(&event.data).ok()?;
    data.get("message_id")?.as_str()?.parse().ok()
}

/// The fields of an event's data that are Markdown.
fn markdown_of(kind: EventKind) -> &'static [&'static str] {
    if kind == EventKind::SolutionDelivered {
        &["summary", "test_steps"]
    } else if matches!(kind, EventKind::WorkPlanDrafted | EventKind::WorkPlanSubmitted) {
        &["objective"]
    } else {
        &[]
    }
}

fn entry(event: event::Model, texts: &Texts) -> TimelineEntry {
    let message = message_id(&event).and_then(|id| {
        let body = texts.bodies.get(&id)?.clone();
        let attachments = texts.files.get(&id).cloned().unwrap_or_default();
        Some(TimelineMessage { id, body_html: to_html(&body), body, attachments })
    });
    let mut data: Value = serde_json::from_str(&event.data).unwrap_or_default();
    for name in markdown_of(event.kind.0) {
        if let Some(markdown) = data.get(name).and_then(Value::as_str) {
            data[format!("{name}_html")] = Value::String(to_html(markdown));
        }
    }
    TimelineEntry {
        seq: event.seq,
        id: event.id,
        at: event.at,
        kind: event.kind.0,
        visibility: event.visibility.0,
        actor: TimelineActor {
            actor_type: event.actor_type.0,
            id: event.actor_id,
            name: event.actor_name,
            staff: event.actor_staff,
        },
        stage: event.stage.0,
        data,
        message,
        hash: event.hash,
    }
}
