//! The streams that are open, and whether whoever listens still may.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aval_contract::error::ErrorCode;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::app::State;
use crate::auth::Caller;
use crate::clock;
use crate::db::session;
use crate::error::{ApiError, Result};

/// How many streams somebody may have open in one server: tabs and devices.
const MOST_OF_ONE: usize = 20;

/// All streams of this server.
#[derive(Default)]
pub(super) struct Listeners {
    open: Mutex<HashMap<Uuid, Listener>>,
    end: CancellationToken,
}

struct Listener {
    caller: Caller,
    end: CancellationToken,
}

impl Listeners {
    /// Enters a stream; the token is cancelled when it has to end.
    ///
    /// # Errors
    /// 429 when the caller has too many.
    pub(super) fn enter(&self, id: Uuid, caller: &Caller) -> Result<CancellationToken> {
        let mut open = self.open();
        let own = open.values().filter(|listener| listener.caller.id() == caller.id()).count();
        if own >= MOST_OF_ONE {
            return Err(ApiError::Code(ErrorCode::RateLimited));
        }
        let end = self.end.child_token();
        open.insert(id, Listener { caller: caller.clone(), end: end.clone() });
        Ok(end)
    }

    pub(super) fn leave(&self, id: Uuid) {
        self.open().remove(&id);
    }

    pub(super) fn count(&self) -> usize {
        self.open().len()
    }

    pub(super) fn stop(&self) {
        self.end.cancel();
    }

    /// Ends the streams of all who signed out, left or have another role by now. One query for all.
    pub(super) async fn end_those_who_may_no_longer(&self, state: &State) -> Result<()> {
        let listening: Vec<(Uuid, Caller)> = {
            let open = self.open();
            open.iter().map(|(id, listener)| (*id, listener.caller.clone())).collect()
        };
        if listening.is_empty() {
            return Ok(());
        }
        let sessions = listening.iter().filter_map(|(_, caller)| caller.session).collect();
        let people = session::people_of_open(state.db.read(), sessions, clock::now()).await?;
        let may_still = |caller: &Caller| {
            caller
                .session
                .and_then(|session| people.get(&session))
                .is_some_and(|person| Caller::of_person(person).actor == caller.actor)
        };
        let open = self.open();
        for (id, caller) in &listening {
            if !may_still(caller)
                && let Some(listener) = open.get(id)
            {
                listener.end.cancel();
            }
        }
        Ok(())
    }

    fn open(&self) -> MutexGuard<'_, HashMap<Uuid, Listener>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
