//! Articles: what was learnt from solutions, for whoever has the same trouble next.

use aval_domain::knowledge::{ArticleState, Audience};
use aval_domain::lifecycle::{Kind, ResolutionType};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::attachments::Attachment;
use crate::categories::Category;
use crate::companies::CompanyRef;
use crate::me::PersonRef;
use crate::search::Piece;

/// `GET /articles`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ArticleQuery {
    /// Words to look for; the best come first then, and there is one page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Whether one of the words of `q` is enough: for offering what may fit while somebody writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<bool>,
    /// Only this category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_id: Option<Uuid>,
    /// Only those that stand so. Customers only ever see published ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub state: Option<ArticleState>,
    /// How many entries at the most, 1 to 100 (default 50).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Whether to count all entries into `total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<bool>,
}

/// `GET /articles/categories`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleCategory {
    /// The category, or nothing for the articles that have none.
    pub category: Option<Category>,
    /// How many articles of it the caller may read; at least one.
    pub articles: u64,
}

/// `GET /articles/categories`: all of them on one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleCategories {
    /// By the names of the categories; what has none comes last.
    pub items: Vec<ArticleCategory>,
}

/// An article in a list: to customers as it is published, to support as it was written last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleListItem {
    /// Its id.
    pub id: Uuid,
    /// Its title, with the words of `q` marked.
    pub title: Vec<Piece>,
    /// How it begins, or where the words of `q` stand in it.
    pub excerpt: Vec<Piece>,
    /// Its category.
    pub category: Option<Category>,
    /// Who may read it.
    pub audience: Audience,
    /// With audience `company`: which.
    pub company: Option<CompanyRef>,
    /// Where it stands.
    pub state: ArticleState,
    /// Whether what is shown is not published yet. Always false for customers.
    pub unpublished: bool,
    /// When it was published, or to support changed, last.
    pub at: DateTime<Utc>,
}

/// An article as its readers see it; to support one that was never published as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Article {
    /// Its id.
    pub id: Uuid,
    /// Its title, one line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// The same as sanitised HTML.
    pub body_html: String,
    /// Its category.
    pub category: Option<Category>,
    /// Who may read it.
    pub audience: Audience,
    /// With audience `company`: which.
    pub company: Option<CompanyRef>,
    /// Where it stands.
    pub state: ArticleState,
    /// Its files, in their order.
    pub attachments: Vec<Attachment>,
    /// When this version was published.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether the caller found it helpful, if she said so.
    pub helpful: Option<bool>,
    /// Changes with each change; the `ETag`, for `If-Match`.
    pub revision: i64,
}

/// `POST /articles`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateArticle {
    /// One line, 1 to 200 characters.
    pub title: String,
    /// Markdown, up to 20 000 characters.
    pub body: String,
    /// Who may read it once it is published.
    pub audience: Audience,
    /// With audience `company`: which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
    /// Its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_id: Option<Uuid>,
    /// Files that the caller uploaded, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment_ids: Vec<Uuid>,
    /// The delivered solution that it is made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solution_id: Option<Uuid>,
}

/// `PATCH /articles/{id}`: fields left out stay as they are. Readers see it after it is published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateArticle {
    /// One line, 1 to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Markdown, up to 20 000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Who may read it; `company` comes with `company_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// With audience `company`: which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
    /// Its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_id: Option<Uuid>,
    /// All its files in their order: those it has, and ones that the caller uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment_ids: Option<Vec<Uuid>>,
}

/// `POST /articles/{id}/feedback`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArticleFeedback {
    /// Whether it helped. Saying so again replaces what was said before.
    pub helpful: bool,
}

/// What support knows of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleHistory {
    /// Where it stands.
    pub state: ArticleState,
    /// The number of the case whose solution it was made from.
    pub made_from: Option<String>,
    /// How many found it helpful.
    pub helpful: u64,
    /// How many did not.
    pub not_helpful: u64,
    /// Its versions, newest first.
    pub versions: Vec<ArticleVersion>,
    /// Changes with each change; the `ETag`, for `If-Match`.
    pub revision: i64,
}

/// A version of an article. A published one never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleVersion {
    /// From 1.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Who may read it.
    pub audience: Audience,
    /// With audience `company`: which.
    pub company: Option<CompanyRef>,
    /// Its category.
    pub category: Option<Category>,
    /// Its files, in their order.
    pub attachments: Vec<Attachment>,
    /// Who wrote it last.
    pub written_by: PersonRef,
    /// When.
    pub written_at: DateTime<Utc>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// By whom.
    pub published_by: Option<PersonRef>,
}

/// `GET /solutions`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct SolutionQuery {
    /// Words that the solution must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only those of cases in this category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_id: Option<Uuid>,
    /// Only those of this company's cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
    /// How many entries at the most, 1 to 100 (default 50).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A solution that was delivered, with its verdict and what was written about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveredSolution {
    /// Its id.
    pub id: Uuid,
    /// The number of its case.
    pub ticket_number: String,
    /// The subject of its case, with the words of `q` marked.
    pub subject: Vec<Piece>,
    /// The kind of its case.
    pub kind: Kind,
    /// The category of its case.
    pub category: Option<Category>,
    /// Whose case it is.
    pub company: CompanyRef,
    /// Counts the solutions of the case, from 1.
    pub number: i16,
    /// What was done, Markdown.
    pub summary: String,
    /// The same as sanitised HTML.
    pub summary_html: String,
    /// Where the words of `q` stand in it, or how it begins.
    pub excerpt: Vec<Piece>,
    /// What came of it.
    pub resolution_type: ResolutionType,
    /// When.
    pub delivered_at: DateTime<Utc>,
    /// `approved`, `rejected`, `tacit`, or none yet.
    pub verdict: Option<String>,
    /// The published articles made from it that the caller may read.
    pub articles: Vec<ArticleRef>,
}

/// An article by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleRef {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
}
