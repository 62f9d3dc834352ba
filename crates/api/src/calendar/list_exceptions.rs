//! Somebody looks at closures and one-off working days.

use actix_web::{HttpResponse, get, web};
use aval_contract::calendar::CalendarExceptions;

use super::exception;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::calendar_exception;
use crate::error::Result;
use crate::http::{NoParams, Params};

/// All closures and one-off working days, by date
#[utoipa::path(
    tag = "calendar",
    operation_id = "list_calendar_exceptions",
    responses((status = 200, description = "All of them", body = CalendarExceptions))
)]
#[get("/calendar/exceptions")]
pub(super) async fn list_exceptions(
    _who: SignedIn,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let rows = calendar_exception::all(state.db.read()).await?;
    Ok(json(&CalendarExceptions { items: rows.into_iter().map(exception).collect() }))
}
