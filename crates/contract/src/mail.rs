//! Mails that came in and that an admin has to look at.

pub use aval_domain::incoming_mail::{MailReason, MailState};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A mail that is neither a message nor a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuarantinedMail {
    /// UUIDv7.
    pub id: Uuid,
    /// When it was handed over.
    pub received_at: DateTime<Utc>,
    /// Its one sender, as it says; nobody has proved that.
    pub from: Option<String>,
    /// One line, maybe empty.
    pub subject: String,
    /// `quarantined` or `parked`.
    pub state: MailState,
    /// Why.
    pub reason: MailReason,
    /// The ticket that it answers.
    pub ticket_id: Option<Uuid>,
    /// Its bytes.
    pub size: u64,
    /// Whether its source can be had.
    pub has_source: bool,
}
