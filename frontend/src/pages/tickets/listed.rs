//! What lists have shown of tickets, so that the page of one begins at once and not when its own
//! answer is there.

use std::cell::RefCell;
use std::collections::BTreeMap;

use aval_contract::tickets::TicketListItem;
use uuid::Uuid;

use super::draft::reader;

/// How many subjects are kept. Whoever has seen more starts over.
const MOST: usize = 1_000;

/// The subjects that one reader has seen, by the tickets' numbers.
#[derive(Default)]
struct Seen {
    reader: Uuid,
    subjects: BTreeMap<String, String>,
}

thread_local! {
    static SEEN: RefCell<Seen> = RefCell::default();
}

impl Seen {
    /// What this reader has seen; nobody sees what was shown to somebody before her.
    fn of(&mut self, reader: Uuid) -> &mut BTreeMap<String, String> {
        if self.reader != reader {
            *self = Self { reader, subjects: BTreeMap::new() };
        }
        &mut self.subjects
    }

    fn note(&mut self, reader: Uuid, number: &str, subject: &str) {
        let subjects = self.of(reader);
        if subjects.len() >= MOST {
            subjects.clear();
        }
        subjects.insert(number.to_owned(), subject.to_owned());
    }
}

/// Notes what lists show now.
pub fn note<'a>(tickets: impl IntoIterator<Item = &'a TicketListItem>) {
    let reader = reader();
    SEEN.with_borrow_mut(|seen| {
        for ticket in tickets {
            seen.note(reader, &ticket.number, &ticket.subject);
        }
    });
}

/// The subject of a ticket that a list has shown to the reader.
#[must_use]
pub fn subject(number: &str) -> Option<String> {
    SEEN.with_borrow_mut(|seen| seen.of(reader()).get(number).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sees_what_was_shown_to_somebody_before_her() {
        let (ana, eva) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut seen = Seen::default();
        seen.note(ana, "CASO-000001", "No entra la llamada");
        assert_eq!(
            seen.of(ana).get("CASO-000001").map(String::as_str),
            Some("No entra la llamada")
        );
        assert_eq!(seen.of(eva).get("CASO-000001"), None);
        assert_eq!(seen.of(ana).get("CASO-000001"), None, "it is forgotten at once");
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let ana = Uuid::from_u128(1);
        let mut seen = Seen::default();
        for n in 0..=MOST {
            seen.note(ana, &format!("CASO-{n:06}"), "x");
        }
        assert_eq!(seen.of(ana).len(), 1);
    }
}
