//! The record of a ticket.

use aval_domain::lifecycle::{EventKind, Stage};
pub use aval_domain::record::ActorType;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::attachments::Attachment;
use crate::tickets::Visibility;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineActor {
    /// What kind of actor.
    #[serde(rename = "type")]
    pub actor_type: ActorType,
    /// The person or key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The name at that time.
    pub name: String,
    /// Whether the actor belongs to support.
    pub staff: bool,
}

/// A message or note with its files, as shown in the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineMessage {
    /// The message.
    pub id: Uuid,
    /// Markdown as written.
    pub body: String,
    /// The same as sanitised HTML.
    pub body_html: String,
    /// Files.
    pub attachments: Vec<Attachment>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// Counts 1, 2, 3 … within the ticket's public record; internal events count on their own.
    pub seq: i64,
    /// UUIDv7.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened.
    pub kind: EventKind,
    /// `internal` only in answers to staff.
    pub visibility: Visibility,
    /// Who did it.
    pub actor: TimelineActor,
    /// The stage after it.
    pub stage: Stage,
    /// What belongs to the kind; see docs/api.md for the fields of each.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub data: serde_json::Value,
    /// The text, where the event carries one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<TimelineMessage>,
    /// SHA-256 over the event and the hash before it, lower-case hex.
    pub hash: String,
}

/// Whether the record is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verification {
    /// Whether every event is there, in order and unchanged.
    pub verified: bool,
    /// How many events the caller's view has.
    pub events: u64,
    /// The hash of the last public event.
    pub head: String,
    /// When not verified: the first event that does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_broken_seq: Option<i64>,
}
