//! One search over tickets, messages, solutions and articles.

use aval_domain::knowledge::TextSource;
use aval_domain::lifecycle::{Kind, Stage};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::companies::CompanyRef;

/// `GET /search`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct SearchQuery {
    /// Words that all must be there, in any form and accent, the last one perhaps only begun; `"in
    /// quotes"` a phrase.
    pub q: String,
    /// Only tickets, or only articles.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub scope: Option<SearchScope>,
    /// Only tickets in this stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub stage: Option<Stage>,
    /// Only tickets of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub kind: Option<Kind>,
    /// Only what is this company's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
    /// How many hits at the most, 1 to 50 (default 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 50))]
    pub limit: Option<u32>,
}

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SearchScope {
    /// Tickets with their messages, solutions and files.
    Tickets,
    /// Articles.
    Articles,
}

/// The best hits first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    /// One entry a ticket or article.
    pub hits: Vec<SearchHit>,
    /// Whether there is more than is shown: more words or filters narrow it down.
    pub more: bool,
}

/// A ticket or an article with the words asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchHit {
    /// Of the ticket or article.
    pub id: Uuid,
    /// The ticket; none with an article.
    pub ticket: Option<FoundTicket>,
    /// Subject or title, with the words marked.
    pub title: Vec<Piece>,
    /// The text that was found, around the words, with them marked. May be empty where the title
    /// says it all.
    pub excerpt: Vec<Piece>,
    /// What kind of text that is.
    pub found_in: TextSource,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// The ticket of a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundTicket {
    /// `CASO-000123`
    pub number: String,
    /// Whose it is.
    pub company: CompanyRef,
    /// Where it stands.
    pub stage: Stage,
    /// What it is.
    pub kind: Kind,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Piece {
    /// Plain text.
    pub text: String,
    /// Whether it is what was asked for.
    pub marked: bool,
}
