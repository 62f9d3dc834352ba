//! Somebody takes tickets out as a table.

use actix_web::web::Bytes;
use actix_web::{HttpResponse, get, web};
use aval_contract::reports::ExportQuery;
use aval_contract::tickets::{TicketListItem, TicketQuery};
use aval_domain::calendar::BOGOTA;
use aval_domain::lifecycle::Actor;
use chrono::{DateTime, Utc};
use futures_util::stream;
use uuid::Uuid;

use super::csv::{BYTE_ORDER_MARK, CONTENT_TYPE, Table, attached, cell, wall_time};
use super::scan::BATCH;
use crate::app::State;
use crate::auth::ReportReader;
use crate::clock;
use crate::db::ticket::{self, Filter, Order};
use crate::error::{ApiError, Result};
use crate::http::Params;
use crate::tickets::{answer, filter_of};

/// The columns.
const HEAD: [&str; 19] = [
    "number",
    "company",
    "subject",
    "kind",
    "priority",
    "category",
    "stage",
    "waiting_on",
    "reporter",
    "affected_user",
    "campaign",
    "assignee",
    "created_at_bogota",
    "updated_at_bogota",
    "stage_since_bogota",
    "closed_at_bogota",
    "closure_kind",
    "due_at_bogota",
    "breached",
];

/// The tickets that the caller may see as a table, newest first; reporters get their company's
#[utoipa::path(
    operation_id = "export_tickets",
    tag = "reports",
    params(ExportQuery),
    responses((
        status = 200,
        description = "UTF-8 with a byte order mark, RFC 4180, wall times of Bogota",
        body = String,
        content_type = "text/csv"
    ))
)]
#[get("/exports/tickets.csv")]
pub(super) async fn export(
    ReportReader(caller): ReportReader,
    state: web::Data<State>,
    Params(query): Params<ExportQuery>,
) -> Result<HttpResponse> {
    let now = clock::now();
    let filter = filter_of(&TicketQuery::from(query), &caller, now)?;
    let mut export = Export { state, actor: caller.actor, filter, place: None, now };
    // Before anything is promised: whoever can't be answered is told so.
    let first = export.next_batch().await?;
    let begin = format!("{BYTE_ORDER_MARK}{}", Table::with_head(&HEAD).into_text());
    let begin = stream::iter([Ok::<_, ApiError>(Bytes::from(begin))]);
    let rest = stream::try_unfold((export, Some(first)), async |(mut export, batch)| {
        let batch = match batch {
            Some(first) => first,
            None => export.next_batch().await?,
        };
        Ok((!batch.is_empty()).then(|| (Bytes::from(batch), (export, None))))
    });
    Ok(HttpResponse::Ok()
        .content_type(CONTENT_TYPE)
        .insert_header(attached(&format!("casos-{}", now.with_timezone(&BOGOTA).date_naive())))
        .streaming(futures_util::StreamExt::chain(begin, Box::pin(rest))))
}

/// A table that is being sent, a batch of rows at a time.
struct Export {
    state: web::Data<State>,
    actor: Actor,
    filter: Filter,
    place: Option<(DateTime<Utc>, Uuid)>,
    now: DateTime<Utc>,
}

impl Export {
    /// The next rows; nothing at the end.
    async fn next_batch(&mut self) -> Result<String> {
        let (at, after) = self.place.unzip();
        let order = Order::NewestFirst(at);
        let db = self.state.db.read();
        let rows = ticket::page(db, &self.actor, &self.filter, &order, after, BATCH).await?;
        let mut table = Table::without_head();
        for row in rows {
            self.place = Some((row.ticket.created_at, row.ticket.id));
            let closed_at = row.ticket.closed_at;
            table.row(cells(answer::list_item(row, None, false, self.now), closed_at));
        }
        Ok(table.into_text())
    }
}

fn cells(item: TicketListItem, closed_at: Option<DateTime<Utc>>) -> [String; HEAD.len()] {
    let TicketListItem {
        id: _,
        number,
        company,
        subject,
        kind,
        category,
        priority,
        stage,
        waiting_on,
        reporter,
        affected_user,
        campaign,
        assignee,
        created_at,
        updated_at,
        stage_since,
        work_plan: _,
        asked_window: _,
        testing_ends_at: _,
        closure_kind,
        due_at,
        due_metric: _,
        breached,
        version: _,
    } = item;
    [
        number,
        company.name,
        subject,
        kind.to_string(),
        priority.to_string(),
        cell(category.map(|category| category.name)),
        stage.to_string(),
        waiting_on.to_string(),
        cell(reporter.map(|who| who.name)),
        cell(affected_user),
        cell(campaign),
        cell(assignee.map(|who| who.name)),
        wall_time(created_at),
        wall_time(updated_at),
        wall_time(stage_since),
        closed_at.map(wall_time).unwrap_or_default(),
        cell(closure_kind),
        due_at.map(wall_time).unwrap_or_default(),
        breached.to_string(),
    ]
}
