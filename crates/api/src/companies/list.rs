//! Support looks through its customers.

use actix_web::{HttpResponse, get, web};
use aval_contract::companies::Company;
use aval_contract::error::ErrorCode;
use aval_contract::page::{Page, PageQuery};
use aval_domain::text::CompanyName;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer;
use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::db::company;
use crate::error::{ApiError, Result};
use crate::http::Params;
use crate::paging;

/// Where a page of companies begins.
#[derive(Serialize, Deserialize)]
struct Place {
    name: String,
    id: Uuid,
}

/// All companies, by name
#[utoipa::path(
    tag = "companies",
    operation_id = "list_companies",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<Company>))
)]
#[get("/companies")]
pub(super) async fn list(
    Staff(caller): Staff,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let limit = paging::limit(query.limit)?;
    let after: Option<Place> = paging::read_cursor(query.cursor.as_deref())?;
    // Names that no company can have need not reach the database, which may not take them.
    if after.as_ref().is_some_and(|place| CompanyName::parse(&place.name).is_err()) {
        return Err(ApiError::Code(ErrorCode::CursorInvalid));
    }
    let db = state.db.read();
    let after = after.map(|place| (place.name, place.id));
    let rows = company::page(db, &caller.actor, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(company::count(db, &caller.actor).await?),
        Some(false) | None => None,
    };
    let place_of =
        |row: &company::Row| Place { name: row.company.name.clone(), id: row.company.id };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}
