//! Puts on record that the work of an after-hours window was done.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::after_hours::ChangedWindow;
use aval_contract::ticket_actions::Empty;
use aval_domain::lifecycle::Action;

use super::{find, finish, settle};
use crate::auth::Staff;
use crate::change::Change;
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Puts on record that the work of an agreed window was done.
#[utoipa::path(
    operation_id = "complete_after_hours",
    tag = "after hours",
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("window_id" = Uuid, Path, description = "The window"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = Empty,
    responses((status = 200, description = "The window after it", body = ChangedWindow))
)]
#[post("/tickets/{id}/after-hours/{window_id}/complete")]
pub(super) async fn complete(
    Staff(caller): Staff,
    change: Change,
    path: web::Path<(String, String)>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(Empty {}): Body<Empty>,
) -> Result<HttpResponse> {
    let (key, id) = path.into_inner();
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let window = find(&work, &id).await?;
    let action = Action::CompleteAfterHours { window: window.summary() };
    let window = settle(&mut work, window, &action, None).await?;
    finish(work, StatusCode::OK, window.id).await
}
