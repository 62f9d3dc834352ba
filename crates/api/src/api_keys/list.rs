//! An admin looks at all keys, or a reporter at those of her company.

use actix_web::{HttpResponse, get, web};
use aval_contract::api_keys::ApiKey;
use aval_contract::error::ErrorCode;
use aval_contract::page::{Page, PageQuery};
use aval_domain::lifecycle::Role;

use super::answer;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::api_key;
use crate::error::{ApiError, Result};
use crate::http::Params;
use crate::paging::{self, InstantPlace};

/// All keys, newest first; reporters see those of their company
#[utoipa::path(
    tag = "api keys",
    operation_id = "list_api_keys",
    params(PageQuery),
    responses((status = 200, description = "Without their secrets", body = Page<ApiKey>))
)]
#[get("/api-keys")]
pub(super) async fn list(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    match caller.role() {
        Some(Role::Admin | Role::Reporter) => {}
        Some(Role::Engineer | Role::Coordinator) | None => {
            return Err(ApiError::Code(ErrorCode::Forbidden));
        }
    }
    let (limit, before): (_, Option<InstantPlace>) = paging::asked(&query)?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let db = state.db.read();
    let rows = api_key::page(db, &caller.actor, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(api_key::count(db, &caller.actor).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &api_key::Row| InstantPlace { at: row.key.created_at, id: row.key.id };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}
