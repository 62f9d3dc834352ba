//! An admin renames a category or takes it out of use.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use aval_contract::audit::AuditAction;
use aval_contract::categories::{Category, UpdateCategory};
use aval_contract::error::ErrorCode;
use serde_json::json;

use super::{answer, parse_name};
use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change};
use crate::db::category;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params, path_id};

/// Rename a category, or take it out of use
#[utoipa::path(
    tag = "categories",
    operation_id = "update_category",
    params(("id" = Uuid, Path, description = "The category")),
    request_body = UpdateCategory,
    responses((status = 200, description = "As it is now", body = Category))
)]
#[patch("/categories/{id}")]
pub(super) async fn update(
    Admin(caller): Admin,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(UpdateCategory { name, active }): Body<UpdateCategory>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let name = name.map(|name| parse_name(&name)).transpose()?;

    let pending = change.begin(caller.id()).await?;
    let before = category::lock(&pending.tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let mut after = before.clone();
    if let Some(name) = name {
        after.rename(name);
    }
    after.active = active.unwrap_or(before.active);
    if after != before {
        if !category::save(&pending.tx, &after).await? {
            return Err(ApiError::Code(ErrorCode::NameTaken));
        }
        let data = json!({ "from": answer(before), "to": answer(after.clone()) });
        let deed = Deed::to(AuditAction::CategoryUpdated, id);
        audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    }
    pending.answer(Answer::json(StatusCode::OK, &answer(after))?).await
}
