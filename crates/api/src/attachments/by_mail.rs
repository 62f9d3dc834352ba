//! Files that came with a mail: by the same rules as uploads, and what they refuse is named.

use uuid::Uuid;

use super::receive::{Received, clean_name, receive_bytes};
use super::{MOST_FILES, discard, quota, upload};
use crate::app::State;
use crate::auth::Caller;
use crate::change::Pending;
use crate::db::attachment;
use crate::error::{ApiError, Result};

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its cleaned name.
    pub name: String,
    /// A key of [`crate::texts::invalid`].
    pub code: &'static str,
}

/// Files of a mail in the store, which no row names yet.
#[derive(Default)]
pub struct Stored {
    kept: Vec<Received>,
    /// What was not taken.
    pub refused: Vec<Refused>,
}

impl Stored {
    /// Stores files, each with its name.
    ///
    /// # Errors
    /// What the store says; nothing is left in it then.
    pub async fn of<'a>(
        state: &State,
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Self> {
        let mut stored = Self::default();
        for (name, bytes) in files {
            if let Err(error) = stored.take(state, name, bytes).await {
                stored.discard(state).await;
                return Err(error);
            }
        }
        Ok(stored)
    }

    async fn take(&mut self, state: &State, name: &str, bytes: &[u8]) -> Result<()> {
        let code = if self.kept.len() < MOST_FILES {
            match receive_bytes(name, bytes, &*state.files).await {
                Ok(file) => {
                    self.kept.push(file);
                    return Ok(());
                }
                Err(ApiError::Validation(_)) => "empty",
                Err(ApiError::Code(_)) => "too_large",
                Err(error) => return Err(error),
            }
        } else {
            "too_many"
        };
        self.refused.push(Refused { name: clean_name(name), code });
        Ok(())
    }

    /// The places of the files in the store that no row names.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.kept.iter().map(|file| file.key.clone()).collect()
    }

    /// Writes the files down as the sender's own, as many as the ticket has room for; the others
    /// are refused.
    ///
    /// # Errors
    /// What the database says.
    pub async fn enter(
        &mut self,
        pending: &Pending,
        sender: &Caller,
        ticket: Option<Uuid>,
    ) -> Result<Vec<Uuid>> {
        let taken = match ticket {
            None => 0,
            Some(ticket) => attachment::count_of_ticket(&pending.tx, ticket).await?,
        };
        let room = usize::try_from(quota::MOST_OF_TICKET.saturating_sub(taken)).unwrap_or_default();
        let mut ids = Vec::new();
        for file in std::mem::take(&mut self.kept) {
            if ids.len() < room {
                ids.push(upload::insert(pending, sender, file).await?.id);
            } else {
                self.refused.push(Refused { name: file.name.clone(), code: "ticket_full" });
                self.kept.push(file);
            }
        }
        Ok(ids)
    }

    /// Removes the files that no row names from the store.
    pub async fn discard(&self, state: &State) {
        for key in self.keys() {
            discard(state, &key).await;
        }
    }
}
