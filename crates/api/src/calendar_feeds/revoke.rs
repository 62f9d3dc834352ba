//! Somebody of support ends the address of her calendar feed.

use actix_web::{HttpResponse, delete};

use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::calendar_feed;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// End the address of the caller's calendar feed at once
#[utoipa::path(
    operation_id = "delete_calendar_feed",
    tag = "me",
    responses((status = 204, description = "Ended"))
)]
#[delete("/me/calendar-feed")]
pub(super) async fn revoke(
    Staff(caller): Staff,
    change: Change,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let pending = change.begin(caller.id()).await?;
    if !calendar_feed::remove(&pending.tx, caller.id()).await? {
        return Err(ApiError::NOT_FOUND);
    }
    pending.answer(Answer::empty()).await
}
