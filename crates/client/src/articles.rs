//! Articles and the solutions they are made from.

use aval_contract::articles::{
    Article, ArticleCategories, ArticleFeedback, ArticleHistory, ArticleListItem, ArticleQuery,
    CreateArticle, DeliveredSolution, SolutionQuery, UpdateArticle,
};
use aval_contract::page::Page;
use aval_contract::ticket_actions::Empty;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::articles`].
#[derive(Clone, Debug)]
pub struct Articles {
    pub(crate) session: Session,
}

impl Articles {
    /// One page of the articles that the caller may read.
    ///
    /// # Errors
    /// `validation_failed`, `cursor_invalid`, `scope_missing`, or no connection.
    pub async fn list(&self, query: &ArticleQuery) -> Result<Page<ArticleListItem>, Error> {
        self.session.json(Call::get(["articles"]).query(query)?).await
    }

    /// The categories of the articles that the caller may read, with how many each has.
    ///
    /// # Errors
    /// `scope_missing`, or no connection.
    pub async fn categories(&self) -> Result<ArticleCategories, Error> {
        self.session.json(Call::get(["articles", "categories"])).await
    }

    /// One article.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn show(&self, id: Uuid) -> Result<Article, Error> {
        self.session.json(Call::get(["articles", &id.to_string()])).await
    }

    /// Writes a new one, as a draft.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn create(&self, article: &CreateArticle) -> Result<Article, Error> {
        self.session.json(self.session.post(["articles"]).json(article)?).await
    }

    /// Writes on one; fields left out stay as they are. Readers see it once it is published.
    ///
    /// # Errors
    /// `validation_failed`, `precondition_failed`, `not_found`, `forbidden`, or no connection.
    pub async fn update(
        &self,
        id: Uuid,
        revision: i64,
        changes: &UpdateArticle,
    ) -> Result<ArticleHistory, Error> {
        let call = Call::patch(["articles", &id.to_string()]).if_match(revision);
        self.session.json(call.json(changes)?).await
    }

    /// Shows its readers what was written last.
    ///
    /// # Errors
    /// `conflict` when they see that already, `precondition_failed`, `not_found`, `forbidden`, or no
    /// connection.
    pub async fn publish(&self, id: Uuid, revision: i64) -> Result<Article, Error> {
        let call = self.session.post(["articles", &id.to_string(), "publish"]);
        self.session.json(call.if_match(revision).json(&Empty {})?).await
    }

    /// Takes it back: its readers don't find it any more.
    ///
    /// # Errors
    /// `conflict` when it is not published, `precondition_failed`, `not_found`, `forbidden`, or no
    /// connection.
    pub async fn withdraw(&self, id: Uuid, revision: i64) -> Result<ArticleHistory, Error> {
        let call = self.session.post(["articles", &id.to_string(), "withdraw"]);
        self.session.json(call.if_match(revision).json(&Empty {})?).await
    }

    /// Its versions, and what its readers think of it. Support only.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn versions(&self, id: Uuid) -> Result<ArticleHistory, Error> {
        self.session.json(Call::get(["articles", &id.to_string(), "versions"])).await
    }

    /// Says whether it helped.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn give_feedback(&self, id: Uuid, feedback: ArticleFeedback) -> Result<(), Error> {
        let call = self.session.post(["articles", &id.to_string(), "feedback"]);
        self.session.send(call.json(&feedback)?).await?;
        Ok(())
    }

    /// One page of delivered solutions, last delivered first.
    ///
    /// # Errors
    /// `validation_failed`, `cursor_invalid`, `scope_missing`, or no connection.
    pub async fn solutions(&self, query: &SolutionQuery) -> Result<Page<DeliveredSolution>, Error> {
        self.session.json(Call::get(["solutions"]).query(query)?).await
    }
}
