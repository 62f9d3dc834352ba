//! Calls an after-hours window off.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::after_hours::{ChangedWindow, WindowEnd};
use aval_domain::lifecycle::Action;

use super::{find, finish, notify, reason, settle};
use crate::auth::SignedIn;
use crate::change::Change;
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Calls a window off that is not over: either side, agreed or not.
#[utoipa::path(
    operation_id = "cancel_after_hours",
    tag = "after hours",
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("window_id" = Uuid, Path, description = "The window"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = WindowEnd,
    responses((status = 200, description = "The window after it", body = ChangedWindow))
)]
#[post("/tickets/{id}/after-hours/{window_id}/cancel")]
pub(super) async fn cancel(
    SignedIn(caller): SignedIn,
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
    let action = Action::CancelAfterHours { window: window.summary() };
    let window = settle(&mut work, window, &action, reason).await?;
    notify::cancelled(&work, &window).await?;
    finish(work, StatusCode::OK, window.id).await
}
