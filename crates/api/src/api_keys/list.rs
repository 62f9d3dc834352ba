//! An admin looks at all keys, or a reporter at those of her company.

use actix_web::{HttpResponse, get, web};
use aval_contract::api_keys::ApiKeys;
use aval_contract::error::ErrorCode;
use aval_domain::lifecycle::Role;

use super::answer;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::api_key;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// All keys, newest first; reporters see those of their company
#[utoipa::path(
    tag = "api keys",
    operation_id = "list_api_keys",
    responses((status = 200, description = "Without their secrets", body = ApiKeys))
)]
#[get("/api-keys")]
pub(super) async fn list(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    match caller.role() {
        Some(Role::Admin | Role::Reporter) => {}
        Some(Role::Engineer | Role::Coordinator) | None => {
            return Err(ApiError::Code(ErrorCode::Forbidden));
        }
    }
    let rows = api_key::all_for(state.db.read(), &caller.actor).await?;
    Ok(json(&ApiKeys { items: rows.into_iter().map(answer).collect() }))
}
