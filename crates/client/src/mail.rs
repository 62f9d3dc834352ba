//! Mails that came in and that an admin has to look at.

use aval_contract::mail::QuarantinedMail;
use aval_contract::page::{Page, PageQuery};
use bytes::Bytes;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::mail`].
#[derive(Clone, Debug)]
pub struct Mail {
    pub(crate) session: Session,
}

impl Mail {
    /// A page of the mails that were put aside, newest first, without their sources.
    ///
    /// # Errors
    /// `forbidden`, `cursor_invalid`, or no connection.
    pub async fn list_quarantine(&self, page: &PageQuery) -> Result<Page<QuarantinedMail>, Error> {
        self.session.json(Call::get(["mail", "quarantine"]).query(page)?).await
    }

    /// The source of a mail that was put aside.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn download_source(&self, id: Uuid) -> Result<Bytes, Error> {
        let call = Call::get(["mail", "quarantine", &id.to_string(), "source"]);
        Ok(self.session.send(call).await?.body)
    }

    /// Discards a mail that was put aside, with its source.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn discard(&self, id: Uuid) -> Result<(), Error> {
        let call = self.session.post(["mail", "quarantine", &id.to_string(), "discard"]);
        self.session.done(call).await
    }
}
