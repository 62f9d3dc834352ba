//! A calendar program reads the feed of whoever gave it the address.

use actix_web::{HttpResponse, get, web};
use chrono::TimeDelta;

use super::ics;
use crate::app::State;
use crate::auth::{Caller, tokens};
use crate::clock;
use crate::db::{after_hours_window, calendar_feed, work_plan_activity};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// How long something stays in the feed after its end.
const HISTORY: TimeDelta = TimeDelta::days(180);

/// The agreed windows of one engineer and her activities of approved work plans for her calendar
/// program, as iCalendar (RFC 5545)
#[utoipa::path(
    operation_id = "read_calendar_feed",
    tag = "calendar feeds",
    params(("token" = String, Path, description = "The secret of the address")),
    responses((
        status = 200, description = "iCalendar", body = String, content_type = "text/calendar"
    ))
)]
#[get("/calendar-feeds/{token}.ics")]
pub(super) async fn read(
    state: web::Data<State>,
    token: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let db = state.db.read();
    let engineer =
        calendar_feed::owner(db, &tokens::digest(&token)).await?.ok_or(ApiError::NOT_FOUND)?;
    let actor = Caller::of_person(&engineer).actor;
    let since = clock::now() - HISTORY;
    let windows = after_hours_window::once_agreed(db, &actor, engineer.id, since).await?;
    let activities = work_plan_activity::of_person(db, &actor, engineer.id, since).await?;
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(ics::calendar(
        &engineer,
        &windows,
        &activities,
        &state.config.base_url,
    )))
}
