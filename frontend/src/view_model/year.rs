//! A year as twelve sheets of a calendar, and what is special about its days.

use std::collections::BTreeMap;

use aval_contract::calendar::{CalendarException, ExceptionKind, Holidays};
use chrono::{Datelike, NaiveDate, Weekday};

use crate::i18n::Texts;
use crate::view_model::time;

/// One month: its weeks, Monday first, `None` where a week reaches into another month.
pub type Weeks = Vec<[Option<NaiveDate>; 7]>;

/// The weeks of a month, 1 to 12. Empty for a month that does not exist.
#[must_use]
pub fn weeks_of(year: i32, month: u32) -> Weeks {
    let mut weeks = Weeks::new();
    let mut day = NaiveDate::from_ymd_opt(year, month, 1);
    while let Some(date) = day.filter(|date| date.month() == month) {
        let column = date.weekday().num_days_from_monday() as usize;
        if column == 0 || weeks.is_empty() {
            weeks.push([None; 7]);
        }
        if let Some(week) = weeks.last_mut() {
            week[column] = Some(date);
        }
        day = date.succ_opt();
    }
    weeks
}

/// Whether a date is a Saturday or Sunday.
#[must_use]
pub fn is_weekend(date: NaiveDate) -> bool {
    match ordinary(date) {
        Service::Full => false,
        Service::IncidentsOnly | Service::Closed => true,
    }
}

/// What support does on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// A business day.
    Full,
    /// A Saturday morning, for incidents.
    IncidentsOnly,
    /// Nothing.
    Closed,
}

/// What support does on a date on which nothing is special.
#[must_use]
pub fn ordinary(date: NaiveDate) -> Service {
    match date.weekday() {
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => Service::Full,
        Weekday::Sat => Service::IncidentsOnly,
        Weekday::Sun => Service::Closed,
    }
}

/// What is special about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A public holiday.
    Holiday,
    /// Support is closed.
    Closure,
    /// Support works, whatever day it is.
    WorkingDay,
}

/// What is special about a date, with the reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// "Festivo: Inmaculada Concepción · Ley 51 de 1983 · En su fecha"
    pub text: String,
}

/// The special dates of a year. An exception wins over a holiday: that is what it is declared for.
#[must_use]
pub fn marks(
    texts: &Texts,
    holidays: &Holidays,
    exceptions: &[CalendarException],
) -> BTreeMap<NaiveDate, Mark> {
    let words = texts.promises();
    let of_holiday = |holiday: &aval_contract::calendar::Holiday| {
        let place = if holiday.moved { texts.admin().holiday_moved } else { words.on_its_date };
        let names = (words.day_is)(words.holiday, &holiday.names.join(", "));
        let text = format!("{names} · {} · {place}", holiday.law);
        (holiday.date, Mark { kind: MarkKind::Holiday, text })
    };
    let of_exception = |exception: &CalendarException| {
        let kind = match exception.kind {
            ExceptionKind::Closure => MarkKind::Closure,
            ExceptionKind::WorkingDay => MarkKind::WorkingDay,
        };
        let text = (words.day_is)(texts.exception(exception.kind), &exception.name);
        (exception.date, Mark { kind, text })
    };
    let year = holidays.year;
    let declared = exceptions.iter().filter(|exception| exception.date.year() == year);
    holidays.holidays.iter().map(of_holiday).chain(declared.map(of_exception)).collect()
}

/// What a month has, in a line: "2 festivos · 1 cierre".
#[must_use]
pub fn month_words(texts: &Texts, marks: &BTreeMap<NaiveDate, Mark>, month: u32) -> String {
    let words = texts.promises();
    let count = |kind| {
        marks.iter().filter(|(date, mark)| date.month() == month && mark.kind == kind).count()
    };
    let found: Vec<String> = [
        (count(MarkKind::Holiday), words.holidays_count),
        (count(MarkKind::Closure), words.closures_count),
        (count(MarkKind::WorkingDay), words.working_days_count),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, say)| say(n))
    .collect();
    if found.is_empty() { words.month_plain.to_owned() } else { found.join(" · ") }
}

/// A marked day in full: "Martes 8 de diciembre: Festivo: …".
#[must_use]
pub fn day_words(texts: &Texts, date: NaiveDate, mark: &Mark) -> String {
    let day = time::capitalised(&time::full_date(texts, date, false));
    format!("{day} · {}", mark.text)
}

#[cfg(test)]
mod tests {
    use aval_contract::calendar::Holiday;
    use aval_contract::me::Locale;

    use super::*;

    #[test]
    fn a_month_is_whole_and_in_its_columns() {
        let weeks = weeks_of(2026, 11);
        let days: Vec<u32> = weeks.iter().flatten().flatten().map(Datelike::day).collect();
        assert_eq!(days, (1..=30).collect::<Vec<_>>());
        // 1 November 2026 is a Sunday, the last column.
        assert_eq!(weeks[0][6].map(|date| date.day()), Some(1));
        assert_eq!(weeks[0][5], None);
        assert_eq!(weeks.len(), 6);
    }

    #[test]
    fn leap_years_and_december_end_where_they_should() {
        assert_eq!(weeks_of(2028, 2).iter().flatten().flatten().count(), 29);
        assert_eq!(weeks_of(2026, 12).iter().flatten().flatten().count(), 31);
        assert!(weeks_of(2026, 13).is_empty());
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn year() -> BTreeMap<NaiveDate, Mark> {
        let holiday = |day: &str, name: &str, moved| Holiday {
            date: date(day),
            names: vec![name.to_owned()],
            moved,
            law: "Ley 51 de 1983".to_owned(),
        };
        let holidays = Holidays {
            year: 2026,
            holidays: vec![
                holiday("2026-11-02", "Todos los Santos", true),
                holiday("2026-12-08", "Inmaculada Concepción", false),
                holiday("2026-12-25", "Navidad", false),
            ],
        };
        let exception = |day: &str, kind| CalendarException {
            date: date(day),
            kind,
            name: "Inventario".to_owned(),
        };
        let exceptions = [
            exception("2026-12-08", ExceptionKind::WorkingDay),
            exception("2026-12-24", ExceptionKind::Closure),
            exception("2027-01-04", ExceptionKind::Closure),
        ];
        marks(Texts::of(Locale::Es), &holidays, &exceptions)
    }

    #[test]
    fn a_holiday_says_which_law_and_whether_it_was_moved() {
        let marks = year();
        let texts = Texts::of(Locale::Es);
        assert_eq!(
            day_words(texts, date("2026-11-02"), &marks[&date("2026-11-02")]),
            "Lunes 2 de noviembre · Festivo: Todos los Santos · Ley 51 de 1983 · Trasladado al lunes"
        );
        assert!(marks[&date("2026-12-25")].text.ends_with("En su fecha"));
    }

    #[test]
    fn an_exception_wins_over_a_holiday_and_other_years_stay_out() {
        let marks = year();
        assert_eq!(marks[&date("2026-12-08")].kind, MarkKind::WorkingDay);
        assert_eq!(marks[&date("2026-12-24")].text, "Cierre: Inventario");
        assert_eq!(marks.len(), 4);
    }

    #[test]
    fn a_month_is_summed_up() {
        let (texts, marks) = (Texts::of(Locale::Es), year());
        assert_eq!(month_words(texts, &marks, 11), "1 festivo");
        assert_eq!(
            month_words(texts, &marks, 12),
            "1 festivo · 1 cierre · 1 día laborable excepcional"
        );
        assert_eq!(month_words(texts, &marks, 2), "Sin días especiales");
    }

    #[test]
    fn saturdays_are_for_incidents_and_sundays_for_nothing() {
        assert_eq!(ordinary(date("2026-11-27")), Service::Full);
        assert_eq!(ordinary(date("2026-11-28")), Service::IncidentsOnly);
        assert_eq!(ordinary(date("2026-11-29")), Service::Closed);
    }
}
