//! The user guide.

use aval_contract::guide::{Guide, GuidePage};

use crate::error::Error;
use crate::session::{Anonymous, Session};
use crate::transport::{Answer, Call};

/// Made by [`Session::guide`] and [`Anonymous::guide`]: it is read signed in or not.
#[derive(Clone, Debug)]
pub struct UserGuide {
    pub(crate) reader: Reader,
}

/// Who reads.
#[derive(Clone, Debug)]
pub(crate) enum Reader {
    /// Nobody in particular.
    Anonymous(Anonymous),
    /// Somebody signed in, or a key.
    Session(Session),
}

impl UserGuide {
    /// The pages that the reader may read.
    ///
    /// # Errors
    /// `unauthorized` when the session has ended, or no connection.
    pub async fn contents(&self) -> Result<Guide, Error> {
        self.get(Call::get(["guide"])).await?.json()
    }

    /// One page.
    ///
    /// # Errors
    /// `not_found`, `unauthorized` when the session has ended, or no connection.
    pub async fn page(&self, slug: &str) -> Result<GuidePage, Error> {
        self.get(Call::get(["guide", slug])).await?.json()
    }

    async fn get(&self, call: Call) -> Result<Answer, Error> {
        match &self.reader {
            Reader::Anonymous(client) => client.send(call).await,
            Reader::Session(session) => session.send(call).await,
        }
    }
}
