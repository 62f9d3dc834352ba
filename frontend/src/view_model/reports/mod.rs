//! What the reports show: the period and company of the address, and each report as a chart and as
//! the table behind it.

pub mod chart;
pub mod figures;
pub mod month;

use aval_contract::reports::ReportQuery;
use chrono::{Datelike, Days, Months, NaiveDate};
use uuid::Uuid;

use crate::paths::{self, query_pair};

/// The parameter with the period.
pub const PERIOD: &str = "periodo";
/// The parameter with the company.
pub const COMPANY: &str = "empresa";

/// A period that one picks by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// From the first of this month on.
    ThisMonth,
    /// The month before.
    LastMonth,
    /// Thirty days with today.
    #[default]
    Days30,
    /// Ninety days with today.
    Days90,
    /// From the first of January on.
    ThisYear,
}

impl Preset {
    /// All of them, as they are offered.
    pub const ALL: [Self; 5] =
        [Self::ThisMonth, Self::LastMonth, Self::Days30, Self::Days90, Self::ThisYear];

    /// As it stands in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ThisMonth => "mes",
            Self::LastMonth => "mes-pasado",
            Self::Days30 => "30-dias",
            Self::Days90 => "90-dias",
            Self::ThisYear => "anio",
        }
    }

    /// First and last date, seen from today.
    #[must_use]
    pub fn dates(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let first_of_month = today.with_day(1).unwrap_or(today);
        let days = |days: u64| today.checked_sub_days(Days::new(days - 1)).unwrap_or(today);
        match self {
            Self::ThisMonth => (first_of_month, today),
            Self::LastMonth => (
                first_of_month.checked_sub_months(Months::new(1)).unwrap_or(first_of_month),
                first_of_month.pred_opt().unwrap_or(first_of_month),
            ),
            Self::Days30 => (days(30), today),
            Self::Days90 => (days(90), today),
            Self::ThisYear => (first_of_month.with_month(1).unwrap_or(first_of_month), today),
        }
    }
}

/// What the address of the reports says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The period.
    pub preset: Preset,
    /// Only this company's.
    pub company: Option<Uuid>,
}

impl Selection {
    /// Reads the address; what is not understood is as good as absent.
    #[must_use]
    pub fn from_params(param: impl Fn(&str) -> Option<String>) -> Self {
        let named = param(PERIOD).unwrap_or_default();
        Self {
            preset: Preset::ALL
                .into_iter()
                .find(|preset| preset.as_str() == named)
                .unwrap_or_default(),
            company: param(COMPANY).and_then(|id| id.parse().ok()),
        }
    }

    /// The address.
    #[must_use]
    pub fn path(self) -> String {
        let mut pairs = Vec::new();
        if self.preset != Preset::default() {
            pairs.push(query_pair(PERIOD, self.preset.as_str()));
        }
        if let Some(company) = self.company {
            pairs.push(query_pair(COMPANY, &company.to_string()));
        }
        if pairs.is_empty() {
            paths::REPORTS.to_owned()
        } else {
            format!("{}?{}", paths::REPORTS, pairs.join("&"))
        }
    }

    /// What the server is asked.
    #[must_use]
    pub fn query(self, today: NaiveDate) -> ReportQuery {
        let (from, to) = self.preset.dates(today);
        ReportQuery { from: Some(from), to: Some(to), company_id: self.company }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn presets_end_today_but_for_the_last_month() {
        let of = |preset: Preset, today| {
            let (from, to) = preset.dates(date(today));
            (from.to_string(), to.to_string())
        };
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(of(Preset::ThisMonth, "2026-11-26"), pair("2026-11-01", "2026-11-26"));
        assert_eq!(of(Preset::LastMonth, "2026-03-31"), pair("2026-02-01", "2026-02-28"));
        assert_eq!(of(Preset::LastMonth, "2026-01-01"), pair("2025-12-01", "2025-12-31"));
        assert_eq!(of(Preset::Days30, "2026-11-26"), pair("2026-10-28", "2026-11-26"));
        assert_eq!(of(Preset::Days90, "2026-11-26"), pair("2026-08-29", "2026-11-26"));
        assert_eq!(of(Preset::ThisYear, "2024-12-31"), pair("2024-01-01", "2024-12-31"));
    }

    #[test]
    fn the_address_keeps_what_was_chosen() {
        for preset in Preset::ALL {
            for company in [None, Some(Uuid::from_u128(7))] {
                let chosen = Selection { preset, company };
                let path = chosen.path();
                let query = path.split_once('?').map(|(_, query)| query).unwrap_or_default();
                let read = Selection::from_params(|name| {
                    query.split('&').find_map(|pair| {
                        let (key, value) = pair.split_once('=')?;
                        (key == name).then(|| value.to_owned())
                    })
                });
                assert_eq!(read, chosen, "{path}");
            }
        }
        assert_eq!(Selection::default().path(), "/reportes");
        assert_eq!(Selection::from_params(|_| Some("x".to_owned())), Selection::default());
    }
}
