//! Agrees to an after-hours window that the other side asked for.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::after_hours::ChangedWindow;
use aval_contract::ticket_actions::Empty;
use aval_domain::lifecycle::Action;
use serde_json::json;

use super::{find, finish, is_active, keep_apart, lock_engineer, named, notify};
use crate::auth::SignedIn;
use crate::change::Change;
use crate::db::{Word, after_hours_window};
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Agrees to a window that the other side asked for. From then on it is in the agenda of its
/// engineer, who is the ticket's assignee unless support named somebody.
#[utoipa::path(
    operation_id = "agree_after_hours",
    tag = "after hours",
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("window_id" = Uuid, Path, description = "The window"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = Empty,
    responses((status = 200, description = "The window after it", body = ChangedWindow))
)]
#[post("/tickets/{id}/after-hours/{window_id}/agree")]
pub(super) async fn agree(
    SignedIn(caller): SignedIn,
    change: Change,
    path: web::Path<(String, String)>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(Empty {}): Body<Empty>,
) -> Result<HttpResponse> {
    let (key, id) = path.into_inner();
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let mut window = find(&work, &id).await?;
    let engineer = lock_engineer(&work, window.engineer_id.or(work.ticket.assignee_id)).await?;
    let transition = work.decide(&Action::AgreeAfterHours {
        window: window.summary(),
        engineer_active: is_active(engineer.as_ref()),
    })?;
    window.state = transition.window.map_or(window.state, Word);
    window.engineer_id = engineer.as_ref().map(|engineer| engineer.id);
    window.answered_by = work.caller.person_id();
    window.answered_at = Some(work.now());
    keep_apart(&work, &window).await?;
    after_hours_window::save(work.tx(), &window).await?;
    let data = json!({
        "window_id": window.id,
        "starts_at": window.starts_at,
        "ends_at": window.ends_at,
        "engineer": named(engineer.as_ref()),
    });
    work.carry_out(&transition, data);
    notify::agreed(&work, &window).await?;
    finish(work, StatusCode::OK, window.id).await
}
