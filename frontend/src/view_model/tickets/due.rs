//! How alarming a due time is, told by colour and by words alike.

use aval_contract::Kind;
use aval_contract::tickets::{Clock, TicketListItem};
use aval_domain::calendar::Calendar;
use aval_domain::clocks::Metric;
use chrono::{DateTime, TimeDelta, Utc};

use crate::i18n::Texts;
use crate::view_model::time;

/// The last stretch of a promise whose length is not known, as in a list.
const SOON: TimeDelta = TimeDelta::hours(2);

/// How alarming a due time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueLevel {
    /// There is time.
    Fine,
    /// The last quarter of a promise, or its last two service hours where its length is not known.
    Soon,
    /// It has passed.
    Late,
}

/// A due time, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueWords {
    /// For the colour; the words say the same.
    pub level: DueLevel,
    /// How far it is and when: "Vence en 3 h hábiles" and "mañana a las 10:30".
    pub lines: [String; 2],
}

/// The due time of a ticket in a list, or the end of its testing period; `None` when nothing runs.
#[must_use]
pub fn of_item(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    item: &TicketListItem,
) -> Option<DueWords> {
    let testing_end = || {
        let end = item.testing_ends_at?;
        let until = (texts.tickets().queue.tested_until)(&time::short_when(texts, now, end));
        let distance = time::service_distance(texts, calendar, item.kind, now, end);
        Some(DueWords { level: DueLevel::Fine, lines: [until, distance.unwrap_or_default()] })
    };
    let due = item.due_at.map(|at| {
        let DueWords { level, lines: [distance, date] } =
            words(texts, calendar, item.kind, now, at, SOON);
        let queue = &texts.tickets().queue;
        let what = match item.due_metric {
            Some(Metric::FirstContact) => (queue.contact_due)(&date),
            Some(Metric::Resolution) => (queue.solution_due)(&date),
            None => date,
        };
        DueWords { level, lines: [distance, what] }
    });
    due.or_else(testing_end)
}

/// The due time of a clock; `None` while it stands still or has ended.
#[must_use]
pub fn of_clock(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    kind: Kind,
    clock: &Clock,
) -> Option<DueWords> {
    // DOMAIN.md warns at 75 % of the target.
    clock.due_at.map(|at| words(texts, calendar, kind, now, at, clock.target.span() / 4))
}

fn words(
    texts: &Texts,
    calendar: &Calendar,
    kind: Kind,
    now: DateTime<Utc>,
    at: DateTime<Utc>,
    soon: TimeDelta,
) -> DueWords {
    // Outside the supported years there are no service hours; plain time is the best left to say.
    let left = calendar.service_time_between(kind, now, at).unwrap_or(at - now);
    let level = if at <= now {
        DueLevel::Late
    } else if left <= soon {
        DueLevel::Soon
    } else {
        DueLevel::Fine
    };
    let told = |when: &str| match level {
        DueLevel::Late => (texts.tickets().queue.was_due)(when),
        DueLevel::Soon | DueLevel::Fine => (texts.tickets().queue.is_due)(when),
    };
    let date = time::short_when(texts, now, at);
    let lines = match time::service_distance(texts, calendar, kind, now, at) {
        Some(distance) => [told(&distance), date],
        None => [told(&date), String::new()],
    };
    DueWords { level, lines }
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;

    use super::*;
    use crate::view_model::tickets::samples::{list_item, ticket};

    fn bogota(text: &str) -> DateTime<Utc> {
        time::from_local_input(text).expect("a wall time")
    }

    fn shown(now: &str, due_at: &str) -> DueWords {
        let item = TicketListItem { due_at: Some(bogota(due_at)), ..list_item() };
        of_item(Texts::of(Locale::Es), &Calendar::default(), bogota(now), &item)
            .expect("a clock runs")
    }

    #[test]
    fn a_list_says_when_and_how_much_service_time_is_left() {
        let due = shown("2026-07-09T16:30", "2026-07-10T10:30");
        assert_eq!(due.lines, ["Vence en 3 h hábiles", "mañana a las 10:30"]);
        assert_eq!(due.level, DueLevel::Fine);
        assert_eq!(shown("2026-07-09T16:30", "2026-07-10T09:30").level, DueLevel::Soon);
    }

    #[test]
    fn what_has_passed_is_said_as_time_since() {
        let due = shown("2026-07-10T09:00", "2026-07-09T16:00");
        assert_eq!(due.lines, ["Venció hace 2 h hábiles", "ayer a las 16:00"]);
        assert_eq!(due.level, DueLevel::Late);
        let long_ago = shown("2026-07-10T09:00", "2026-07-06T16:30");
        assert_eq!(long_ago.lines, ["Venció hace 3 días y 1 h hábiles", "lun 6 jul, 16:30"]);
        let none = TicketListItem { due_at: None, ..list_item() };
        let texts = Texts::of(Locale::Es);
        assert_eq!(of_item(texts, &Calendar::default(), bogota("2026-07-10T09:00"), &none), None);
    }

    #[test]
    fn a_ticket_in_testing_says_until_when() {
        let end = Some(bogota("2026-07-10T17:00"));
        let item = TicketListItem { due_at: None, testing_ends_at: end, ..list_item() };
        let (texts, now) = (Texts::of(Locale::Es), bogota("2026-07-09T16:00"));
        let due = of_item(texts, &Calendar::default(), now, &item).expect("it is tested");
        assert_eq!(due.lines, ["Pruebas hasta mañana a las 17:00", "en 1 día y 1 h hábiles"]);
        assert_eq!(due.level, DueLevel::Fine);
    }

    #[test]
    fn a_clock_is_alarming_in_its_last_quarter() {
        // The sample's target is four hours.
        let mut clock = ticket().clocks.resolution;
        let due_at = bogota("2026-07-08T16:00");
        clock.due_at = Some(due_at);
        let level = |now| {
            let texts = Texts::of(Locale::Es);
            of_clock(texts, &Calendar::default(), now, Kind::Incident, &clock).map(|due| due.level)
        };
        assert_eq!(level(bogota("2026-07-08T14:59")), Some(DueLevel::Fine));
        assert_eq!(level(bogota("2026-07-08T15:00")), Some(DueLevel::Soon));
        assert_eq!(level(due_at), Some(DueLevel::Late));
    }
}
