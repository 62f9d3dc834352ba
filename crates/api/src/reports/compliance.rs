//! A coordinator looks at which promises were kept.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::reports::{
    ClockCompliance, CompanyCompliance, Compliance, ComplianceReport, PriorityCompliance,
    ReportQuery,
};
use aval_domain::clocks::{Cycle, Metric};
use aval_domain::lifecycle::Priority;
use aval_domain::reports::{Period, Promises};

use super::csv::{Format, Table, cell};
use super::scan::{self, ByCompany};
use super::{Asked, compliance_of};
use crate::app::State;
use crate::auth::Coordinator;
use crate::clock;
use crate::db::report;
use crate::error::Result;
use crate::http::Params;
use crate::rules::Rules;
use crate::tickets::derived;

/// First contact and resolution against what is promised, by priority and by company
#[utoipa::path(
    operation_id = "report_compliance",
    tag = "reports",
    params(ReportQuery),
    responses((
        status = 200,
        description = "How many promises were kept; a table for `Accept: text/csv`",
        content((ComplianceReport = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/reports/compliance")]
pub(super) async fn compliance(
    Coordinator(caller): Coordinator,
    state: web::Data<State>,
    Params(query): Params<ReportQuery>,
    format: Format,
) -> Result<HttpResponse> {
    let asked = Asked::read(query, clock::now())?;
    let db = state.db.snapshot().await?;
    let rules = Rules::load(&db).await?;
    let (mut contact, mut resolution) = (Tally::new(), Tally::new());
    scan::each_alive_in(&db, &caller.actor, asked.period, asked.company, |seen| {
        let clocks = derived::clocks(seen.ticket.company_id, seen.events, &rules, asked.now)?;
        contact.add(seen.ticket, begun_in(asked.period, clocks.of(Metric::FirstContact)));
        resolution.add(seen.ticket, begun_in(asked.period, clocks.of(Metric::Resolution)));
        Ok(())
    })
    .await?;
    let report = ComplianceReport {
        from: asked.first,
        to: asked.last,
        first_contact: contact.answer(),
        resolution: resolution.answer(),
    };
    Ok(format.answer(&report, "cumplimiento", table))
}

/// The runs of a clock that began in a period.
pub(super) fn begun_in(period: Period, cycles: &[Cycle]) -> impl Iterator<Item = &Cycle> {
    cycles.iter().filter(move |cycle| period.contains(cycle.started))
}

/// One promise while tickets are gone through.
struct Tally {
    total: Promises,
    priorities: HashMap<Priority, Promises>,
    companies: ByCompany<Promises>,
}

impl Tally {
    fn new() -> Self {
        let (total, priorities) = (Promises::default(), HashMap::new());
        Self { total, priorities, companies: ByCompany::new() }
    }

    fn add<'a>(&mut self, ticket: &report::Row, cycles: impl Iterator<Item = &'a Cycle>) {
        for cycle in cycles {
            self.total.add(cycle);
            self.priorities.entry(ticket.priority()).or_default().add(cycle);
            self.companies.of(ticket).add(cycle);
        }
    }

    fn answer(self) -> ClockCompliance {
        let of = |priority| self.priorities.get(&priority).copied().unwrap_or_default();
        ClockCompliance {
            total: compliance_of(&self.total),
            priorities: Priority::ALL
                .into_iter()
                .rev()
                .map(|priority| PriorityCompliance {
                    priority,
                    compliance: compliance_of(&of(priority)),
                })
                .collect(),
            companies: self.companies.into_list(|company, promises| CompanyCompliance {
                company,
                compliance: compliance_of(&promises),
            }),
        }
    }
}

fn table(report: &ComplianceReport) -> Table {
    let mut table = Table::with_head(&[
        "clock",
        "group",
        "id",
        "name",
        "met",
        "breached",
        "running",
        "undecided",
        "percentage",
    ]);
    let mut row = |clock: Metric, group: &str, id: String, name: &str, of: &Compliance| {
        let Compliance { met, breached, running, undecided, percentage } = *of;
        let named = [clock.to_string(), group.to_owned(), id, name.to_owned()];
        let counted = [met, breached, running, undecided].map(|n| n.to_string());
        table.row(named.into_iter().chain(counted).chain([cell(percentage)]));
    };
    let clocks =
        [(Metric::FirstContact, &report.first_contact), (Metric::Resolution, &report.resolution)];
    for (clock, told) in clocks {
        row(clock, "total", String::new(), "", &told.total);
        for PriorityCompliance { priority, compliance: of } in &told.priorities {
            row(clock, "priority", priority.to_string(), "", of);
        }
        for CompanyCompliance { company, compliance: of } in &told.companies {
            row(clock, "company", company.id.to_string(), &company.name, of);
        }
    }
    table
}
