//! Figures of tickets whose record is written out.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::*;

/// A wall time of Bogota in July 2026, whose 13th and 20th are holidays.
fn july(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    let wall =
        NaiveDate::from_ymd_opt(2026, 7, day).and_then(|date| date.and_hms_opt(hour, minute, 0));
    BOGOTA.from_local_datetime(&wall.expect("a time")).earliest().expect("an instant").to_utc()
}

fn fact(at: DateTime<Utc>, event: EventKind, stage: Stage, kind: Kind) -> Fact {
    Fact { at, event, stage, waiting_on: WaitingOn::Support, kind }
}

fn cycle(breached: bool, met: Option<bool>, ended: Option<DateTime<Utc>>) -> Cycle {
    Cycle {
        started: july(1, 8, 0),
        target: TimeDelta::hours(1),
        warns_at: None,
        due: None,
        elapsed: TimeDelta::zero(),
        remaining: TimeDelta::zero(),
        paused: false,
        paused_for: TimeDelta::zero(),
        breached,
        met,
        ended,
    }
}

#[test]
fn the_last_day_of_a_period_belongs_to_it() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 7, day).expect("a date");
    let period = Period::of_dates(day(1), day(31)).expect("instants");
    assert!(period.contains(july(1, 0, 0)) && period.contains(july(31, 23, 59)));
    assert!(!period.contains(july(1, 0, 0) - TimeDelta::seconds(1)));
    assert_eq!(period.to, july(31, 0, 0) + TimeDelta::days(1));
    assert!(!period.contains(period.to));
}

#[test]
fn a_ticket_stands_where_its_last_event_by_then_left_it() {
    let facts = [
        fact(july(1, 8, 0), EventKind::TicketOpened, Stage::Open, Kind::Request),
        fact(july(2, 8, 0), EventKind::AnalysisStarted, Stage::Analysis, Kind::Request),
    ];
    assert_eq!(standing_at(&facts, july(1, 7, 59)), None);
    assert_eq!(standing_at(&facts, july(1, 8, 0)).map(|fact| fact.stage), Some(Stage::Open));
    assert_eq!(standing_at(&facts, july(3, 8, 0)).map(|fact| fact.stage), Some(Stage::Analysis));
}

#[test]
fn a_stay_is_measured_in_the_service_time_of_the_kind_that_the_ticket_had() {
    // Friday afternoon, Saturday morning as an incident, Tuesday (Monday is a holiday) as a request.
    let facts = [
        fact(july(10, 16, 0), EventKind::TicketOpened, Stage::Open, Kind::Incident),
        fact(july(11, 11, 0), EventKind::Recategorized, Stage::Open, Kind::Request),
        fact(july(14, 8, 30), EventKind::AnalysisStarted, Stage::Analysis, Kind::Request),
        fact(july(14, 9, 0), EventKind::Withdrawn, Stage::Closed, Kind::Request),
        fact(july(15, 9, 0), EventKind::Reopened, Stage::Analysis, Kind::Request),
    ];
    let stays = stays(&facts, &Calendar::default()).expect("in range");
    let told: Vec<_> = stays.iter().map(|stay| (stay.stage, stay.length.num_minutes())).collect();
    assert_eq!(told, [(Stage::Open, 60 + 120 + 30), (Stage::Analysis, 30)]);
    assert_eq!(stays[0].left, july(14, 8, 30));
}

#[test]
fn a_promise_is_kept_broken_running_or_dropped() {
    let mut promises = Promises::default();
    assert_eq!(promises.percentage(), None);
    let end = Some(july(2, 8, 0));
    promises.add(&cycle(false, Some(true), end));
    promises.add(&cycle(false, Some(true), end));
    promises.add(&cycle(true, Some(false), end));
    promises.add(&cycle(false, None, None));
    promises.add(&cycle(false, None, end));
    assert_eq!(promises, Promises { met: 2, breached: 1, running: 1, undecided: 1 });
    assert_eq!(promises.percentage(), Some(66.7));
    // Out of time is broken, whether it still runs or was dropped late.
    promises.add(&cycle(true, None, None));
    promises.add(&cycle(true, None, end));
    assert_eq!((promises.breached, promises.percentage()), (3, Some(40.0)));
}

#[test]
fn rates_are_of_verdicts_and_of_closings() {
    let mut closures = Closures::default();
    assert_eq!((closures.reject_rate(), closures.reopen_rate()), (None, None));
    for event in EventKind::ALL {
        closures.add(event);
    }
    let each = Closures {
        approved: 1,
        tacit: 1,
        withdrawn: 1,
        duplicate: 1,
        delivered: 1,
        rejected: 1,
        reopened: 1,
    };
    assert_eq!(closures, each);
    assert_eq!(
        (closures.closed(), closures.reject_rate(), closures.reopen_rate()),
        (4, Some(33.3), Some(25.0))
    );
    closures.add_all(&each);
    assert_eq!((closures.closed(), closures.rejected), (8, 2));
}

#[test]
fn ages_are_counted_in_business_days() {
    let calendar = Calendar::default();
    let age = |opened, at| AgeBucket::of(&calendar, opened, at).expect("in range");
    // Wednesday to the next Tuesday: Thursday, Friday and Tuesday, as Monday is a holiday.
    assert_eq!(age(july(8, 9, 0), july(8, 16, 0)), AgeBucket::Today);
    assert_eq!(age(july(8, 9, 0), july(10, 16, 0)), AgeBucket::UpTo2);
    assert_eq!(age(july(8, 9, 0), july(12, 16, 0)), AgeBucket::UpTo5);
    assert_eq!(age(july(8, 9, 0), july(14, 9, 0)), AgeBucket::UpTo5);
    // What comes after hours counts to the next business day.
    assert_eq!(age(july(10, 18, 0), july(14, 9, 0)), AgeBucket::Today);
    assert_eq!(age(july(1, 9, 0), july(31, 9, 0)), AgeBucket::UpTo20);
    assert_eq!(age(july(1, 9, 0) - TimeDelta::days(60), july(31, 9, 0)), AgeBucket::Over20);
    let mut days = 0;
    for bucket in AgeBucket::ALL {
        assert_eq!(bucket.first(), days, "no gap before {bucket}");
        days = bucket.last().map_or(0, |last| last + 1);
    }
}

#[test]
fn the_served_hours_of_a_week_are_those_of_the_calendar() {
    let count = |served| WeekHour::all().filter(|hour| hour.served() == served).count();
    assert_eq!(count(ServedHour::All), 5 * 9);
    assert_eq!(count(ServedHour::Incidents), 3);
    assert_eq!(count(ServedHour::Closed), 168 - 48);
    let at = |weekday, hour| WeekHour { weekday, hour }.served();
    assert_eq!(
        (at(0, 8), at(4, 16), at(4, 17)),
        (ServedHour::All, ServedHour::All, ServedHour::Closed)
    );
    assert_eq!(
        (at(5, 9), at(5, 12), at(6, 10)),
        (ServedHour::Incidents, ServedHour::Closed, ServedHour::Closed)
    );
    assert_eq!(WeekHour::of(july(11, 9, 59)), WeekHour { weekday: 5, hour: 9 });
}

#[test]
fn a_spread_says_what_is_usual_and_what_is_bad() {
    let hours = |hours: &[i64]| Spread::of(hours.iter().map(|h| TimeDelta::hours(*h)).collect());
    assert_eq!(hours(&[]), Spread::default());
    let one = hours(&[4]);
    assert_eq!(
        (one.count, one.mean, one.median, one.p90),
        (1, Some(TimeDelta::hours(4)), one.mean, one.mean)
    );
    let ten = hours(&[10, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(ten.median, Some(TimeDelta::minutes(330)));
    assert_eq!((ten.mean, ten.p90), (ten.median, Some(TimeDelta::hours(9))));
    assert_eq!(hours(&[1, 2, 9]).median, Some(TimeDelta::hours(2)));
    assert_eq!(hours(&[1, 2, 9]).p90, Some(TimeDelta::hours(9)));
}
