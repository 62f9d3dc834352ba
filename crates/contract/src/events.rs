//! What happens, as it happens: the messages of `GET /events`.
//!
//! The stream is Server-Sent Events. `event: ticket` carries a [`TicketNews`], `event: notification`
//! a [`Notification`](crate::notifications::Notification), each with its id as `id:`; `event: ready`
//! begins the stream, and `event: reset` says that too much has happened since `Last-Event-ID`: load
//! anew what is shown. After a reconnection messages of the last moments may come twice.

use aval_domain::lifecycle::{EventKind, Stage};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something happened to a ticket that the caller may see. What changed is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketNews {
    /// The entry of the ticket's timeline.
    pub id: Uuid,
    /// What.
    pub kind: EventKind,
    /// When.
    pub at: DateTime<Utc>,
    /// To which ticket.
    pub ticket_id: Uuid,
    /// `CASO-000123`
    pub ticket_number: String,
    /// Where the ticket stands after it.
    pub stage: Stage,
}

/// The words after `event:`.
pub mod name {
    /// The stream has begun.
    pub const READY: &str = "ready";
    /// A [`TicketNews`](super::TicketNews).
    pub const TICKET: &str = "ticket";
    /// A [`Notification`](crate::notifications::Notification).
    pub const NOTIFICATION: &str = "notification";
    /// Too much has happened: load anew.
    pub const RESET: &str = "reset";
}
