//! Somebody looks for a page of the guide.

use actix_web::{HttpResponse, get};
use aval_contract::guide::Guide;

use super::page;
use crate::auth::Anybody;
use crate::change::json;
use crate::error::Result;
use crate::http::{NoParams, Params};

/// The pages of the user guide that the caller may read; without signing in, those for customers
#[utoipa::path(
    tag = "guide",
    operation_id = "list_guide_pages",
    responses((status = 200, description = "The table of contents", body = Guide))
)]
#[get("/guide")]
pub(super) async fn contents(reader: Anybody, _none: Params<NoParams>) -> Result<HttpResponse> {
    let pages = page::all().iter().filter(|page| page.is_for(&reader));
    Ok(json(&Guide { pages: pages.map(|page| page.shown.entry.clone()).collect() }))
}
