//! An admin looks what other targets in a company's contract would move.

use actix_web::{HttpResponse, post, web};
use aval_contract::companies::PreviewCompany;
use aval_contract::policies::Preview;

use crate::app::State;
use crate::auth::Admin;
use crate::change::{Change, json};
use crate::db::company;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params, path_id};
use crate::rules::Rules;
use crate::tickets::derived;

/// How many of a company's running tickets other targets in its contract would move; nothing is
/// changed
#[utoipa::path(
    tag = "companies",
    operation_id = "preview_company",
    params(("id" = Uuid, Path, description = "The company")),
    request_body = PreviewCompany,
    responses((
        status = 200,
        description = "What it would do to the tickets of this company",
        body = Preview
    ))
)]
#[post("/companies/{id}/preview")]
pub(super) async fn preview(
    Admin(caller): Admin,
    _change: Change,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(PreviewCompany { sla_override }): Body<PreviewCompany>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    if company::row_for(state.db.read(), &caller.actor, id).await?.is_none() {
        return Err(ApiError::NOT_FOUND);
    }
    let mut rules = Rules::load(state.db.read()).await?;
    rules.contracts.insert(id, sla_override);
    Ok(json(&derived::preview(&state, &rules, Some(id)).await?))
}
