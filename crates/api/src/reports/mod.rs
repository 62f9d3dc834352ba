//! Figures for those who coordinate support, the monthly service report of a company, and tickets
//! as a table. All are added up from the record by the domain's rules when they are asked for;
//! nothing is kept.

mod ageing;
mod closures;
mod compliance;
mod csv;
mod export;
mod load;
mod monthly;
mod scan;
mod stages;
mod time_in_stage;
mod today;

use aval_contract::reports::{ClosureFigures, Compliance, ReportQuery};
use aval_domain::calendar::BOGOTA;
use aval_domain::reports::{Closures, Period, Promises};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::error::{ApiError, Checks, Result};

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(today::today)
        .service(stages::stages)
        .service(compliance::compliance)
        .service(ageing::ageing)
        .service(time_in_stage::time_in_stage)
        .service(closures::closures)
        .service(load::load)
        .service(monthly::monthly)
        .service(export::export);
}

/// The most dates of a period.
const MAX_DATES: i64 = 366;
/// The dates of a period that names no beginning.
const USUAL_DATES: u64 = 30;
/// The finest difference between two instants in the record.
const TICK: TimeDelta = TimeDelta::microseconds(1);

/// What a report is about.
struct Asked {
    first: NaiveDate,
    last: NaiveDate,
    period: Period,
    company: Option<Uuid>,
    now: DateTime<Utc>,
}

impl Asked {
    /// From the parameters, seen from now.
    fn read(query: ReportQuery, now: DateTime<Utc>) -> Result<Self> {
        let ReportQuery { from, to, company_id } = query;
        let last = to.unwrap_or_else(|| now.with_timezone(&BOGOTA).date_naive());
        let usual = || last.checked_sub_days(Days::new(USUAL_DATES - 1)).unwrap_or(last);
        let first = from.unwrap_or_else(usual);
        let mut checks = Checks::new();
        checks.dates(Some(first), Some(last));
        checks.done()?;
        if (last - first).num_days() >= MAX_DATES {
            return Err(ApiError::invalid("?to", "out_of_range"));
        }
        let period = Period::of_dates(first, last)
            .ok_or_else(|| ApiError::invalid("?to", "out_of_range"))?;
        Ok(Self { first, last, period, company: company_id, now })
    }

    /// The last instant of the period that has been.
    fn instant(&self) -> DateTime<Utc> {
        self.now.min(self.period.to - TICK)
    }
}

/// Nothing but one instant.
fn only(at: DateTime<Utc>) -> Period {
    Period { from: at, to: at + TICK }
}

fn compliance_of(promises: &Promises) -> Compliance {
    let Promises { met, breached, running, undecided } = *promises;
    Compliance { met, breached, running, undecided, percentage: promises.percentage() }
}

fn figures_of(closures: &Closures) -> ClosureFigures {
    let Closures { approved, tacit, withdrawn, duplicate, delivered, rejected, reopened } =
        *closures;
    ClosureFigures {
        approved,
        tacit,
        withdrawn,
        duplicate,
        closed: closures.closed(),
        delivered,
        rejected,
        reopened,
        reject_rate: closures.reject_rate(),
        reopen_rate: closures.reopen_rate(),
    }
}
