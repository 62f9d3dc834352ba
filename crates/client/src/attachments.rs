//! Files of tickets.

use aval_contract::attachments::Attachment;
use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use uuid::Uuid;

use crate::error::Error;
use crate::multipart::{FIELD, NewFile, form};
use crate::session::Session;
use crate::tickets::TicketId;
use crate::transport::{Call, IDEMPOTENCY_KEY};

/// Made by [`Session::attachments`].
#[derive(Clone, Debug)]
pub struct Attachments {
    pub(crate) session: Session,
}

/// A downloaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// As the server told it from the content.
    pub media_type: String,
    /// The content.
    pub bytes: Bytes,
}

/// What a program needs to upload a file by its own means: the browser shows progress with
/// `XMLHttpRequest`, which this client doesn't use.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadRequest {
    /// Where to `POST` the `multipart/form-data` body.
    pub url: String,
    /// The name of the form field with the file.
    pub field: &'static str,
    /// Headers to set, all but `Content-Type`.
    pub headers: Vec<(&'static str, String)>,
}

impl std::fmt::Debug for UploadRequest {
    /// Without the headers: one of them is a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UploadRequest").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Attachments {
    /// Uploads a file that a ticket or message will name later; unnamed ones are removed after a
    /// day. [`Tickets::attach`](crate::Tickets::attach) uploads to a ticket.
    ///
    /// # Errors
    /// `body_too_large`, `validation_failed`, or no connection.
    pub async fn upload(&self, file: &NewFile) -> Result<Attachment, Error> {
        self.send_file(self.session.post(["attachments"]), file).await
    }

    /// How to do [`upload`](Self::upload) by other means. Good for one upload, started soon.
    ///
    /// # Errors
    /// Those of renewing the access token.
    pub async fn upload_request(&self) -> Result<UploadRequest, Error> {
        self.request_of(&self.session.post(["attachments"])).await
    }

    /// How to do [`Tickets::attach`](crate::Tickets::attach) by other means. Good for one upload,
    /// started soon.
    ///
    /// # Errors
    /// Those of renewing the access token.
    pub async fn upload_request_for(
        &self,
        ticket: impl Into<TicketId>,
    ) -> Result<UploadRequest, Error> {
        let ticket = ticket.into();
        self.request_of(&self.session.post(["tickets", ticket.as_str(), "attachments"])).await
    }

    /// Downloads a file.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn download(&self, id: Uuid) -> Result<Download, Error> {
        let answer = self.session.send(Call::get(["attachments", &id.to_string()])).await?;
        let media_type = answer
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("application/octet-stream")
            .to_owned();
        Ok(Download { media_type, bytes: answer.body })
    }

    /// Removes a file that the caller uploaded and has not sent yet.
    ///
    /// # Errors
    /// `not_found`, `conflict` once it is sent, or no connection.
    pub async fn delete(&self, id: Uuid) -> Result<(), Error> {
        self.session.done(Call::delete(["attachments", &id.to_string()])).await
    }

    pub(crate) async fn send_file(&self, call: Call, file: &NewFile) -> Result<Attachment, Error> {
        let (content_type, body) = form(file, call.idempotency_key().unwrap_or_default());
        self.session.json(call.body(content_type, body)).await
    }

    async fn request_of(&self, call: &Call) -> Result<UploadRequest, Error> {
        let mut headers = Vec::new();
        if let Some(authorization) = self.session.authorization().await? {
            headers.push(("Authorization", authorization));
        }
        if let Some(locale) = self.session.locale() {
            headers.push(("Accept-Language", locale.as_str().to_owned()));
        }
        if let Some(key) = call.idempotency_key() {
            headers.push((IDEMPOTENCY_KEY, key.to_owned()));
        }
        Ok(UploadRequest { url: self.session.url(call)?, field: FIELD, headers })
    }
}
