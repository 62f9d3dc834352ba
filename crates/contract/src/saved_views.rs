//! Views of the queue that somebody of support keeps for herself.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    /// UUIDv7.
    pub id: Uuid,
    /// Name, unique among the views of one person without regard to case and accents.
    pub name: String,
    /// The filters as the address of the queue has them, without the question mark.
    pub query: String,
}

/// `POST /saved-views`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateSavedView {
    /// Name, 1 to 60 characters.
    pub name: String,
    /// The filters: `name=value` with `&` between them, percent-encoded, 1 to 2,000 characters.
    pub query: String,
}

/// `PATCH /saved-views/{id}`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateSavedView {
    /// New name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New filters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}
