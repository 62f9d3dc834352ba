//! Keys with which other systems use the API.

use aval_contract::api_keys::{ApiKey, CreateApiKey, CreatedApiKey};
use aval_contract::page::Page;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::api_keys`].
#[derive(Clone, Debug)]
pub struct ApiKeys {
    pub(crate) session: Session,
}

impl ApiKeys {
    /// The keys that the caller may see, newest first, without their secrets.
    ///
    /// # Errors
    /// `forbidden`, or no connection.
    pub async fn list(&self) -> Result<Page<ApiKey>, Error> {
        self.session.all(|| Call::get(["api-keys"])).await
    }

    /// Makes a key. Its secret is in this answer and nowhere else.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn create(&self, key: &CreateApiKey) -> Result<CreatedApiKey, Error> {
        self.session.json(self.session.post(["api-keys"]).json(key)?).await
    }

    /// Ends a key.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn revoke(&self, id: Uuid) -> Result<(), Error> {
        self.session.done(Call::delete(["api-keys", &id.to_string()])).await
    }
}
