//! A coordinator looks at what is open.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::companies::CompanyRef;
use aval_contract::me::PersonRef;
use aval_contract::reports::{
    CompanyStages, EngineerStages, ReportQuery, StageCounts, StagesReport,
};
use aval_domain::lifecycle::{EventKind, Stage};
use aval_domain::reports::standing_at;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::csv::{Format, Table, cell};
use super::scan::{self, ByCompany};
use super::{Asked, only};
use crate::app::State;
use crate::auth::Coordinator;
use crate::clock;
use crate::db::event;
use crate::error::Result;
use crate::http::Params;

/// Open tickets by stage, engineer and company, at the end of the period
#[utoipa::path(
    operation_id = "report_stages",
    tag = "reports",
    params(ReportQuery),
    responses((
        status = 200,
        description = "How many; a table for `Accept: text/csv`",
        content((StagesReport = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/reports/stages")]
pub(super) async fn stages(
    Coordinator(caller): Coordinator,
    state: web::Data<State>,
    Params(query): Params<ReportQuery>,
    format: Format,
) -> Result<HttpResponse> {
    let asked = Asked::read(query, clock::now())?;
    let at = asked.instant();
    let db = state.db.snapshot().await?;
    let mut total = StageCounts::default();
    let mut engineers: HashMap<Option<Uuid>, (String, StageCounts)> = HashMap::new();
    let mut companies = ByCompany::<StageCounts>::new();
    scan::each_alive_in(&db, &caller.actor, only(at), asked.company, |seen| {
        let Some(standing) = standing_at(&seen.facts, at) else { return Ok(()) };
        if standing.stage == Stage::Closed {
            return Ok(());
        }
        count(&mut total, standing.stage);
        count(companies.of(seen.ticket), standing.stage);
        let engineer = assignee(seen.events, at);
        let (id, name) = engineer.map_or((None, String::new()), |who| (Some(who.id), who.name));
        count(&mut engineers.entry(id).or_insert((name, StageCounts::default())).1, standing.stage);
        Ok(())
    })
    .await?;
    let mut engineers: Vec<_> = engineers
        .into_iter()
        .map(|(id, (name, counts))| EngineerStages {
            engineer: id.map(|id| PersonRef { id, name }),
            counts,
        })
        .collect();
    let name_of =
        |row: &EngineerStages| row.engineer.as_ref().map(|who| (who.name.clone(), who.id));
    engineers.sort_by(|a, b| {
        b.counts.total.cmp(&a.counts.total).then_with(|| name_of(a).cmp(&name_of(b)))
    });
    let mut companies = companies.into_list(|company, counts| CompanyStages { company, counts });
    companies.sort_by_key(|row| std::cmp::Reverse(row.counts.total));
    let report = StagesReport { at, total, engineers, companies };
    Ok(format.answer(&report, "casos-por-etapa", table))
}

/// What of an assignment is read.
#[derive(Deserialize)]
struct Assigned {
    assignee: PersonRef,
}

/// Who worked on a ticket at an instant.
fn assignee(events: &[event::Model], at: DateTime<Utc>) -> Option<PersonRef> {
    let assigned = |event: &&event::Model| event.kind.0 == EventKind::Assigned && event.at <= at;
    let last = events.iter().rev().find(assigned)?;
    serde_json::from_str::<Assigned>(&last.data).ok().map(|data| data.assignee)
}

fn count(counts: &mut StageCounts, stage: Stage) {
    let counter = match stage {
        Stage::Open => &mut counts.open,
        Stage::Analysis => &mut counts.analysis,
        Stage::Solution => &mut counts.solution,
        Stage::Testing => &mut counts.testing,
        Stage::Closed => return,
    };
    *counter += 1;
    counts.total += 1;
}

fn table(report: &StagesReport) -> Table {
    let mut table = Table::with_head(&[
        "group", "id", "name", "open", "analysis", "solution", "testing", "total",
    ]);
    let mut row = |group: &str, id: Option<Uuid>, name: Option<&str>, counts: &StageCounts| {
        let StageCounts { open, analysis, solution, testing, total } = *counts;
        let named = [group.to_owned(), cell(id), cell(name)];
        let counted = [open, analysis, solution, testing, total].map(|n| n.to_string());
        table.row(named.into_iter().chain(counted));
    };
    row("total", None, None, &report.total);
    for EngineerStages { engineer, counts } in &report.engineers {
        let engineer = engineer.as_ref();
        row("engineer", engineer.map(|who| who.id), engineer.map(|who| who.name.as_str()), counts);
    }
    for CompanyStages { company: CompanyRef { id, name }, counts } in &report.companies {
        row("company", Some(*id), Some(name), counts);
    }
    table
}
