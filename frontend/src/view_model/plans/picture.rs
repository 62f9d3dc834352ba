//! A schedule as a picture: days as columns, what lies where in percent of the width.
//!
//! Everything in it is said in words beside it, so screen readers pass it by.

use aval_domain::calendar::Calendar;
use aval_domain::holidays::is_holiday;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

use crate::i18n::Texts;
use crate::view_model::time::{self, midnight};
use crate::view_model::year::is_weekend;

/// The days around a plan within which the present day is shown with it.
const NEAR: i64 = 7;
/// The most days that are shaded one by one; in longer plans they would be thinner than a hair.
const MOST_SHADED: i64 = 200;
/// The most days that each have a line of their own.
const MOST_LINES: i64 = 31;
/// The most labels that fit above the picture at a desk, and on a phone.
const LABELS: [i64; 2] = [10, 6];
/// The same for labels of months, which are longer.
const MONTH_LABELS: [i64; 2] = [7, 4];
/// The least width of a bar that can still be seen, in percent.
const LEAST: f64 = 0.8;

/// A stretch of the width, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// A label above the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, in percent.
    pub at: f64,
    /// "jue 9", "20:00", "jul 2026".
    pub label: String,
    /// Whether there is no room for it on a phone.
    pub wide_only: bool,
}

/// A date on which support does not work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OffDay {
    /// Its column.
    pub stretch: Stretch,
    /// Which.
    pub date: NaiveDate,
    /// Whether it is neither a Saturday nor a Sunday: a holiday, or closed by declaration.
    pub special: bool,
}

/// The picture of a schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    /// The lines between days, or hours where all happens within one day.
    pub lines: Vec<f64>,
    /// The labels above.
    pub ticks: Vec<Tick>,
    /// Days on which support does not work.
    pub off: Vec<OffDay>,
    /// Where the present instant is, if the picture reaches that far.
    pub now: Option<f64>,
}

impl Picture {
    /// The picture of activities with these beginnings and ends; `None` without any.
    #[must_use]
    pub fn of(
        texts: &Texts,
        calendar: &Calendar,
        now: DateTime<Utc>,
        activities: &[(DateTime<Utc>, DateTime<Utc>)],
    ) -> Option<Self> {
        let first = activities.iter().map(|(starts, _)| *starts).min()?;
        let last = activities.iter().map(|(_, ends)| *ends).max()?;
        let mut picture = if last - first <= TimeDelta::hours(24) {
            Self::of_hours(first, last)?
        } else {
            Self::of_days(texts, now, first, last)?
        };
        if (picture.from..=picture.to).contains(&now) {
            picture.now = Some(picture.place(now));
        }
        picture.off = picture.off_days(calendar);
        Some(picture)
    }

    /// Where an activity lies.
    #[must_use]
    pub fn bar(&self, starts: DateTime<Utc>, ends: DateTime<Utc>) -> Stretch {
        let (from, to) = (self.place(starts), self.place(ends));
        let from = from.min(100.0 - LEAST);
        Stretch { from, to: to.max(from + LEAST) }
    }

    /// The columns of days on which support does not work, neighbours in one.
    #[must_use]
    pub fn shaded(&self) -> Vec<Stretch> {
        let mut shaded: Vec<Stretch> = Vec::new();
        for OffDay { stretch, .. } in &self.off {
            match shaded.last_mut() {
                Some(last) if (stretch.from - last.to).abs() < 1e-6 => last.to = stretch.to,
                Some(_) | None => shaded.push(*stretch),
            }
        }
        shaded
    }

    /// Holidays and declared closures that it shows; weekends speak for themselves.
    pub fn special_days(&self) -> impl Iterator<Item = NaiveDate> + use<'_> {
        self.off.iter().filter(|off| off.special).map(|off| off.date)
    }

    fn place(&self, at: DateTime<Utc>) -> f64 {
        share((at - self.from).num_seconds(), (self.to - self.from).num_seconds())
    }

    fn empty(from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        Self { from, to, lines: Vec::new(), ticks: Vec::new(), off: Vec::new(), now: None }
    }

    /// Whole hours, for what happens within a day.
    fn of_hours(first: DateTime<Utc>, last: DateTime<Utc>) -> Option<Self> {
        let whole = |at: DateTime<Utc>| {
            let past = i64::from(at.minute() * 60 + at.second());
            (at - TimeDelta::seconds(past)).with_nanosecond(0)
        };
        let from = whole(first)?;
        let to = match whole(last)? {
            even if even == last => even,
            earlier => earlier + TimeDelta::hours(1),
        };
        let hours = (to - from).num_hours();
        let [desk, phone] = steps(hours, LABELS, &[1, 2, 3, 6, 12]);
        let mut picture = Self::empty(from, to);
        for hour in 0..hours {
            let at = from + TimeDelta::hours(hour);
            let place = picture.place(at);
            picture.lines.push(place);
            if hour % desk == 0 {
                let label = time::clock_time(at);
                picture.ticks.push(Tick { at: place, label, wide_only: hour % phone != 0 });
            }
        }
        Some(picture)
    }

    /// Whole days, with the present one when it is near.
    fn of_days(
        texts: &Texts,
        now: DateTime<Utc>,
        first: DateTime<Utc>,
        last: DateTime<Utc>,
    ) -> Option<Self> {
        // What ends at midnight takes nothing of the day that begins then.
        let (mut first, mut last) =
            (time::date_of(first), time::date_of(last - TimeDelta::seconds(1)));
        let today = time::date_of(now);
        if (first - today).num_days() <= NEAR && (today - last).num_days() <= NEAR {
            (first, last) = (first.min(today), last.max(today));
        }
        let (from, to) = (midnight(first)?, midnight(last.succ_opt()?)?);
        let days = (last - first).num_days() + 1;
        let mut picture = Self::empty(from, to);
        if days > MOST_SHADED {
            picture.label_months(texts, first, last);
        } else {
            picture.label_days(texts, first, days);
        }
        Some(picture)
    }

    fn label_days(&mut self, texts: &Texts, first: NaiveDate, days: i64) {
        let [desk, phone] = steps(days, LABELS, &[1, 2, 7, 14, 28]);
        // Weeks begin on Mondays.
        let since_monday = i64::from(first.weekday().num_days_from_monday());
        let shown = |step: i64, day: i64| {
            let day = if step % 7 == 0 { day + since_monday } else { day };
            day % step == 0
        };
        for (day, date) in (0_i64..).zip(first.iter_days()).take_while(|(day, _)| *day < days) {
            let at = share(day, days);
            if days <= MOST_LINES || shown(desk, day) {
                self.lines.push(at);
            }
            if shown(desk, day) {
                let label = if desk % 7 == 0 {
                    let month = time::abbreviated(texts.dates.months()[date.month0() as usize]);
                    format!("{} {month}", date.day())
                } else {
                    format!(
                        "{} {}",
                        time::abbreviated(texts.dates.weekday(date.weekday())),
                        date.day()
                    )
                };
                self.ticks.push(Tick { at, label, wide_only: !shown(phone, day) });
            }
        }
    }

    fn label_months(&mut self, texts: &Texts, first: NaiveDate, last: NaiveDate) {
        let number = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        let months = number(last) - number(first);
        let [desk, phone] = steps(months, MONTH_LABELS, &[1, 2, 4, 12, 24, 120, 1200]);
        let starts = (1..=months).filter(|month| month % desk == 0).filter_map(|month| {
            let this = number(first) + month;
            let year = i32::try_from(this.div_euclid(12)).ok()?;
            let month0 = u32::try_from(this.rem_euclid(12)).ok()?;
            Some((month, NaiveDate::from_ymd_opt(year, month0 + 1, 1)?))
        });
        for (month, date) in starts {
            let Some(at) = midnight(date).map(|at| self.place(at)) else { continue };
            let name = time::abbreviated(texts.dates.months()[date.month0() as usize]);
            let label = format!("{name} {}", date.year());
            self.lines.push(at);
            self.ticks.push(Tick { at, label, wide_only: month % phone != 0 });
        }
    }

    fn off_days(&self, calendar: &Calendar) -> Vec<OffDay> {
        let first = time::date_of(self.from);
        let last = time::date_of(self.to - TimeDelta::seconds(1));
        if (last - first).num_days() > MOST_SHADED {
            return Vec::new();
        }
        first
            .iter_days()
            .take_while(|date| *date <= last)
            .filter(|date| calendar.is_business_day(*date) == Ok(false))
            .filter_map(|date| {
                let (from, to) = (midnight(date)?, midnight(date.succ_opt()?)?);
                let (from, to) = (self.place(from).max(0.0), self.place(to).min(100.0));
                let special = !is_weekend(date) || is_holiday(date) == Ok(true);
                Some(OffDay { stretch: Stretch { from, to }, date, special })
            })
            .collect()
    }
}

/// `part` of `whole` in percent.
fn share(part: i64, whole: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "seconds of two centuries fit in 53 bits")]
    let share = part as f64 * 100.0 / whole.max(1) as f64;
    share
}

/// The smallest of `steps` that leave no more labels than there is room for, at a desk and on a
/// phone. Whatever is labelled on a phone is labelled at a desk.
fn steps(columns: i64, room: [i64; 2], steps: &[i64]) -> [i64; 2] {
    let labels = |step: i64| (columns - 1).div_euclid(step) + 1;
    let desk = steps.iter().find(|step| labels(**step) <= room[0]).or(steps.last());
    let desk = desk.copied().unwrap_or(1);
    let phone = (1..=room[0]).map(|times| times * desk).find(|step| labels(*step) <= room[1]);
    [desk, phone.unwrap_or(desk)]
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use aval_domain::calendar::ExceptionKind;

    use super::*;
    use crate::view_model::plans::samples::bogota;

    fn picture(now: &str, activities: &[(&str, &str)]) -> Picture {
        let activities: Vec<_> =
            activities.iter().map(|(starts, ends)| (bogota(starts), bogota(ends))).collect();
        Picture::of(Texts::of(Locale::Es), &Calendar::default(), bogota(now), &activities)
            .expect("there are activities")
    }

    fn labels(picture: &Picture, phone: bool) -> Vec<&str> {
        let shown = picture.ticks.iter().filter(|tick| !(phone && tick.wide_only));
        shown.map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn days_are_columns_and_bars_begin_at_their_hour() {
        // Thursday noon to Sunday midnight: four columns.
        let shown = picture(
            "2026-07-01T08:00",
            &[("2026-07-09T12:00", "2026-07-10T00:00"), ("2026-07-10T08:00", "2026-07-13T00:00")],
        );
        assert_eq!(labels(&shown, true), ["jue 9", "vie 10", "sáb 11", "dom 12"]);
        assert_eq!(shown.lines, [0.0, 25.0, 50.0, 75.0]);
        let bar = shown.bar(bogota("2026-07-09T12:00"), bogota("2026-07-10T00:00"));
        assert_eq!(bar, Stretch { from: 12.5, to: 25.0 });
        assert_eq!(shown.now, None, "a week before nobody looks for today in it");
    }

    #[test]
    fn weekends_holidays_and_closures_are_shaded() {
        let activities = [(bogota("2026-07-16T08:00"), bogota("2026-07-22T12:00"))];
        let closed: NaiveDate = "2026-07-22".parse().expect("a date");
        let calendar = Calendar::new([(closed, ExceptionKind::Closure)]);
        let now = bogota("2026-07-01T08:00");
        let shown = Picture::of(Texts::of(Locale::Es), &calendar, now, &activities)
            .expect("there are activities");
        let off: Vec<u32> = shown.off.iter().map(|off| off.date.day()).collect();
        assert_eq!(off, [18, 19, 20, 22]);
        let special: Vec<u32> = shown.special_days().map(|date| date.day()).collect();
        assert_eq!(shown.shaded().len(), 2, "Saturday to Monday in one");
        assert_eq!(special, [20, 22], "Independence Day and the closure");
        let worked = Calendar::new([(closed, ExceptionKind::WorkingDay)]);
        let shown = Picture::of(Texts::of(Locale::Es), &worked, now, &activities).expect("there");
        assert_eq!(shown.off.len(), 3);
    }

    #[test]
    fn the_present_is_a_line_and_is_brought_in_when_it_is_near() {
        let within = picture("2026-07-11T00:00", &[("2026-07-09T00:00", "2026-07-13T00:00")]);
        assert_eq!(within.now, Some(50.0));
        let late = picture("2026-07-15T12:00", &[("2026-07-09T00:00", "2026-07-13T00:00")]);
        assert_eq!(labels(&late, true).last(), Some(&"mié 15"));
        assert!(late.now.is_some_and(|now| now > 90.0));
        let soon = picture("2026-07-07T12:00", &[("2026-07-09T00:00", "2026-07-13T00:00")]);
        assert_eq!(labels(&soon, true).first(), Some(&"mar 7"));
    }

    #[test]
    fn what_happens_in_one_night_is_shown_in_hours() {
        let shown = picture(
            "2026-07-01T08:00",
            &[("2026-07-09T20:15", "2026-07-09T22:00"), ("2026-07-09T22:00", "2026-07-10T01:30")],
        );
        assert_eq!(
            labels(&shown, true),
            ["20:00", "21:00", "22:00", "23:00", "00:00", "01:00"],
            "from the whole hour before to the whole hour after"
        );
        let bar = shown.bar(bogota("2026-07-09T20:00"), bogota("2026-07-10T02:00"));
        assert_eq!(bar, Stretch { from: 0.0, to: 100.0 });
    }

    #[test]
    fn longer_plans_are_labelled_by_weeks_and_the_longest_by_months() {
        let weeks = picture("2026-01-01T08:00", &[("2026-07-02T08:00", "2026-08-20T08:00")]);
        assert_eq!(labels(&weeks, false)[..2], ["6 jul", "13 jul"], "Mondays");
        assert_eq!(labels(&weeks, true)[..2], ["13 jul", "27 jul"], "every other one");
        let long = picture("2026-01-01T08:00", &[("2026-03-02T08:00", "2027-03-20T08:00")]);
        assert!(labels(&long, false).contains(&"ene 2027"), "{:?}", labels(&long, false));
        assert!(labels(&long, true).len() <= 4);
        assert!(long.off.is_empty());
        let absurd = picture("2026-01-01T08:00", &[("2026-03-02T08:00", "2199-03-20T08:00")]);
        assert!(absurd.lines.len() < 20);
    }

    #[test]
    fn a_moment_is_still_seen() {
        let shown = picture("2026-01-01T08:00", &[("2026-07-01T00:00", "2026-09-01T00:00")]);
        let bar = shown.bar(bogota("2026-08-31T23:00"), bogota("2026-09-01T00:00"));
        assert_eq!((bar.to - bar.from).round(), 1.0);
        assert!(bar.to <= 100.0);
        let texts = Texts::of(Locale::Es);
        assert!(
            Picture::of(texts, &Calendar::default(), bogota("2026-01-01T08:00"), &[]).is_none()
        );
    }
}
