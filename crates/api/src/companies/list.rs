//! Support looks through its customers; a reporter finds her own company.

use actix_web::{HttpResponse, get, web};
use aval_contract::companies::Company;
use aval_contract::page::{Page, PageQuery};

use super::answer;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::company;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, NamePlace};

/// All companies, by name; reporters find their own
#[utoipa::path(
    tag = "companies",
    operation_id = "list_companies",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<Company>))
)]
#[get("/companies")]
pub(super) async fn list(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, after): (_, Option<NamePlace>) = paging::asked(&query)?;
    let after = after.map(NamePlace::checked).transpose()?;
    let db = state.db.read();
    let rows = company::page(db, &caller.actor, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(company::count(db, &caller.actor).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &company::Row| NamePlace {
        name: row.company.folded_name.clone(),
        id: row.company.id,
    };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}
