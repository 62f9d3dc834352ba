//! What the caller was told.

use actix_web::{HttpResponse, get, web};
use aval_contract::notifications::{Notifications, NotificationsQuery};

use super::answer;
use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::db::notification;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, InstantPlace};

/// What the caller was told, newest first.
#[utoipa::path(
    operation_id = "list_notifications",
    tag = "notifications",
    params(NotificationsQuery),
    responses((status = 200, description = "One page, and how many are unread", body = Notifications))
)]
#[get("/notifications")]
pub(super) async fn list(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    Params(query): Params<NotificationsQuery>,
) -> Result<HttpResponse> {
    let limit = paging::limit(query.limit)?;
    let before: Option<InstantPlace> = paging::read_cursor(query.cursor.as_deref())?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let db = state.db.read();
    let unread_only = query.unread.unwrap_or(false);
    let rows =
        notification::page(db, &caller.actor, caller.id(), unread_only, before, limit as u64 + 1)
            .await?;
    let place_of =
        |row: &notification::Row| InstantPlace { at: row.notification.at, id: row.notification.id };
    let page = paging::page(rows, limit, None, place_of, answer)?;
    let unread = notification::unread(db, &caller.actor, caller.id()).await?;
    Ok(json(&Notifications { items: page.items, next_cursor: page.next_cursor, unread }))
}
