//! Somebody looks for articles.

use actix_web::{HttpResponse, get, web};
use aval_contract::articles::{ArticleListItem, ArticleQuery};
use aval_contract::page::Page;

use crate::app::State;
use crate::auth::{Caller, TicketReader};
use crate::change::json;
use crate::db::article::{self, Filter, Shown, Which};
use crate::db::search_document::Narrowed;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, InstantPlace};
use crate::search::best::{Best, best};
use crate::search::words::{Question, Wanted};

/// Articles that the caller may read
///
/// Last published first; to support as they were written last, last changed first. With `q` the best
/// come first, on one page.
#[utoipa::path(
    tag = "articles",
    operation_id = "list_articles",
    params(ArticleQuery),
    responses((status = 200, description = "One page", body = Page<ArticleListItem>))
)]
#[get("/articles")]
pub(super) async fn list(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    Params(query): Params<ArticleQuery>,
) -> Result<HttpResponse> {
    let limit = paging::limit(query.limit)?;
    let filter = Filter { category: query.category_id, state: query.state };
    let question = query.q.as_deref().map(Question::parse).filter(|asked| !asked.is_empty());
    if let Some(question) = question {
        let any = query.any == Some(true);
        return Ok(json(&found(&state, &caller, &filter, question, any, limit).await?));
    }
    let before: Option<InstantPlace> = paging::read_cursor(query.cursor.as_deref())?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let which = if caller.is_staff() { Which::Newest } else { Which::Published };
    let (db, actor) = (state.db.read(), &caller.actor);
    let rows = article::page(db, actor, which, &filter, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(article::count(db, actor, which, &filter).await?),
        Some(false) | None => None,
    };
    let nothing = Question::parse("");
    let place_of = |shown: &Shown| {
        let Shown { article, .. } = shown;
        let published = article.published_at.filter(|_| which == Which::Published);
        InstantPlace { at: published.unwrap_or(article.updated_at), id: article.id }
    };
    let item = |shown| super::list_item(&caller, &nothing, shown);
    Ok(json(&paging::page(rows, limit, total, place_of, item)?))
}

/// Those that fit the words best.
async fn found(
    state: &State,
    caller: &Caller,
    filter: &Filter,
    question: Question,
    any: bool,
    limit: usize,
) -> Result<Page<ArticleListItem>> {
    let (question, wanted) =
        if any { (question.without_stop_words(), Wanted::Any) } else { (question, Wanted::All) };
    let nothing = Page { items: Vec::new(), next_cursor: None, total: None };
    if question.is_empty() {
        return Ok(nothing);
    }
    let narrowed = Narrowed { tickets: Some(false), ..Narrowed::default() };
    let Best { groups, .. } = best(state, caller, &question, wanted, &narrowed).await?;
    let ids = groups.iter().map(|group| group.id).collect();
    let mut shown = article::shown(state.db.read(), &caller.actor, ids).await?;
    shown.retain(|shown| {
        filter.category.is_none_or(|id| shown.version.category_id == Some(id))
            && filter.state.is_none_or(|state| shown.article.state() == state)
    });
    // The order in which they were found, and before it, where any word is enough, how many of them
    // each has: in its title above all.
    let place = |shown: &Shown| groups.iter().position(|group| group.id == shown.article.id);
    let fit = |shown: &Shown| {
        if !any {
            return 0;
        }
        let title = question.terms_in(&shown.version.title);
        3 * title + question.terms_in(&shown.version.body)
    };
    shown.sort_by_cached_key(|shown| (std::cmp::Reverse(fit(shown)), place(shown)));
    shown.truncate(limit);
    let items = shown.into_iter().map(|shown| super::list_item(caller, &question, shown));
    Ok(Page { items: items.collect(), ..nothing })
}
