//! What somebody is told.

pub use aval_domain::notifications::{NotificationKind, Topic};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Parameters of `GET /notifications`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct NotificationsQuery {
    /// Only those that were not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
    /// Entries a page, 1 to 100; 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// What the caller was told, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notifications {
    /// One page.
    pub items: Vec<Notification>,
    /// For the next page; `null` on the last one.
    pub next_cursor: Option<String>,
    /// How many in all were not read.
    pub unread: u64,
}

/// Something that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    /// UUIDv7.
    pub id: Uuid,
    /// What.
    pub kind: NotificationKind,
    /// When.
    pub at: DateTime<Utc>,
    /// Of which ticket.
    pub ticket_id: Uuid,
    /// `CASO-000123`
    pub ticket_number: String,
    /// What the ticket is about.
    pub ticket_subject: String,
    /// Who did it; `null` for what happens on time.
    pub actor_name: Option<String>,
    /// When it was read; `null` until then.
    pub read_at: Option<DateTime<Utc>>,
}

/// `POST /notifications/read`: exactly one of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadNotifications {
    /// These, at most 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<Uuid>>,
    /// All of this ticket: its page was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<Uuid>,
    /// All up to this instant, e.g. that of the newest one in view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

/// What is left after reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unread {
    /// How many in all were not read.
    pub unread: u64,
}
