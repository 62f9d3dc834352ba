//! The signed-in person.

use aval_domain::lifecycle::Role;
use aval_domain::notifications::Topic;
pub use aval_domain::people::Locale;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::companies::CompanyRef;

/// A person as shown to herself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// UUIDv7.
    pub id: Uuid,
    /// Lower case.
    pub email: String,
    /// As she wants to be called.
    pub name: String,
    /// What she may do.
    pub role: Role,
    /// Her company; `null` for staff.
    pub company: Option<CompanyRef>,
    /// The language of mails and errors to her.
    pub locale: Locale,
    /// What she wants no mails about; in the app she is told all the same.
    #[serde(default)]
    pub muted_mail: Vec<Topic>,
}

/// `PATCH /me`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateMe {
    /// New name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// All that she wants no mails about from now on. `needed` can't be among it: silence has
    /// consequences there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted_mail: Option<Vec<Topic>>,
}

/// `POST /me/password`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The one so far.
    pub current_password: String,
    /// The one from now on, 10 to 128 characters, none of the commonest.
    pub new_password: String,
}

/// A person as named to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// UUIDv7.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// Where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// UUIDv7.
    pub id: Uuid,
    /// When she signed in.
    pub created_at: DateTime<Utc>,
    /// When the session was last renewed.
    pub last_used_at: DateTime<Utc>,
    /// Browser or program, as it names itself.
    pub user_agent: Option<String>,
    /// Peer address at sign-in.
    pub address: Option<String>,
    /// Whether this is the session that asks.
    pub current: bool,
}
