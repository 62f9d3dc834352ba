use aval_domain::calendar::{BOGOTA, Calendar, ExceptionKind};
use aval_domain::holidays::is_holiday;
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc, Weekday};
use proptest::collection::btree_map;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

use crate::util::{at, date};

type Exceptions = BTreeMap<NaiveDate, ExceptionKind>;

/// The rules once more, as one would say them, asked minute by minute and day by day.
struct Naive<'a> {
    exceptions: &'a Exceptions,
}

impl Naive<'_> {
    fn is_business_day(&self, date: NaiveDate) -> bool {
        match self.exceptions.get(&date) {
            Some(ExceptionKind::Closure) => false,
            Some(ExceptionKind::WorkingDay) => true,
            None => {
                !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(date).unwrap()
            }
        }
    }

    fn is_open(&self, kind: Kind, t: DateTime<Utc>) -> bool {
        let wall = t.with_timezone(&BOGOTA);
        let (date, hour) = (wall.date_naive(), wall.hour());
        // The hour first, since asking the holiday rules for every minute is slow.
        let saturday_morning = kind == Kind::Incident
            && (9..12).contains(&hour)
            && date.weekday() == Weekday::Sat
            && !is_holiday(date).unwrap()
            && !self.exceptions.contains_key(&date);
        saturday_morning || ((8..17).contains(&hour) && self.is_business_day(date))
    }
}

fn kinds() -> impl Strategy<Value = Kind> {
    select(&Kind::ALL[..])
}

/// Any instant with room for thirty years after it, often in the years that are special:
/// summer time, the new holiday, and those in which people use this.
fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    let between = |from: &str, to: &str| {
        (at(from).timestamp_micros()..at(to).timestamp_micros())
            .prop_map(|micros| DateTime::from_timestamp_micros(micros).unwrap())
    };
    prop_oneof![
        between("1984-01-01 00:00", "2169-01-01 00:00"),
        between("1992-04-01 00:00", "1993-04-01 00:00"),
        between("2025-01-01 00:00", "2028-01-01 00:00"),
        // Whole hours, which is where things begin and end.
        (0_i64..24 * 365 * 3).prop_map(|hours| at("2025-06-01 00:00") + TimeDelta::hours(hours)),
    ]
}

/// Service time from nothing to about ten years, often whole hours.
fn durations() -> impl Strategy<Value = TimeDelta> {
    prop_oneof![
        (0_i64..200).prop_map(TimeDelta::hours),
        (0_i64..22_000 * 3_600_000_000).prop_map(TimeDelta::microseconds),
    ]
}

/// What an admin may have declared around the years used most.
fn exceptions() -> impl Strategy<Value = Exceptions> {
    let days = (0_u64..3 * 365).prop_map(|day| date("2025-01-01") + Days::new(day));
    let kinds = select(&ExceptionKind::ALL[..]);
    prop_oneof![Just(Exceptions::new()), btree_map(days, kinds, 1..60)]
}

fn calendar_of(exceptions: &Exceptions) -> Calendar {
    Calendar::new(exceptions.iter().map(|(date, kind)| (*date, *kind)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn service_time_is_additive(
        exceptions in exceptions(), kind in kinds(), a in instants(), b in instants(),
        c in instants(),
    ) {
        let calendar = calendar_of(&exceptions);
        let time = |from, to| calendar.service_time_between(kind, from, to).unwrap();
        prop_assert_eq!(time(a, b) + time(b, c), time(a, c));
        prop_assert_eq!(time(a, b), -time(b, a));
        prop_assert_eq!(time(a, a), TimeDelta::zero());
        prop_assert!(time(a.min(b), a.max(b)) >= TimeDelta::zero());
        prop_assert!(time(a.min(b), a.max(b)) <= a.max(b) - a.min(b));
    }

    #[test]
    fn adding_service_time_is_the_inverse_and_earliest(
        exceptions in exceptions(), kind in kinds(), from in instants(), d in durations(),
    ) {
        let calendar = calendar_of(&exceptions);
        let t = calendar.add_service_time(kind, from, d).unwrap();
        prop_assert!(t >= from);
        prop_assert_eq!(calendar.service_time_between(kind, from, t), Ok(d));
        if !d.is_zero() {
            let earlier = t - TimeDelta::nanoseconds(1);
            prop_assert!(calendar.service_time_between(kind, from, earlier).unwrap() < d);
            // So the result is open, or the very instant of closing.
            prop_assert_eq!(calendar.is_open(kind, earlier), Ok(true));
            prop_assert!(
                calendar.is_open(kind, t).unwrap()
                    || calendar.closes_at(kind, earlier).unwrap() == Some(t)
            );
        }
    }

    #[test]
    fn adding_service_time_is_monotone(
        exceptions in exceptions(), kind in kinds(), a in instants(), later in durations(),
        d in durations(), more in durations(),
    ) {
        let calendar = calendar_of(&exceptions);
        let plus = |from, d| calendar.add_service_time(kind, from, d).unwrap();
        prop_assert!(plus(a, d) <= plus(a, d + more));
        prop_assert!(plus(a, d) <= plus(a + later, d));
        if !d.is_zero() {
            prop_assert_eq!(plus(plus(a, d), more), plus(a, d + more));
        }
    }

    #[test]
    fn an_opening_is_open_and_nothing_before_it_is(
        exceptions in exceptions(), kind in kinds(), t in instants(),
    ) {
        let calendar = calendar_of(&exceptions);
        let opening = calendar.next_opening(kind, t).unwrap();
        prop_assert!(opening >= t);
        prop_assert_eq!(calendar.is_open(kind, opening), Ok(true));
        prop_assert_eq!(calendar.service_time_between(kind, t, opening), Ok(TimeDelta::zero()));
        let closing = calendar.closes_at(kind, opening).unwrap().unwrap();
        prop_assert_eq!(calendar.is_open(kind, closing), Ok(false));
        prop_assert_eq!(calendar.service_time_between(kind, opening, closing), Ok(closing - opening));
        if opening > t {
            prop_assert_eq!(calendar.is_open(kind, t), Ok(false));
            prop_assert_eq!(calendar.closes_at(kind, t), Ok(None));
        }
    }

    #[test]
    fn service_time_is_that_of_a_walk_by_minutes(
        exceptions in exceptions(), kind in kinds(), from in instants(), minutes in 0_i64..4 * 1440,
    ) {
        let calendar = calendar_of(&exceptions);
        let naive = Naive { exceptions: &exceptions };
        let from = from.with_nanosecond(0).unwrap().with_second(0).unwrap();
        let open = (0..minutes)
            .filter(|minute| naive.is_open(kind, from + TimeDelta::minutes(*minute)))
            .count();
        let to = from + TimeDelta::minutes(minutes);
        prop_assert_eq!(
            calendar.service_time_between(kind, from, to),
            Ok(TimeDelta::minutes(i64::try_from(open).unwrap()))
        );
        prop_assert_eq!(calendar.is_open(kind, to), Ok(naive.is_open(kind, to)));
    }

    #[test]
    fn business_days_are_those_of_a_walk_by_days(
        exceptions in exceptions(), t in instants(), n in 0_u32..400,
    ) {
        let calendar = calendar_of(&exceptions);
        let naive = Naive { exceptions: &exceptions };
        let wall = t.with_timezone(&BOGOTA);
        let today = wall.date_naive();
        prop_assert_eq!(calendar.is_business_day(today), Ok(naive.is_business_day(today)));

        let next = |day: NaiveDate| {
            day.iter_days().skip(1).find(|day| naive.is_business_day(*day)).unwrap()
        };
        let counts_to = if naive.is_business_day(today) && wall.hour() < 17 {
            today
        } else {
            next(today)
        };
        prop_assert_eq!(calendar.business_day_of(t), Ok(counts_to));

        let nth = (0..n).fold(counts_to, |day, _| next(day));
        prop_assert_eq!(calendar.nth_business_day_after(counts_to, n), Ok(nth));
        prop_assert_eq!(calendar.business_days_between(counts_to, nth), Ok(i64::from(n)));
        let close = calendar.close_of_nth_business_day(t, n).unwrap().with_timezone(&BOGOTA);
        prop_assert_eq!(close.date_naive(), nth);
        prop_assert_eq!((close.hour(), close.num_seconds_from_midnight()), (17, 17 * 3600));
    }
}
