//! Writes a message or an internal note.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::attachments::Attachment;
use aval_contract::error::ErrorCode;
use aval_contract::tickets::{Message, PostMessage, Visibility};
use aval_domain::lifecycle::Action;
use aval_domain::record::hex;
use aval_domain::text;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::notify;
use super::work::Work;
use crate::attachments;
use crate::auth::TicketWriter;
use crate::change::{Answer, Change};
use crate::db::ticket;
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};
use crate::markdown::to_html;

/// The most duplicates that a message is passed on along. No chain comes near it; a broken one
/// must not hold the request.
const MOST_DUPLICATES: usize = 100;

/// Writes a message or, for staff, an internal note.
///
/// A message to a duplicate goes to the ticket that covers it.
#[utoipa::path(
    operation_id = "post_message",
    tag = "tickets",
    params(("id" = String, Path, description = "Id or number")),
    request_body = PostMessage,
    responses((status = 201, description = "The message", body = Message))
)]
#[post("/tickets/{id}/messages")]
pub async fn post(
    TicketWriter(caller): TicketWriter,
    change: Change,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<PostMessage>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let text = checks.text("/body", text::Body::parse(&body.body));
    let Some(text) = text.map(text::Body::into_string) else { return Err(checks.refusal()) };
    let internal = body.visibility == Visibility::Internal;
    if internal && !caller.is_staff() {
        return Err(ApiError::Code(ErrorCode::Forbidden));
    }
    let mut work = Work::join(&change, caller, &key).await?;
    work = follow_duplicates(work).await?;
    let (id, files) = write(&mut work, &text, body.visibility, &body.attachment_ids).await?;
    answer(work, id, text, body.visibility, files).await
}

/// Writes a message or note down, if whoever works on the ticket may, and saves the ticket.
///
/// # Errors
/// The refusal, or what the database says; nothing is written then.
pub async fn write(
    work: &mut Work,
    text: &str,
    visibility: Visibility,
    files: &[Uuid],
) -> Result<(Uuid, Vec<Attachment>)> {
    let id = Uuid::now_v7();
    let internal = visibility == Visibility::Internal;
    let action = if internal { Action::InternalNote } else { Action::PublicMessage };
    let transition = work.decide(&action)?;
    let files = attachments::send(work, files, Some(id), internal).await?;
    work.carry_out(&transition, data(id, text, &files));
    if internal {
        work.store_note(id, text).await?;
    } else {
        work.store_message(id, text).await?;
        notify::message(work, text).await?;
    }
    work.save().await?;
    Ok((id, files))
}

/// What the event of a message tells: which one and with which files, and digests by which a change
/// would show.
#[must_use]
pub fn data(id: Uuid, text: &str, files: &[Attachment]) -> Value {
    let files: Vec<Value> =
        files.iter().map(|file| json!({ "id": file.id, "sha256": file.sha256 })).collect();
    json!({ "message_id": id, "sha256": digest(text), "attachments": files })
}

/// The digest of a message's text.
#[must_use]
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Goes over to the ticket that covers this one in the end: the one that covered it first may have
/// become a duplicate later.
///
/// # Errors
/// 404 when it is not the caller's, or what the database says.
pub async fn follow_duplicates(mut work: Work) -> Result<Work> {
    for _ in 0..MOST_DUPLICATES {
        let Some(target) = work.ticket.duplicate_of else { return Ok(work) };
        let Work { pending, caller, rules, .. } = work;
        let key = ticket::Key::Id(target);
        let ticket =
            ticket::lock_for(&pending.tx, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
        work = Work::on(pending, caller, ticket, rules).await?;
    }
    Err(ApiError::Code(ErrorCode::Conflict))
}

async fn answer(
    work: Work,
    id: Uuid,
    body: String,
    visibility: Visibility,
    attachments: Vec<Attachment>,
) -> Result<HttpResponse> {
    let message = Message {
        id,
        ticket_id: work.ticket.id,
        visibility,
        body_html: to_html(&body),
        body,
        attachments,
        created_at: work.now(),
    };
    let answer = Answer::json(StatusCode::CREATED, &message)?.version(work.version());
    work.pending.answer(answer).await
}
