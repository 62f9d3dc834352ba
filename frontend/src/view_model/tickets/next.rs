//! Who must act next and what happens then, in sentences for each side.

use aval_contract::WaitingOn;
use aval_contract::tickets::TicketForReporter;
use aval_domain::calendar::Calendar;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::progress::{NextStep, next_step};
use crate::i18n::Texts;
use crate::view_model::time;

/// Which side reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A reporter.
    Customer,
    /// Anybody of support.
    Support,
}

/// What the panel "what happens next" says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextWords {
    /// Whose turn it is: "Te toca a ti".
    pub whose_turn: &'static str,
    /// Whether it is the reader's.
    pub mine: bool,
    /// What is to be done, as one sentence.
    pub what: String,
    /// What else there is to know: a date, what silence does.
    pub detail: Option<String>,
    /// Whether the ticket is settled for good, so that only a new one can follow it up.
    pub final_word: bool,
}

/// What happens next with a ticket, as `reader` of one side reads it.
#[must_use]
pub fn next_words(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    ticket: &TicketForReporter,
    side: Side,
    reader: Uuid,
) -> NextWords {
    let words = &texts.tickets().next;
    let (whose_turn, mine) = match (ticket.waiting_on, side) {
        (WaitingOn::Customer, Side::Customer) => (words.turn_yours, true),
        // A ticket of nobody is everybody's at support.
        (WaitingOn::Support, Side::Support)
            if ticket.assignee.as_ref().is_none_or(|person| person.id == reader) =>
        {
            (words.turn_yours, true)
        }
        (WaitingOn::Customer, Side::Support) => (words.turn_customer, false),
        (WaitingOn::Support, Side::Customer | Side::Support) => (words.turn_support, false),
        (WaitingOn::Nobody, _) => (words.turn_nobody, false),
    };
    let when = |at| time::when_with_service_time(texts, calendar, ticket.kind, now, at);
    let by = |at: Option<DateTime<Utc>>, say: fn(&str) -> String| at.map(|at| say(&when(at)));
    let step = next_step(ticket, now, calendar);
    let final_word = matches!(step, NextStep::Settled { reopen_until: None, target: None, .. });
    let (what, detail) = match step {
        NextStep::Triage { contact_by } => {
            (words.triage.to_owned(), by(contact_by, words.contact_by))
        }
        NextStep::FirstContact { engineer, by: contact_by } => {
            ((words.first_contact)(&engineer), by(contact_by, words.contact_by))
        }
        NextStep::BeginAnalysis { engineer } => ((words.begin_analysis)(&engineer), None),
        NextStep::Answer => match side {
            Side::Customer => (words.answer.to_owned(), Some(words.answer_pauses.to_owned())),
            Side::Support => {
                (words.customer_answers.to_owned(), Some(words.clock_paused.to_owned()))
            }
        },
        NextStep::DecideOnPlan => match side {
            Side::Customer => (words.decide_on_plan.to_owned(), None),
            Side::Support => (words.customer_decides_on_plan.to_owned(), None),
        },
        NextStep::Analyse { engineer, by: due } => {
            ((words.analyse)(&engineer_or_support(texts, engineer)), by(due, words.solution_by))
        }
        NextStep::Solve { engineer, by: due } => {
            ((words.solve)(&engineer_or_support(texts, engineer)), by(due, words.solution_by))
        }
        NextStep::Test { ends_at } => {
            let end = time::when(texts, now, ends_at);
            // What silence does is said by the panel of the testing period below.
            match side {
                Side::Customer => ((words.test)(&end), None),
                Side::Support => ((words.customer_tests)(&end), None),
            }
        }
        NextStep::AnswerTester { engineer } => (
            (words.answer_tester)(&engineer_or_support(texts, engineer)),
            Some(words.countdown_stopped.to_owned()),
        ),
        NextStep::Settled { closure, reopen_until, target } => {
            let what = match target {
                Some(target) => (words.continues_in)(&target),
                None => (words.settled)(&lowered(texts.closure(closure))),
            };
            let until = |at| (words.reopen_until)(&time::when(texts, now, at));
            (what, reopen_until.map(until))
        }
    };
    NextWords { whose_turn, mine, what, detail, final_word }
}

/// The text with its first letter in lower case, for the middle of a sentence.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn engineer_or_support(texts: &Texts, engineer: Option<String>) -> String {
    engineer.unwrap_or_else(|| texts.tickets().next.support.to_owned())
}

#[cfg(test)]
mod tests {
    use aval_contract::ClosureKind;
    use aval_contract::Stage;
    use aval_contract::me::{Locale, PersonRef};
    use aval_contract::tickets::{Closure, Testing};

    use super::*;
    use crate::view_model::tickets::samples::{at, ticket};

    /// The sample's engineer.
    const ENGINEER: Uuid = Uuid::from_u128(3);

    fn words(ticket: &TicketForReporter, side: Side) -> NextWords {
        next_words(Texts::of(Locale::Es), &Calendar::default(), at(1), ticket, side, ENGINEER)
    }

    #[test]
    fn the_first_contact_is_promised_with_its_time() {
        let mut open = ticket();
        open.clocks.first_contact.due_at = Some(at(3));
        let said = words(&open, Side::Customer);
        assert_eq!(said.whose_turn, "Le toca a soporte");
        assert!(!said.mine);
        assert_eq!(said.what, "Julián Rojas hace el primer contacto.");
        assert_eq!(said.detail.as_deref(), Some("A más tardar hoy a las 11:00, en 2 h hábiles."));
        assert!(words(&open, Side::Support).mine);
        open.assignee = Some(PersonRef { id: Uuid::from_u128(4), name: "Marta Gil".to_owned() });
        assert!(!words(&open, Side::Support).mine, "it is a colleague's turn");
        open.assignee = None;
        assert!(words(&open, Side::Support).mine);
    }

    #[test]
    fn each_side_reads_a_testing_period_from_its_own_place() {
        let mut testing = ticket();
        testing.stage = Stage::Testing;
        testing.waiting_on = WaitingOn::Customer;
        testing.testing = Some(Testing { ends_at: Some(at(33)), next_reminder_at: None });
        let customer = words(&testing, Side::Customer);
        assert_eq!(customer.whose_turn, "Te toca a ti");
        assert!(customer.mine);
        assert!(customer.what.contains("mañana a las 17:00"), "{}", customer.what);
        let support = words(&testing, Side::Support);
        assert_eq!(support.whose_turn, "Le toca al cliente");
        assert_ne!(support.what, customer.what);
    }

    #[test]
    fn what_can_no_longer_be_reopened_is_followed_up() {
        let mut closed = ticket();
        closed.stage = Stage::Closed;
        closed.waiting_on = WaitingOn::Nobody;
        closed.closure =
            Some(Closure { kind: ClosureKind::Approved, at: at(0), by: None, evidence: None });
        let texts = Texts::of(Locale::Es);
        let said = |hours| {
            next_words(texts, &Calendar::default(), at(hours), &closed, Side::Customer, ENGINEER)
        };
        assert!(!said(1).final_word);
        assert_eq!(said(1).what, "El caso está cerrado: con aval del cliente.");
        assert!(said(24 * 30).final_word);
        assert_eq!(said(24 * 30).detail, None);
    }
}
