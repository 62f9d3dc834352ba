//! Categories of tickets.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    /// UUIDv7.
    pub id: Uuid,
    /// Name, unique.
    pub name: String,
    /// Whether new tickets may have it.
    pub active: bool,
}

/// `POST /categories`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateCategory {
    /// Name, unique.
    pub name: String,
}

/// `PATCH /categories/{id}`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateCategory {
    /// New name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether new tickets may have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}
