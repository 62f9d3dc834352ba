//! Addresses of other systems that are told what happens.

use aval_contract::page::{Page, PageQuery};
use aval_contract::ticket_actions::Empty;
use aval_contract::webhooks::{
    CreateWebhook, UpdateWebhook, Webhook, WebhookDelivery, WebhookWithSecret,
};
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::webhooks`].
#[derive(Clone, Debug)]
pub struct Webhooks {
    pub(crate) session: Session,
}

impl Webhooks {
    /// The endpoints that the caller may know of, newest first, without their secrets.
    ///
    /// # Errors
    /// `forbidden`, `scope_missing`, or no connection.
    pub async fn list(&self) -> Result<Page<Webhook>, Error> {
        self.session.all(|| Call::get(["webhooks"])).await
    }

    /// One endpoint.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `scope_missing`, or no connection.
    pub async fn show(&self, id: Uuid) -> Result<Webhook, Error> {
        self.session.json(Call::get(["webhooks", &id.to_string()])).await
    }

    /// Makes an endpoint. Its secret is in this answer and nowhere else.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, `scope_missing`, or no connection.
    pub async fn create(&self, webhook: &CreateWebhook) -> Result<WebhookWithSecret, Error> {
        self.session.json(self.session.post(["webhooks"]).json(webhook)?).await
    }

    /// Changes one; fields left out stay as they are.
    ///
    /// # Errors
    /// `validation_failed`, `precondition_failed`, `not_found`, `forbidden`, `scope_missing`, or no
    /// connection.
    pub async fn update(
        &self,
        id: Uuid,
        version: i64,
        changes: &UpdateWebhook,
    ) -> Result<Webhook, Error> {
        let call = Call::patch(["webhooks", &id.to_string()]).if_match(version);
        self.session.json(call.json(changes)?).await
    }

    /// Deletes one with its log: it is told nothing more, not even what is under way.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `scope_missing`, or no connection.
    pub async fn delete(&self, id: Uuid) -> Result<(), Error> {
        self.session.done(Call::delete(["webhooks", &id.to_string()])).await
    }

    /// Gives it a new secret, which is in this answer and nowhere else. For 24 hours messages are
    /// signed with the old one as well.
    ///
    /// # Errors
    /// `precondition_failed`, `not_found`, `forbidden`, `scope_missing`, or no connection.
    pub async fn rotate_secret(&self, id: Uuid, version: i64) -> Result<WebhookWithSecret, Error> {
        let call = self.session.post(["webhooks", &id.to_string(), "rotate-secret"]);
        self.session.json(call.if_match(version).json(&Empty {})?).await
    }

    /// Sends it a `webhook.test`, once.
    ///
    /// # Errors
    /// `conflict` while it is not active, `not_found`, `forbidden`, `scope_missing`, or no
    /// connection.
    pub async fn test(&self, id: Uuid) -> Result<WebhookDelivery, Error> {
        let call = self.session.post(["webhooks", &id.to_string(), "test"]);
        self.session.json(call.json(&Empty {})?).await
    }

    /// What it was sent, the newest first, a page at a time.
    ///
    /// # Errors
    /// `cursor_invalid`, `not_found`, `forbidden`, `scope_missing`, or no connection.
    pub async fn deliveries(
        &self,
        id: Uuid,
        query: &PageQuery,
    ) -> Result<Page<WebhookDelivery>, Error> {
        let call = Call::get(["webhooks", &id.to_string(), "deliveries"]);
        self.session.json(call.query(query)?).await
    }

    /// Sends it a message once more, with the same `webhook-id`.
    ///
    /// # Errors
    /// `conflict` while it is not active, `not_found`, `forbidden`, `scope_missing`, or no
    /// connection.
    pub async fn redeliver(&self, id: Uuid, delivery: Uuid) -> Result<WebhookDelivery, Error> {
        let (id, delivery) = (id.to_string(), delivery.to_string());
        let call = self.session.post(["webhooks", &id, "deliveries", &delivery, "redeliver"]);
        self.session.json(call.json(&Empty {})?).await
    }
}
