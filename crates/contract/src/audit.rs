//! What staff and admins did outside tickets.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// UUIDv7.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: AuditActor,
    /// What was done, as `thing.deed`: `company.created`, `staff.updated`, …
    pub action: String,
    /// The id of what it was done to.
    pub target_id: Option<Uuid>,
    /// What changed; which fields there are depends on the action.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub data: serde_json::Value,
}

/// Who did something, by the name she had then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditActor {
    /// The person; `null` when nobody was signed in, as on the command line.
    pub id: Option<Uuid>,
    /// Name.
    pub name: String,
}
