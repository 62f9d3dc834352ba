//! Support looks at who works here.

use actix_web::{HttpResponse, get, web};
use aval_contract::page::{Page, PageQuery};
use aval_contract::staff::StaffMember;

use super::answer;
use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::db::person::{self, Place};
use crate::error::Result;
use crate::http::Params;
use crate::paging;

/// Everybody of support by name, those who left last
#[utoipa::path(
    tag = "staff",
    operation_id = "list_staff",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<StaffMember>))
)]
#[get("/staff")]
pub(super) async fn list(
    _staff: Staff,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, after): (_, Option<Place>) = paging::asked(&query)?;
    if let Some(place) = &after {
        paging::check_text(&place.name)?;
    }
    let db = state.db.read();
    let rows = person::page_of_staff(db, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(person::count_staff(db).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &person::StaffRow| Place::of(&row.person);
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}
