//! An admin looks what it would move to make a date an ordinary one again.

use actix_web::{HttpResponse, post, web};
use aval_contract::policies::Preview;

use super::{calendar_if, date_in};
use crate::app::State;
use crate::auth::Admin;
use crate::change::{Change, json};
use crate::db::calendar_exception;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};
use crate::rules::Rules;
use crate::tickets::derived;

/// How many running tickets it would move to make a date an ordinary one again; nothing is changed
#[utoipa::path(
    tag = "calendar",
    operation_id = "preview_calendar_exception_removal",
    params(("date" = NaiveDate, Path, description = "The date of the exception")),
    responses((status = 200, description = "What it would do", body = Preview))
)]
#[post("/calendar/exceptions/{date}/preview")]
pub(super) async fn preview_removal(
    _who: Admin,
    _change: Change,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let date = date_in(&path)?;
    let known = calendar_exception::all(state.db.read()).await?;
    if known.iter().all(|row| row.date != date) {
        return Err(ApiError::NOT_FOUND);
    }
    let mut rules = Rules::load(state.db.read()).await?;
    rules.calendar = calendar_if(known, date, None);
    Ok(json(&derived::preview(&state, &rules, None).await?))
}
