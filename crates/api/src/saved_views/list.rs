//! Somebody looks at the views that she keeps.

use actix_web::{HttpResponse, get, web};
use aval_contract::page::{Page, PageQuery};
use aval_contract::saved_views::SavedView;

use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::db::saved_view;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, NamePlace};

/// The caller's own views of the queue by name
#[utoipa::path(
    tag = "saved views",
    operation_id = "list_saved_views",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<SavedView>))
)]
#[get("/saved-views")]
pub(super) async fn list(
    Staff(caller): Staff,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, after): (_, Option<NamePlace>) = paging::asked(&query)?;
    let after = after.map(NamePlace::checked).transpose()?;
    let db = state.db.read();
    let rows = saved_view::page_of(db, caller.id(), after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(saved_view::count_of(db, caller.id()).await?),
        Some(false) | None => None,
    };
    let place_of =
        |row: &saved_view::Model| NamePlace { name: row.folded_name.clone(), id: row.id };
    Ok(json(&paging::page(rows, limit, total, place_of, super::answer)?))
}
