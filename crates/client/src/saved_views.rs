//! Views of the queue that somebody of support keeps for herself.

use aval_contract::page::Page;
use aval_contract::saved_views::{CreateSavedView, SavedView, UpdateSavedView};
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::saved_views`].
#[derive(Clone, Debug)]
pub struct SavedViews {
    pub(crate) session: Session,
}

impl SavedViews {
    /// The caller's own by name.
    ///
    /// # Errors
    /// `forbidden`, or no connection.
    pub async fn list(&self) -> Result<Page<SavedView>, Error> {
        self.session.all(|| Call::get(["saved-views"])).await
    }

    /// Makes one.
    ///
    /// # Errors
    /// `name_taken`, `validation_failed` (`too_many_views` when there are 30), `forbidden`, or no
    /// connection.
    pub async fn create(&self, view: &CreateSavedView) -> Result<SavedView, Error> {
        self.session.json(self.session.post(["saved-views"]).json(view)?).await
    }

    /// Changes one; fields left out stay as they are.
    ///
    /// # Errors
    /// `name_taken`, `validation_failed`, `not_found`, `forbidden`, or no connection.
    pub async fn update(&self, id: Uuid, changes: &UpdateSavedView) -> Result<SavedView, Error> {
        self.session.json(Call::patch(["saved-views", &id.to_string()]).json(changes)?).await
    }

    /// Deletes one.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn delete(&self, id: Uuid) -> Result<(), Error> {
        self.session.done(Call::delete(["saved-views", &id.to_string()])).await
    }
}
