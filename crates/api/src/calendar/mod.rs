//! Service hours, business days, holidays, and what admins declared about dates.

mod declare_exception;
mod evaluate;
mod holidays;
mod list_exceptions;
mod preview_exception;
mod reevaluation;
mod remove_exception;
mod service_hours;

use aval_contract::calendar::CalendarException;
use aval_domain::calendar::{FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike as _, NaiveDate};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::calendar_exception;

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
        .service(reevaluation::show_reevaluation);
}

/// Whether the calendar knows this date.
fn is_supported(date: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&date.year())
}

fn exception(row: calendar_exception::Model) -> CalendarException {
    let calendar_exception::Model { date, kind, name, created_by: _, created_at: _ } = row;
    CalendarException { date, kind: kind.0, name }
}
