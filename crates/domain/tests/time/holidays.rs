use aval_domain::calendar::{Calendar, FIRST_YEAR, LAST_YEAR, OutOfRange};
use aval_domain::holidays::{Holiday, holidays_of, is_holiday};
use chrono::{Datelike, NaiveDate, Weekday};

use crate::util::date;

/// Written out by hand from published calendars of Colombia; months from January on.
const PUBLISHED: &[(i32, &[&[u32]])] = &[
    (
        2023,
        &[
            &[1, 9],
            &[],
            &[20],
            &[6, 7],
            &[1, 22],
            &[12, 19],
            &[3, 20],
            &[7, 21],
            &[],
            &[16],
            &[6, 13],
            &[8, 25],
        ],
    ),
    (
        2024,
        &[
            &[1, 8],
            &[],
            &[25, 28, 29],
            &[],
            &[1, 13],
            &[3, 10],
            &[1, 20],
            &[7, 19],
            &[],
            &[14],
            &[4, 11],
            &[8, 25],
        ],
    ),
    (
        2025,
        &[
            &[1, 6],
            &[],
            &[24],
            &[17, 18],
            &[1],
            &[2, 23, 30],
            &[20],
            &[7, 18],
            &[],
            &[13],
            &[3, 17],
            &[8, 25],
        ],
    ),
    (
        2026,
        &[
            &[1, 12],
            &[],
            &[23],
            &[2, 3],
            &[1, 18],
            &[8, 15, 29],
            &[13, 20],
            &[7, 17],
            &[],
            &[12],
            &[2, 16],
            &[8, 25],
        ],
    ),
    (
        2027,
        &[
            &[1, 11],
            &[],
            &[22, 25, 26],
            &[],
            &[1, 10, 31],
            &[7],
            &[5, 12, 20],
            &[7, 16],
            &[],
            &[18],
            &[1, 15],
            &[8, 25],
        ],
    ),
];

fn dates_of(year: i32) -> Vec<NaiveDate> {
    holidays_of(year).unwrap().into_iter().map(|holiday| holiday.date).collect()
}

fn on(text: &str) -> Holiday {
    let date = date(text);
    holidays_of(date.year()).unwrap().into_iter().find(|holiday| holiday.date == date).unwrap()
}

#[test]
fn the_holidays_of_these_years_are_the_published_ones() {
    for (year, months) in PUBLISHED {
        let published: Vec<NaiveDate> = (1..)
            .zip(*months)
            .flat_map(|(month, days)| days.iter().map(move |day| (month, *day)))
            .map(|(month, day)| NaiveDate::from_ymd_opt(*year, month, day).unwrap())
            .collect();
        assert_eq!(dates_of(*year), published, "{year}");
    }
}

#[test]
fn chiquinquira_is_kept_from_2026_on() {
    assert!(!is_holiday(date("2025-07-14")).unwrap());
    let holiday = on("2026-07-13");
    assert_eq!(holiday.law, "Ley 2578 de 2026");
    assert!(holiday.moved);
    assert_eq!(holiday.names[0].nominal, date("2026-07-09"));
    assert!(holiday.names[0].es.ends_with("Chiquinquirá"));
    assert_eq!(dates_of(2026).len(), 19);
    // In 2029 the 9th is a Monday itself.
    assert!(!on("2029-07-09").moved);
}

#[test]
fn two_holidays_on_one_date_are_one_day() {
    for text in ["2025-06-30", "2030-07-01"] {
        let holiday = on(text);
        let names: Vec<_> = holiday.names.iter().map(|name| name.es).collect();
        assert_eq!(names, ["Sagrado Corazón de Jesús", "San Pedro y San Pablo"], "{text}");
        assert!(holiday.moved);
        assert_eq!(holiday.law, "Ley 51 de 1983");
    }
    assert_eq!(dates_of(2025).len(), 17, "18 holidays on 17 dates");
    // From a Friday to the Tuesday after the long weekend is one business day.
    let days = Calendar::default().business_days_between(date("2025-06-27"), date("2025-07-01"));
    assert_eq!(days, Ok(1));
}

#[test]
fn a_holiday_on_its_own_day_is_not_moved() {
    assert!(!on("2025-12-25").moved);
    assert!(!on("2026-04-03").moved, "Good Friday stays where Easter puts it");
    assert!(!on("2025-01-06").moved, "Epiphany was on a Monday");
    assert!(on("2026-01-12").moved);
    let ascension = on("2026-05-18");
    assert!(ascension.moved);
    assert_eq!(ascension.names[0].nominal, date("2026-05-14"));
}

#[test]
fn easter_falls_where_the_church_says() {
    // Good Fridays two days before well-known Easter Sundays, the earliest and the
    // latest possible among them.
    for easter in [
        "1984-04-22",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2016-03-27",
        "2019-04-21",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2100-03-28",
        "2160-03-23",
        "2199-04-14",
    ] {
        let easter = date(easter);
        assert_eq!(easter.weekday(), Weekday::Sun, "{easter}");
        let offset = |days| easter + chrono::TimeDelta::days(days);
        for days in [-3, -2, 43, 64, 71] {
            assert!(is_holiday(offset(days)).unwrap(), "{days} days from {easter}");
        }
    }
}

#[test]
fn every_supported_year_has_ordered_dates_that_agree_with_is_holiday() {
    for year in FIRST_YEAR..=LAST_YEAR {
        let dates = dates_of(year);
        assert!(dates.is_sorted_by(|a, b| a < b), "{year}");
        let names: usize = holidays_of(year).unwrap().iter().map(|day| day.names.len()).sum();
        assert_eq!(names, if year < 2026 { 18 } else { 19 }, "{year}");
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let asked: Vec<_> = first
            .iter_days()
            .take_while(|day| day.year() == year)
            .filter(|day| is_holiday(*day).unwrap())
            .collect();
        assert_eq!(dates, asked, "{year}");
    }
}

#[test]
fn years_without_rules_are_refused() {
    assert_eq!(holidays_of(FIRST_YEAR - 1), Err(OutOfRange));
    assert_eq!(holidays_of(LAST_YEAR + 1), Err(OutOfRange));
    assert_eq!(is_holiday(date("1983-12-25")), Err(OutOfRange));
}
