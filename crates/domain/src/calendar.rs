//! Business days and service hours in Bogota.
//!
//! These are two different predicates and neither is derived from the other: Saturday
//! is never a business day, yet incidents are attended to on Saturday mornings.
//!
//! Instants come and go in UTC; opening hours are wall times of [`BOGOTA`]. All functions
//! are pure: what admins declared is given to [`Calendar::new`].

mod days;

#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeDelta, TimeZone, Utc};

use self::days::OpenDays;
use crate::closed_enum::closed_enum;
use crate::lifecycle::Kind;

/// The one time zone of the product.
pub const BOGOTA: chrono_tz::Tz = chrono_tz::America::Bogota;

/// First supported year: the one in which Ley 51 of 1983 took effect.
pub const FIRST_YEAR: i32 = 1984;
/// Last supported year.
pub const LAST_YEAR: i32 = 2199;

/// An instant, a date or a result lies outside the supported years, [`FIRST_YEAR`] to
/// [`LAST_YEAR`], in Bogota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("outside the supported years {FIRST_YEAR} to {LAST_YEAR}")]
pub struct OutOfRange;

closed_enum! {
    /// What an admin declared about one date.
    pub enum ExceptionKind {
        /// Nobody works and nothing is attended to, incidents included.
        Closure = "closure",
        /// A business day from 08:00 to 17:00 for every kind, whatever day it is.
        WorkingDay = "working_day",
    }
}

/// The days on which support works: the rules of the country and what admins declared.
///
/// Cheap to clone. [`Calendar::default`] has no exceptions.
#[derive(Debug, Clone)]
pub struct Calendar {
    days: Arc<OpenDays>,
}

impl Default for Calendar {
    fn default() -> Self {
        static COUNTRY: OnceLock<Arc<OpenDays>> = OnceLock::new();
        let days = COUNTRY.get_or_init(|| Arc::new(OpenDays::of_the_country()));
        Self { days: Arc::clone(days) }
    }
}

impl Calendar {
    /// The calendar with these exceptions. Of two for one date the later one holds; dates
    /// outside the supported years are of no effect.
    pub fn new(exceptions: impl IntoIterator<Item = (NaiveDate, ExceptionKind)>) -> Self {
        let mut exceptions = exceptions
            .into_iter()
            .filter_map(|(date, kind)| Some((DayIndex::of(date).ok()?, kind)))
            .peekable();
        let country = Self::default();
        if exceptions.peek().is_none() {
            return country;
        }
        Self { days: Arc::new(country.days.with_exceptions(exceptions)) }
    }

    /// Service time of a kind from `a` to `b`: negative when `b` is before `a`, and
    /// additive over any instants in between.
    ///
    /// # Errors
    /// [`OutOfRange`] if an instant lies outside the supported years.
    pub fn service_time_between(
        &self,
        kind: Kind,
        a: DateTime<Utc>,
        b: DateTime<Utc>,
    ) -> Result<TimeDelta, OutOfRange> {
        let from = self.service_nanos_until(kind, LocalInstant::of(a)?);
        let to = self.service_nanos_until(kind, LocalInstant::of(b)?);
        Ok(TimeDelta::nanoseconds(to - from))
    }

    /// The earliest instant `t` with `service_time_between(from, t) = d`: Friday 16:00 and
    /// one hour is Friday 17:00. No time added is `from` itself, even when closed. A
    /// negative `d` goes back, also to the earliest such instant.
    ///
    /// # Errors
    /// [`OutOfRange`] if `from` or the result lies outside the supported years.
    pub fn add_service_time(
        &self,
        kind: Kind,
        from: DateTime<Utc>,
        d: TimeDelta,
    ) -> Result<DateTime<Utc>, OutOfRange> {
        let start = LocalInstant::of(from)?;
        if d.is_zero() {
            return Ok(from);
        }
        let wanted = d
            .num_nanoseconds()
            .and_then(|d| d.checked_add(self.service_nanos_until(kind, start)))
            .ok_or(OutOfRange)?;
        let (day, into_hours) = self.days.find_service_nanos(kind, wanted).ok_or(OutOfRange)?;
        let opens = self.days.hours(kind, day).ok_or(OutOfRange)?.opens;
        Ok(LocalInstant { day, nanos: opens + into_hours }.to_utc())
    }

    /// The first instant from `t` on that lies in service hours of a kind: `t` itself if
    /// open.
    ///
    /// # Errors
    /// [`OutOfRange`] if `t` or the result lies outside the supported years.
    pub fn next_opening(&self, kind: Kind, t: DateTime<Utc>) -> Result<DateTime<Utc>, OutOfRange> {
        let local = LocalInstant::of(t)?;
        let today = self.days.hours(kind, local.day);
        if today.is_some_and(|hours| hours.contains(local.nanos)) {
            return Ok(t);
        }
        let from = match today {
            Some(hours) if local.nanos < hours.opens => local.day,
            _ => local.day.next(),
        };
        let day = self.days.next_open_day(kind, from).ok_or(OutOfRange)?;
        let opens = self.days.hours(kind, day).ok_or(OutOfRange)?.opens;
        Ok(LocalInstant { day, nanos: opens }.to_utc())
    }

    /// When the service hours that `t` lies in end; `None` if closed at `t`.
    ///
    /// # Errors
    /// [`OutOfRange`] if `t` lies outside the supported years.
    pub fn closes_at(
        &self,
        kind: Kind,
        t: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, OutOfRange> {
        let local = LocalInstant::of(t)?;
        Ok(self
            .days
            .hours(kind, local.day)
            .filter(|hours| hours.contains(local.nanos))
            .map(|hours| LocalInstant { day: local.day, nanos: hours.closes }.to_utc()))
    }

    /// Whether `t` lies in service hours of a kind. 17:00:00 does not.
    ///
    /// # Errors
    /// [`OutOfRange`] if `t` lies outside the supported years.
    pub fn is_open(&self, kind: Kind, t: DateTime<Utc>) -> Result<bool, OutOfRange> {
        let local = LocalInstant::of(t)?;
        Ok(self.days.hours(kind, local.day).is_some_and(|hours| hours.contains(local.nanos)))
    }

    /// Whether support works on this date; never true of a Saturday that is not declared a
    /// working day.
    ///
    /// # Errors
    /// [`OutOfRange`] outside the supported years.
    pub fn is_business_day(&self, date: NaiveDate) -> Result<bool, OutOfRange> {
        Ok(self.days.is_business_day(DayIndex::of(date)?))
    }

    /// The business day to which an instant counts: its date if that is a business day and
    /// it is before 17:00, else the next business day.
    ///
    /// # Errors
    /// [`OutOfRange`] if `t` or the result lies outside the supported years.
    pub fn business_day_of(&self, t: DateTime<Utc>) -> Result<NaiveDate, OutOfRange> {
        let local = LocalInstant::of(t)?;
        let date = local.day.date();
        if self.days.is_business_day(local.day) && local.nanos < days::BUSINESS_HOURS.closes {
            Ok(date)
        } else {
            self.nth_business_day_after(date, 1)
        }
    }

    /// The `n`-th business day after a date, which itself is not counted; the date itself
    /// for `n = 0`.
    ///
    /// # Errors
    /// [`OutOfRange`] if the date or the result lies outside the supported years.
    pub fn nth_business_day_after(&self, date: NaiveDate, n: u32) -> Result<NaiveDate, OutOfRange> {
        let day = DayIndex::of(date)?;
        if n == 0 {
            return Ok(date);
        }
        let wanted = self.days.business_days_before(day.next()).checked_add(n - 1);
        let found = wanted.and_then(|wanted| self.days.find_business_day(wanted));
        Ok(found.ok_or(OutOfRange)?.date())
    }

    /// 17:00 of the `n`-th business day after [`Calendar::business_day_of`] `t`.
    ///
    /// # Errors
    /// [`OutOfRange`] if `t` or the result lies outside the supported years.
    pub fn close_of_nth_business_day(
        &self,
        t: DateTime<Utc>,
        n: u32,
    ) -> Result<DateTime<Utc>, OutOfRange> {
        let date = self.nth_business_day_after(self.business_day_of(t)?, n)?;
        let day = DayIndex::of(date)?;
        Ok(LocalInstant { day, nanos: days::BUSINESS_HOURS.closes }.to_utc())
    }

    /// Business days after `a` up to and with `b`: the `n` for which `b` is the `n`-th
    /// business day after `a`. Negative when `b` is before `a`.
    ///
    /// # Errors
    /// [`OutOfRange`] outside the supported years.
    pub fn business_days_between(&self, a: NaiveDate, b: NaiveDate) -> Result<i64, OutOfRange> {
        let until =
            |date| Ok(i64::from(self.days.business_days_before(DayIndex::of(date)?.next())));
        Ok(until(b)? - until(a)?)
    }

    /// The same wall time on the `n`-th business day before the date of `t`.
    ///
    /// # Errors
    /// [`OutOfRange`] if `t` or the result lies outside the supported years.
    pub fn business_days_earlier(
        &self,
        t: DateTime<Utc>,
        n: u32,
    ) -> Result<DateTime<Utc>, OutOfRange> {
        let local = LocalInstant::of(t)?;
        if n == 0 {
            return Ok(t);
        }
        let before = self.days.business_days_before(local.day);
        let day = before.checked_sub(n).and_then(|wanted| self.days.find_business_day(wanted));
        Ok(LocalInstant { day: day.ok_or(OutOfRange)?, nanos: local.nanos }.to_utc())
    }

    /// Service time of a kind from the start of the supported years to an instant. All
    /// durations are differences of it.
    fn service_nanos_until(&self, kind: Kind, t: LocalInstant) -> i64 {
        let today = self
            .days
            .hours(kind, t.day)
            .map_or(0, |hours| t.nanos.clamp(hours.opens, hours.closes) - hours.opens);
        self.days.service_nanos_before(kind, t.day) + today
    }
}

/// A day of the supported years, counted from 1 January [`FIRST_YEAR`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DayIndex(u32);

impl DayIndex {
    /// Days from 1 January 1984 to 31 December 2199.
    const COUNT: u32 = 78_893;
    /// 1 January 1984 counted from the first day of the common era, as chrono does.
    const FIRST_FROM_CE: i32 = 724_276;
    /// 1 January 1984 counted from 1 January 1970.
    const FIRST_FROM_UNIX: i64 = 5_113;

    fn of(date: NaiveDate) -> Result<Self, OutOfRange> {
        Self::checked(i64::from(date.num_days_from_ce()) - i64::from(Self::FIRST_FROM_CE))
    }

    fn checked(days: i64) -> Result<Self, OutOfRange> {
        u32::try_from(days).ok().filter(|day| *day < Self::COUNT).map(Self).ok_or(OutOfRange)
    }

    /// The day after, which may be the one after the last.
    fn next(self) -> Self {
        Self(self.0 + 1)
    }

    fn date(self) -> NaiveDate {
        let from_ce = i64::from(self.0) + i64::from(Self::FIRST_FROM_CE);
        i32::try_from(from_ce)
            .ok()
            .and_then(NaiveDate::from_num_days_from_ce_opt)
            .expect("a supported day is a date")
    }
}

/// An instant as the wall clock of Bogota shows it.
#[derive(Debug, Clone, Copy)]
struct LocalInstant {
    day: DayIndex,
    /// Since midnight.
    nanos: i64,
}

impl LocalInstant {
    const DAY_SECONDS: i64 = 86_400;
    const SECOND: i64 = 1_000_000_000;
    /// Five hours behind UTC, except for the one summer time of 1992 and 1993.
    const USUAL_OFFSET: i64 = -5 * 3_600;
    /// Years in which the zone is asked, in UTC seconds, half-open. Everywhere else the
    /// offset is the usual one, which a test compares with the zone for every day.
    const UNUSUAL: std::ops::Range<i64> = 694_224_000..757_382_400;

    fn of(t: DateTime<Utc>) -> Result<Self, OutOfRange> {
        let seconds = t.timestamp();
        let offset = if Self::UNUSUAL.contains(&seconds) {
            i64::from(BOGOTA.offset_from_utc_datetime(&t.naive_utc()).fix().local_minus_utc())
        } else {
            Self::USUAL_OFFSET
        };
        let local = seconds + offset;
        let day = local.div_euclid(Self::DAY_SECONDS) - DayIndex::FIRST_FROM_UNIX;
        let nanos = local.rem_euclid(Self::DAY_SECONDS) * Self::SECOND
            + i64::from(t.timestamp_subsec_nanos());
        Ok(Self { day: DayIndex::checked(day)?, nanos })
    }

    fn to_utc(self) -> DateTime<Utc> {
        let (second, nanos) = (self.nanos / Self::SECOND, self.nanos % Self::SECOND);
        let days = i64::from(self.day.0) + DayIndex::FIRST_FROM_UNIX;
        let local = days * Self::DAY_SECONDS + second;
        let usual = local - Self::USUAL_OFFSET;
        let seconds = if Self::UNUSUAL.contains(&usual) {
            // Both changes of the clock were at midnight, so that no opening hour is
            // missing or twofold and the earliest reading is the only one.
            let wall = DateTime::from_timestamp(local, 0).map(|wall| wall.naive_utc());
            wall.and_then(|wall| BOGOTA.from_local_datetime(&wall).earliest())
                .map_or(usual, |t| t.timestamp())
        } else {
            usual
        };
        u32::try_from(nanos)
            .ok()
            .and_then(|nanos| DateTime::from_timestamp(seconds, nanos))
            .expect("an instant of a supported year")
    }
}
