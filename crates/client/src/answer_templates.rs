//! Texts that staff insert into answers.

use aval_contract::answer_templates::{AnswerTemplate, CreateAnswerTemplate, UpdateAnswerTemplate};
use aval_contract::page::Page;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::answer_templates`].
#[derive(Clone, Debug)]
pub struct AnswerTemplates {
    pub(crate) session: Session,
}

impl AnswerTemplates {
    /// All of them by name.
    ///
    /// # Errors
    /// `forbidden`, or no connection.
    pub async fn list(&self) -> Result<Page<AnswerTemplate>, Error> {
        self.session.all(|| Call::get(["answer-templates"])).await
    }

    /// Makes one.
    ///
    /// # Errors
    /// `name_taken`, `validation_failed`, `forbidden`, or no connection.
    pub async fn create(&self, template: &CreateAnswerTemplate) -> Result<AnswerTemplate, Error> {
        self.session.json(self.session.post(["answer-templates"]).json(template)?).await
    }

    /// Changes one; fields left out stay as they are.
    ///
    /// # Errors
    /// `name_taken`, `validation_failed`, `not_found`, `forbidden`, or no connection.
    pub async fn update(
        &self,
        id: Uuid,
        changes: &UpdateAnswerTemplate,
    ) -> Result<AnswerTemplate, Error> {
        let call = Call::patch(["answer-templates", &id.to_string()]);
        self.session.json(call.json(changes)?).await
    }

    /// Deletes one.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn delete(&self, id: Uuid) -> Result<(), Error> {
        self.session.done(Call::delete(["answer-templates", &id.to_string()])).await
    }
}
