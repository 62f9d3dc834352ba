//! Who is signed in.

use actix_web::{HttpResponse, get, web};
use aval_contract::error::ErrorCode;
use aval_contract::me::User;
use sea_orm::EntityTrait as _;

use super::user;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::person;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// The signed-in person.
#[utoipa::path(
    tag = "me",
    responses((status = 200, description = "The signed-in person", body = User))
)]
#[get("/me")]
pub(super) async fn show_me(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let db = state.db.read();
    let person = person::Entity::find_by_id(caller.id())
        .one(db)
        .await?
        .ok_or(ApiError::Code(ErrorCode::Unauthorized))?;
    Ok(json(&user(db, person).await?))
}
