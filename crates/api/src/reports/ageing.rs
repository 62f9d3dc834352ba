//! A coordinator looks at how old is what is open.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::reports::{AgeBucket, AgeCount, AgeingReport, ReportQuery};
use aval_domain::lifecycle::WaitingOn;
use aval_domain::reports::standing_at;

use super::csv::{Format, Table, cell};
use super::{Asked, only, scan};
use crate::app::State;
use crate::auth::Coordinator;
use crate::clock;
use crate::error::Result;
use crate::http::Params;
use crate::rules::Rules;

/// Open tickets by their age in business days, at the end of the period
#[utoipa::path(
    operation_id = "report_ageing",
    tag = "reports",
    params(ReportQuery),
    responses((
        status = 200,
        description = "How many of each age; a table for `Accept: text/csv`",
        content((AgeingReport = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/reports/ageing")]
pub(super) async fn ageing(
    Coordinator(caller): Coordinator,
    state: web::Data<State>,
    Params(query): Params<ReportQuery>,
    format: Format,
) -> Result<HttpResponse> {
    let asked = Asked::read(query, clock::now())?;
    let at = asked.instant();
    let db = state.db.snapshot().await?;
    let rules = Rules::load(&db).await?;
    let mut counts: HashMap<AgeBucket, (u32, u32)> = HashMap::new();
    scan::each_alive_in(&db, &caller.actor, only(at), asked.company, |seen| {
        let (Some(opening), Some(standing)) = (seen.facts.first(), standing_at(&seen.facts, at))
        else {
            return Ok(());
        };
        let bucket = AgeBucket::of(&rules.calendar, opening.at, at)?;
        let (support, customer) = counts.entry(bucket).or_default();
        match standing.waiting_on {
            WaitingOn::Support => *support += 1,
            WaitingOn::Customer => *customer += 1,
            // Closed by then.
            WaitingOn::Nobody => {}
        }
        Ok(())
    })
    .await?;
    let buckets: Vec<_> = AgeBucket::ALL
        .into_iter()
        .map(|bucket| {
            let (support, customer) = counts.get(&bucket).copied().unwrap_or_default();
            AgeCount {
                bucket,
                from_days: bucket.first(),
                to_days: bucket.last(),
                support,
                customer,
                total: support + customer,
            }
        })
        .collect();
    let total = buckets.iter().map(|count| count.total).sum();
    let report = AgeingReport { at, total, buckets };
    Ok(format.answer(&report, "antiguedad", table))
}

fn table(report: &AgeingReport) -> Table {
    let mut table = Table::with_head(&["from_days", "to_days", "support", "customer", "total"]);
    for AgeCount { bucket: _, from_days, to_days, support, customer, total } in &report.buckets {
        let counted = [support, customer, total].map(ToString::to_string);
        table.row([from_days.to_string(), cell(*to_days)].into_iter().chain(counted));
    }
    table
}
