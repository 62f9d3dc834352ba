//! Support staff.

use aval_domain::lifecycle::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::companies::PersonStatus;

/// An engineer, coordinator or admin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    /// UUIDv7.
    pub id: Uuid,
    /// Lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// Never `reporter`.
    pub role: Role,
    /// Invited, active or gone.
    pub status: PersonStatus,
    /// How many tickets that are not closed are assigned to her.
    pub open_tickets: u64,
}

/// `POST /staff`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteStaff {
    /// Where the invitation goes.
    pub email: String,
    /// Name.
    pub name: String,
    /// `engineer`, `coordinator` or `admin`.
    pub role: Role,
}

/// `PATCH /staff/{id}`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateStaff {
    /// New name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New role; takes effect within seconds on open sessions too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// `false` ends all sessions and hands back nothing: assigned tickets stay hers until
    /// somebody assigns them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}
