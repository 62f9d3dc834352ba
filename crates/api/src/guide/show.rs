//! Somebody reads a page of the guide.

use actix_web::{HttpResponse, get, web};
use aval_contract::guide::GuidePage;

use super::page;
use crate::auth::Anybody;
use crate::change::json;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// One page of the user guide; without signing in, one of those for customers
#[utoipa::path(
    tag = "guide",
    operation_id = "show_guide_page",
    params(("slug" = String, Path, description = "As the table of contents has it")),
    responses((status = 200, description = "The page", body = GuidePage))
)]
#[get("/guide/{slug}")]
pub(super) async fn show(
    reader: Anybody,
    slug: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let page = page::all()
        .iter()
        .find(|page| page.shown.entry.slug == *slug)
        .filter(|page| page.is_for(&reader))
        .ok_or(ApiError::NOT_FOUND)?;
    Ok(json(&page.shown))
}
