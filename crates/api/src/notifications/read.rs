//! The caller has read what she was told.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use aval_contract::notifications::{ReadNotifications, Unread};

use crate::auth::SignedIn;
use crate::change::{Answer, Change};
use crate::db::notification::{self, Reading};
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};
use crate::paging::is_instant_of_rows;

/// The most ids of one request.
const MOST_IDS: usize = 100;

/// Marks notifications as read: some, those of a ticket, or all up to an instant. What is not the
/// caller's is passed over.
#[utoipa::path(
    operation_id = "read_notifications",
    tag = "notifications",
    request_body = ReadNotifications,
    responses((status = 200, description = "How many are left unread", body = Unread))
)]
#[post("/notifications/read")]
pub(super) async fn read(
    SignedIn(caller): SignedIn,
    change: Change,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<ReadNotifications>,
) -> Result<HttpResponse> {
    let reading = match body {
        ReadNotifications { ids: Some(ids), ticket_id: None, until: None } => {
            if ids.len() > MOST_IDS {
                return Err(ApiError::invalid("/ids", "too_many"));
            }
            Reading::Ids(ids)
        }
        ReadNotifications { ids: None, ticket_id: Some(ticket), until: None } => {
            Reading::Ticket(ticket)
        }
        ReadNotifications { ids: None, ticket_id: None, until: Some(until) } => {
            if !is_instant_of_rows(until) {
                return Err(ApiError::invalid("/until", "out_of_range"));
            }
            Reading::Until(until)
        }
        ReadNotifications { .. } => return Err(ApiError::invalid("", "one_of")),
    };
    let pending = change.begin(caller.id()).await?;
    notification::read(&pending.tx, caller.id(), &reading, pending.now).await?;
    let unread = notification::unread(&pending.tx, &caller.actor, caller.id()).await?;
    pending.answer(Answer::json(StatusCode::OK, &Unread { unread })?).await
}
