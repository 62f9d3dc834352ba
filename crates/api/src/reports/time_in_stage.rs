//! A coordinator looks at where tickets spend their time.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::IsoDuration;
use aval_contract::reports::{ReportQuery, StageTime, TimeInStageReport};
use aval_domain::lifecycle::Stage;
use aval_domain::reports::{Spread, stays};
use chrono::TimeDelta;

use super::csv::{Format, Table, hours};
use super::{Asked, scan};
use crate::app::State;
use crate::auth::Coordinator;
use crate::clock;
use crate::error::Result;
use crate::http::Params;
use crate::rules::Rules;

/// How long tickets were in the stages that they left in the period, in service time
#[utoipa::path(
    operation_id = "report_time_in_stage",
    tag = "reports",
    params(ReportQuery),
    responses((
        status = 200,
        description = "Mean, median and 90th percentile; a table for `Accept: text/csv`",
        content((TimeInStageReport = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/reports/time-in-stage")]
pub(super) async fn time_in_stage(
    Coordinator(caller): Coordinator,
    state: web::Data<State>,
    Params(query): Params<ReportQuery>,
    format: Format,
) -> Result<HttpResponse> {
    let asked = Asked::read(query, clock::now())?;
    let db = state.db.snapshot().await?;
    let rules = Rules::load(&db).await?;
    let mut lengths: HashMap<Stage, Vec<TimeDelta>> = HashMap::new();
    scan::each_alive_in(&db, &caller.actor, asked.period, asked.company, |seen| {
        for stay in stays(&seen.facts, &rules.calendar)? {
            if asked.period.contains(stay.left) {
                lengths.entry(stay.stage).or_default().push(stay.length);
            }
        }
        Ok(())
    })
    .await?;
    let stages = Stage::ALL
        .into_iter()
        .filter(|stage| *stage != Stage::Closed)
        .map(|stage| {
            let spread = Spread::of(lengths.remove(&stage).unwrap_or_default());
            let Spread { count, mean, median, p90 } = spread;
            let told = |length: Option<TimeDelta>| length.map(IsoDuration::new);
            StageTime {
                stage,
                stays: count,
                mean: told(mean),
                median: told(median),
                p90: told(p90),
            }
        })
        .collect();
    let report = TimeInStageReport { from: asked.first, to: asked.last, stages };
    Ok(format.answer(&report, "tiempo-por-etapa", table))
}

fn table(report: &TimeInStageReport) -> Table {
    let names = ["stage", "stays", "mean_hours", "median_hours", "p90_hours"];
    let mut table = Table::with_head(&names);
    for StageTime { stage, stays, mean, median, p90 } in &report.stages {
        let told = [mean, median, p90].map(|length| length.map(hours).unwrap_or_default());
        table.row([stage.to_string(), stays.to_string()].into_iter().chain(told));
    }
    table
}
