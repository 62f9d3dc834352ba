//! A testing period in sentences: when it ends, what silence does, what stops it, and how an
//! extension would come out.

use aval_contract::EventKind;
use aval_contract::tickets::{Testing, TicketForReporter};
use aval_contract::timeline::TimelineEntry;
use aval_domain::calendar::Calendar;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::next::Side;
use crate::i18n::Texts;
use crate::view_model::time;

/// What the testing panel says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestingWords {
    /// Whether the countdown runs.
    pub runs: bool,
    /// "Quedan 4 h hábiles, hasta mañana a las 17:00"
    pub headline: String,
    /// What else there is to know, most important first.
    pub sentences: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Delivered {
    testing_days: Option<u32>,
}

/// The length of the testing period that the last delivery set, in business days.
#[must_use]
pub fn days_of_period(timeline: &[TimelineEntry]) -> Option<u32> {
    let entry = timeline.iter().rev().find(|entry| entry.kind == EventKind::SolutionDelivered)?;
    Delivered::deserialize(&entry.data).unwrap_or_default().testing_days
}

/// The testing period of a ticket as one side reads it; `None` while it is not being tested.
#[must_use]
pub fn testing_words(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    ticket: &TicketForReporter,
    timeline: &[TimelineEntry],
    side: Side,
) -> Option<TestingWords> {
    let testing = ticket.testing.as_ref()?;
    Some(match testing.ends_at {
        Some(ends_at) => running(texts, calendar, now, ticket, (testing, ends_at), side),
        None => stopped(texts, timeline, side),
    })
}

fn running(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    ticket: &TicketForReporter,
    (testing, ends_at): (&Testing, DateTime<Utc>),
    side: Side,
) -> TestingWords {
    let words = texts.times();
    let end = time::when(texts, now, ends_at);
    if ends_at <= now {
        let sentences = vec![words.about_to_close.to_owned()];
        return TestingWords { runs: true, headline: (words.over)(&end), sentences };
    }
    let (closes, stops, reminder, none) = match side {
        Side::Customer => {
            (words.silence_closes, words.any_answer_stops, words.next_reminder, words.no_reminder)
        }
        Side::Support => (
            words.silence_closes_theirs,
            words.any_answer_stops_theirs,
            words.next_reminder_theirs,
            words.no_reminder_theirs,
        ),
    };
    let headline = match calendar.service_time_between(ticket.kind, now, ends_at) {
        Ok(left) => (words.left)(&time::service_length(texts, left), &end),
        Err(_) => (words.until)(&end),
    };
    let next = match testing.next_reminder_at.filter(|at| now < *at) {
        Some(at) => reminder(&time::when(texts, now, at)),
        None => none.to_owned(),
    };
    let sentences = vec![format!("{closes} {stops}"), next];
    TestingWords { runs: true, headline, sentences }
}

fn stopped(texts: &Texts, timeline: &[TimelineEntry], side: Side) -> TestingWords {
    let words = texts.times();
    let why = match side {
        Side::Customer => words.you_answered,
        Side::Support => words.customer_answered,
    };
    let anew = match days_of_period(timeline) {
        Some(days) => (words.starts_anew)(&(words.business_days)(days)),
        None => words.starts_anew_some.to_owned(),
    };
    TestingWords {
        runs: false,
        headline: words.stands_still.to_owned(),
        sentences: vec![why.to_owned(), anew],
    }
}

/// 17:00 of a date: when a testing period that is extended to it ends.
#[must_use]
pub fn close_of(date: NaiveDate) -> Option<DateTime<Utc>> {
    time::from_local_input(&format!("{date}T17:00"))
}

/// The date that lies so many business days behind the present end, or behind now where there is
/// none.
#[must_use]
pub fn extended_by(
    calendar: &Calendar,
    now: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
    days: u32,
) -> Option<NaiveDate> {
    let from = time::date_of(ends_at.unwrap_or(now).max(now));
    calendar.nth_business_day_after(from, days).ok()
}

/// How many business days an extension to a date gives; `None` when it gives none.
#[must_use]
pub fn gain(
    calendar: &Calendar,
    now: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
    date: NaiveDate,
) -> Option<u32> {
    let from = time::date_of(ends_at.unwrap_or(now).max(now));
    let days = calendar.business_days_between(from, date).ok()?;
    u32::try_from(days).ok().filter(|days| *days > 0)
}

#[cfg(test)]
mod tests {
    use aval_contract::Stage;
    use aval_contract::me::Locale;

    use super::*;
    use crate::view_model::tickets::samples::{at, entry, ticket};

    fn tested(
        ends_at: Option<DateTime<Utc>>,
        reminder: Option<DateTime<Utc>>,
    ) -> TicketForReporter {
        TicketForReporter {
            stage: Stage::Testing,
            testing: Some(Testing { ends_at, next_reminder_at: reminder }),
            ..ticket()
        }
    }

    fn said(ticket: &TicketForReporter, side: Side) -> TestingWords {
        let mut delivered = entry(0, Stage::Testing);
        delivered.kind = EventKind::SolutionDelivered;
        delivered.data = serde_json::json!({ "testing_days": 3 });
        let (texts, calendar) = (Texts::of(Locale::Es), Calendar::default());
        testing_words(texts, &calendar, at(1), ticket, &[delivered], side).expect("is tested")
    }

    #[test]
    fn the_end_what_silence_does_and_the_next_reminder_are_told_from_the_first_minute() {
        let said = said(&tested(Some(at(33)), Some(at(25))), Side::Customer);
        assert!(said.runs);
        assert_eq!(said.headline, "Quedan 1 día y 8 h hábiles, hasta mañana a las 17:00");
        assert_eq!(
            said.sentences[0],
            "Si no recibimos respuesta hasta entonces, el caso se cierra por aprobación tácita. Si \
             escribes, el plazo se detiene hasta que soporte te responda."
        );
        assert_eq!(said.sentences[1], "Te lo recordaremos por correo mañana a las 09:00.");
    }

    #[test]
    fn support_reads_it_from_its_own_place() {
        let said = said(&tested(Some(at(33)), None), Side::Support);
        assert!(said.sentences[0].starts_with("Si no responde hasta entonces,"));
        assert_eq!(said.sentences[1], "No quedan recordatorios en este plazo.");
    }

    #[test]
    fn while_support_must_answer_the_countdown_stands_still() {
        let said = said(&tested(None, None), Side::Customer);
        assert!(!said.runs);
        assert_eq!(said.headline, "El plazo está detenido");
        assert_eq!(
            said.sentences[1],
            "Cuando soporte conteste, el plazo empieza de nuevo y completo: 3 días hábiles."
        );
    }

    #[test]
    fn a_period_that_is_over_says_so() {
        let said = said(&tested(Some(at(0)), None), Side::Customer);
        assert_eq!(said.headline, "El plazo terminó hoy a las 08:00");
        assert_eq!(said.sentences, ["El caso se cierra en unos instantes."]);
    }

    #[test]
    fn an_extension_counts_business_days_from_the_present_end() {
        let calendar = Calendar::default();
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        // Thursday 16 July, 17:00. Monday the 20th is a holiday.
        let ends_at = Some(at(8 * 24 + 9));
        assert_eq!(extended_by(&calendar, at(1), ends_at, 2), Some(date("2026-07-21")));
        assert_eq!(gain(&calendar, at(1), ends_at, date("2026-07-21")), Some(2));
        assert_eq!(gain(&calendar, at(1), ends_at, date("2026-07-16")), None);
        assert_eq!(extended_by(&calendar, at(1), None, 1), Some(date("2026-07-09")));
        assert_eq!(close_of(date("2026-07-16")), ends_at);
    }
}
