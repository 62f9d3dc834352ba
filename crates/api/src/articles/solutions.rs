//! Somebody looks at what was delivered.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::articles::{ArticleRef, DeliveredSolution, SolutionQuery};
use aval_contract::categories::Category;
use aval_contract::companies::CompanyRef;
use aval_contract::page::Page;
use uuid::Uuid;

use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::db::solution::{self, Filter};
use crate::db::{article, ticket};
use crate::error::Result;
use crate::http::Params;
use crate::markdown::{to_html, to_plain};
use crate::paging::{self, InstantPlace};
use crate::search::marks::{excerpt, marked};
use crate::search::words::{Question, Wanted};

/// The solutions of the caller's cases, with what was written about each
///
/// Last delivered first; support sees those of all companies.
#[utoipa::path(
    tag = "articles",
    operation_id = "list_solutions",
    params(SolutionQuery),
    responses((status = 200, description = "One page", body = Page<DeliveredSolution>))
)]
#[get("/solutions")]
pub(super) async fn list_solutions(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    Params(query): Params<SolutionQuery>,
) -> Result<HttpResponse> {
    let limit = paging::limit(query.limit)?;
    let before: Option<InstantPlace> = paging::read_cursor(query.cursor.as_deref())?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let question = Question::parse(query.q.as_deref().unwrap_or_default());
    let company = caller.company().filter(|_| !caller.is_staff());
    let filter = Filter {
        words: (!question.is_empty()).then(|| question.pattern(Wanted::All, false, company)),
        category: query.category_id,
        company: query.company_id,
    };
    let (db, actor) = (state.db.read(), &caller.actor);
    let rows = solution::page(db, actor, &filter, before, limit as u64 + 1).await?;
    let tickets = rows.iter().map(|row| row.ticket_id).collect();
    let tickets: HashMap<Uuid, ticket::Row> = ticket::rows_for(db, actor, tickets)
        .await?
        .into_iter()
        .map(|row| (row.ticket.id, row))
        .collect();
    let ids = rows.iter().map(|row| row.id).collect();
    let mut articles: HashMap<Uuid, Vec<ArticleRef>> = HashMap::new();
    for shown in article::of_solutions(db, actor, ids).await? {
        if let Some(solution) = shown.article.solution_id {
            let named = ArticleRef { id: shown.article.id, title: shown.version.title };
            articles.entry(solution).or_default().push(named);
        }
    }
    let place_of = |row: &solution::Model| InstantPlace { at: row.delivered_at, id: row.id };
    let page = paging::page(rows, limit, None, place_of, |row| {
        let of = tickets.get(&row.ticket_id)?;
        let category = of.ticket.category_id.zip(of.category.clone());
        Some(DeliveredSolution {
            id: row.id,
            ticket_number: ticket::number_text(of.ticket.number),
            subject: marked(&question, &of.ticket.subject),
            kind: of.ticket.kind.0,
            category: category.map(|(id, (name, active))| Category { id, name, active }),
            company: CompanyRef { id: of.ticket.company_id, name: of.company_name.clone() },
            number: row.number,
            summary_html: to_html(&row.summary),
            excerpt: excerpt(&question, &to_plain(&row.summary)),
            summary: row.summary,
            resolution_type: row.resolution_type.0,
            delivered_at: row.delivered_at,
            verdict: row.verdict,
            articles: articles.get(&row.id).cloned().unwrap_or_default(),
        })
    })?;
    let Page { items, next_cursor, total } = page;
    Ok(json(&Page { items: items.into_iter().flatten().collect::<Vec<_>>(), next_cursor, total }))
}
