//! An admin looks what a closure or a one-off working day would move.

use actix_web::{HttpResponse, post, web};
use aval_contract::calendar::CalendarException;
use aval_contract::policies::Preview;

use super::{calendar_if, is_supported};
use crate::app::State;
use crate::auth::Admin;
use crate::change::{Change, json};
use crate::db::calendar_exception;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};
use crate::rules::Rules;
use crate::tickets::derived;

/// How many running tickets a closure or a one-off working day would move; nothing is changed
#[utoipa::path(
    tag = "calendar",
    operation_id = "preview_calendar_exception",
    request_body = CalendarException,
    responses((status = 200, description = "What it would do", body = Preview))
)]
#[post("/calendar/exceptions/preview")]
pub(super) async fn preview_exception(
    _who: Admin,
    _change: Change,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(CalendarException { date, kind, name: _ }): Body<CalendarException>,
) -> Result<HttpResponse> {
    if !is_supported(date) {
        return Err(ApiError::invalid("/date", "out_of_range"));
    }
    let mut rules = Rules::load(state.db.read()).await?;
    let known = calendar_exception::all(state.db.read()).await?;
    rules.calendar = calendar_if(known, date, Some(kind));
    Ok(json(&derived::preview(&state, &rules, None).await?))
}
