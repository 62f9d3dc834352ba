//! Keys with which other systems use the API.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::companies::CompanyRef;

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// See tickets, timelines and files.
    #[serde(rename = "tickets:read")]
    TicketsRead,
    /// Open tickets, write messages, upload files.
    #[serde(rename = "tickets:write")]
    TicketsWrite,
    /// Manage webhooks: those of its company, or all with a key of support.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 3] = [Self::TicketsRead, Self::TicketsWrite, Self::WebhooksWrite];

    /// As written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TicketsRead => "tickets:read",
            Self::TicketsWrite => "tickets:write",
            Self::WebhooksWrite => "webhooks:write",
        }
    }
}

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// UUIDv7.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// The part before the secret: `aval_<prefix>_…`.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Whose tickets; `null` for a key of support.
    pub company: Option<CompanyRef>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// Accurate to a minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When somebody ended it.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// `POST /api-keys`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// What it is for.
    pub name: String,
    /// At least one.
    pub scopes: Vec<Scope>,
    /// Whose tickets; left out for a key of support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
    /// When it ends by itself; in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// A new key with its secret, shown this once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiKey {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// The whole `aval_<prefix>_<secret>` for the `Authorization` header.
    pub secret: String,
}
