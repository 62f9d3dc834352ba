//! Declines an after-hours window that the other side asked for.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::after_hours::ChangedWindow;
use aval_contract::ticket_actions::Reason;
use aval_domain::lifecycle::Action;

use super::{ended, find, finish, notify};
use crate::auth::SignedIn;
use crate::change::Change;
use crate::db::{Word, after_hours_window};
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets;
use crate::tickets::work::Work;

/// Declines a window that the other side asked for, with a reason.
#[utoipa::path(
    operation_id = "decline_after_hours",
    tag = "after hours",
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("window_id" = Uuid, Path, description = "The window"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = Reason,
    responses((status = 200, description = "The window after it", body = ChangedWindow))
)]
#[post("/tickets/{id}/after-hours/{window_id}/decline")]
pub(super) async fn decline(
    SignedIn(caller): SignedIn,
    change: Change,
    path: web::Path<(String, String)>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Reason>,
) -> Result<HttpResponse> {
    let reason = tickets::reason(&body)?;
    let (key, id) = path.into_inner();
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let mut window = find(&work, &id).await?;
    let transition = work.decide(&Action::DeclineAfterHours { window: window.summary() })?;
    window.state = transition.window.map_or(window.state, Word);
    window.answered_by = work.caller.person_id();
    window.answered_at = Some(work.now());
    window.reason = Some(reason);
    after_hours_window::save(work.tx(), &window).await?;
    work.carry_out(&transition, ended(&window));
    notify::declined(&work, &window).await?;
    finish(work, StatusCode::OK, window.id).await
}
