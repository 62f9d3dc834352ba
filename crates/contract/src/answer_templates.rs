//! Texts that staff insert into answers.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A template of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerTemplate {
    /// UUIDv7.
    pub id: Uuid,
    /// Name, unique without regard to case and accents.
    pub name: String,
    /// Markdown with the placeholders `{{reporter}}`, `{{case}}`, `{{company}}` and `{{engineer}}`,
    /// which whoever inserts it fills in.
    pub body: String,
}

/// `POST /answer-templates`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateAnswerTemplate {
    /// Name, 1 to 80 characters, unique without regard to case and accents.
    pub name: String,
    /// 1 to 20,000 characters; placeholders that are not known are refused.
    pub body: String,
}

/// `PATCH /answer-templates/{id}`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateAnswerTemplate {
    /// New name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}
