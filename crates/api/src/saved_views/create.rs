//! Somebody keeps the filters of the queue under a name.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use aval_contract::error::ErrorCode;
use aval_contract::saved_views::{CreateSavedView, SavedView};
use aval_domain::text::fold;
use uuid::Uuid;

use super::{MOST, answer, parse_name, parse_query};
use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::{person, saved_view};
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};

/// Keep a view of the queue; each person at most 30
#[utoipa::path(
    tag = "saved views",
    operation_id = "create_saved_view",
    request_body = CreateSavedView,
    responses((status = 201, description = "Made", body = SavedView))
)]
#[post("/saved-views")]
pub(super) async fn create(
    Staff(caller): Staff,
    change: Change,
    _none: Params<NoParams>,
    Body(CreateSavedView { name, query }): Body<CreateSavedView>,
) -> Result<HttpResponse> {
    let (name, query) = (parse_name(&name)?, parse_query(&query)?);

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    // Two that are made at once are counted one after the other.
    person::lock_staff(tx, caller.id()).await?;
    if saved_view::count_of(tx, caller.id()).await? >= MOST {
        return Err(ApiError::invalid("/name", "too_many_views"));
    }
    let view = saved_view::Model {
        id: Uuid::now_v7(),
        person_id: caller.id(),
        folded_name: fold(&name),
        name,
        query,
    };
    if !saved_view::insert(tx, &view).await? {
        return Err(ApiError::Code(ErrorCode::NameTaken));
    }
    pending.answer(Answer::json(StatusCode::CREATED, &answer(view))?).await
}
