//! A coordinator looks at what today asks of her.

use actix_web::{HttpResponse, get, web};
use aval_contract::reports::{TodayReport, TodayTickets};
use aval_domain::after_hours::Window;
use aval_domain::calendar::{BOGOTA, OutOfRange};
use aval_domain::reports::Period;

use crate::after_hours::agenda;
use crate::app::State;
use crate::auth::Coordinator;
use crate::change::json;
use crate::clock;
use crate::db::after_hours_window;
use crate::db::report::{self, Attention};
use crate::error::Result;
use crate::http::{NoParams, Params};
use crate::tickets::answer;

/// How many tickets are named of each list.
const FIRST: u64 = 5;

/// What is late, due today, assigned to nobody or waits for an approval, and today's windows
#[utoipa::path(
    operation_id = "report_today",
    tag = "reports",
    responses((status = 200, description = "How many, and the first", body = TodayReport))
)]
#[get("/reports/today")]
pub(super) async fn today(
    Coordinator(caller): Coordinator,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let now = clock::now();
    let date = now.with_timezone(&BOGOTA).date_naive();
    let day = Period::of_dates(date, date).ok_or(OutOfRange)?;
    let (db, actor) = (state.db.snapshot().await?, &caller.actor);
    let list = async |attention| -> Result<TodayTickets> {
        let (total, rows) = report::needing(&db, actor, attention, FIRST).await?;
        let shown = rows.iter().map(|row| row.ticket.id);
        let asked = after_hours_window::first_answerable(&db, shown, now).await?;
        let items = rows.into_iter().map(|row| {
            let window = asked.get(&row.ticket.id);
            answer::list_item(row, window, caller.is_staff(), now)
        });
        Ok(TodayTickets { total, items: items.collect() })
    };
    let within = Window { starts: day.from, ends: day.to };
    let windows = after_hours_window::agenda(&db, actor, within, None).await?;
    Ok(json(&TodayReport {
        at: now,
        date,
        breached: list(Attention::Breached(now)).await?,
        due_today: list(Attention::DueBetween(now, day.to)).await?,
        unassigned: list(Attention::Unassigned).await?,
        awaiting_approval: list(Attention::AwaitingApproval).await?,
        windows: windows.into_iter().map(agenda::entry).collect(),
    }))
}
