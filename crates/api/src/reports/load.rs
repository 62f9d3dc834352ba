//! A coordinator looks at when work comes in.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::reports::{LoadCell, LoadReport, ReportQuery};
use aval_domain::reports::WeekHour;

use super::csv::{Format, Table};
use super::{Asked, scan};
use crate::app::State;
use crate::auth::Coordinator;
use crate::clock;
use crate::error::Result;
use crate::http::Params;
use crate::rules::Rules;

/// When in the week tickets were opened, against service hours
#[utoipa::path(
    operation_id = "report_load",
    tag = "reports",
    params(ReportQuery),
    responses((
        status = 200,
        description = "How many in each hour of the week; a table for `Accept: text/csv`",
        content((LoadReport = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/reports/load")]
pub(super) async fn load(
    Coordinator(caller): Coordinator,
    state: web::Data<State>,
    Params(query): Params<ReportQuery>,
    format: Format,
) -> Result<HttpResponse> {
    let asked = Asked::read(query, clock::now())?;
    let db = state.db.snapshot().await?;
    let rules = Rules::load(&db).await?;
    let mut counts: BTreeMap<WeekHour, u32> = BTreeMap::new();
    let (mut openings, mut outside_service_hours) = (0, 0);
    scan::each_alive_in(&db, &caller.actor, asked.period, asked.company, |seen| {
        let opening = seen.facts.first().filter(|opening| asked.period.contains(opening.at));
        let Some(opening) = opening else { return Ok(()) };
        *counts.entry(WeekHour::of(opening.at)).or_default() += 1;
        openings += 1;
        if !rules.calendar.is_open(opening.kind, opening.at)? {
            outside_service_hours += 1;
        }
        Ok(())
    })
    .await?;
    let cells = WeekHour::all()
        .map(|at| LoadCell {
            weekday: at.weekday + 1,
            hour: at.hour,
            service: at.served(),
            openings: counts.get(&at).copied().unwrap_or_default(),
        })
        .collect();
    let (from, to) = (asked.first, asked.last);
    let report = LoadReport { from, to, openings, outside_service_hours, cells };
    Ok(format.answer(&report, "carga", table))
}

fn table(report: &LoadReport) -> Table {
    let mut table = Table::with_head(&["weekday", "hour", "service", "openings"]);
    for LoadCell { weekday, hour, service, openings } in &report.cells {
        table.row([
            weekday.to_string(),
            hour.to_string(),
            service.to_string(),
            openings.to_string(),
        ]);
    }
    table
}
