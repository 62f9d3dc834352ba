//! Somebody browses articles by category.

use actix_web::{HttpResponse, get, web};
use aval_contract::articles::{ArticleCategories, ArticleCategory};
use aval_contract::categories::Category;

use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::db::article::{self, InCategory, Which};
use crate::error::Result;
use crate::http::{NoParams, Params};

/// The categories of the articles that the caller may read, with how many each has
///
/// To support they are counted as they were written last, to others as they are published, as
/// `GET /articles` lists them.
#[utoipa::path(
    tag = "articles",
    operation_id = "list_article_categories",
    responses((status = 200, description = "All of them", body = ArticleCategories))
)]
#[get("/articles/categories")]
pub(super) async fn list_categories(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let which = if caller.is_staff() { Which::Newest } else { Which::Published };
    let counted = article::by_category(state.db.read(), &caller.actor, which).await?;
    let items = counted.into_iter().map(answer).collect();
    Ok(json(&ArticleCategories { items }))
}

fn answer(counted: InCategory) -> ArticleCategory {
    let InCategory { category, articles } = counted;
    let category = category.map(|(id, name, active)| Category { id, name, active });
    ArticleCategory { category, articles }
}
