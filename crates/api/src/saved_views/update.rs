//! Somebody renames a view that she keeps, or gives it other filters.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use aval_contract::error::ErrorCode;
use aval_contract::saved_views::{SavedView, UpdateSavedView};

use super::{answer, parse_name, parse_query};
use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::saved_view;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params, path_id};

/// Rename one of the caller's views of the queue, or give it other filters
#[utoipa::path(
    tag = "saved views",
    operation_id = "update_saved_view",
    params(("id" = Uuid, Path, description = "The view")),
    request_body = UpdateSavedView,
    responses((status = 200, description = "As it is now", body = SavedView))
)]
#[patch("/saved-views/{id}")]
pub(super) async fn update(
    Staff(caller): Staff,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(UpdateSavedView { name, query }): Body<UpdateSavedView>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let name = name.map(|name| parse_name(&name)).transpose()?;
    let query = query.map(|query| parse_query(&query)).transpose()?;

    let pending = change.begin(caller.id()).await?;
    let before =
        saved_view::lock_of(&pending.tx, caller.id(), id).await?.ok_or(ApiError::NOT_FOUND)?;
    let mut after = before.clone();
    if let Some(name) = name {
        after.rename(name);
    }
    if let Some(query) = query {
        after.query = query;
    }
    if after != before && !saved_view::save(&pending.tx, &after).await? {
        return Err(ApiError::Code(ErrorCode::NameTaken));
    }
    pending.answer(Answer::json(StatusCode::OK, &answer(after))?).await
}
