//! An admin makes a category.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use aval_contract::audit::AuditAction;
use aval_contract::categories::{Category, CreateCategory};
use aval_contract::error::ErrorCode;
use aval_domain::text::fold;
use serde_json::json;
use uuid::Uuid;

use super::{answer, parse_name};
use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change};
use crate::db::category;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};

/// Make a category
#[utoipa::path(
    tag = "categories",
    operation_id = "create_category",
    request_body = CreateCategory,
    responses((status = 201, description = "Made", body = Category))
)]
#[post("/categories")]
pub(super) async fn create(
    Admin(caller): Admin,
    change: Change,
    _none: Params<NoParams>,
    Body(CreateCategory { name }): Body<CreateCategory>,
) -> Result<HttpResponse> {
    let name = parse_name(&name)?;

    let pending = change.begin(caller.id()).await?;
    let category =
        category::Model { id: Uuid::now_v7(), folded_name: fold(&name), name, active: true };
    if !category::insert(&pending.tx, &category).await? {
        return Err(ApiError::Code(ErrorCode::NameTaken));
    }
    let data = json!({ "name": category.name });
    let deed = Deed::to(AuditAction::CategoryCreated, category.id);
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::json(StatusCode::CREATED, &answer(category))?).await
}
