//! Addresses of other systems that are told what happens, by the rules of Standard Webhooks.

use aval_domain::clocks::Metric;
use aval_domain::lifecycle::Stage;
pub use aval_domain::webhooks::{DeliveryFailure, DeliveryState, DisabledReason, WebhookEvent};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::companies::CompanyRef;
use crate::tickets::TicketForReporter;
use crate::timeline::TimelineEntry;

/// An endpoint, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    /// UUIDv7.
    pub id: Uuid,
    /// Where messages are sent.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// What it is told of; none: of everything that it may be.
    pub events: Vec<WebhookEvent>,
    /// Of whose tickets it is told; `null`: of all, as a system of support.
    pub company: Option<CompanyRef>,
    /// Whether it is told anything, as long as its company is active too.
    pub active: bool,
    /// Why Aval switched it off; `null` while it is active or was switched off by somebody.
    pub disabled_reason: Option<DisabledReason>,
    /// Since when no message has got through.
    pub failing_since: Option<DateTime<Utc>>,
    /// Counts the secrets 1, 2, 3 …
    pub secret_number: i32,
    /// When the secret was last replaced. For 24 hours from then on messages are signed with the
    /// one before as well.
    pub secret_rotated_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When somebody, or Aval, last changed it.
    pub updated_at: DateTime<Utc>,
    /// For `If-Match`.
    pub version: i64,
}

/// An endpoint with the secret that was just made, shown this once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookWithSecret {
    /// The endpoint.
    #[serde(flatten)]
    pub webhook: Webhook,
    /// `whsec_` and the key of the signatures in base64.
    pub secret: String,
}

/// `POST /webhooks`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateWebhook {
    /// `https://…` with a public address, up to 2,000 characters.
    pub url: String,
    /// What it is for, up to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it is to be told of; left out: everything. `webhook.test` needs no asking, and `clock.*`
    /// is for systems of support only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<WebhookEvent>,
    /// Of whose tickets; left out for all. A company's key makes endpoints of its company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
}

/// `PATCH /webhooks/{id}`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateWebhook {
    /// Another address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Another description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it is to be told of from now on; empty: everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<WebhookEvent>>,
    /// Off: it is told nothing of what happens meanwhile, and what was under way waits, until 30 days
    /// after it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// One message to one endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookDelivery {
    /// UUIDv7.
    pub id: Uuid,
    /// The `webhook-id` of the message, the same at each attempt.
    pub message_id: Uuid,
    /// What it is about.
    pub event: WebhookEvent,
    /// The ticket that it is about.
    pub ticket_id: Option<Uuid>,
    /// Its number.
    pub ticket_number: Option<String>,
    /// Where it stands.
    pub state: DeliveryState,
    /// When it came to be.
    pub created_at: DateTime<Utc>,
    /// When it is sent next, while it is pending.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// What came of sending it, the oldest first.
    pub attempts: Vec<WebhookAttempt>,
}

/// One attempt to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookAttempt {
    /// When it began.
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub duration_ms: i32,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub failure: Option<DeliveryFailure>,
    /// The first thousand characters of the answer.
    pub answer: String,
}

/// The body of a message. It says what a reporter of the ticket's company may read, and nothing
/// else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookMessage {
    /// What it is about.
    #[serde(rename = "type")]
    pub event: WebhookEvent,
    /// When that happened.
    pub timestamp: DateTime<Utc>,
    /// What belongs to it; nothing with `webhook.test`.
    pub data: WebhookData,
}

/// What a message tells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookData {
    /// The ticket after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Box<TicketForReporter>>,
    /// The entry of the ticket's public record; none with `clock.*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Box<TimelineEntry>>,
    /// With `ticket.stage_changed`: where the ticket stood before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_stage: Option<Stage>,
    /// With `clock.*`: which clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<WebhookClock>,
}

/// A clock that runs out or has run out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookClock {
    /// Which of the ticket's clocks.
    pub metric: Metric,
    /// When it is or was due.
    pub due_at: Option<DateTime<Utc>>,
}
