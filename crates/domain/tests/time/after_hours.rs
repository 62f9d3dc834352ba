use aval_domain::after_hours::{Notice, Window, WindowError, check_window, earliest_start};
use aval_domain::calendar::{Calendar, ExceptionKind, OutOfRange};
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::sample::select;

use crate::util::{at, date, wall};

fn window(starts: &str, ends: &str) -> Window {
    Window { starts: at(starts), ends: at(ends) }
}

fn asked(kind: Kind, asked_at: &str, window: Window, notice: Notice) -> Result<(), WindowError> {
    check_window(&Calendar::default(), kind, at(asked_at), window, notice)
}

fn earliest(asked_at: &str) -> String {
    wall(earliest_start(&Calendar::default(), at(asked_at)).unwrap())
}

#[test]
fn the_earliest_start_skips_holidays() {
    assert_eq!(earliest("2026-07-10 10:00"), "Thu 2026-07-16 17:00:00");
    // Holy Week: Thursday and Friday do not count.
    assert_eq!(earliest("2026-03-31 10:00"), "Tue 2026-04-07 17:00:00");
    // New Year, which is a Friday in 2027.
    assert_eq!(earliest("2026-12-30 18:00"), "Wed 2027-01-06 17:00:00");
}

#[test]
fn a_minute_too_early_is_refused_and_the_earliest_start_is_not() {
    let start = at("2026-07-16 17:00");
    let ends = at("2026-07-16 22:00");
    let early = Window { starts: start - TimeDelta::minutes(1), ends };
    assert_eq!(
        asked(Kind::Request, "2026-07-10 10:00", early, Notice::Required),
        Err(WindowError::TooSoon { earliest_start: start })
    );
    let right = Window { starts: start, ends };
    assert_eq!(asked(Kind::Request, "2026-07-10 10:00", right, Notice::Required), Ok(()));
}

#[test]
fn around_holidays_a_minute_too_early_is_refused_and_the_earliest_start_is_not() {
    for (asked_at, earliest) in [
        // Holy Week of 2026: Thursday 2 and Friday 3 April.
        ("2026-03-30 10:00", "2026-04-06 17:00"),
        ("2026-03-31 17:00", "2026-04-08 17:00"),
        ("2026-04-02 11:00", "2026-04-09 17:00"),
        // Our Lady of Chiquinquirá, kept on Monday 13 July 2026 for the first time.
        ("2026-07-09 16:59", "2026-07-15 17:00"),
        ("2026-07-09 17:00", "2026-07-16 17:00"),
        ("2026-07-12 09:00", "2026-07-17 17:00"),
        // New Year: Friday 1 January 2027, and Epiphany on Monday 11.
        ("2026-12-30 10:00", "2027-01-05 17:00"),
        ("2026-12-31 17:00", "2027-01-07 17:00"),
        ("2027-01-07 10:00", "2027-01-13 17:00"),
    ] {
        let (starts, ends) = (at(earliest), at(earliest) + TimeDelta::hours(5));
        let early = Window { starts: starts - TimeDelta::minutes(1), ends };
        for kind in Kind::ALL {
            assert_eq!(
                asked(kind, asked_at, early, Notice::Required),
                Err(WindowError::TooSoon { earliest_start: starts }),
                "{asked_at}"
            );
            let right = Window { starts, ends };
            assert_eq!(asked(kind, asked_at, right, Notice::Required), Ok(()), "{asked_at}");
        }
    }
}

#[test]
fn around_holidays_only_what_is_service_time_is_refused() {
    let (incident, request) = (Kind::Incident, Kind::Request);
    for (kind, starts, ends, opens) in [
        (request, "2026-04-01 17:00", "2026-04-06 08:00", None),
        (request, "2026-04-01 16:00", "2026-04-02 12:00", Some("2026-04-01 16:00")),
        (incident, "2026-04-02 08:00", "2026-04-03 17:00", None),
        (incident, "2026-04-03 20:00", "2026-04-04 09:01", Some("2026-04-04 09:00")),
        (request, "2026-07-10 17:00", "2026-07-14 08:00", None),
        (request, "2026-07-10 17:00", "2026-07-14 08:01", Some("2026-07-14 08:00")),
        (incident, "2026-07-10 17:00", "2026-07-14 08:00", Some("2026-07-11 09:00")),
        (incident, "2026-07-13 00:00", "2026-07-14 00:00", None),
        (request, "2026-12-31 17:00", "2027-01-04 08:00", None),
        (request, "2026-12-31 17:00", "2027-01-04 09:00", Some("2027-01-04 08:00")),
        (incident, "2027-01-01 08:00", "2027-01-01 17:00", None),
    ] {
        let refused = opens.map(|opens| WindowError::OverlapsServiceHours { opens: at(opens) });
        assert_eq!(
            asked(kind, "2026-03-10 10:00", window(starts, ends), Notice::Required).err(),
            refused,
            "{kind} from {starts} to {ends}"
        );
    }
}

#[test]
fn an_override_lifts_the_notice_and_nothing_else() {
    let tonight = window("2026-07-10 20:00", "2026-07-10 23:00");
    assert_eq!(asked(Kind::Incident, "2026-07-10 10:00", tonight, Notice::Overridden), Ok(()));
    let at_noon = window("2026-07-10 16:00", "2026-07-10 18:00");
    assert_eq!(
        asked(Kind::Incident, "2026-07-10 10:00", at_noon, Notice::Overridden),
        Err(WindowError::OverlapsServiceHours { opens: at("2026-07-10 16:00") })
    );
    let over = window("2026-07-09 20:00", "2026-07-09 23:00");
    assert_eq!(
        asked(Kind::Incident, "2026-07-10 10:00", over, Notice::Overridden),
        Err(WindowError::StartsInPast)
    );
}

#[test]
fn a_window_lies_wholly_outside_service_hours() {
    let night = window("2026-07-20 17:00", "2026-07-21 08:00");
    assert_eq!(asked(Kind::Request, "2026-07-10 10:00", night, Notice::Required), Ok(()));
    let into_the_morning = window("2026-07-20 17:00", "2026-07-21 08:01");
    assert_eq!(
        asked(Kind::Request, "2026-07-10 10:00", into_the_morning, Notice::Required),
        Err(WindowError::OverlapsServiceHours { opens: at("2026-07-21 08:00") })
    );
    // A whole holiday is free.
    let holiday = window("2026-07-20 08:00", "2026-07-20 17:00");
    assert_eq!(asked(Kind::Incident, "2026-07-10 10:00", holiday, Notice::Required), Ok(()));
}

#[test]
fn saturday_morning_is_service_time_for_incidents_only() {
    let saturday = window("2026-07-18 08:00", "2026-07-18 11:00");
    assert_eq!(
        asked(Kind::Incident, "2026-07-10 10:00", saturday, Notice::Required),
        Err(WindowError::OverlapsServiceHours { opens: at("2026-07-18 09:00") })
    );
    for kind in [Kind::Request, Kind::Question, Kind::PlannedTask] {
        assert_eq!(asked(kind, "2026-07-10 10:00", saturday, Notice::Required), Ok(()));
    }
}

#[test]
fn declared_days_count_for_windows_too() {
    let calendar = Calendar::new([(date("2026-07-14"), ExceptionKind::Closure)]);
    let asked_at = at("2026-07-10 10:00");
    assert_eq!(earliest_start(&calendar, asked_at), Ok(at("2026-07-17 17:00")));
    let closed = window("2026-07-14 08:00", "2026-07-14 17:00");
    let check = check_window(&calendar, Kind::Request, asked_at, closed, Notice::Overridden);
    assert_eq!(check, Ok(()));
}

#[test]
fn a_window_must_have_a_length_and_supported_years() {
    let empty = window("2026-07-20 18:00", "2026-07-20 18:00");
    assert_eq!(
        asked(Kind::Request, "2026-07-10 10:00", empty, Notice::Required),
        Err(WindowError::EndBeforeStart)
    );
    let far = window("2026-07-20 18:00", "2200-01-01 00:00");
    assert_eq!(
        asked(Kind::Request, "2026-07-10 10:00", far, Notice::Required),
        Err(WindowError::OutOfRange(OutOfRange))
    );
}

#[test]
fn windows_that_only_touch_do_not_overlap() {
    let first = window("2026-07-20 18:00", "2026-07-20 20:00");
    let second = window("2026-07-20 20:00", "2026-07-20 22:00");
    let inner = window("2026-07-20 19:00", "2026-07-20 19:30");
    assert!(!first.overlaps(second) && !second.overlaps(first));
    assert!(first.overlaps(inner) && inner.overlaps(first) && first.overlaps(first));
    assert!(!second.overlaps(inner));
}

/// Any minute of the years in which people use this.
fn minutes() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..60 * 24 * 365 * 4)
        .prop_map(|minutes| at("2025-01-01 00:00") + TimeDelta::minutes(minutes))
}

proptest! {
    #[test]
    fn the_evening_of_the_third_business_day_is_the_first_that_can_be_asked_for(
        asked_at in minutes(),
        kind in select(&Kind::ALL[..]),
        early in 1_i64..60 * 24 * 3,
    ) {
        let calendar = Calendar::default();
        let starts = earliest_start(&calendar, asked_at).unwrap();
        // It is 17:00, and nothing opens before 08:00 of the day after.
        let evening = Window { starts, ends: starts + TimeDelta::hours(15) };
        let check = |window| check_window(&calendar, kind, asked_at, window, Notice::Required);
        prop_assert_eq!(check(evening), Ok(()));
        let early = Window { starts: starts - TimeDelta::minutes(early), ..evening };
        let refused = Err(WindowError::TooSoon { earliest_start: starts });
        prop_assert!(check(early) == refused || early.starts < asked_at);
    }

    #[test]
    fn a_window_is_taken_exactly_if_no_minute_of_it_is_service_time(
        asked_at in minutes(),
        after in 0_i64..60 * 24 * 14,
        length in 1_i64..60 * 24 * 4,
        kind in select(&Kind::ALL[..]),
    ) {
        let calendar = Calendar::default();
        let starts = asked_at + TimeDelta::minutes(after);
        let window = Window { starts, ends: starts + TimeDelta::minutes(length) };
        let first_open = (0..length)
            .map(|minute| starts + TimeDelta::minutes(minute))
            .find(|minute| calendar.is_open(kind, *minute).unwrap());
        let refused = first_open.map(|opens| WindowError::OverlapsServiceHours { opens });
        let check = check_window(&calendar, kind, asked_at, window, Notice::Overridden);
        prop_assert_eq!(check.err(), refused);
    }
}
