//! Support or a reporter looks at who is designated.

use actix_web::{HttpResponse, get, web};
use aval_contract::companies::Reporter;
use aval_contract::page::{Page, PageQuery};

use super::reporter;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::company;
use crate::db::person::{self, Place};
use crate::error::{ApiError, Result};
use crate::http::{Params, path_id};
use crate::paging;

/// The designated reporters of a company, replaced ones last
#[utoipa::path(
    tag = "companies",
    params(("id" = Uuid, Path, description = "The company; reporters see their own"), PageQuery),
    responses((status = 200, description = "One page", body = Page<Reporter>))
)]
#[get("/companies/{id}/reporters")]
pub(super) async fn list_reporters(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    path: web::Path<String>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let (limit, after): (_, Option<Place>) = paging::asked(&query)?;
    if let Some(place) = &after {
        paging::check_text(&place.name)?;
    }
    let db = state.db.read();
    if company::row_for(db, &caller.actor, id).await?.is_none() {
        return Err(ApiError::NOT_FOUND);
    }
    let rows = person::page_of_reporters(db, &caller.actor, id, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(person::count_reporters(db, &caller.actor, id).await?),
        Some(false) | None => None,
    };
    Ok(json(&paging::page(rows, limit, total, Place::of, reporter)?))
}
