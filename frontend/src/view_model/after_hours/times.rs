//! When a window may be: what is wrong with a time, which one is nearest, which ones suggest
//! themselves.

use aval_domain::after_hours::{Notice, Window, WindowError, check_window, service_hours_in};
use aval_domain::calendar::{Calendar, OutOfRange};
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};

use super::notice::{day_name, holiday_on};
use crate::i18n::Texts;
use crate::view_model::time::{self, midnight};
use crate::view_model::year;

/// How far from what was wished for another time is looked for.
const REACH: TimeDelta = TimeDelta::days(21);

/// How many times are suggested.
const SUGGESTIONS: usize = 4;

/// How long a window is at first.
pub const USUAL: TimeDelta = TimeDelta::hours(2);

/// How far a window may lie from now to be what somebody meant, and not a date half typed.
const HORIZON: TimeDelta = TimeDelta::days(2 * 366);

/// What a window is checked against.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Support's calendar.
    pub calendar: &'a Calendar,
    /// The ticket's kind: on Saturday mornings only incidents are served.
    pub kind: Kind,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// From when on a window may start with the full notice.
    pub earliest: DateTime<Utc>,
    /// Whether a coordinator does without the notice.
    pub overridden: bool,
}

/// What is wrong with a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is empty or runs backwards.
    EndBeforeStart,
    /// It starts before now.
    InPast,
    /// The notice is too short.
    TooSoon,
    /// Support is open during some of it.
    Overlaps(Overlap),
    /// It lies outside the years of the calendar.
    OutOfRange,
}

/// The part of a window in which support is open, and when support is open on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The part.
    pub part: Window,
    /// The service hours of its day.
    pub hours: Window,
}

impl Rules<'_> {
    /// What is wrong with a window, if anything is.
    #[must_use]
    pub fn trouble(&self, window: Window) -> Option<Trouble> {
        let notice = if self.overridden { Notice::Overridden } else { Notice::Required };
        match check_window(self.calendar, self.kind, self.now, window, notice) {
            Err(WindowError::EndBeforeStart) => Some(Trouble::EndBeforeStart),
            Err(WindowError::StartsInPast) => Some(Trouble::InPast),
            Err(WindowError::TooSoon { .. }) => Some(Trouble::TooSoon),
            // The server's word on the notice is later than the calendar's here.
            Ok(()) | Err(WindowError::OverlapsServiceHours { .. })
                if !self.overridden && window.starts < self.earliest =>
            {
                Some(Trouble::TooSoon)
            }
            Err(WindowError::OverlapsServiceHours { opens }) => Some(
                overlap(self.calendar, self.kind, window, opens)
                    .map_or(Trouble::OutOfRange, Trouble::Overlaps),
            ),
            Err(WindowError::OutOfRange(OutOfRange)) => Some(Trouble::OutOfRange),
            Ok(()) => None,
        }
    }

    /// From when on it may start: at the earliest, or with a coordinator's reason now.
    fn floor(&self) -> DateTime<Utc> {
        if !self.overridden {
            return self.earliest;
        }
        let quarter = TimeDelta::minutes(15);
        (self.now + quarter).duration_trunc(quarter).unwrap_or(self.now)
    }

    /// The window of the same length that may be asked for and lies nearest to the wished one.
    /// `None` when there is none near, as for one that is longer than any weekend.
    #[must_use]
    pub fn nearest(&self, wished: Window) -> Option<Window> {
        let length = wished.ends - wished.starts;
        let length = if length > TimeDelta::zero() { length } else { USUAL };
        let mut closed_from = self.floor().max(wished.starts - REACH);
        let mut best: Option<Window> = None;
        while closed_from <= wished.starts.max(self.floor()) + REACH {
            if let Some(closes) = self.calendar.closes_at(self.kind, closed_from).ok()? {
                closed_from = closes;
            }
            let opens = self.calendar.next_opening(self.kind, closed_from).ok()?;
            if opens - closed_from >= length {
                let starts = wished.starts.clamp(closed_from, opens - length);
                let found = Window { starts, ends: starts + length };
                let distance = |one: Window| (one.starts - wished.starts).abs();
                if best.is_some_and(|best| distance(best) <= distance(found)) {
                    break;
                }
                best = Some(found);
            }
            closed_from = opens;
        }
        best
    }

    /// Windows that suggest themselves: the evening of the first day, the weekend after it, a
    /// holiday if there is one near.
    #[must_use]
    pub fn suggestions(&self) -> Vec<Window> {
        let first = time::date_of(self.floor());
        let mut found: Vec<Window> = first
            .iter_days()
            .take(9)
            .filter_map(|date| {
                let free = !self.calendar.is_business_day(date).ok()?;
                let (from, to) = match (free, chrono::Datelike::weekday(&date)) {
                    (true, chrono::Weekday::Sat) => (14, 18),
                    (true, _) => (8, 12),
                    (false, _) => (18, 22),
                };
                let window = Window { starts: hour_of(date, from)?, ends: hour_of(date, to)? };
                self.trouble(window).is_none().then_some(window)
            })
            .collect();
        // Working evenings are all alike: the first one stands for them.
        let mut evenings = 0;
        found.retain(|window| {
            let date = time::date_of(window.starts);
            let evening = self.calendar.is_business_day(date).unwrap_or(false);
            evenings += usize::from(evening);
            !evening || evenings == 1
        });
        found.truncate(SUGGESTIONS);
        found
    }
}

/// The part of a window in service hours that begins at `from`.
fn overlap(
    calendar: &Calendar,
    kind: Kind,
    window: Window,
    from: DateTime<Utc>,
) -> Option<Overlap> {
    let closes = calendar.closes_at(kind, from).ok()??;
    let opens = calendar.next_opening(kind, midnight(time::date_of(from))?).ok()?;
    Some(Overlap {
        part: Window { starts: from, ends: closes.min(window.ends) },
        hours: Window { starts: opens, ends: closes },
    })
}

/// What a window that the server refused has in common with service hours, by this calendar or
/// else from the instant that the server named.
#[must_use]
pub fn overlap_at(
    calendar: &Calendar,
    kind: Kind,
    window: Window,
    at: DateTime<Utc>,
) -> Option<Overlap> {
    let own = service_hours_in(calendar, kind, window).ok().flatten();
    overlap(calendar, kind, window, own.unwrap_or(at))
}

fn hour_of(date: NaiveDate, hour: i64) -> Option<DateTime<Utc>> {
    Some(midnight(date)? + TimeDelta::hours(hour))
}

/// The window that two inputs say.
#[must_use]
pub fn written(starts: &str, ends: &str) -> Option<Window> {
    Some(Window { starts: time::from_local_input(starts)?, ends: time::from_local_input(ends)? })
}

/// How long a window is that somebody wrote; `None` for one that runs backwards or was only half
/// typed.
#[must_use]
pub fn meant_length(window: Window) -> Option<TimeDelta> {
    let length = window.ends - window.starts;
    (length > TimeDelta::zero() && length < HORIZON).then_some(length)
}

/// The end that follows a start that was changed: as long after it as before. `None` while the
/// start is no time that somebody could mean.
#[must_use]
pub fn moved_end(now: DateTime<Utc>, length: TimeDelta, starts: &str) -> Option<DateTime<Utc>> {
    let starts = time::from_local_input(starts)?;
    ((starts - now).abs() < HORIZON).then(|| starts + length)
}

/// What is wrong, in words.
#[must_use]
pub fn trouble_words(texts: &Texts, rules: &Rules<'_>, trouble: &Trouble) -> String {
    let words = &texts.after_hours().ask;
    match trouble {
        Trouble::EndBeforeStart => words.end_before_start.to_owned(),
        Trouble::InPast => words.in_past.to_owned(),
        Trouble::TooSoon => too_soon_words(texts, rules.now, rules.earliest),
        Trouble::Overlaps(overlap) => overlap_words(texts, rules.now, overlap),
        Trouble::OutOfRange => words.out_of_range.to_owned(),
    }
}

/// That a window starts too soon, with its earliest start.
#[must_use]
pub fn too_soon_words(texts: &Texts, now: DateTime<Utc>, earliest: DateTime<Utc>) -> String {
    (texts.after_hours().ask.too_soon)(&time::when(texts, now, earliest))
}

/// Which part of a window lies in which service hours.
#[must_use]
pub fn overlap_words(texts: &Texts, now: DateTime<Utc>, overlap: &Overlap) -> String {
    (texts.after_hours().ask.overlaps)(
        &time::span(texts, now, overlap.part.starts, overlap.part.ends),
        &time::clock_time(overlap.hours.starts),
        &time::clock_time(overlap.hours.ends),
    )
}

/// Whether a trouble is with the end; the rest is with the start.
#[must_use]
pub fn is_about_end(trouble: &Trouble, window: Window) -> bool {
    match trouble {
        Trouble::EndBeforeStart => true,
        Trouble::Overlaps(overlap) => overlap.part.starts > window.starts,
        Trouble::InPast | Trouble::TooSoon | Trouble::OutOfRange => false,
    }
}

/// A suggestion as its button names it: "Viernes 17, de 18:00 a 22:00".
#[must_use]
pub fn suggestion_words(texts: &Texts, window: Window) -> String {
    let date = time::date_of(window.starts);
    let holiday = !year::is_weekend(date) && holiday_on(date).is_ok_and(|found| found.is_some());
    let day = time::capitalised(&day_name(texts, date));
    let (from, to) = (time::clock_time(window.starts), time::clock_time(window.ends));
    let words = &texts.after_hours().ask;
    let say = if holiday { words.suggestion_holiday } else { words.suggestion };
    say(&day, &from, &to)
}

/// How long a window is: "4 h", "36 h 30 min".
#[must_use]
pub fn length_words(texts: &Texts, window: Window) -> String {
    let words = &texts.dates;
    let minutes = (window.ends - window.starts).num_minutes();
    match (minutes / 60, minutes % 60) {
        (0, minutes) => (words.minutes)(minutes),
        (hours, 0) => (words.hours)(hours),
        (hours, minutes) => (words.hours_minutes)(hours, minutes),
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use aval_domain::calendar::ExceptionKind;

    use super::*;
    use crate::view_model::after_hours::notice;
    use crate::view_model::after_hours::samples::{at, date, window};

    /// Friday 10 July 2026, 10:00: the earliest start is Thursday 16 July, 17:00.
    const FRIDAY: &str = "2026-07-10T10:00";

    fn with<T>(now: &str, kind: Kind, overridden: bool, look: impl FnOnce(Rules<'_>) -> T) -> T {
        let calendar = Calendar::default();
        let now = at(now);
        let notice = notice::Notice::for_now(&calendar, now, None).expect("a supported year");
        look(Rules { calendar: &calendar, kind, now, earliest: notice.earliest, overridden })
    }

    fn said(now: &str, wished: Window) -> Option<String> {
        with(now, Kind::Incident, false, |rules| {
            let trouble = rules.trouble(wished)?;
            Some(trouble_words(Texts::of(Locale::Es), &rules, &trouble))
        })
    }

    #[test]
    fn a_window_after_the_notice_and_outside_service_hours_is_fine() {
        assert_eq!(said(FRIDAY, window("2026-07-16T17:00", "2026-07-16T22:00")), None);
        assert_eq!(said(FRIDAY, window("2026-07-18T12:00", "2026-07-21T08:00")), None);
    }

    #[test]
    fn too_soon_says_the_earliest_start_unless_a_coordinator_overrides() {
        let tonight = window("2026-07-10T18:00", "2026-07-10T20:00");
        assert_eq!(
            said(FRIDAY, tonight).as_deref(),
            Some("Es demasiado pronto: puede empezar desde el jueves 16 de julio a las 17:00.")
        );
        with(FRIDAY, Kind::Incident, true, |rules| assert_eq!(rules.trouble(tonight), None));
        let past = window("2026-07-10T06:00", "2026-07-10T07:00");
        with(FRIDAY, Kind::Incident, true, |rules| {
            assert_eq!(rules.trouble(past), Some(Trouble::InPast));
        });
    }

    #[test]
    fn the_overlapping_part_is_named_with_the_service_hours_of_its_day() {
        assert_eq!(
            said(FRIDAY, window("2026-07-17T16:00", "2026-07-17T20:00")).as_deref(),
            Some(
                "El viernes 17 de julio, de 16:00 a 17:00, soporte está en servicio: ese día \
                 atiende de 08:00 a 17:00."
            )
        );
        // A night that reaches into the morning of a Saturday on which incidents are served.
        let night = window("2026-07-17T22:00", "2026-07-18T10:30");
        assert_eq!(
            said(FRIDAY, night).as_deref(),
            Some(
                "El sábado 18 de julio, de 09:00 a 10:30, soporte está en servicio: ese día \
                 atiende de 09:00 a 12:00."
            )
        );
        with(FRIDAY, Kind::Incident, false, |rules| {
            let trouble = rules.trouble(night).expect("it overlaps");
            assert!(is_about_end(&trouble, night));
        });
        with(FRIDAY, Kind::Request, false, |rules| assert_eq!(rules.trouble(night), None));
    }

    #[test]
    fn the_nearest_window_is_as_long_and_lies_where_support_is_closed() {
        let nearest = |wished, kind| with(FRIDAY, kind, false, |rules| rules.nearest(wished));
        // Nearer to the evening than to the morning before.
        assert_eq!(
            nearest(window("2026-07-17T15:00", "2026-07-17T18:00"), Kind::Request),
            Some(window("2026-07-17T17:00", "2026-07-17T20:00"))
        );
        assert_eq!(
            nearest(window("2026-07-17T07:00", "2026-07-17T09:00"), Kind::Request),
            Some(window("2026-07-17T06:00", "2026-07-17T08:00"))
        );
        // Too soon: the earliest start. Nothing before it, however near.
        assert_eq!(
            nearest(window("2026-07-10T18:00", "2026-07-10T20:00"), Kind::Request),
            Some(window("2026-07-16T17:00", "2026-07-16T19:00"))
        );
        // Twenty hours fit into no night of the week, but into the weekend.
        assert_eq!(
            nearest(window("2026-07-16T18:00", "2026-07-17T14:00"), Kind::Request),
            Some(window("2026-07-17T17:00", "2026-07-18T13:00"))
        );
        assert_eq!(nearest(window("2026-07-16T18:00", "2026-07-26T18:00"), Kind::Request), None);
    }

    #[test]
    fn what_is_suggested_can_be_asked_for() {
        let texts = Texts::of(Locale::Es);
        let named = |now, kind| {
            with(now, kind, false, |rules| {
                let all = rules.suggestions();
                assert!(all.iter().all(|window| rules.trouble(*window).is_none()));
                all.into_iter().map(|one| suggestion_words(texts, one)).collect::<Vec<_>>()
            })
        };
        assert_eq!(
            named(FRIDAY, Kind::Incident),
            [
                "Jueves 16, de 18:00 a 22:00",
                "Sábado 18, de 14:00 a 18:00",
                "Domingo 19, de 08:00 a 12:00",
                "Lunes 20 (festivo), de 08:00 a 12:00",
            ]
        );
        // New Year: Friday 1 January is in the way of nobody.
        assert_eq!(
            named("2026-12-28T09:00", Kind::Request),
            [
                "Jueves 31, de 18:00 a 22:00",
                "Viernes 1 (festivo), de 08:00 a 12:00",
                "Sábado 2, de 14:00 a 18:00",
                "Domingo 3, de 08:00 a 12:00",
            ]
        );
    }

    #[test]
    fn a_sunday_that_is_worked_is_not_suggested_as_free() {
        let calendar = Calendar::new([(date("2026-07-19"), ExceptionKind::WorkingDay)]);
        let rules = Rules {
            calendar: &calendar,
            kind: Kind::Request,
            now: at(FRIDAY),
            earliest: at("2026-07-16T17:00"),
            overridden: false,
        };
        let days: Vec<NaiveDate> =
            rules.suggestions().iter().map(|window| time::date_of(window.starts)).collect();
        assert_eq!(days, [date("2026-07-16"), date("2026-07-18"), date("2026-07-20")]);
    }

    #[test]
    fn with_a_coordinators_reason_the_evening_of_today_is_suggested() {
        with("2026-07-10T10:07", Kind::Request, true, |rules| {
            assert_eq!(rules.suggestions()[0], window("2026-07-10T18:00", "2026-07-10T22:00"));
            // The quarter of an hour that comes next, after the close.
            let now = window("2026-07-10T10:07", "2026-07-10T11:07");
            assert_eq!(rules.nearest(now), Some(window("2026-07-10T17:00", "2026-07-10T18:00")));
        });
    }

    #[test]
    fn a_start_takes_its_end_along() {
        let now = at(FRIDAY);
        let four = meant_length(window("2026-07-16T18:00", "2026-07-16T22:00"));
        assert_eq!(four, Some(TimeDelta::hours(4)));
        let moved = |starts| moved_end(now, TimeDelta::hours(4), starts);
        assert_eq!(moved("2026-07-17T19:00"), Some(at("2026-07-17T23:00")));
        // Half typed, or empty.
        assert_eq!(moved("0020-07-17T19:00"), None);
        assert_eq!(moved(""), None);
        assert_eq!(meant_length(window("2026-07-16T18:00", "2026-07-16T17:00")), None);
        assert_eq!(meant_length(window("0020-07-16T18:00", "2026-07-16T17:00")), None);
    }

    #[test]
    fn a_length_is_told_in_hours() {
        let texts = Texts::of(Locale::Es);
        let said = |starts, ends| length_words(texts, window(starts, ends));
        assert_eq!(said("2026-07-16T18:00", "2026-07-16T22:00"), "4 h");
        assert_eq!(said("2026-07-16T18:00", "2026-07-18T06:30"), "36 h 30 min");
        assert_eq!(said("2026-07-16T18:00", "2026-07-16T18:45"), "45 min");
    }

    #[test]
    fn a_refusal_of_the_server_is_told_by_its_instant_where_this_calendar_knows_of_none() {
        let calendar = Calendar::default();
        let evening = window("2026-07-17T18:00", "2026-07-17T20:00");
        let at_noon = at("2026-07-17T12:00");
        let found = overlap_at(&calendar, Kind::Request, evening, at_noon).expect("open at noon");
        assert_eq!(found.hours, window("2026-07-17T08:00", "2026-07-17T17:00"));
        assert_eq!(overlap_at(&calendar, Kind::Request, evening, at("2026-07-17T19:00")), None);
    }
}
