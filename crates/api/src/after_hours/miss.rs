//! Puts on record that an after-hours window passed without its work.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::after_hours::{ChangedWindow, WindowEnd};
use aval_domain::lifecycle::Action;

use super::{find, finish, reason, settle};
use crate::auth::Staff;
use crate::change::Change;
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Puts on record that an agreed window passed without its work.
#[utoipa::path(
    operation_id = "miss_after_hours",
    tag = "after hours",
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("window_id" = Uuid, Path, description = "The window"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = WindowEnd,
    responses((status = 200, description = "The window after it", body = ChangedWindow))
)]
#[post("/tickets/{id}/after-hours/{window_id}/miss")]
pub(super) async fn miss(
    Staff(caller): Staff,
    change: Change,
    path: web::Path<(String, String)>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<WindowEnd>,
) -> Result<HttpResponse> {
    let reason = reason(&body)?;
    let (key, id) = path.into_inner();
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let window = find(&work, &id).await?;
    let action = Action::MissAfterHours { window: window.summary() };
    let window = settle(&mut work, window, &action, reason).await?;
    finish(work, StatusCode::OK, window.id).await
}
