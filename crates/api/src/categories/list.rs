//! Somebody looks at the categories.

use actix_web::{HttpResponse, get, web};
use aval_contract::categories::Categories;

use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::db::category;
use crate::error::Result;
use crate::http::{NoParams, Params};

/// All categories by name, inactive ones too
#[utoipa::path(
    tag = "categories",
    operation_id = "list_categories",
    responses((status = 200, description = "All of them", body = Categories))
)]
#[get("/categories")]
pub(super) async fn list(
    _reader: TicketReader,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let rows = category::all(state.db.read()).await?;
    Ok(json(&Categories { items: rows.into_iter().map(super::answer).collect() }))
}
