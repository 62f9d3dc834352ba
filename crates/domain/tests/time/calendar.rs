use aval_domain::calendar::{Calendar, ExceptionKind, OutOfRange};
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, TimeDelta, Utc};

use crate::util::{at, date, wall};

fn plus(kind: Kind, from: &str, d: TimeDelta) -> String {
    wall(Calendar::default().add_service_time(kind, at(from), d).unwrap())
}

#[test]
fn two_hours_from_friday_afternoon_depend_on_the_kind() {
    let two = TimeDelta::hours(2);
    assert_eq!(plus(Kind::Incident, "2026-07-10 16:00", two), "Sat 2026-07-11 10:00:00");
    // Monday the 13th is the new holiday.
    for kind in [Kind::Request, Kind::Question, Kind::PlannedTask] {
        assert_eq!(plus(kind, "2026-07-10 16:00", two), "Tue 2026-07-14 09:00:00");
    }
}

#[test]
fn the_earliest_instant_is_the_closing_one() {
    let hour = TimeDelta::hours(1);
    assert_eq!(plus(Kind::Request, "2026-07-10 16:00", hour), "Fri 2026-07-10 17:00:00");
    assert_eq!(plus(Kind::Incident, "2026-07-10 16:00", hour), "Fri 2026-07-10 17:00:00");
    let second = TimeDelta::seconds(1);
    assert_eq!(plus(Kind::Request, "2026-07-10 16:00", hour + second), "Tue 2026-07-14 08:00:01");
    // Nothing added is nothing moved, even at night.
    assert_eq!(
        plus(Kind::Request, "2026-07-12 03:00", TimeDelta::zero()),
        "Sun 2026-07-12 03:00:00"
    );
}

#[test]
fn a_negative_time_goes_back_to_the_earliest_instant() {
    let back = -TimeDelta::hours(1);
    assert_eq!(plus(Kind::Request, "2026-07-14 09:00", back), "Fri 2026-07-10 17:00:00");
    assert_eq!(plus(Kind::Request, "2026-07-14 10:00", back), "Tue 2026-07-14 09:00:00");
}

#[test]
fn the_third_business_day_after_a_friday_before_a_holiday_is_thursday() {
    let calendar = Calendar::default();
    let close = calendar.close_of_nth_business_day(at("2026-07-10 10:00"), 3).unwrap();
    assert_eq!(wall(close), "Thu 2026-07-16 17:00:00");
    // From 17:00 on it is the next business day's.
    let close = calendar.close_of_nth_business_day(at("2026-07-10 17:00"), 3).unwrap();
    assert_eq!(wall(close), "Fri 2026-07-17 17:00:00");
    let close = calendar.close_of_nth_business_day(at("2026-07-10 16:59:59"), 0).unwrap();
    assert_eq!(wall(close), "Fri 2026-07-10 17:00:00");
}

#[test]
fn holy_week_reopens_on_saturday_for_incidents() {
    let calendar = Calendar::default();
    let opens = |kind| wall(calendar.next_opening(kind, at("2026-04-01 17:00")).unwrap());
    assert_eq!(opens(Kind::Incident), "Sat 2026-04-04 09:00:00");
    assert_eq!(opens(Kind::Request), "Mon 2026-04-06 08:00:00");
}

#[test]
fn a_saturday_holiday_is_closed_for_incidents_too() {
    let calendar = Calendar::default();
    assert_eq!(calendar.is_open(Kind::Incident, at("2027-05-01 10:00")), Ok(false));
    assert_eq!(calendar.is_open(Kind::Incident, at("2027-05-08 10:00")), Ok(true));
    assert_eq!(calendar.is_open(Kind::Request, at("2027-05-08 10:00")), Ok(false));
    let opens = calendar.next_opening(Kind::Incident, at("2027-05-01 10:00")).unwrap();
    assert_eq!(wall(opens), "Mon 2027-05-03 08:00:00");
}

#[test]
fn opening_hours_are_half_open() {
    let calendar = Calendar::default();
    let open = |kind, text| calendar.is_open(kind, at(text)).unwrap();
    for (text, incident, question) in [
        ("2026-07-09 07:59:59", false, false),
        ("2026-07-09 08:00:00", true, true),
        ("2026-07-09 16:59:59", true, true),
        ("2026-07-09 17:00:00", false, false),
        ("2026-07-11 08:59:59", false, false),
        ("2026-07-11 09:00:00", true, false),
        ("2026-07-11 11:59:59", true, false),
        ("2026-07-11 12:00:00", false, false),
        ("2026-07-12 10:00:00", false, false),
        ("2026-07-13 10:00:00", false, false),
    ] {
        assert_eq!(open(Kind::Incident, text), incident, "{text}");
        assert_eq!(open(Kind::Question, text), question, "{text}");
    }
}

#[test]
fn closes_at_is_the_end_of_the_hours_one_is_in() {
    let calendar = Calendar::default();
    let closes = |kind, text| calendar.closes_at(kind, at(text)).unwrap().map(wall);
    assert_eq!(closes(Kind::Request, "2026-07-09 08:00").unwrap(), "Thu 2026-07-09 17:00:00");
    assert_eq!(closes(Kind::Incident, "2026-07-11 11:00").unwrap(), "Sat 2026-07-11 12:00:00");
    assert_eq!(closes(Kind::Request, "2026-07-11 11:00"), None);
    assert_eq!(closes(Kind::Request, "2026-07-09 17:00"), None);
}

#[test]
fn saturday_is_never_a_business_day() {
    let calendar = Calendar::default();
    assert_eq!(calendar.is_business_day(date("2026-07-11")), Ok(false));
    assert_eq!(calendar.business_day_of(at("2026-07-11 10:00")), Ok(date("2026-07-14")));
    assert_eq!(calendar.business_day_of(at("2026-07-10 03:00")), Ok(date("2026-07-10")));
}

#[test]
fn counting_business_days_is_the_inverse_of_finding_them() {
    let calendar = Calendar::default();
    let friday = date("2026-07-10");
    for n in 0..400 {
        let day = calendar.nth_business_day_after(friday, n).unwrap();
        assert_eq!(calendar.business_days_between(friday, day), Ok(i64::from(n)));
        assert_eq!(calendar.business_days_between(day, friday), Ok(-i64::from(n)));
    }
    assert_eq!(calendar.business_days_between(friday, date("2026-07-13")), Ok(0));
}

#[test]
fn earlier_business_days_keep_the_wall_time() {
    let calendar = Calendar::default();
    let earlier = |text, n| wall(calendar.business_days_earlier(at(text), n).unwrap());
    assert_eq!(earlier("2026-07-14 17:00", 1), "Fri 2026-07-10 17:00:00");
    assert_eq!(earlier("2026-07-14 10:30", 2), "Thu 2026-07-09 10:30:00");
    assert_eq!(earlier("2026-07-12 10:30", 1), "Fri 2026-07-10 10:30:00");
    assert_eq!(earlier("2026-07-12 10:30", 0), "Sun 2026-07-12 10:30:00");
}

#[test]
fn a_closure_closes_the_day_and_moves_what_was_due() {
    let tuesday = date("2026-07-14");
    let calendar = Calendar::new([
        (tuesday, ExceptionKind::Closure),
        (date("2026-07-11"), ExceptionKind::Closure),
    ]);
    assert_eq!(calendar.is_business_day(tuesday), Ok(false));
    let due =
        calendar.add_service_time(Kind::Incident, at("2026-07-10 16:00"), TimeDelta::hours(2));
    assert_eq!(wall(due.unwrap()), "Wed 2026-07-15 09:00:00");
    let close = calendar.close_of_nth_business_day(at("2026-07-10 10:00"), 3).unwrap();
    assert_eq!(wall(close), "Fri 2026-07-17 17:00:00");
    // The country's calendar is not touched by it.
    assert_eq!(Calendar::default().is_business_day(tuesday), Ok(true));
}

#[test]
fn a_working_day_has_business_hours_for_every_kind() {
    let saturday = date("2026-07-11");
    let holiday = date("2026-07-13");
    let calendar = Calendar::new([
        (saturday, ExceptionKind::WorkingDay),
        (holiday, ExceptionKind::WorkingDay),
    ]);
    assert_eq!(calendar.business_days_between(date("2026-07-10"), date("2026-07-14")), Ok(3));
    for kind in Kind::ALL {
        assert_eq!(calendar.is_open(kind, at("2026-07-11 08:00")), Ok(true));
        assert_eq!(calendar.is_open(kind, at("2026-07-11 16:59")), Ok(true));
        assert_eq!(calendar.is_open(kind, at("2026-07-13 10:00")), Ok(true));
        let time =
            calendar.service_time_between(kind, at("2026-07-11 00:00"), at("2026-07-14 00:00"));
        assert_eq!(time, Ok(TimeDelta::hours(18)));
    }
}

#[test]
fn the_later_of_two_exceptions_holds_and_foreign_years_do_nothing() {
    let tuesday = date("2026-07-14");
    let calendar = Calendar::new([
        (tuesday, ExceptionKind::Closure),
        (tuesday, ExceptionKind::WorkingDay),
        (date("2300-01-01"), ExceptionKind::WorkingDay),
    ]);
    assert_eq!(calendar.is_business_day(tuesday), Ok(true));
    assert_eq!(calendar.is_business_day(date("2300-01-01")), Err(OutOfRange));
}

#[test]
fn wall_times_hold_in_the_summer_time_of_1992() {
    let calendar = Calendar::default();
    let utc = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    // 4 May 1992 was the first business day four hours behind UTC.
    let opening = calendar.next_opening(Kind::Request, utc("1992-05-02T12:00:00Z")).unwrap();
    assert_eq!(opening, utc("1992-05-04T12:00:00Z"));
    let opening = calendar.next_opening(Kind::Request, utc("1993-02-06T12:00:00Z")).unwrap();
    assert_eq!(opening, utc("1993-02-08T13:00:00Z"));
    let across = calendar.service_time_between(
        Kind::Request,
        utc("1992-04-30T13:00:00Z"),
        utc("1992-05-04T21:00:00Z"),
    );
    // Thursday and Monday; Friday was the first of May.
    assert_eq!(across, Ok(TimeDelta::hours(18)));
}

#[test]
fn what_lies_outside_the_supported_years_is_refused() {
    let calendar = Calendar::default();
    let (first, last) = (at("1984-01-01 00:00"), at("2199-12-31 23:59:59"));
    assert!(calendar.service_time_between(Kind::Incident, first, last).is_ok());
    let before = first - TimeDelta::seconds(1);
    let after = last + TimeDelta::seconds(1);
    for kind in Kind::ALL {
        assert_eq!(calendar.service_time_between(kind, before, last), Err(OutOfRange));
        assert_eq!(calendar.service_time_between(kind, first, after), Err(OutOfRange));
        assert_eq!(calendar.is_open(kind, after), Err(OutOfRange));
        assert_eq!(calendar.closes_at(kind, before), Err(OutOfRange));
        assert_eq!(calendar.next_opening(kind, last), Err(OutOfRange));
        let all = calendar.service_time_between(kind, first, last).unwrap();
        let end = calendar.add_service_time(kind, first, all).unwrap();
        assert_eq!(wall(end), "Tue 2199-12-31 17:00:00");
        let more = all + TimeDelta::nanoseconds(1);
        assert_eq!(calendar.add_service_time(kind, first, more), Err(OutOfRange));
        assert_eq!(calendar.add_service_time(kind, first, TimeDelta::MAX), Err(OutOfRange));
        assert_eq!(calendar.add_service_time(kind, last, -more), Err(OutOfRange));
    }
    assert_eq!(calendar.business_day_of(at("2199-12-31 17:00")), Err(OutOfRange));
    assert_eq!(calendar.nth_business_day_after(date("2199-12-31"), 1), Err(OutOfRange));
    assert_eq!(calendar.nth_business_day_after(date("2026-01-01"), u32::MAX), Err(OutOfRange));
    assert_eq!(calendar.business_days_earlier(at("1984-01-02 10:00"), 1), Err(OutOfRange));
}
