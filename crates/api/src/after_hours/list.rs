//! Shows the after-hours windows of a ticket, and from when on one may be asked for.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use aval_contract::after_hours::AfterHoursWindows;
use aval_domain::after_hours::earliest_start;

use super::answer;
use crate::app::State;
use crate::auth::SignedIn;
use crate::clock;
use crate::db::{after_hours_window, ticket, work_plan};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};
use crate::rules::Rules;
use crate::tickets::work::state_of;

/// All after-hours windows of a ticket, with what the caller may do with each, and from when on
/// one asked for now may start.
#[utoipa::path(
    operation_id = "list_after_hours",
    tag = "after hours",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, description = "By their beginning", body = AfterHoursWindows))
)]
#[get("/tickets/{id}/after-hours")]
pub(super) async fn list(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    let db = state.db.read();
    let ticket = ticket::find_for(db, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
    let rules = Rules::load(db).await?;
    let plan = work_plan::newest_of(db, ticket.id).await?.map(|plan| plan.summary());
    let (now, of_ticket) = (clock::now(), state_of(&ticket, plan));
    let items = after_hours_window::rows_of(db, ticket.id)
        .await?
        .into_iter()
        .map(|row| answer(row, &of_ticket, &caller.actor, now, &rules))
        .collect();
    let earliest_start = earliest_start(&rules.calendar, now)?;
    let ticket_version = ticket.version_for(caller.is_staff());
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, format!("\"{ticket_version}\"")))
        .json(AfterHoursWindows { items, earliest_start, ticket_version }))
}
