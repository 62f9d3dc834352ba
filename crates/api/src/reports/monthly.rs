//! A company, or support for it, looks at the service that it got in a month.

use actix_web::{HttpResponse, get, web};
use aval_contract::companies::CompanyRef;
use aval_contract::me::PersonRef;
use aval_contract::reports::{
    MonthlyCase, MonthlyQuery, MonthlyReport, MonthlyTotals, MonthlyWindow,
};
use aval_contract::{IsoDuration, Stage};
use aval_domain::after_hours::WindowState;
use aval_domain::calendar::{BOGOTA, FIRST_YEAR, LAST_YEAR};
use aval_domain::clocks::Metric;
use aval_domain::reports::{Closures, Fact, Period, Promises, closure_of, standing_at};
use chrono::{DateTime, Datelike as _, Months, NaiveDate, TimeDelta, Utc};

use super::compliance::begun_in;
use super::csv::{Format, Table, cell, wall_time};
use super::scan::{self, Seen};
use super::{TICK, compliance_of, figures_of};
use crate::app::State;
use crate::auth::ReportReader;
use crate::clock;
use crate::db::{after_hours_window, company, ticket};
use crate::error::{ApiError, Result};
use crate::http::{Params, path_id};
use crate::rules::Rules;
use crate::tickets::derived;

/// The service report of a company for a month; reporters see their own company's
#[utoipa::path(
    operation_id = "report_company_month",
    tag = "reports",
    params(("id" = Uuid, Path, description = "The company"), MonthlyQuery),
    responses((
        status = 200,
        description = "The report; its tickets as a table for `Accept: text/csv`",
        content((MonthlyReport = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/reports/companies/{id}/monthly")]
pub(super) async fn monthly(
    ReportReader(caller): ReportReader,
    state: web::Data<State>,
    path: web::Path<String>,
    Params(query): Params<MonthlyQuery>,
    format: Format,
) -> Result<HttpResponse> {
    let (id, now) = (path_id(&path)?, clock::now());
    let db = state.db.snapshot().await?;
    let company::Row { company, .. } =
        company::row_for(&db, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let month = Month::read(query.month.as_deref(), now)?;
    let rules = Rules::load(&db).await?;
    let mut sums = Sums::default();
    scan::each_alive_in(&db, &caller.actor, month.period, Some(id), |seen| {
        let clocks = derived::clocks(id, seen.events, &rules, now)?;
        let begun = |metric| begun_in(month.period, clocks.of(metric));
        begun(Metric::FirstContact).for_each(|cycle| sums.first_contact.add(cycle));
        begun(Metric::Resolution).for_each(|cycle| sums.resolution.add(cycle));
        sums.add(&seen, &month);
        Ok(())
    })
    .await?;
    sums.cases.sort_by_key(|(number, _)| *number);
    let windows = after_hours_window::of_company(&db, &caller.actor, id, month.period).await?;
    let windows: Vec<_> = windows.into_iter().map(window).collect();
    let length_of = |state| {
        let lengths = windows.iter().filter(|window| window.state == state);
        let sum = lengths.fold(TimeDelta::zero(), |sum, window| sum + window.length.span());
        IsoDuration::new(sum)
    };
    let totals = MonthlyTotals {
        opened: sums.opened,
        closed: sums.closures.closed(),
        open_at_end: sums.open_at_end,
        after_hours_done: length_of(WindowState::Done),
        after_hours_agreed: length_of(WindowState::Agreed),
    };
    let report = MonthlyReport {
        company: CompanyRef { id, name: company.name },
        nit: company.nit,
        month: month.first.format("%Y-%m").to_string(),
        from: month.first,
        to: month.last,
        at: now,
        totals,
        first_contact: compliance_of(&sums.first_contact),
        resolution: compliance_of(&sums.resolution),
        closures: figures_of(&sums.closures),
        cases: sums.cases.into_iter().map(|(_, case)| case).collect(),
        windows,
    };
    let name = format!("informe-{}", report.month);
    Ok(format.answer(&report, &name, table))
}

/// A month that has begun, as far as it has come.
struct Month {
    first: NaiveDate,
    last: NaiveDate,
    period: Period,
    /// The last instant of it that has been.
    end: DateTime<Utc>,
}

impl Month {
    fn read(asked: Option<&str>, now: DateTime<Utc>) -> Result<Self> {
        let today = now.with_timezone(&BOGOTA).date_naive();
        let first: Option<NaiveDate> = match asked {
            None => today.with_day(1),
            Some(text) if text.len() == 7 => format!("{text}-01").parse().ok(),
            Some(_) => None,
        };
        let first = first.ok_or_else(|| ApiError::invalid("?month", "malformed"))?;
        let out_of_range = || ApiError::invalid("?month", "out_of_range");
        if !(FIRST_YEAR..=LAST_YEAR).contains(&first.year()) {
            return Err(out_of_range());
        }
        if first > today {
            return Err(ApiError::invalid("?month", "in_future"));
        }
        let whole = first
            .checked_add_months(Months::new(1))
            .and_then(|next| next.pred_opt())
            .ok_or_else(out_of_range)?;
        let period = Period::of_dates(first, whole).ok_or_else(out_of_range)?;
        Ok(Self { first, last: whole.min(today), period, end: now.min(period.to - TICK) })
    }
}

/// What is added up ticket by ticket.
#[derive(Default)]
struct Sums {
    opened: u32,
    open_at_end: u32,
    first_contact: Promises,
    resolution: Promises,
    closures: Closures,
    cases: Vec<(i64, MonthlyCase)>,
}

impl Sums {
    fn add(&mut self, seen: &Seen<'_>, month: &Month) {
        let in_month = |fact: &&Fact| month.period.contains(fact.at);
        let mut own = Closures::default();
        seen.facts.iter().filter(in_month).for_each(|fact| own.add(fact.event));
        self.closures.add_all(&own);
        let Some((opening, standing)) = seen.facts.first().zip(standing_at(&seen.facts, month.end))
        else {
            return;
        };
        let is_opened = month.period.contains(opening.at);
        self.opened += u32::from(is_opened);
        self.open_at_end += u32::from(standing.stage != Stage::Closed);
        if !is_opened && own.closed() == 0 && own.reopened == 0 {
            return;
        }
        let by_then = seen.facts.iter().rev().filter(|fact| fact.at <= month.end);
        let mut closings = by_then.filter_map(|fact| Some((fact.at, closure_of(fact.event)?)));
        let closing = closings.next().filter(|_| standing.stage == Stage::Closed);
        let case = MonthlyCase {
            number: ticket::number_text(seen.ticket.number),
            subject: seen.ticket.subject.clone(),
            kind: seen.ticket.kind.0,
            priority: seen.ticket.priority(),
            stage: standing.stage,
            waiting_on: standing.waiting_on,
            opened_at: opening.at,
            reopened: own.reopened,
            closed_at: closing.map(|(at, _)| at),
            closure_kind: closing.map(|(_, kind)| kind),
        };
        self.cases.push((seen.ticket.number, case));
    }
}

fn window(row: after_hours_window::AgendaRow) -> MonthlyWindow {
    let after_hours_window::AgendaRow { window, ticket, engineer_name } = row;
    MonthlyWindow {
        ticket_number: ticket::number_text(ticket.number),
        state: window.state.0,
        starts_at: window.starts_at,
        ends_at: window.ends_at,
        length: IsoDuration::new(window.ends_at - window.starts_at),
        task: window.task,
        engineer: window.engineer_id.zip(engineer_name).map(|(id, name)| PersonRef { id, name }),
    }
}

fn table(report: &MonthlyReport) -> Table {
    let mut table = Table::with_head(&[
        "number",
        "subject",
        "kind",
        "priority",
        "stage",
        "waiting_on",
        "opened_at_bogota",
        "reopened",
        "closed_at_bogota",
        "closure_kind",
    ]);
    for case in &report.cases {
        let MonthlyCase {
            number,
            subject,
            kind,
            priority,
            stage,
            waiting_on,
            opened_at,
            reopened,
            closed_at,
            closure_kind,
        } = case;
        table.row([
            number.clone(),
            subject.clone(),
            kind.to_string(),
            priority.to_string(),
            stage.to_string(),
            waiting_on.to_string(),
            wall_time(*opened_at),
            reopened.to_string(),
            closed_at.map(wall_time).unwrap_or_default(),
            cell(*closure_kind),
        ]);
    }
    table
}
