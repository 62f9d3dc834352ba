//! A year as twelve sheets of a calendar.

use chrono::{Datelike, NaiveDate, Weekday};

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
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
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
}
