//! Somebody asks whether support is open.

use actix_web::{HttpResponse, get, web};
use aval_contract::calendar::{ServiceHours, ServiceHoursQuery};
use aval_domain::calendar::{BOGOTA, Calendar, OutOfRange};
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, Utc};

use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::clock;
use crate::error::{ApiError, Result};
use crate::http::Params;
use crate::rules::Rules;

/// Whether support is open at an instant, and when it opens next
#[utoipa::path(
    tag = "calendar",
    operation_id = "show_service_hours",
    params(ServiceHoursQuery),
    responses((status = 200, description = "Open or not", body = ServiceHours))
)]
#[get("/calendar/service-hours")]
pub(super) async fn service_hours(
    _who: SignedIn,
    state: web::Data<State>,
    Params(query): Params<ServiceHoursQuery>,
) -> Result<HttpResponse> {
    let at = query.at.unwrap_or_else(clock::now);
    let kind = query.kind.unwrap_or(Kind::Incident);
    let rules = Rules::load(state.db.read()).await?;
    let hours = hours_at(&rules.calendar, kind, at)
        .map_err(|OutOfRange| ApiError::invalid("?at", "out_of_range"))?;
    Ok(json(&hours))
}

fn hours_at(
    calendar: &Calendar,
    kind: Kind,
    at: DateTime<Utc>,
) -> Result<ServiceHours, OutOfRange> {
    // Asked first, since it refuses instants that have no date in Bogota.
    let open = calendar.is_open(kind, at)?;
    Ok(ServiceHours {
        open,
        business_day: calendar.is_business_day(at.with_timezone(&BOGOTA).date_naive())?,
        next_opening: calendar.next_opening(kind, at)?,
        closes_at: calendar.closes_at(kind, at)?,
    })
}
