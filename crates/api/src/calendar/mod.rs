//! Service hours, business days, holidays, and what admins declared about dates.

mod declare_exception;
mod evaluate;
mod holidays;
mod list_exceptions;
mod preview_exception;
mod preview_removal;
mod reevaluation;
mod remove_exception;
mod service_hours;

use aval_contract::calendar::CalendarException;
use aval_domain::calendar::{Calendar, ExceptionKind, FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike as _, NaiveDate};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::calendar_exception;
use crate::error::{ApiError, Result};

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(holidays::holidays)
        .service(service_hours::service_hours)
        .service(evaluate::evaluate)
        .service(list_exceptions::list_exceptions)
        .service(declare_exception::declare_exception)
        .service(remove_exception::remove_exception)
        .service(preview_exception::preview_exception)
        .service(preview_removal::preview_removal)
        .service(reevaluation::show_reevaluation);
}

/// Whether the calendar knows this date.
fn is_supported(date: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&date.year())
}

/// The date that a path names. One that the calendar doesn't know has no exception either.
fn date_in(path: &str) -> Result<NaiveDate> {
    path.parse().ok().filter(|date| is_supported(*date)).ok_or(ApiError::NOT_FOUND)
}

/// The calendar if a date were of this kind, or an ordinary one, and all others stayed as they are.
fn calendar_if(
    known: Vec<calendar_exception::Model>,
    date: NaiveDate,
    kind: Option<ExceptionKind>,
) -> Calendar {
    let others = known.into_iter().filter(|row| row.date != date);
    let others = others.map(|row| (row.date, row.kind.0));
    Calendar::new(others.chain(kind.map(|kind| (date, kind))))
}

fn exception(row: calendar_exception::Model) -> CalendarException {
    let calendar_exception::Model { date, kind, name, created_by: _, created_at: _ } = row;
    CalendarException { date, kind: kind.0, name }
}
