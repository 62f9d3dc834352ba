//! The record of a ticket: two chains of events that anybody can recompute.
//!
//! Public and internal events are chained apart, each counting 1, 2, 3 …, so that not even a gap
//! in the public numbers tells a customer that there are internal notes. The hash of an event
//! covers all of it and the hash before it, so that a changed, removed or swapped event shows.

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::closed_enum::closed_enum;
use crate::lifecycle::{EventKind, Stage, WaitingOn};

closed_enum! {
    /// Who may read something.
    #[derive(Default)]
    pub enum Visibility {
        /// Everybody who sees the ticket.
        #[default]
        Public = "public",
        /// Staff only.
        Internal = "internal",
    }
}

closed_enum! {
    /// What kind of actor did something.
    pub enum ActorType {
        /// Somebody signed in.
        Person = "person",
        /// A system with an API key.
        Integration = "integration",
        /// Aval itself, on time.
        Timer = "timer",
        /// An incoming e-mail.
        Mail = "mail",
    }
}

/// Everything of an event that its hash covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The ticket.
    pub ticket: Uuid,
    /// Which of the two chains.
    pub visibility: Visibility,
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// The event's id.
    pub id: Uuid,
    /// When, to the microsecond.
    pub at: DateTime<Utc>,
    /// What happened.
    pub kind: EventKind,
    /// What kind of actor.
    pub actor_type: ActorType,
    /// The person or key.
    pub actor_id: Option<Uuid>,
    /// The name at that time.
    pub actor_name: &'a str,
    /// Whether the actor belongs to support.
    pub actor_staff: bool,
    /// The stage after it.
    pub stage: Stage,
    /// Whose turn it is after it.
    pub waiting_on: WaitingOn,
    /// What belongs to the kind: the very text that is stored.
    pub data: &'a str,
}

/// The hash before the first event of a chain.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// SHA-256 over the hash before and every field, lower-case hex.
///
/// Each field is preceded by its length, so that no two events have the same bytes.
#[must_use]
pub fn hash(previous: &str, entry: &Entry<'_>) -> String {
    let mut digest = Sha256::new();
    let mut field = |text: &str| {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    };
    field("aval/1");
    field(previous);
    field(&entry.ticket.to_string());
    field(entry.visibility.as_str());
    field(&entry.seq.to_string());
    field(&entry.id.to_string());
    field(&entry.at.to_rfc3339_opts(SecondsFormat::Micros, true));
    field(entry.kind.as_str());
    field(entry.actor_type.as_str());
    field(&entry.actor_id.map(|id| id.to_string()).unwrap_or_default());
    field(entry.actor_name);
    field(if entry.actor_staff { "staff" } else { "" });
    field(entry.stage.as_str());
    field(entry.waiting_on.as_str());
    field(entry.data);
    hex(&digest.finalize())
}

/// Bytes as lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

/// Where a chain breaks: the place of the first event that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the record breaks at event {seq}")]
pub struct Broken {
    /// The place, from 1.
    pub seq: i64,
}

/// Recomputes a chain, event by event in order, and compares it with what the ticket remembers.
#[derive(Debug, Clone)]
pub struct Verifier {
    seq: i64,
    head: String,
}

impl Default for Verifier {
    fn default() -> Self {
        Self { seq: 0, head: GENESIS.to_owned() }
    }
}

impl Verifier {
    /// Takes the next event with the hash that is stored with it.
    ///
    /// # Errors
    /// [`Broken`] when it is not the next one or its hash is another.
    pub fn take(&mut self, entry: &Entry<'_>, stored: &str) -> Result<(), Broken> {
        let expected = self.seq + 1;
        if entry.seq != expected || hash(&self.head, entry) != stored {
            return Err(Broken { seq: expected });
        }
        self.seq = expected;
        stored.clone_into(&mut self.head);
        Ok(())
    }

    /// The end: compares with the number and hash of the last event that the ticket keeps, so
    /// that events cut off at the end show too.
    ///
    /// # Errors
    /// [`Broken`] when they differ.
    pub fn finish(&self, seq: i64, head: &str) -> Result<(), Broken> {
        if self.seq == seq && self.head == head {
            Ok(())
        } else {
            Err(Broken { seq: self.seq + 1 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: i64, data: &str) -> Entry<'_> {
        Entry {
            ticket: Uuid::from_u128(7),
            visibility: Visibility::Public,
            seq,
            id: Uuid::from_u128(seq.unsigned_abs().into()),
            at: DateTime::from_timestamp(1_783_700_000 + seq, 123_456_000).expect("an instant"),
            kind: EventKind::MessagePosted,
            actor_type: ActorType::Person,
            actor_id: Some(Uuid::from_u128(9)),
            actor_name: "Ana",
            actor_staff: false,
            stage: Stage::Open,
            waiting_on: WaitingOn::Support,
            data,
        }
    }

    fn chain<'a>(data: &[&'a str]) -> Vec<(Entry<'a>, String)> {
        let mut head = GENESIS.to_owned();
        data.iter()
            .zip(1..)
            .map(|(data, seq)| {
                let entry = entry(seq, data);
                head = hash(&head, &entry);
                (entry, head.clone())
            })
            .collect()
    }

    fn verify(chain: &[(Entry<'_>, String)], seq: i64, head: &str) -> Result<(), Broken> {
        let mut verifier = Verifier::default();
        for (entry, stored) in chain {
            verifier.take(entry, stored)?;
        }
        verifier.finish(seq, head)
    }

    #[test]
    fn an_untouched_chain_verifies() {
        let whole = chain(&["a", "b", "c"]);
        assert_eq!(verify(&whole, 3, &whole[2].1), Ok(()));
        assert_eq!(verify(&[], 0, GENESIS), Ok(()));
    }

    #[test]
    fn a_changed_event_shows() {
        let mut touched = chain(&["a", "b", "c"]);
        touched[1].0.data = "B";
        assert_eq!(verify(&touched, 3, &touched[2].1.clone()), Err(Broken { seq: 2 }));
    }

    #[test]
    fn a_changed_event_with_a_new_hash_shows_at_the_next() {
        let mut touched = chain(&["a", "b", "c"]);
        touched[1].0.data = "B";
        touched[1].1 = hash(&touched[0].1.clone(), &touched[1].0);
        assert_eq!(verify(&touched, 3, &touched[2].1.clone()), Err(Broken { seq: 3 }));
    }

    #[test]
    fn a_removed_event_shows_in_the_middle_and_at_the_end() {
        let whole = chain(&["a", "b", "c"]);
        let head = whole[2].1.clone();
        let gap = [whole[0].clone(), whole[2].clone()];
        assert_eq!(verify(&gap, 3, &head), Err(Broken { seq: 2 }));
        assert_eq!(verify(&whole[..2], 3, &head), Err(Broken { seq: 3 }));
    }

    #[test]
    fn swapped_events_show() {
        let mut touched = chain(&["a", "b", "c"]);
        touched.swap(0, 1);
        assert_eq!(verify(&touched, 3, &touched[2].1.clone()), Err(Broken { seq: 1 }));
    }

    #[test]
    fn text_moved_from_one_field_to_the_next_changes_the_hash() {
        let one = Entry { actor_name: "Ana", data: "x", ..entry(1, "x") };
        let other = Entry { actor_name: "An", data: "ax", ..entry(1, "x") };
        assert_ne!(hash(GENESIS, &one), hash(GENESIS, &other));
    }
}
