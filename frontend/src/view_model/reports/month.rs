//! The month of the monthly report.

use aval_contract::IsoDuration;
use aval_contract::reports::MonthlyQuery;
use chrono::{Datelike, Months, NaiveDate};
use uuid::Uuid;

use crate::i18n::Texts;
use crate::paths;
use crate::view_model::time;

/// The parameter with the month.
pub const MONTH: &str = "mes";

/// A month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

impl Month {
    /// The month of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self(date.with_day(1).unwrap_or(date))
    }

    /// Reads `2026-10`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date = (text.len() == 7).then(|| format!("{text}-01").parse().ok()).flatten()?;
        Some(Self(date))
    }

    /// The month before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The month after.
    #[must_use]
    pub fn after(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// As the address and the server have it.
    #[must_use]
    pub fn as_param(self) -> String {
        self.0.format("%Y-%m").to_string()
    }

    /// "octubre de 2026".
    #[must_use]
    pub fn words(self, texts: &Texts) -> String {
        let name = texts.dates.months()[self.0.month0() as usize];
        (texts.reports().month_of_year)(name, self.0.year())
    }

    /// What the server is asked.
    #[must_use]
    pub fn query(self) -> MonthlyQuery {
        MonthlyQuery { month: Some(self.as_param()) }
    }
}

/// A sum of hours: "3 h 30 min", and "0 h" for none.
#[must_use]
pub fn hours_spent(texts: &Texts, sum: IsoDuration) -> String {
    let span = sum.span();
    if span.is_zero() { (texts.dates.hours)(0) } else { time::length(texts, span) }
}

/// The report of a month: support names the company, a reporter has one.
#[must_use]
pub fn path(company: Option<Uuid>, month: Month) -> String {
    let page = company.map_or_else(|| paths::MONTHLY.to_owned(), paths::company_report);
    format!("{page}?{}", paths::query_pair(MONTH, &month.as_param()))
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;

    use super::*;

    #[test]
    fn months_follow_each_other_over_the_year() {
        let january = Month::parse("2026-01").expect("a month");
        assert_eq!(january.before().as_param(), "2025-12");
        assert_eq!(january.before().after(), january);
        assert_eq!(january.words(Texts::of(Locale::Es)), "enero de 2026");
        for text in ["2026-13", "2026-1", "enero", ""] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn no_hours_are_said_in_hours() {
        let spent = |minutes| {
            let sum = IsoDuration::new(chrono::TimeDelta::minutes(minutes));
            hours_spent(Texts::of(Locale::Es), sum)
        };
        assert_eq!([spent(0), spent(210)], ["0 h", "3 h 30 min"]);
    }

    #[test]
    fn a_reporter_names_no_company() {
        let month = Month::of(NaiveDate::from_ymd_opt(2026, 10, 31).expect("a date"));
        assert_eq!(path(None, month), "/reporte?mes=2026-10");
        let id = Uuid::nil();
        assert_eq!(path(Some(id), month), format!("/reportes/empresas/{id}?mes=2026-10"));
    }
}
