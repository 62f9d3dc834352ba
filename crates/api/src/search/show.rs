//! Somebody searches.

use actix_web::{HttpResponse, get, web};
use aval_contract::search::{SearchAnswer, SearchQuery, SearchScope};

use super::answer;
use super::best::best;
use super::words::{Question, Wanted};
use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::db::search_document::Narrowed;
use crate::error::{ApiError, Result};
use crate::http::Params;

/// How many hits there are at the most, unless asked for fewer or more.
const HITS: u32 = 20;

/// Searches tickets with their messages, solutions and files, and articles
///
/// Accents, case and the endings of words do not matter, and of the last word its beginning is
/// enough. Customers find what is theirs; internal notes are found by support only.
#[utoipa::path(
    tag = "search",
    operation_id = "search",
    params(SearchQuery),
    responses((status = 200, description = "The best hits first", body = SearchAnswer))
)]
#[get("/search")]
pub(super) async fn search(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    Params(query): Params<SearchQuery>,
) -> Result<HttpResponse> {
    let limit = match query.limit.unwrap_or(HITS) {
        limit @ 1..=50 => limit as usize,
        _ => return Err(ApiError::invalid("?limit", "out_of_range")),
    };
    let question = Question::parse(&query.q);
    if question.is_empty() {
        return Ok(json(&SearchAnswer { hits: Vec::new(), more: false }));
    }
    let narrowed = Narrowed {
        company: query.company_id,
        stage: query.stage,
        kind: query.kind,
        tickets: query.scope.map(|scope| match scope {
            SearchScope::Tickets => true,
            SearchScope::Articles => false,
        }),
    };
    let best = best(&state, &caller, &question, Wanted::All, &narrowed).await?;
    let more = best.is_cut || best.groups.len() > limit;
    let groups = best.groups.into_iter().take(limit).collect();
    let hits = answer::hits(state.db.read(), &caller, &question, groups).await?;
    Ok(json(&SearchAnswer { hits, more }))
}
