//! Verifies the record of a ticket.

use actix_web::{HttpResponse, get, web};
use aval_contract::timeline::Verification;
use aval_domain::record::{Broken, Verifier, Visibility};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

use super::messages::digest;
use super::timeline::message_id;
use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::db::{attachment, event, internal_note, message, ticket};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// Recomputes the record of a ticket: every event must be there, in order and unchanged, and so
/// must every message and the entry of every file.
#[utoipa::path(
    operation_id = "verify_timeline",
    tag = "tickets",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, description = "Whether the record is whole", body = Verification))
)]
#[get("/tickets/{id}/timeline/verification")]
pub async fn verification(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    // One snapshot: a change in between must not look like a broken record.
    let snapshot = state.db.snapshot().await?;
    let ticket =
        ticket::find_for(&snapshot, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
    let mut broken = verify(&snapshot, &ticket, Visibility::Public).await?.err();
    let mut events = ticket.public_seq;
    if caller.is_staff() {
        events += ticket.internal_seq;
        broken = broken.or(verify(&snapshot, &ticket, Visibility::Internal).await?.err());
    }
    Ok(json(&Verification {
        verified: broken.is_none(),
        events: events.try_into().unwrap_or_default(),
        head: ticket.public_head,
        first_broken_seq: broken.map(|broken| broken.seq),
    }))
}

/// Verifies one chain of a ticket, and the texts and files that its events name.
///
/// # Errors
/// The outer error is the database's, the inner one says where the chain breaks.
pub async fn verify(
    db: &impl ConnectionTrait,
    ticket: &ticket::Model,
    visibility: Visibility,
) -> Result<Result<(), Broken>> {
    let events = event::chain(db, ticket.id, visibility).await?;
    let ids: Vec<Uuid> = events.iter().filter_map(message_id).collect();
    let digests: HashMap<Uuid, String> = match visibility {
        Visibility::Public => message::with_ids(db, ids)
            .await?
            .into_iter()
            .map(|message| (message.id, digest(&message.body)))
            .collect(),
        Visibility::Internal => internal_note::with_ids(db, ids)
            .await?
            .into_iter()
            .map(|note| (note.id, digest(&note.body)))
            .collect(),
    };
    let named = events.iter().flat_map(files).map(|file| file.id).collect();
    let stored: HashMap<Uuid, attachment::Model> =
        attachment::with_ids(db, named).await?.into_iter().map(|file| (file.id, file)).collect();
    let internal = visibility == Visibility::Internal;
    let is_there = |event: &event::Model, file: &File| {
        stored.get(&file.id).is_some_and(|stored| {
            stored.sha256 == file.sha256
                && stored.ticket_id == Some(event.ticket_id)
                && stored.internal == internal
        })
    };
    let mut verifier = Verifier::default();
    for event in &events {
        if let Err(broken) = verifier.take(&event.entry(), &event.hash) {
            return Ok(Err(broken));
        }
        let text_is_whole = message_id(event).is_none_or(|id| {
            digests.get(&id).map(String::as_str) == noted_digest(event).as_deref()
        });
        if !text_is_whole || !files(event).iter().all(|file| is_there(event, file)) {
            return Ok(Err(Broken { seq: event.seq }));
        }
    }
    let (seq, head) = match visibility {
        Visibility::Public => (ticket.public_seq, &ticket.public_head),
        Visibility::Internal => (ticket.internal_seq, &ticket.internal_head),
    };
    Ok(verifier.finish(seq, head))
}

/// The digest that an event notes of its message.
fn noted_digest(event: &event::Model) -> Option<String> {
    let data: Value = serde_json::from_str(&event.data).ok()?;
    data.get("sha256")?.as_str().map(str::to_owned)
}

/// What an event notes of a file.
#[derive(Deserialize)]
struct File {
    id: Uuid,
    sha256: String,
}

/// The files that an event names.
fn files(event: &event::Model) -> Vec<File> {
    #[derive(Deserialize)]
    struct Files {
        attachments: Vec<File>,
    }
    serde_json::from_str(&event.data).map_or_else(|_| Vec::new(), |files: Files| files.attachments)
}
