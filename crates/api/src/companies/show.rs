//! Support looks at a customer, or a reporter at her own company.

use actix_web::{HttpResponse, get, web};
use aval_contract::companies::Company;

use super::answer;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::company;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// One company; reporters see their own
#[utoipa::path(
    tag = "companies",
    operation_id = "show_company",
    params(("id" = Uuid, Path, description = "The company")),
    responses((status = 200, description = "The company", body = Company))
)]
#[get("/companies/{id}")]
pub(super) async fn show(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let row = company::row_for(state.db.read(), &caller.actor, path_id(&path)?)
        .await?
        .ok_or(ApiError::NOT_FOUND)?;
    Ok(json(&answer(row)))
}
