//! Categories of tickets.

use aval_contract::categories::{Category, CreateCategory, UpdateCategory};
use aval_contract::page::Page;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::categories`].
#[derive(Clone, Debug)]
pub struct Categories {
    pub(crate) session: Session,
}

impl Categories {
    /// All of them by name, inactive ones too.
    ///
    /// # Errors
    /// No connection.
    pub async fn list(&self) -> Result<Page<Category>, Error> {
        self.session.all(|| Call::get(["categories"])).await
    }

    /// Makes one.
    ///
    /// # Errors
    /// `name_taken`, `validation_failed`, `forbidden`, or no connection.
    pub async fn create(&self, category: &CreateCategory) -> Result<Category, Error> {
        self.session.json(self.session.post(["categories"]).json(category)?).await
    }

    /// Renames one, or takes it out of use; fields left out stay as they are.
    ///
    /// # Errors
    /// `name_taken`, `validation_failed`, `not_found`, `forbidden`, or no connection.
    pub async fn update(&self, id: Uuid, changes: &UpdateCategory) -> Result<Category, Error> {
        self.session.json(Call::patch(["categories", &id.to_string()]).json(changes)?).await
    }
}
