//! Customer organisations and their designated reporters.

use aval_contract::companies::{
    Company, CreateCompany, InviteReporter, PreviewCompany, Reporter, UpdateCompany,
};
use aval_contract::page::{Page, PageQuery};
use aval_contract::policies::Preview;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::companies`].
#[derive(Clone, Debug)]
pub struct Companies {
    pub(crate) session: Session,
}

impl Companies {
    /// The companies that the caller may see, a page at a time.
    ///
    /// # Errors
    /// `forbidden`, `cursor_invalid`, or no connection.
    pub async fn list(&self, query: &PageQuery) -> Result<Page<Company>, Error> {
        self.session.json(Call::get(["companies"]).query(query)?).await
    }

    /// Enters a company.
    ///
    /// # Errors
    /// `nit_taken`, `validation_failed`, `forbidden`, or no connection.
    pub async fn create(&self, company: &CreateCompany) -> Result<Company, Error> {
        self.session.json(self.session.post(["companies"]).json(company)?).await
    }

    /// One company.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn show(&self, id: Uuid) -> Result<Company, Error> {
        self.session.json(Call::get(["companies", &id.to_string()])).await
    }

    /// Changes a company; fields left out stay as they are.
    ///
    /// # Errors
    /// `validation_failed`, `not_found`, `forbidden`, or no connection.
    pub async fn update(&self, id: Uuid, changes: &UpdateCompany) -> Result<Company, Error> {
        self.session.json(Call::patch(["companies", &id.to_string()]).json(changes)?).await
    }

    /// How many of a company's running tickets other targets in its contract would move.
    ///
    /// # Errors
    /// `validation_failed`, `not_found`, `forbidden`, or no connection.
    pub async fn preview(&self, id: Uuid, changes: &PreviewCompany) -> Result<Preview, Error> {
        let call = self.session.post(["companies", &id.to_string(), "preview"]);
        self.session.json(call.json(changes)?).await
    }
}

/// Made by [`Session::reporters`].
#[derive(Clone, Debug)]
pub struct Reporters {
    pub(crate) session: Session,
    pub(crate) company: String,
}

impl Reporters {
    /// All of them, replaced ones too.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn list(&self) -> Result<Page<Reporter>, Error> {
        self.session.all(|| Call::get(["companies", &self.company, "reporters"])).await
    }

    /// Invites somebody, who holds one of the two slots from then on.
    ///
    /// # Errors
    /// `reporter_limit`, `email_taken`, `validation_failed`, `not_found`, or no connection.
    pub async fn invite(&self, reporter: &InviteReporter) -> Result<Reporter, Error> {
        let call = self.session.post(["companies", &self.company, "reporters"]);
        self.session.json(call.json(reporter)?).await
    }

    /// Ends somebody's access and frees the slot; her history stays.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn remove(&self, user_id: Uuid) -> Result<(), Error> {
        let user = user_id.to_string();
        self.session.done(Call::delete(["companies", &self.company, "reporters", &user])).await
    }
}
