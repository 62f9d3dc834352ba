//! Lists tickets.

use actix_web::{HttpResponse, get, web};
use aval_contract::error::ErrorCode;
use aval_contract::page::Page;
use aval_contract::tickets::{TicketListItem, TicketQuery, TicketSort};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer;
use crate::app::State;
use crate::auth::{Caller, TicketReader};
use crate::change::json;
use crate::db::after_hours_window;
use crate::db::ticket::{self, DueRank, Filter, Order};
use crate::error::{ApiError, Result};
use crate::http::Params;
use crate::search::words::{Question, Wanted};
use crate::{clock, paging};

/// Lists the tickets that the caller may see.
#[utoipa::path(
    operation_id = "list_tickets",
    tag = "tickets",
    params(TicketQuery),
    responses((status = 200, description = "One page", body = Page<TicketListItem>))
)]
#[get("/tickets")]
pub async fn list(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    Params(query): Params<TicketQuery>,
) -> Result<HttpResponse> {
    let now = clock::now();
    let sort = query.sort.unwrap_or_default();
    let limit = paging::limit(query.limit)?;
    let place = Place::read(query.cursor.as_deref(), sort)?;
    let order = order_from(sort, place.as_ref());
    let filter = filter_of(&query, &caller, now)?;
    let db = state.db.read();
    let after = place.map(|place| place.id);
    let rows = ticket::page(db, &caller.actor, &filter, &order, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(ticket::count(db, &caller.actor, &filter).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &ticket::Row| Place::at(sort, &row.ticket);
    let shown = rows.iter().map(|row| row.ticket.id);
    let asked = after_hours_window::first_answerable(db, shown, now).await?;
    let item = |row: ticket::Row| {
        let window = asked.get(&row.ticket.id);
        answer::list_item(row, window, caller.is_staff(), now)
    };
    Ok(json(&paging::page(rows, limit, total, place_of, item)?))
}

/// The filter that these parameters ask for.
///
/// # Errors
/// 422 where an instant is none that a ticket can have.
pub(crate) fn filter_of(
    query: &TicketQuery,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Filter> {
    let bounds = [
        ("?due_from", query.due_from),
        ("?due_to", query.due_to),
        ("?created_from", query.created_from),
        ("?created_to", query.created_to),
    ];
    for (pointer, at) in bounds {
        if at.is_some_and(|at| !paging::is_instant_of_rows(at)) {
            return Err(ApiError::invalid(pointer, "out_of_range"));
        }
    }
    let words = query.q.as_deref().map(Question::parse).filter(|question| !question.is_empty());
    let company = caller.company().filter(|_| !caller.is_staff());
    let words = words.map(|question| question.pattern(Wanted::All, false, company));
    Ok(Filter {
        stage: query.stage,
        kind: query.kind,
        priority: query.priority,
        company: query.company_id,
        assignee: query.assignee_id,
        assigned: query.assigned,
        waiting_on: query.waiting_on,
        needs_customer: query.needs_customer.map(|needed| (needed, now)),
        category: query.category_id,
        breached: query.breached.map(|breached| (breached, now)),
        due_from: query.due_from,
        due_to: query.due_to,
        created_from: query.created_from,
        created_to: query.created_to,
        words,
    })
}

/// Where a page ends, in the order of its list.
#[derive(Serialize, Deserialize)]
struct Place {
    sort: TicketSort,
    at: Option<DateTime<Utc>>,
    rank: i16,
    id: Uuid,
}

impl Place {
    fn at(sort: TicketSort, ticket: &ticket::Model) -> Self {
        let (rank, at) = match sort {
            TicketSort::NewestFirst | TicketSort::OldestFirst | TicketSort::MostUrgentFirst => {
                (ticket.priority, Some(ticket.created_at))
            }
            TicketSort::LastChangedFirst => (ticket.priority, Some(ticket.updated_at)),
            TicketSort::DueFirst => {
                let (rank, at) = DueRank::place(ticket);
                (rank as i16, at)
            }
        };
        Self { sort, at, rank, id: ticket.id }
    }

    fn read(cursor: Option<&str>, sort: TicketSort) -> Result<Option<Self>> {
        let Some(place) = paging::read_cursor::<Self>(cursor)? else { return Ok(None) };
        // Only due times may be missing; a cursor of ours has all others.
        if place.sort != sort || (place.at.is_none() && sort != TicketSort::DueFirst) {
            return Err(ApiError::Code(ErrorCode::CursorInvalid));
        }
        if let Some(at) = place.at {
            paging::check_instant(at)?;
        }
        Ok(Some(place))
    }
}

fn order_from(sort: TicketSort, place: Option<&Place>) -> Order {
    let at = place.and_then(|place| place.at);
    match sort {
        TicketSort::NewestFirst => Order::NewestFirst(at),
        TicketSort::OldestFirst => Order::OldestFirst(at),
        TicketSort::LastChangedFirst => Order::LastChangedFirst(at),
        TicketSort::DueFirst => Order::DueFirst(place.map(|place| (place.rank, at))),
        TicketSort::MostUrgentFirst => {
            Order::MostUrgentFirst(place.zip(at).map(|(place, at)| (place.rank, at)))
        }
    }
}
