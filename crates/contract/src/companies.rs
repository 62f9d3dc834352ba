//! Customer organisations and their designated reporters.

pub use aval_domain::people::PersonStatus;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::policies::SlaOverride;

/// A company as named in other answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyRef {
    /// UUIDv7.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// A customer organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Company {
    /// UUIDv7.
    pub id: Uuid,
    /// Legal or trade name.
    pub name: String,
    /// Tax id with check digit: `900123456-8`.
    pub nit: String,
    /// Contract number or a note on it.
    pub contract: Option<String>,
    /// Whether its people may sign in and report.
    pub active: bool,
    /// How many of the two reporter slots are taken.
    pub active_reporters: u8,
    /// What its contract changes in the targets; `null` when nothing.
    pub sla_override: Option<SlaOverride>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// `POST /companies`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateCompany {
    /// Legal or trade name.
    pub name: String,
    /// With check digit, e.g. `900123456-8`.
    pub nit: String,
    /// Contract number or a note on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
}

/// `PATCH /companies/{id}`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateCompany {
    /// New name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the contract changes in the targets; an empty object removes it. For admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sla_override: Option<SlaOverride>,
    /// New contract text; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    /// Whether its people may sign in and report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// `POST /companies/{id}/preview`: of what `PATCH` takes, that which moves tickets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreviewCompany {
    /// What the contract would change in the targets; an empty object: nothing any more.
    pub sla_override: SlaOverride,
}

/// A designated user of a company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reporter {
    /// UUIDv7.
    pub id: Uuid,
    /// Lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// Invited, active, or replaced.
    pub status: PersonStatus,
}

/// `POST /companies/{id}/reporters`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteReporter {
    /// Where the invitation goes.
    pub email: String,
    /// Name.
    pub name: String,
}
