//! The user guide: pages that the product carries with it.

use serde::{Deserialize, Serialize};

/// Whom a page of the guide is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuideAudience {
    /// Everybody, also who is not signed in.
    Customer,
    /// Support.
    Staff,
}

/// The table of contents, as far as the caller may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guide {
    /// In the order in which one reads them.
    pub pages: Vec<GuideEntry>,
}

/// One line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuideEntry {
    /// How addresses name the page.
    pub slug: String,
    /// Whom it is for.
    pub audience: GuideAudience,
    /// Its heading.
    pub title: String,
    /// What one learns there, in a sentence or two.
    pub lead: String,
}

/// One page. It is written in Spanish, whatever language is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuidePage {
    /// The page's line of the table of contents.
    #[serde(flatten)]
    pub entry: GuideEntry,
    /// Its headings below the first, in their order.
    pub sections: Vec<GuideSection>,
    /// What stands below its lead, sanitised. Links to other pages lead to `/ayuda/…`.
    pub body_html: String,
}

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuideSection {
    /// The id of the heading, for `#…` in addresses.
    pub id: String,
    /// Its text.
    pub title: String,
}
