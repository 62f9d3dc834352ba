//! Somebody looks at closures and one-off working days.

use actix_web::{HttpResponse, get, web};
use aval_contract::calendar::CalendarException;
use aval_contract::page::{Page, PageQuery};
use chrono::{Datelike as _, NaiveDate};

use super::exception;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::calendar_exception;
use crate::error::Result;
use crate::http::Params;
use crate::paging;

/// All closures and one-off working days, by date
#[utoipa::path(
    tag = "calendar",
    operation_id = "list_calendar_exceptions",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<CalendarException>))
)]
#[get("/calendar/exceptions")]
pub(super) async fn list_exceptions(
    _who: SignedIn,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, after): (_, Option<NaiveDate>) = paging::asked(&query)?;
    if let Some(date) = after {
        paging::check_year(date.year())?;
    }
    let db = state.db.read();
    let rows = calendar_exception::page(db, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(calendar_exception::count(db).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &calendar_exception::Model| row.date;
    Ok(json(&paging::page(rows, limit, total, place_of, exception)?))
}
