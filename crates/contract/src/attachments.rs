//! Files of tickets.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A stored file. `GET /attachments/{id}` streams it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// UUIDv7.
    pub id: Uuid,
    /// The cleaned file name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Told from the content, not from what the sender said.
    pub media_type: String,
    /// Lower-case hex.
    pub sha256: String,
}
