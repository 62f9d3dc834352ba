//! Articles, solutions, and the search over everything.

mod article;
mod browse;
mod editor;
mod found;
pub(in crate::pages) mod insert;
pub(in crate::pages) mod offered;
mod pieces;
mod staff;

pub use self::article::ArticlePage;
pub use self::browse::KnowledgePage;
pub use self::editor::ArticleEditor;
