//! Streams a file.

use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, get, web};
use futures_util::TryStreamExt as _;
use object_store::ObjectStoreExt as _;
use object_store::path::Path;
use sea_orm::EntityTrait;

use crate::app::State;
use crate::auth::{Caller, TicketReader};
use crate::db::{article, attachment, ticket};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// Streams a file of a ticket or an article, or an unsent one to its uploader.
#[utoipa::path(
    operation_id = "download_attachment",
    tag = "attachments",
    params(("id" = uuid::Uuid, Path, description = "The file")),
    responses((
        status = 200,
        description = "The bytes; only png, jpeg, gif and webp are shown inline",
        body = Vec<u8>,
        content_type = "application/octet-stream"
    ))
)]
#[get("/attachments/{id}")]
pub async fn download(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    id: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let file = visible(&state, &caller, &id).await?;
    let stored = state
        .files
        .get(&Path::from(file.storage_key.as_str()))
        .await
        .map_err(anyhow::Error::from)?;
    let inline =
        matches!(file.media_type.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp");
    let disposition = ContentDisposition {
        disposition: if inline { DispositionType::Inline } else { DispositionType::Attachment },
        parameters: vec![DispositionParam::FilenameExt(header::ExtendedValue {
            charset: header::Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: file.name.clone().into_bytes(),
        })],
    };
    let media_type = if inline { file.media_type.as_str() } else { "application/octet-stream" };
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(disposition)
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((header::CONTENT_LENGTH, file.size.to_string()))
        .streaming(stored.into_stream().map_err(anyhow::Error::from).map_err(ApiError::from)))
}

/// A file that the caller may see: of a ticket of theirs, of an article that they may read, or their
/// own while unsent.
async fn visible(state: &State, caller: &Caller, id: &str) -> Result<attachment::Model> {
    let db = state.db.read();
    let file =
        attachment::Entity::find_by_id(path_id(id)?).one(db).await?.ok_or(ApiError::NOT_FOUND)?;
    let allowed = match file.ticket_id {
        None => {
            file.uploader_id == caller.id()
                || article::is_file_shown(db, &caller.actor, file.id).await?
        }
        Some(_) if file.internal && !caller.is_staff() => false,
        Some(ticket) => {
            ticket::find_for(db, &caller.actor, ticket::Key::Id(ticket)).await?.is_some()
        }
    };
    if allowed { Ok(file) } else { Err(ApiError::NOT_FOUND) }
}
