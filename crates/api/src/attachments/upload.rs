//! Uploads a file, on its own or straight to a ticket.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, post, web};
use aval_contract::attachments::Attachment;
use aval_domain::lifecycle::{Action, EventKind};
use aval_domain::record::Visibility;
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use super::receive::{Received, receive};
use super::{answer, discard, quota};
use crate::app::State;
use crate::auth::{Caller, TicketWriter};
use crate::change::{Answer, Change, Kept, Pending};
use crate::db::{attachment, ticket};
use crate::error::{ApiError, Result};
use crate::http::{BodyDigest, NoParams, Params};
use crate::tickets::work::Work;

/// The multipart body of an upload.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the body in the document")]
struct Upload {
    /// The file, up to 25 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Uploads a file, to be sent later with a ticket, message or solution. Unsent ones are removed
/// after a day.
#[utoipa::path(
    operation_id = "upload_attachment",
    tag = "attachments",
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The stored file", body = Attachment))
)]
#[post("/attachments")]
pub async fn upload(
    TicketWriter(caller): TicketWriter,
    change: Change,
    state: web::Data<State>,
    request: HttpRequest,
    Params(NoParams {}): Params<NoParams>,
    form: Multipart,
) -> Result<HttpResponse> {
    quota::check(state.db.read(), &state.config, caller.id(), 0).await?;
    let file = receive(form, &*state.files).await?;
    request.extensions_mut().insert(BodyDigest(file.digest));
    let key = file.key.clone();
    let written = async {
        let pending = change.begin(caller.id()).await?;
        quota::check(&pending.tx, &state.config, caller.id(), file.size).await?;
        let row = insert(&pending, &caller, file).await?;
        pending.keep(Answer::json(StatusCode::CREATED, &answer(row))?).await
    }
    .await;
    commit(&state, &key, written).await
}

/// Commits the row of a file, or removes the bytes of one that gets no row. When the commit itself
/// fails, the row may be there all the same: the bytes stay.
async fn commit(state: &State, key: &str, written: Result<Kept>) -> Result<HttpResponse> {
    match written {
        Ok(kept) => kept.commit().await,
        Err(error) => {
            discard(state, key).await;
            Err(error)
        }
    }
}

/// Uploads a file straight to a ticket; the timeline shows it.
#[utoipa::path(
    operation_id = "attach_to_ticket",
    tag = "attachments",
    params(("id" = String, Path, description = "Id or number")),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The stored file", body = Attachment))
)]
#[post("/tickets/{id}/attachments")]
pub async fn upload_to_ticket(
    TicketWriter(caller): TicketWriter,
    change: Change,
    state: web::Data<State>,
    request: HttpRequest,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
    form: Multipart,
) -> Result<HttpResponse> {
    // Asked before the file is taken in: nobody fills our store on a foreign ticket.
    let ticket_key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    let ticket = ticket::find_for(state.db.read(), &caller.actor, ticket_key)
        .await?
        .ok_or(ApiError::NOT_FOUND)?;
    quota::check_ticket(state.db.read(), ticket.id, 1, "/file").await?;
    let file = receive(form, &*state.files).await?;
    request.extensions_mut().insert(BodyDigest(file.digest));
    let stored = file.key.clone();
    let written = add_to_ticket(&change, caller, &key, file).await;
    commit(&state, &stored, written).await
}

async fn add_to_ticket(change: &Change, caller: Caller, key: &str, file: Received) -> Result<Kept> {
    let mut work = Work::join(change, caller, key).await?;
    // Whoever may correct a ticket may add a file to it.
    work.decide(&Action::EditDetails)?;
    quota::check_ticket(work.tx(), work.ticket.id, 1, "/file").await?;
    let row = insert(&work.pending, &work.caller, file).await?;
    super::mark_sent(&work, std::slice::from_ref(&row), None, false).await?;
    let file = answer(row);
    work.record(EventKind::AttachmentAdded, Visibility::Public, &json!({ "attachments": [file] }));
    work.save().await?;
    let version = work.version();
    work.pending.keep(Answer::json(StatusCode::CREATED, &file)?.version(version)).await
}

/// Writes down a stored file as its uploader's own.
///
/// # Errors
/// What the database says.
pub(super) async fn insert(
    pending: &Pending,
    caller: &Caller,
    file: Received,
) -> Result<attachment::Model> {
    let Received { name, size, media_type, sha256, key, digest: _ } = file;
    let row = attachment::Model {
        id: Uuid::now_v7(),
        uploader_id: caller.id(),
        ticket_id: None,
        message_id: None,
        internal: false,
        name,
        size,
        media_type,
        sha256,
        storage_key: key,
        created_at: pending.now,
        sent_at: None,
    };
    attachment::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&pending.tx)
        .await?;
    Ok(row)
}
