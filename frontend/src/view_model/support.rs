//! Whether support is open, as the header of every page says it.

use aval_contract::calendar::ServiceHours;
use aval_domain::calendar::Calendar;
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, Utc};

use super::time;
use crate::i18n::Texts;

/// Whether what the server told still holds: neither the opening nor the closing it named passed.
#[must_use]
pub fn is_current(told: &ServiceHours, now: DateTime<Utc>) -> bool {
    match (told.open, told.closes_at) {
        (true, Some(end)) => now < end,
        (true, None) => false,
        (false, _) => now < told.next_opening,
    }
}

/// The same from the page's own calendar, for incidents: the widest hours. `None` outside the years
/// of the calendar.
#[must_use]
pub fn by_calendar(calendar: &Calendar, now: DateTime<Utc>) -> Option<ServiceHours> {
    Some(ServiceHours {
        open: calendar.is_open(Kind::Incident, now).ok()?,
        business_day: calendar.is_business_day(time::date_of(now)).ok()?,
        next_opening: calendar.next_opening(Kind::Incident, now).ok()?,
        closes_at: calendar.closes_at(Kind::Incident, now).ok()?,
    })
}

/// The state, and until when it lasts; with that it is for incidents only, where it is.
#[must_use]
pub fn words(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    hours: &ServiceHours,
) -> (&'static str, String) {
    let state = if hours.open { texts.shell.support_open } else { texts.shell.support_closed };
    let until = match (hours.open, hours.closes_at) {
        (true, Some(end)) => (texts.shell.support_open_until)(&time::clock_time(end)),
        (true, None) => String::new(),
        (false, _) => (texts.shell.support_opens)(&time::when(texts, now, hours.next_opening)),
    };
    let open_at = if hours.open { now } else { hours.next_opening };
    if calendar.is_open(Kind::Request, open_at) == Ok(false) {
        return (state, format!("{until}, {}", texts.shell.support_incidents_only));
    }
    (state, until)
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use chrono::{Datelike, NaiveDate, TimeZone, Weekday};

    use super::*;

    /// An instant by the clock of Bogota in July 2026, which is five hours behind UTC all year.
    fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 7, day, hour + 5, minute, 0).single().expect("an instant")
    }

    fn said(now: DateTime<Utc>) -> String {
        let hours = by_calendar(&Calendar::default(), now).expect("a supported year");
        let (state, until) = words(Texts::of(Locale::Es), &Calendar::default(), now, &hours);
        format!("{state}, {until}")
    }

    #[test]
    fn an_open_support_says_until_when_and_a_closed_one_when_it_opens() {
        // Friday 10 July to Tuesday 14 July 2026; Monday 13 is the holiday of the Virgen de
        // Chiquinquirá, moved.
        let friday = NaiveDate::from_ymd_opt(2026, 7, 10).expect("a date");
        assert_eq!(friday.weekday(), Weekday::Fri);
        assert_eq!(said(at(10, 7, 59)), "Soporte cerrado, abre hoy a las 08:00");
        assert_eq!(said(at(10, 8, 0)), "Soporte abierto, hasta las 17:00");
        assert_eq!(
            said(at(10, 17, 0)),
            "Soporte cerrado, abre mañana a las 09:00, solo incidentes"
        );
        assert_eq!(said(at(11, 11, 59)), "Soporte abierto, hasta las 12:00, solo incidentes");
        assert_eq!(said(at(11, 12, 0)), "Soporte cerrado, abre el martes 14 de julio a las 08:00");
    }

    #[test]
    fn what_the_server_told_holds_until_the_opening_or_closing_it_named() {
        let open = by_calendar(&Calendar::default(), at(10, 9, 0)).expect("a supported year");
        assert!(is_current(&open, at(10, 16, 59)));
        assert!(!is_current(&open, at(10, 17, 0)));
        let closed = by_calendar(&Calendar::default(), at(10, 18, 0)).expect("a supported year");
        assert!(is_current(&closed, at(11, 8, 59)));
        assert!(!is_current(&closed, at(11, 9, 0)));
    }
}
