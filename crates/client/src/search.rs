//! One search over tickets and articles.

use aval_contract::search::{SearchAnswer, SearchQuery};

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::search`].
#[derive(Clone, Debug)]
pub struct Search {
    pub(crate) session: Session,
}

impl Search {
    /// The best hits first.
    ///
    /// # Errors
    /// `validation_failed`, `scope_missing`, or no connection.
    pub async fn find(&self, query: &SearchQuery) -> Result<SearchAnswer, Error> {
        self.session.json(Call::get(["search"]).query(query)?).await
    }
}
