//! Somebody reads an article.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use aval_contract::articles::Article;

use crate::app::State;
use crate::auth::TicketReader;
use crate::error::Result;
use crate::http::{NoParams, Params, path_id};

/// An article, if it is the caller's to read
#[utoipa::path(
    tag = "articles",
    operation_id = "get_article",
    params(("id" = Uuid, Path, description = "The article")),
    responses((status = 200, description = "As its readers see it", body = Article))
)]
#[get("/articles/{id}")]
pub(super) async fn show(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let article = super::load(state.db.read(), &caller, path_id(&path)?).await?;
    let etag = format!("\"{}\"", article.revision);
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag)).json(article))
}
