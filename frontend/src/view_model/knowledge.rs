//! Articles and solutions, as the pages think of them.

use aval_contract::Audience;
use aval_contract::articles::{ArticleHistory, ArticleVersion, CreateArticle, UpdateArticle};
use aval_contract::attachments::Attachment;
use aval_contract::search::Piece;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::view_model::tickets::drafts::Draft;

/// What the customer, or her silence, said of a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing yet.
    Open,
    /// It works.
    Approved,
    /// It does not.
    Rejected,
    /// Nothing, until the case closed.
    Tacit,
}

impl Verdict {
    /// Reads the word of the API.
    #[must_use]
    pub fn read(word: Option<&str>) -> Self {
        match word {
            Some("approved") => Self::Approved,
            Some("rejected") => Self::Rejected,
            Some("tacit") => Self::Tacit,
            Some(_) | None => Self::Open,
        }
    }
}

/// Whether what was written last is not what readers see.
#[must_use]
pub fn has_newer_draft(history: &ArticleHistory) -> bool {
    history.versions.first().is_some_and(|newest| newest.published_at.is_none())
}

/// A text without its marks.
#[must_use]
pub fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Words for finding articles that may fit, once enough of a subject is there to say something.
#[must_use]
pub fn offering_words(subject: &str) -> Option<String> {
    let subject = subject.trim();
    let enough = subject.chars().count() >= 4 && subject.chars().any(char::is_alphabetic);
    enough.then(|| subject.to_owned())
}

/// The place of an article that is being written, in the browser's storage.
#[must_use]
pub fn article_key(person: Uuid, article: Option<Uuid>, solution: Option<Uuid>) -> String {
    match article.or(solution) {
        Some(about) => format!("aval.draft.article.{about}.{person}"),
        None => format!("aval.draft.article.{person}"),
    }
}

/// The form of an article. Texts are kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Writing {
    /// One line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Who reads it; empty until it is chosen.
    pub audience: String,
    /// The company's id, for an article for one.
    pub company: String,
    /// The category's id.
    pub category: String,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

impl Draft for Writing {
    fn is_empty(&self) -> bool {
        self.title.trim().is_empty() && self.body.trim().is_empty() && self.attachments.is_empty()
    }
}

impl Writing {
    /// The form with what a version says.
    #[must_use]
    pub fn of(version: &ArticleVersion) -> Self {
        Self {
            title: version.title.clone(),
            body: version.body.clone(),
            audience: version.audience.to_string(),
            company: version.company.as_ref().map(|of| of.id.to_string()).unwrap_or_default(),
            category: version.category.as_ref().map(|of| of.id.to_string()).unwrap_or_default(),
            attachments: version.attachments.clone(),
        }
    }

    /// Who reads it.
    #[must_use]
    pub fn audience(&self) -> Option<Audience> {
        self.audience.parse().ok()
    }

    /// Which fields are missing, by their pointers.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let audience = self.audience();
        let wanted = [
            ("/title", self.title.trim().is_empty()),
            ("/body", self.body.trim().is_empty()),
            ("/audience", audience.is_none()),
            ("/company_id", audience == Some(Audience::Company) && self.company_id().is_none()),
        ];
        wanted.into_iter().filter(|(_, missing)| *missing).map(|(pointer, _)| pointer).collect()
    }

    fn company_id(&self) -> Option<Uuid> {
        // What was chosen stays in the form when the audience changes, and does not count then.
        self.company.parse().ok().filter(|_| self.audience() == Some(Audience::Company))
    }

    fn files(&self) -> Vec<Uuid> {
        self.attachments.iter().map(|file| file.id).collect()
    }

    /// The request for a new article.
    #[must_use]
    pub fn to_create(&self, solution_id: Option<Uuid>) -> Option<CreateArticle> {
        Some(CreateArticle {
            title: self.title.trim().to_owned(),
            body: self.body.trim().to_owned(),
            audience: self.audience()?,
            company_id: self.company_id(),
            category_id: self.category.parse().ok(),
            attachment_ids: self.files(),
            solution_id,
        })
    }

    /// The request for writing on an article.
    #[must_use]
    pub fn to_update(&self) -> UpdateArticle {
        UpdateArticle {
            title: Some(self.title.trim().to_owned()),
            body: Some(self.body.trim().to_owned()),
            audience: self.audience(),
            company_id: self.company_id(),
            category_id: self.category.parse().ok(),
            attachment_ids: Some(self.files()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Writing {
        Writing {
            title: " La diadema no suena ".to_owned(),
            body: "Pasos".to_owned(),
            audience: Audience::Everyone.to_string(),
            ..Writing::default()
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(Writing::default().missing(), ["/title", "/body", "/audience"]);
        assert!(written().missing().is_empty());
        let for_one = Writing { audience: Audience::Company.to_string(), ..written() };
        assert_eq!(for_one.missing(), ["/company_id"]);
    }

    #[test]
    fn a_company_counts_only_where_the_article_is_for_one() {
        let company = Uuid::from_u128(7);
        let everyone = Writing { company: company.to_string(), ..written() };
        assert_eq!(everyone.to_create(None).expect("complete").company_id, None);
        let for_one = Writing { audience: Audience::Company.to_string(), ..everyone };
        let create = for_one.to_create(None).expect("complete");
        assert_eq!(create.company_id, Some(company));
        assert_eq!(create.title, "La diadema no suena");
    }

    #[test]
    fn an_untouched_form_is_not_worth_keeping() {
        let chosen = Writing { audience: Audience::Staff.to_string(), ..Writing::default() };
        assert!(chosen.is_empty());
        assert!(!written().is_empty());
    }

    #[test]
    fn articles_are_offered_once_a_subject_says_something() {
        assert_eq!(offering_words("mar"), None);
        assert_eq!(offering_words("1234"), None);
        assert_eq!(offering_words(" marcador ").as_deref(), Some("marcador"));
    }

    #[test]
    fn a_verdict_that_is_not_there_yet_is_open() {
        assert_eq!(Verdict::read(None), Verdict::Open);
        assert_eq!(Verdict::read(Some("tacit")), Verdict::Tacit);
    }
}
