//! Who must act next and what happens then, in sentences for each side.

use aval_contract::tickets::TicketForReporter;
use aval_contract::timeline::TimelineEntry;
use aval_contract::{ClosureKind, EventKind, Stage, WaitingOn};
use aval_domain::calendar::Calendar;
use aval_domain::lifecycle::ActionKind;
use chrono::{DateTime, Utc};
use serde::Deserialize;
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
    /// Whether what was promised is late.
    pub late: bool,
    /// How the ticket was settled, if it was.
    pub closed: Option<ClosureKind>,
    /// Whether the ticket is settled for good, so that only a new one can follow it up.
    pub final_word: bool,
}

/// Who reads it, and what else her page knows.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Her side.
    pub side: Side,
    /// She.
    pub id: Uuid,
    /// What has happened so far; empty until it is there.
    pub timeline: &'a [TimelineEntry],
    /// The action of support that brings the ticket forward, where one is possible and known.
    pub action: Option<ActionKind>,
}

/// What happens next with a ticket, as somebody reads it.
#[must_use]
pub fn next_words(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    ticket: &TicketForReporter,
    reader: Reader<'_>,
) -> NextWords {
    let Reader { side, id: reader, timeline, action } = reader;
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
    let own = side == Side::Support && ticket.assignee.as_ref().is_some_and(|it| it.id == reader);
    // An engineer is not told of herself as of somebody else.
    let told = |say: fn(&str) -> String, yours: &str, engineer: &str| {
        if own { yours.to_owned() } else { say(engineer) }
    };
    let step = next_step(ticket, now, calendar);
    let promise = step.promised_by();
    let late = promise.is_some_and(|at| at <= now);
    let promised = |say: fn(&str) -> String, was: fn(&str) -> String| {
        promise.map(|at| if late { was(&when(at)) } else { say(&when(at)) })
    };
    let contact = || promised(words.contact_by, words.contact_late);
    let solution = || promised(words.solution_by, words.solution_late);
    let closed = if let NextStep::Settled { closure, .. } = &step { Some(*closure) } else { None };
    let final_word = matches!(step, NextStep::Settled { reopen_until: None, target: None, .. });
    let (what, detail) = match step {
        NextStep::Triage { .. } => {
            let what = if side == Side::Support { words.triage_yours } else { words.triage };
            (what.to_owned(), contact())
        }
        NextStep::FirstContact { engineer, .. } => {
            (told(words.first_contact, words.first_contact_yours, &engineer), contact())
        }
        NextStep::BeginAnalysis { engineer, .. } => {
            (told(words.begin_analysis, words.begin_analysis_yours, &engineer), solution())
        }
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
        NextStep::Analyse { engineer, .. } => {
            let engineer = engineer_or_support(texts, engineer);
            let yours = match action {
                Some(ActionKind::StartSolution) => words.start_solution_yours,
                Some(ActionKind::SubmitWorkPlan) => words.submit_plan_yours,
                _ => words.analyse_yours,
            };
            (told(words.analyse, yours, &engineer), solution())
        }
        NextStep::Solve { engineer, .. } => {
            let engineer = engineer_or_support(texts, engineer);
            (told(words.solve, words.solve_yours, &engineer), solution())
        }
        // Until when, and what silence does, is said by the panel below.
        NextStep::Test { .. } => match side {
            Side::Customer => (words.test.to_owned(), None),
            Side::Support => (words.customer_tests.to_owned(), None),
        },
        NextStep::AnswerTester { engineer } => {
            let engineer = engineer_or_support(texts, engineer);
            let (say, yours): (fn(&str) -> String, _) = if has_unanswered_message(timeline) {
                (words.answer_tester, words.answer_tester_yours)
            } else {
                (words.write_tester, words.write_tester_yours)
            };
            (told(say, yours, &engineer), Some(words.countdown_stopped.to_owned()))
        }
        NextStep::Settled { closure, reopen_until, target } => {
            let by = ticket.closure.as_ref().and_then(|closure| closure.by.as_ref());
            let name = by.map_or(words.support, |person| person.name.as_str());
            let at = ticket.closure.as_ref().map_or(ticket.stage_since, |closure| closure.at);
            let at = time::when(texts, now, at);
            let what = match (closure, target) {
                (_, Some(target)) => (words.continues_in)(&target),
                (ClosureKind::Approved, None) => (words.approved)(name, &at),
                (ClosureKind::Tacit, None) => (words.closed_tacitly)(&at),
                (ClosureKind::Withdrawn, None) => (words.withdrawn)(name, &at),
                (ClosureKind::Duplicate, None) => (words.closed_as_duplicate)(&at),
            };
            (what, reopen_until.map(|at| (words.reopen_until)(&time::when(texts, now, at))))
        }
    };
    NextWords { whose_turn, mine, what, detail, late, closed, final_word }
}

/// The same when an after-hours window waits for an answer of the reader's side: that is hers to do
/// besides what the ticket waits for. At support it is whoever's the ticket is.
#[must_use]
pub fn with_window(
    texts: &Texts,
    now: DateTime<Utc>,
    ticket: &TicketForReporter,
    reader: Reader<'_>,
    words: NextWords,
) -> NextWords {
    let Reader { side, id: reader, timeline, .. } = reader;
    let hers = match side {
        Side::Customer => true,
        Side::Support => ticket.assignee.as_ref().is_none_or(|person| person.id == reader),
    };
    let waiting = waiting_window(timeline, side, now).filter(|_| hers);
    let Some(window) = waiting else { return words };
    let next = &texts.tickets().next;
    let say = match side {
        Side::Customer => next.answer_window,
        Side::Support => next.answer_window_request,
    };
    let what = say(&time::span(texts, now, window.starts_at, window.ends_at));
    // What the ticket waits for comes first where that is the reader's turn as well; a customer who
    // asked while she tests waits for the answer to that.
    let stopped_by_it = ticket.stage == Stage::Testing
        && side == Side::Support
        && !has_unanswered_message(timeline);
    let (what, rest) = if words.mine && !stopped_by_it {
        (words.what, [words.detail, Some(what)])
    } else {
        (what, [Some(words.what), words.detail])
    };
    let detail = rest.into_iter().flatten().collect::<Vec<_>>().join(" ");
    NextWords {
        whose_turn: next.turn_yours,
        mine: true,
        what,
        detail: Some(detail),
        // Support's delay is not hers.
        late: words.late && words.mine,
        closed: words.closed,
        final_word: words.final_word,
    }
}

/// Whether the customer wrote since support wrote last; so it is taken to be until the record is
/// there.
fn has_unanswered_message(timeline: &[TimelineEntry]) -> bool {
    let wrote = |entry: &&TimelineEntry| entry.message.is_some();
    timeline.is_empty()
        || timeline
            .iter()
            .filter(wrote)
            .max_by_key(|entry| entry.seq)
            .is_some_and(|last| !last.actor.staff)
}

/// What support asked and the customer has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asked, and when.
    pub asked: String,
    /// The words, as sanitised HTML.
    pub html: String,
}

/// The question that the ticket waits with; `None` where it waits for something else.
#[must_use]
pub fn open_question(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    ticket: &TicketForReporter,
    timeline: &[TimelineEntry],
) -> Option<Question> {
    if next_step(ticket, now, calendar) != NextStep::Answer {
        return None;
    }
    let asked = timeline
        .iter()
        .filter(|entry| entry.kind == EventKind::InformationRequested)
        .max_by_key(|entry| entry.seq)?;
    let html = asked.message.as_ref()?.body_html.clone();
    let when = time::when(texts, now, asked.at);
    Some(Question { asked: format!("{}, {when}", asked.actor.name), html })
}

/// The part of a window's events that tells which one they are about.
#[derive(Debug, Deserialize)]
struct WindowEvent {
    window_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

/// The soonest window ahead that waits for an answer of this side, as the timeline has it.
fn waiting_window(
    timeline: &[TimelineEntry],
    side: Side,
    now: DateTime<Utc>,
) -> Option<WindowEvent> {
    let mut waiting: Vec<WindowEvent> = Vec::new();
    for entry in timeline.iter().filter(|entry| is_of_window(entry.kind)) {
        let Ok(event) = WindowEvent::deserialize(&entry.data) else { continue };
        waiting.retain(|known| known.window_id != event.window_id);
        let answers = if entry.actor.staff { Side::Customer } else { Side::Support };
        let ahead = event.starts_at > now;
        if entry.kind == EventKind::AfterHoursAsked && ahead && answers == side {
            waiting.push(event);
        }
    }
    waiting.into_iter().min_by_key(|window| window.starts_at)
}

/// Whether the ticket has, or had, an after-hours window.
#[must_use]
pub fn has_windows(timeline: &[TimelineEntry]) -> bool {
    timeline.iter().any(|entry| entry.kind == EventKind::AfterHoursAsked)
}

fn is_of_window(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::AfterHoursAsked
            | EventKind::AfterHoursAgreed
            | EventKind::AfterHoursDeclined
            | EventKind::AfterHoursDone
            | EventKind::AfterHoursMissed
            | EventKind::AfterHoursCancelled
    )
}

fn engineer_or_support(texts: &Texts, engineer: Option<String>) -> String {
    engineer.unwrap_or_else(|| texts.tickets().next.support.to_owned())
}

#[cfg(test)]
mod tests {
    use aval_contract::Stage;
    use aval_contract::me::{Locale, PersonRef};
    use aval_contract::tickets::{Closure, Testing};
    use aval_contract::timeline::TimelineMessage;

    use super::*;
    use crate::view_model::tickets::samples::{at, entry, ticket};

    /// The sample's engineer.
    const ENGINEER: Uuid = Uuid::from_u128(3);

    /// The sample's engineer, or her customer.
    fn reader(side: Side, timeline: &[TimelineEntry]) -> Reader<'_> {
        Reader { side, id: ENGINEER, timeline, action: None }
    }

    fn words(ticket: &TicketForReporter, side: Side) -> NextWords {
        read(ticket, reader(side, &[]))
    }

    fn read(ticket: &TicketForReporter, reader: Reader<'_>) -> NextWords {
        next_words(Texts::of(Locale::Es), &Calendar::default(), at(1), ticket, reader)
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
        assert!(!said.late);
        open.clocks.first_contact.due_at = Some(at(0));
        let late = words(&open, Side::Customer);
        assert!(late.late);
        let told = "El primer contacto debía hacerse hoy a las 08:00, hace 1 h hábil.";
        assert_eq!(late.detail.as_deref(), Some(told));
        open.clocks.first_contact.due_at = Some(at(3));
        let hers = words(&open, Side::Support);
        assert!(hers.mine);
        assert_eq!(hers.what, "Haz el primer contacto.");
        open.assignee = Some(PersonRef { id: Uuid::from_u128(4), name: "Marta Gil".to_owned() });
        let colleagues = words(&open, Side::Support);
        assert!(!colleagues.mine);
        assert_eq!(colleagues.what, "Marta Gil hace el primer contacto.");
        open.assignee = None;
        assert!(words(&open, Side::Support).mine);
    }

    #[test]
    fn a_delay_of_support_does_not_make_the_customers_turn_look_late() {
        let mut late = ticket();
        late.stage = Stage::Analysis;
        late.clocks.resolution.due_at = Some(at(0));
        let before = words(&late, Side::Customer);
        assert!(before.late);
        let asked = [of_window(EventKind::AfterHoursAsked, 1, 34, true)];
        let hers = reader(Side::Customer, &asked);
        let after = with_window(Texts::of(Locale::Es), at(1), &late, hers, before);
        assert!(after.mine && !after.late);
        let detail = after.detail.expect("what support owes");
        assert!(
            detail.ends_with("La solución debía estar hoy a las 08:00, hace 1 h hábil."),
            "{detail}"
        );
    }

    #[test]
    fn an_engineer_is_told_the_step_that_is_possible() {
        let mut analysed = ticket();
        analysed.stage = Stage::Analysis;
        let said = |action| read(&analysed, Reader { action, ..reader(Side::Support, &[]) }).what;
        assert_eq!(said(None), "Analiza el caso.");
        assert_eq!(said(Some(ActionKind::StartSolution)), "Inicia la solución.");
        assert_eq!(said(Some(ActionKind::SubmitWorkPlan)), "Envía el plan de trabajo al cliente.");
    }

    #[test]
    fn a_tester_who_asked_for_a_window_is_not_said_to_have_written() {
        let mut stopped = ticket();
        stopped.stage = Stage::Testing;
        stopped.testing = Some(Testing { ends_at: None, next_reminder_at: None });
        let asked = of_window(EventKind::AfterHoursAsked, 1, 34, false);
        let texts = Texts::of(Locale::Es);
        let said = |timeline: &[TimelineEntry]| {
            let reader = reader(Side::Support, timeline);
            let before = next_words(texts, &Calendar::default(), at(1), &stopped, reader);
            with_window(texts, at(1), &stopped, reader, before).what
        };
        assert_eq!(said(&[]), "Responde el mensaje del cliente.", "not known yet");
        assert!(said(std::slice::from_ref(&asked)).starts_with("Responde si se puede atender"));
        let agreed = of_window(EventKind::AfterHoursAgreed, 1, 34, true);
        let after = said(&[asked.clone(), agreed]);
        assert!(after.starts_with("Escríbele al cliente"), "{after}");
        let mut wrote = entry(1, Stage::Testing);
        wrote.message = Some(TimelineMessage {
            id: Uuid::nil(),
            body: String::new(),
            body_html: "<p>Sigue igual.</p>".to_owned(),
            attachments: Vec::new(),
        });
        assert!(said(&[wrote, asked]).starts_with("Responde el mensaje"));
    }

    #[test]
    fn the_question_that_is_asked_last_is_quoted_while_the_case_waits_with_it() {
        let question = |seq, html: &str| {
            let mut entry = TimelineEntry {
                kind: EventKind::InformationRequested,
                seq,
                ..entry(1, Stage::Analysis)
            };
            entry.actor.name = "Julián Rojas".to_owned();
            entry.message = Some(TimelineMessage {
                id: Uuid::nil(),
                body: String::new(),
                body_html: html.to_owned(),
                attachments: Vec::new(),
            });
            entry
        };
        let timeline = [question(2, "<p>¿Desde cuándo?</p>"), question(5, "<p>¿En qué piso?</p>")];
        let said = |ticket: &TicketForReporter| {
            let (texts, calendar) = (Texts::of(Locale::Es), Calendar::default());
            open_question(texts, &calendar, at(2), ticket, &timeline)
        };
        let mut asked = ticket();
        asked.stage = Stage::Analysis;
        assert_eq!(said(&asked), None, "it is support's turn");
        asked.waiting_on = WaitingOn::Customer;
        let question = said(&asked).expect("it waits for an answer");
        assert_eq!(question.html, "<p>¿En qué piso?</p>");
        assert!(question.asked.starts_with("Julián Rojas, hoy a las"), "{}", question.asked);
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
        assert_eq!(customer.what, "Prueba la solución y dinos si funciona.");
        let support = words(&testing, Side::Support);
        assert_eq!(support.whose_turn, "Le toca al cliente");
        assert_eq!(support.what, "El cliente prueba la solución.");
    }

    #[test]
    fn what_can_no_longer_be_reopened_is_followed_up() {
        let mut closed = ticket();
        closed.stage = Stage::Closed;
        closed.waiting_on = WaitingOn::Nobody;
        let by = ticket().assignee;
        closed.closure =
            Some(Closure { kind: ClosureKind::Approved, at: at(0), by, evidence: None });
        let texts = Texts::of(Locale::Es);
        let said = |hours| {
            next_words(texts, &Calendar::default(), at(hours), &closed, reader(Side::Customer, &[]))
        };
        assert!(!said(1).final_word);
        assert_eq!(said(1).what, "Cerrado con el aval de Julián Rojas, hoy a las 08:00.");
        assert_eq!(said(1).closed, Some(ClosureKind::Approved));
        assert!(said(24 * 30).final_word);
        assert_eq!(said(24 * 30).detail, None);
    }
    /// An event of a window that begins so many hours after the ticket.
    fn of_window(kind: EventKind, id: u128, starts: i64, staff: bool) -> TimelineEntry {
        let mut event = TimelineEntry { kind, ..entry(1, Stage::Analysis) };
        event.actor.staff = staff;
        event.data = serde_json::json!({
            "window_id": Uuid::from_u128(id),
            "starts_at": at(starts),
            "ends_at": at(starts + 4),
        });
        event
    }

    #[test]
    fn a_window_that_support_proposed_is_the_customers_turn_until_it_is_answered() {
        let asked = of_window(EventKind::AfterHoursAsked, 1, 34, true);
        let mut analysed = ticket();
        analysed.stage = Stage::Analysis;
        let said = |timeline: &[TimelineEntry], now, side| {
            let before = words(&analysed, side);
            with_window(Texts::of(Locale::Es), now, &analysed, reader(side, timeline), before)
        };
        let waits = std::slice::from_ref(&asked);
        let customer = said(waits, at(1), Side::Customer);
        assert_eq!(customer.whose_turn, "Te toca a ti");
        assert!(customer.mine);
        assert_eq!(
            customer.what,
            "Responde si te sirve que soporte trabaje fuera de horario mañana, de 18:00 a 22:00."
        );
        assert!(customer.detail.is_some_and(|detail| detail.contains("Julián Rojas")));
        assert_eq!(said(waits, at(1), Side::Support), words(&analysed, Side::Support));
        // Answered, called off, or too late to answer.
        let nothing = words(&analysed, Side::Customer);
        for kind in [
            EventKind::AfterHoursAgreed,
            EventKind::AfterHoursDeclined,
            EventKind::AfterHoursCancelled,
        ] {
            let answered = [asked.clone(), of_window(kind, 1, 34, false)];
            assert_eq!(said(&answered, at(1), Side::Customer), nothing, "{kind}");
        }
        assert_eq!(said(waits, at(34), Side::Customer), nothing);
    }

    #[test]
    fn a_window_that_a_customer_asked_for_is_the_turn_of_whoever_has_the_ticket() {
        let asked = [
            of_window(EventKind::AfterHoursAsked, 1, 10, true),
            of_window(EventKind::AfterHoursAsked, 2, 34, false),
        ];
        let mut analysed = ticket();
        analysed.stage = Stage::Analysis;
        let said = |id| {
            let before = words(&analysed, Side::Support);
            let reader = Reader { id, ..reader(Side::Support, &asked) };
            with_window(Texts::of(Locale::Es), at(1), &analysed, reader, before).detail
        };
        let hers = said(ENGINEER).expect("something to answer");
        assert!(hers.ends_with("fuera de horario mañana, de 18:00 a 22:00."), "{hers}");
        assert_eq!(said(Uuid::from_u128(4)), words(&analysed, Side::Support).detail);
    }

    #[test]
    fn what_the_ticket_waits_for_comes_before_a_window() {
        let mut testing = ticket();
        testing.stage = Stage::Testing;
        testing.waiting_on = WaitingOn::Customer;
        testing.testing = Some(Testing { ends_at: Some(at(33)), next_reminder_at: None });
        let asked = [
            of_window(EventKind::AfterHoursAsked, 1, 80, true),
            of_window(EventKind::AfterHoursAsked, 2, 34, true),
        ];
        let before = words(&testing, Side::Customer);
        let reader = reader(Side::Customer, &asked);
        let after = with_window(Texts::of(Locale::Es), at(1), &testing, reader, before.clone());
        assert_eq!(after.what, before.what);
        // The sooner one of the two.
        assert!(after.detail.is_some_and(|detail| detail.ends_with("mañana, de 18:00 a 22:00.")));
        assert!(has_windows(&asked));
        assert!(!has_windows(&[entry(1, Stage::Open)]));
    }
}
