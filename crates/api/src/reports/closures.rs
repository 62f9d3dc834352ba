//! A coordinator looks at how tickets end.

use actix_web::{HttpResponse, get, web};
use aval_contract::reports::{ClosureFigures, ClosuresReport, CompanyClosures, ReportQuery};
use aval_domain::reports::Closures;
use uuid::Uuid;

use super::csv::{Format, Table, cell};
use super::scan::{self, ByCompany};
use super::{Asked, figures_of};
use crate::app::State;
use crate::auth::Coordinator;
use crate::clock;
use crate::error::Result;
use crate::http::Params;

/// How tickets were closed in the period, and how often solutions came back
#[utoipa::path(
    operation_id = "report_closures",
    tag = "reports",
    params(ReportQuery),
    responses((
        status = 200,
        description = "How many of each; a table for `Accept: text/csv`",
        content((ClosuresReport = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/reports/closures")]
pub(super) async fn closures(
    Coordinator(caller): Coordinator,
    state: web::Data<State>,
    Params(query): Params<ReportQuery>,
    format: Format,
) -> Result<HttpResponse> {
    let asked = Asked::read(query, clock::now())?;
    let db = state.db.snapshot().await?;
    let mut total = Closures::default();
    let mut companies = ByCompany::<Closures>::new();
    scan::each_alive_in(&db, &caller.actor, asked.period, asked.company, |seen| {
        let mut own = Closures::default();
        for fact in seen.facts.iter().filter(|fact| asked.period.contains(fact.at)) {
            own.add(fact.event);
        }
        total.add_all(&own);
        if own != Closures::default() {
            companies.of(seen.ticket).add_all(&own);
        }
        Ok(())
    })
    .await?;
    let report = ClosuresReport {
        from: asked.first,
        to: asked.last,
        total: figures_of(&total),
        companies: companies.into_list(|company, closures| CompanyClosures {
            company,
            figures: figures_of(&closures),
        }),
    };
    Ok(format.answer(&report, "cierres", table))
}

fn table(report: &ClosuresReport) -> Table {
    let mut table = Table::with_head(&[
        "group",
        "id",
        "name",
        "approved",
        "tacit",
        "withdrawn",
        "duplicate",
        "closed",
        "delivered",
        "rejected",
        "reopened",
        "reject_rate",
        "reopen_rate",
    ]);
    let mut row = |group: &str, id: Option<Uuid>, name: &str, figures: &ClosureFigures| {
        let ClosureFigures {
            approved,
            tacit,
            withdrawn,
            duplicate,
            closed,
            delivered,
            rejected,
            reopened,
            reject_rate,
            reopen_rate,
        } = *figures;
        let counted =
            [approved, tacit, withdrawn, duplicate, closed, delivered, rejected, reopened]
                .map(|n| n.to_string());
        let named = [group.to_owned(), cell(id), name.to_owned()];
        let rates = [cell(reject_rate), cell(reopen_rate)];
        table.row(named.into_iter().chain(counted).chain(rates));
    };
    row("total", None, "", &report.total);
    for CompanyClosures { company, figures } in &report.companies {
        row("company", Some(company.id), &company.name, figures);
    }
    table
}
