//! Somebody looks at the categories.

use actix_web::{HttpResponse, get, web};
use aval_contract::categories::Category;
use aval_contract::page::{Page, PageQuery};

use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::db::category;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, NamePlace};

/// All categories by name, inactive ones too
#[utoipa::path(
    tag = "categories",
    operation_id = "list_categories",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<Category>))
)]
#[get("/categories")]
pub(super) async fn list(
    _reader: TicketReader,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, after): (_, Option<NamePlace>) = paging::asked(&query)?;
    let after = after.map(NamePlace::checked).transpose()?;
    let db = state.db.read();
    let rows = category::page(db, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(category::count(db).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &category::Model| NamePlace { name: row.folded_name.clone(), id: row.id };
    Ok(json(&paging::page(rows, limit, total, place_of, super::answer)?))
}
