//! Support or a reporter looks at who is designated.

use actix_web::{HttpResponse, get, web};
use aval_contract::companies::Reporters;

use super::reporter;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::{company, person};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// The designated reporters of a company, replaced ones last
#[utoipa::path(
    tag = "companies",
    params(("id" = Uuid, Path, description = "The company; reporters see their own")),
    responses((status = 200, description = "All of them", body = Reporters))
)]
#[get("/companies/{id}/reporters")]
pub(super) async fn list_reporters(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let db = state.db.read();
    if company::row_for(db, &caller.actor, id).await?.is_none() {
        return Err(ApiError::NOT_FOUND);
    }
    let rows = person::reporters_of(db, &caller.actor, id).await?;
    Ok(json(&Reporters { items: rows.into_iter().map(reporter).collect() }))
}
