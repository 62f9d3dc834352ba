//! From "so long after the step before" to instants. Pure: the calendar and today's date decide.

use anyhow::{Context as _, ensure};
use aval_domain::calendar::{BOGOTA, Calendar, ExceptionKind};
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};

use super::script::{After, Case, Opened, Step};

/// How many business days before today the house was set up.
const SET_UP_DAYS: u32 = 31;

/// The days that the admin declared, of which one has passed and one is to come.
pub(super) fn closures(today: NaiveDate) -> anyhow::Result<[(NaiveDate, &'static str); 2]> {
    let past = business_day_before(&Calendar::default(), today, 13)?;
    let year_end =
        NaiveDate::from_ymd_opt(today.year(), 12, 31).context("a year has a last day")?;
    Ok([(past, "Jornada de bienestar del equipo de soporte"), (year_end, "Cierre de fin de año")])
}

/// The calendar of the demo.
pub(super) fn calendar(today: NaiveDate) -> anyhow::Result<Calendar> {
    Ok(Calendar::new(closures(today)?.map(|(date, _)| (date, ExceptionKind::Closure))))
}

/// When the admin set the house up, before the first case.
pub(super) fn set_up_at(calendar: &Calendar, today: NaiveDate) -> anyhow::Result<DateTime<Utc>> {
    at(business_day_before(calendar, today, SET_UP_DAYS)?, 8, 20)
}

/// What happens at an instant: a case is opened, or goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned<'a> {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Its place in the list of cases.
    pub(super) case: usize,
    /// Which step; `None` is the opening.
    pub(super) step: Option<&'a Step>,
}

/// All that happens, in order.
///
/// # Errors
/// When a case does not end before today.
pub(super) fn plan<'a>(
    cases: &'a [Case],
    calendar: &Calendar,
    today: NaiveDate,
) -> anyhow::Result<Vec<Planned<'a>>> {
    let end = at(today, 0, 0)?;
    let mut all = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let opened = opened_at(case, number, calendar, today)?;
        let mut now = opened;
        all.push(Planned { at: now, case: number, step: None });
        for (place, step) in case.story.iter().enumerate() {
            let next = after(step.after, now, case.kind, calendar)?;
            // People don't act on the full minute.
            let next = next + TimeDelta::seconds((number * 37 + place * 23) as i64 % 60);
            ensure!(
                now < next && next < end,
                "demo: step {} of “{}” would be at {next}",
                place + 1,
                case.subject
            );
            now = next;
            all.push(Planned { at: now, case: number, step: Some(step) });
        }
    }
    all.sort_by_key(|planned| planned.at);
    Ok(all)
}

fn opened_at(
    case: &Case,
    number: usize,
    calendar: &Calendar,
    today: NaiveDate,
) -> anyhow::Result<DateTime<Utc>> {
    let (date, hour, minute) = match case.opened {
        Opened::Day(days, hour, minute) => {
            (business_day_before(calendar, today, days)?, hour, minute)
        }
        Opened::Saturday(weeks, hour, minute) => {
            let since = today.weekday().num_days_from_sunday() + 1;
            let days = u64::from(since + 7 * (weeks - 1));
            (today.checked_sub_days(Days::new(days)).context("a date")?, hour, minute)
        }
    };
    Ok(at(date, hour, minute)? + TimeDelta::seconds((number * 29) as i64 % 60))
}

fn after(
    after: After,
    now: DateTime<Utc>,
    kind: Kind,
    calendar: &Calendar,
) -> anyhow::Result<DateTime<Utc>> {
    match after {
        After::Minutes(minutes) => {
            let reached = calendar.add_service_time(kind, now, TimeDelta::minutes(minutes))?;
            // What would be done at the stroke of five waits until support opens again.
            Ok(calendar.next_opening(kind, reached)?)
        }
        After::SameDay(hour, minute) => at(now.with_timezone(&BOGOTA).date_naive(), hour, minute),
    }
}

/// The n-th business day before a date, which itself is not counted.
pub(super) fn business_day_before(
    calendar: &Calendar,
    date: NaiveDate,
    n: u32,
) -> anyhow::Result<NaiveDate> {
    let earlier = calendar.business_days_earlier(at(date, 12, 0)?, n)?;
    Ok(earlier.with_timezone(&BOGOTA).date_naive())
}

/// A wall time of a date in Bogota.
pub(super) fn at(date: NaiveDate, hour: u32, minute: u32) -> anyhow::Result<DateTime<Utc>> {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).context("a wall time")?;
    let local = BOGOTA.from_local_datetime(&date.and_time(time)).earliest();
    Ok(local.context("a wall time of Bogota")?.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::cases;

    #[test]
    fn on_any_day_of_three_years_all_cases_end_before_it() {
        let cases = cases::all();
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date");
        for date in first.iter_days().take(3 * 365) {
            let calendar = calendar(date).expect("a calendar");
            let planned = plan(&cases, &calendar, date).expect("a plan");
            let set_up = set_up_at(&calendar, date).expect("an instant");
            assert!(set_up + TimeDelta::hours(1) < planned[0].at, "{date}");
        }
    }

    #[test]
    fn the_first_saturday_before_a_saturday_is_a_week_earlier() {
        let cases = [Case::new(
            Opened::Saturday(1, 10, 0),
            crate::demo::people::Who::Oscar,
            Kind::Incident,
            aval_domain::lifecycle::Priority::High,
            crate::demo::people::Category::Telephony,
        )];
        for (today, saturday) in [(21, 14), (22, 21), (23, 21), (27, 21)] {
            let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a date");
            let today = date(today);
            let planned = plan(&cases, &Calendar::default(), today).expect("a plan");
            assert_eq!(planned[0].at.with_timezone(&BOGOTA).date_naive(), date(saturday));
        }
    }
}
