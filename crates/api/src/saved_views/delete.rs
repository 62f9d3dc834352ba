//! Somebody deletes a view that she kept.

use actix_web::{HttpResponse, delete, web};

use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::saved_view;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// Delete one of the caller's views of the queue
#[utoipa::path(
    tag = "saved views",
    operation_id = "delete_saved_view",
    params(("id" = Uuid, Path, description = "The view")),
    responses((status = 204, description = "Deleted"))
)]
#[delete("/saved-views/{id}")]
pub(super) async fn delete(
    Staff(caller): Staff,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;

    let pending = change.begin(caller.id()).await?;
    if !saved_view::delete_of(&pending.tx, caller.id(), id).await? {
        return Err(ApiError::NOT_FOUND);
    }
    pending.answer(Answer::empty()).await
}
