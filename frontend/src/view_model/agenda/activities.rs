//! Activities of work plans in a week of the agenda: which days each takes, and how that is told.

use std::cmp::Reverse;

use aval_contract::after_hours::{AgendaActivity, AgendaEntry};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};

use super::{Week, stretch_of_day};
use crate::i18n::Texts;
use crate::view_model::time;

/// What a week shows of an activity: one bar over all the days that it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The first of them in the week, from 0.
    pub first: usize,
    /// How many there are in the week, at least 1.
    pub days: usize,
    /// Whether it began before the week.
    pub from_before: bool,
    /// Whether it goes on after it.
    pub goes_on: bool,
    /// The activity.
    pub activity: AgendaActivity,
}

/// The bars of a week: by their first day, and of one day the longest first.
#[must_use]
pub fn bars(week: Week, activities: &[AgendaActivity]) -> Vec<Bar> {
    let days = week.days();
    let bar = |activity: &AgendaActivity| {
        let (starts, ends) = dates(activity);
        let first = days.iter().position(|day| *day >= starts)?;
        let last = days.iter().rposition(|day| *day <= ends)?;
        Some(Bar {
            first,
            days: last.checked_sub(first)? + 1,
            from_before: starts < days[first],
            goes_on: ends > days[last],
            activity: activity.clone(),
        })
    };
    let mut bars: Vec<Bar> = activities.iter().filter_map(bar).collect();
    bars.sort_by_key(|bar| (bar.first, Reverse(bar.days)));
    bars
}

/// The first and the last date of an activity. What ends at midnight ends with the day before.
fn dates(activity: &AgendaActivity) -> (NaiveDate, NaiveDate) {
    let last_instant = activity.ends_at - TimeDelta::nanoseconds(1);
    (time::date_of(activity.starts_at), time::date_of(last_instant))
}

/// From when until when, as short as can be: "08:00–12:00", "vie 10 08:00 – lun 13 17:00".
#[must_use]
pub fn short_span(texts: &Texts, activity: &AgendaActivity) -> String {
    let (first, last) = dates(activity);
    if first == last {
        return hours(activity.starts_at, activity.ends_at);
    }
    let day = |date: NaiveDate| {
        let weekday = time::abbreviated(texts.dates.weekday(date.weekday()));
        format!("{weekday} {}", date.day())
    };
    format!(
        "{} {} – {} {}",
        day(first),
        time::clock_time(activity.starts_at),
        day(last),
        time::end_of_day_time(activity.ends_at)
    )
}

/// What of an activity lies in one of its dates: "08:00–12:00", "Desde 08:00", "Todo el día".
#[must_use]
pub fn on_day(texts: &Texts, date: NaiveDate, activity: &AgendaActivity) -> String {
    let words = &texts.after_hours().agenda;
    let (first, last) = dates(activity);
    match (first < date, date < last) {
        (false, false) => hours(activity.starts_at, activity.ends_at),
        (false, true) => (words.from_time)(&time::clock_time(activity.starts_at)),
        (true, true) => words.all_day.to_owned(),
        (true, false) => (words.until_time)(&time::end_of_day_time(activity.ends_at)),
    }
}

/// "18:00–22:00"
#[must_use]
pub fn hours(starts: DateTime<Utc>, ends: DateTime<Utc>) -> String {
    format!("{}–{}", time::clock_time(starts), time::end_of_day_time(ends))
}

/// Whether it began on an earlier date.
fn goes_on_from_before(date: NaiveDate, activity: &AgendaActivity) -> bool {
    dates(activity).0 < date
}

/// Whether an earlier day of the week has told of it already.
#[must_use]
pub fn is_told_before(date: NaiveDate, activity: &AgendaActivity) -> bool {
    goes_on_from_before(date, activity) && date.weekday() != Weekday::Mon
}

/// One row of a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Work outside service hours.
    Window(AgendaEntry),
    /// An activity of a work plan.
    Activity(AgendaActivity),
}

/// All of one day by its beginning, and behind it the activities that go on from an earlier one.
#[must_use]
pub fn items(date: NaiveDate, windows: &[AgendaEntry], activities: &[AgendaActivity]) -> Vec<Item> {
    let on_it =
        |window: &&AgendaEntry| stretch_of_day(date, window.starts_at, window.ends_at).is_some();
    let takes_it = |activity: &&AgendaActivity| {
        let (first, last) = dates(activity);
        (first..=last).contains(&date)
    };
    let windows = windows.iter().filter(on_it).cloned().map(Item::Window);
    let activities = activities.iter().filter(takes_it).cloned().map(Item::Activity);
    let mut items: Vec<Item> = windows.chain(activities).collect();
    items.sort_by_key(|item| match item {
        Item::Window(window) => (false, window.starts_at),
        Item::Activity(activity) => (goes_on_from_before(date, activity), activity.starts_at),
    });
    items
}

#[cfg(test)]
mod tests {
    use aval_contract::ActivityState;
    use aval_contract::after_hours::Side;
    use aval_contract::companies::CompanyRef;
    use aval_contract::me::Locale;
    use uuid::Uuid;

    use super::*;
    use crate::view_model::after_hours::samples::{at, date, person};
    use crate::view_model::agenda::tests::entry;

    fn activity(starts: &str, ends: &str) -> AgendaActivity {
        AgendaActivity {
            id: Uuid::from_u128(11),
            ticket_id: Uuid::from_u128(2),
            ticket_number: "CASO-000123".to_owned(),
            ticket_subject: "Puertas".to_owned(),
            company: CompanyRef { id: Uuid::from_u128(3), name: "Contacto Andino".to_owned() },
            title: format!("{starts}/{ends}"),
            responsible: person(4, "Julián Rojas"),
            responsible_side: Side::Support,
            state: ActivityState::Pending,
            starts_at: at(starts),
            ends_at: at(ends),
            overdue: false,
        }
    }

    /// The week from Monday 13 to Sunday 19 July 2026.
    fn places(activities: &[AgendaActivity]) -> Vec<(usize, usize, bool, bool)> {
        bars(Week::of(date("2026-07-15")), activities)
            .iter()
            .map(|bar| (bar.first, bar.days, bar.from_before, bar.goes_on))
            .collect()
    }

    #[test]
    fn a_bar_takes_each_day_that_the_activity_touches_and_no_other() {
        for (starts, ends, place) in [
            ("2026-07-15T08:00", "2026-07-15T12:00", Some((2, 1, false, false))),
            ("2026-07-15T08:00", "2026-07-16T00:00", Some((2, 1, false, false))),
            ("2026-07-15T22:00", "2026-07-16T00:01", Some((2, 2, false, false))),
            ("2026-07-13T00:00", "2026-07-20T00:00", Some((0, 7, false, false))),
            ("2026-07-12T23:59", "2026-07-13T08:00", Some((0, 1, true, false))),
            ("2026-07-19T20:00", "2026-07-20T08:00", Some((6, 1, false, true))),
            ("2026-07-01T08:00", "2026-07-31T08:00", Some((0, 7, true, true))),
            ("2026-07-12T08:00", "2026-07-13T00:00", None),
            ("2026-07-20T00:00", "2026-07-20T08:00", None),
        ] {
            let places = places(&[activity(starts, ends)]);
            assert_eq!(places, Vec::from_iter(place), "{starts}/{ends}");
        }
    }

    #[test]
    fn of_one_day_the_longest_comes_first_and_then_what_begins_first() {
        let long = activity("2026-07-14T14:00", "2026-07-16T12:00");
        let early = activity("2026-07-14T08:00", "2026-07-14T09:00");
        let late = activity("2026-07-14T10:00", "2026-07-14T11:00");
        let before = activity("2026-07-13T10:00", "2026-07-13T11:00");
        let all = [before.clone(), early.clone(), late.clone(), long.clone()];
        let order: Vec<_> =
            bars(Week::of(date("2026-07-15")), &all).into_iter().map(|bar| bar.activity).collect();
        assert_eq!(order, [before, long, early, late]);
    }

    #[test]
    fn times_are_told_as_briefly_as_they_can_be() {
        let texts = Texts::of(Locale::Es);
        let day = activity("2026-07-10T08:00", "2026-07-11T00:00");
        assert_eq!(short_span(texts, &day), "08:00–24:00");
        let days = activity("2026-07-10T08:00", "2026-07-15T17:00");
        assert_eq!(short_span(texts, &days), "vie 10 08:00 – mié 15 17:00");
        assert_eq!(short_span(Texts::of(Locale::En), &days), "Fri 10 08:00 – Wed 15 17:00");
        let told = |day| on_day(texts, date(day), &days);
        assert_eq!(told("2026-07-10"), "Desde 08:00");
        assert_eq!(told("2026-07-11"), "Todo el día");
        assert_eq!(told("2026-07-15"), "Hasta 17:00");
        assert_eq!(on_day(texts, date("2026-07-10"), &day), "08:00–24:00");
    }

    #[test]
    fn a_week_tells_of_an_activity_in_full_on_the_first_of_its_days() {
        let long = activity("2026-07-10T08:00", "2026-07-15T17:00");
        let told = |day| is_told_before(date(day), &long);
        assert!(!told("2026-07-10"), "where it begins");
        assert!(told("2026-07-11") && told("2026-07-12"));
        assert!(!told("2026-07-13"), "where the next week begins");
        assert!(told("2026-07-14") && told("2026-07-15"));
    }

    #[test]
    fn a_day_lists_what_begins_on_it_before_what_goes_on() {
        let night = entry("2026-07-14T22:00", "2026-07-15T02:00");
        let evening = entry("2026-07-15T18:00", "2026-07-15T20:00");
        let long = activity("2026-07-13T08:00", "2026-07-16T12:00");
        let morning = activity("2026-07-15T08:00", "2026-07-15T09:00");
        let other = activity("2026-07-16T08:00", "2026-07-16T09:00");
        // It takes no whole minute and is there all the same.
        let mut short = activity("2026-07-15T10:00", "2026-07-15T10:00");
        short.ends_at += TimeDelta::seconds(20);
        let windows = [night.clone(), evening.clone()];
        let activities = [long.clone(), morning.clone(), short.clone(), other];
        assert_eq!(
            items(date("2026-07-15"), &windows, &activities),
            [
                Item::Window(night),
                Item::Activity(morning),
                Item::Activity(short),
                Item::Window(evening),
                Item::Activity(long)
            ]
        );
        assert_eq!(items(date("2026-07-17"), &windows, &activities), []);
    }
}
