//! Removes a file that was not sent.

use actix_web::{HttpResponse, delete, web};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::discard;
use crate::app::State;
use crate::auth::TicketWriter;
use crate::change::{Answer, Change};
use crate::db::attachment;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// Removes one's own file that was not sent yet.
#[utoipa::path(
    operation_id = "remove_attachment",
    tag = "attachments",
    params(("id" = uuid::Uuid, Path, description = "The file")),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/attachments/{id}")]
pub async fn remove(
    TicketWriter(caller): TicketWriter,
    change: Change,
    state: web::Data<State>,
    id: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let pending = change.begin(caller.id()).await?;
    let ids = [path_id(&id)?];
    let files = attachment::lock_unsent_of(&pending.tx, caller.id(), &ids).await?;
    let [file] = files.as_slice() else { return Err(ApiError::NOT_FOUND) };
    attachment::Entity::delete_many()
        .filter(attachment::Column::Id.eq(file.id))
        .exec(&pending.tx)
        .await?;
    let answer = pending.answer(Answer::empty()).await?;
    discard(&state, &file.storage_key).await;
    Ok(answer)
}
