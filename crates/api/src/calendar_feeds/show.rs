//! Somebody of support asks whether her calendar feed has an address.

use actix_web::{HttpResponse, get, web};
use aval_contract::after_hours::CalendarFeed;

use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::db::calendar_feed;
use crate::error::Result;
use crate::http::{NoParams, Params};

/// Whether the caller's calendar feed has an address; not which one
#[utoipa::path(
    operation_id = "show_calendar_feed",
    tag = "me",
    responses((status = 200, description = "Since when, if at all", body = CalendarFeed))
)]
#[get("/me/calendar-feed")]
pub(super) async fn show(
    Staff(caller): Staff,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let feed = calendar_feed::of(state.db.read(), caller.id()).await?;
    Ok(json(&CalendarFeed { created_at: feed.map(|feed| feed.created_at) }))
}
