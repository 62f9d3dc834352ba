//! The public holidays of Colombia, as rules with years of validity.
//!
//! The rules are data, so that a new law is a new row and the years before it keep the
//! holidays they had. Two holidays may fall on one date (30 June 2025): everything here
//! answers with dates, never with rows.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::calendar::{FIRST_YEAR, LAST_YEAR, OutOfRange};

/// How a rule finds its day in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The same day each year, kept on that day.
    Fixed {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// A day of the year that is kept on the Monday on or after it.
    MovedToMonday {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// Days from Easter Sunday, kept on that day.
    FromEaster {
        /// Negative is before Easter.
        days: i64,
    },
    /// Days from Easter Sunday, kept on the Monday on or after that day.
    FromEasterMovedToMonday {
        /// Days after Easter of the feast itself, not of the Monday.
        days: i64,
    },
}

/// One holiday as the law made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HolidayRule {
    /// Official Spanish name.
    pub es: &'static str,
    /// English name.
    pub en: &'static str,
    /// The law it is kept by.
    pub law: &'static str,
    /// The day of the year.
    pub when: When,
    /// First year it is kept.
    pub from_year: i32,
    /// Last year it is kept; `None` while it is in force.
    pub to_year: Option<i32>,
}

const LEY_51: &str = "Ley 51 de 1983";
const LEY_2578: &str = "Ley 2578 de 2026";

/// A rule of Ley 51 of 1983, in force since 1984.
const fn ley_51(es: &'static str, en: &'static str, when: When) -> HolidayRule {
    HolidayRule { es, en, law: LEY_51, when, from_year: 1984, to_year: None }
}

/// Every rule that holds in some supported year.
pub const RULES: &[HolidayRule] = &[
    ley_51("Año Nuevo", "New Year's Day", When::Fixed { month: 1, day: 1 }),
    ley_51("Día de los Reyes Magos", "Epiphany", When::MovedToMonday { month: 1, day: 6 }),
    ley_51("Día de San José", "Saint Joseph's Day", When::MovedToMonday { month: 3, day: 19 }),
    ley_51("Jueves Santo", "Maundy Thursday", When::FromEaster { days: -3 }),
    ley_51("Viernes Santo", "Good Friday", When::FromEaster { days: -2 }),
    ley_51("Día del Trabajo", "Labour Day", When::Fixed { month: 5, day: 1 }),
    ley_51("Ascensión del Señor", "Ascension Day", When::FromEasterMovedToMonday { days: 39 }),
    ley_51("Corpus Christi", "Corpus Christi", When::FromEasterMovedToMonday { days: 60 }),
    ley_51(
        "Sagrado Corazón de Jesús",
        "Sacred Heart of Jesus",
        When::FromEasterMovedToMonday { days: 68 },
    ),
    ley_51(
        "San Pedro y San Pablo",
        "Saint Peter and Saint Paul",
        When::MovedToMonday { month: 6, day: 29 },
    ),
    HolidayRule {
        es: "Nuestra Señora del Rosario de Chiquinquirá",
        en: "Our Lady of the Rosary of Chiquinquirá",
        law: LEY_2578,
        when: When::MovedToMonday { month: 7, day: 9 },
        from_year: 2026,
        to_year: None,
    },
    ley_51("Día de la Independencia", "Independence Day", When::Fixed { month: 7, day: 20 }),
    ley_51("Batalla de Boyacá", "Battle of Boyacá", When::Fixed { month: 8, day: 7 }),
    ley_51(
        "Asunción de la Virgen",
        "Assumption of Mary",
        When::MovedToMonday { month: 8, day: 15 },
    ),
    ley_51("Día de la Raza", "Columbus Day", When::MovedToMonday { month: 10, day: 12 }),
    ley_51("Todos los Santos", "All Saints' Day", When::MovedToMonday { month: 11, day: 1 }),
    ley_51(
        "Independencia de Cartagena",
        "Independence of Cartagena",
        When::MovedToMonday { month: 11, day: 11 },
    ),
    ley_51("Inmaculada Concepción", "Immaculate Conception", When::Fixed { month: 12, day: 8 }),
    ley_51("Navidad", "Christmas Day", When::Fixed { month: 12, day: 25 }),
];

/// One of the feasts kept on a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HolidayName {
    /// Official Spanish name.
    pub es: &'static str,
    /// English name.
    pub en: &'static str,
    /// The day of the feast itself, before it was moved to a Monday.
    pub nominal: NaiveDate,
}

/// One date without work, with everything that is kept on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day on which it is kept.
    pub date: NaiveDate,
    /// What is kept; more than one where two holidays fall together.
    pub names: Vec<HolidayName>,
    /// Whether any of them is kept on another day than its own.
    pub moved: bool,
    /// The law; holidays that fall together have the same.
    pub law: &'static str,
}

/// The holidays of a year: one entry a date, in order.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn holidays_of(year: i32) -> Result<Vec<Holiday>, OutOfRange> {
    let mut holidays: Vec<Holiday> = Vec::with_capacity(RULES.len());
    for (rule, nominal, date) in kept_in(year)? {
        let name = HolidayName { es: rule.es, en: rule.en, nominal };
        let moved = nominal != date;
        match holidays.iter_mut().find(|holiday| holiday.date == date) {
            Some(holiday) => {
                holiday.names.push(name);
                holiday.moved |= moved;
            }
            None => holidays.push(Holiday { date, names: vec![name], moved, law: rule.law }),
        }
    }
    holidays.sort_by_key(|holiday| holiday.date);
    Ok(holidays)
}

/// Whether a public holiday is kept on this date. Says nothing of declared closures and
/// one-off working days: for those ask [`Calendar::is_business_day`].
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
///
/// [`Calendar::is_business_day`]: crate::calendar::Calendar::is_business_day
pub fn is_holiday(date: NaiveDate) -> Result<bool, OutOfRange> {
    Ok(kept_in(date.year())?.any(|(_, _, kept)| kept == date))
}

/// Each rule in force in a year with its own day and the day it is kept.
fn kept_in(
    year: i32,
) -> Result<impl Iterator<Item = (&'static HolidayRule, NaiveDate, NaiveDate)>, OutOfRange> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(OutOfRange);
    }
    let easter = easter_sunday(year);
    Ok(RULES
        .iter()
        .filter(move |rule| rule.from_year <= year && rule.to_year.is_none_or(|last| year <= last))
        .map(move |rule| {
            let (nominal, kept) = match rule.when {
                When::Fixed { month, day } => {
                    let nominal = day_of(year, month, day);
                    (nominal, nominal)
                }
                When::MovedToMonday { month, day } => {
                    let nominal = day_of(year, month, day);
                    (nominal, monday_on_or_after(nominal))
                }
                When::FromEaster { days } => {
                    let nominal = easter + chrono::TimeDelta::days(days);
                    (nominal, nominal)
                }
                When::FromEasterMovedToMonday { days } => {
                    let nominal = easter + chrono::TimeDelta::days(days);
                    (nominal, monday_on_or_after(nominal))
                }
            };
            (rule, nominal, kept)
        }))
}

/// A day that exists in every year, as those of the rules do.
fn day_of(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the rules name days of every year")
}

fn monday_on_or_after(date: NaiveDate) -> NaiveDate {
    date + Days::new(u64::from((7 - date.weekday().days_since(Weekday::Mon)) % 7))
}

/// Easter Sunday of a Gregorian year (the algorithm of Meeus, Jones and Butcher).
fn easter_sunday(year: i32) -> NaiveDate {
    let golden = year % 19;
    let (century, in_century) = (year / 100, year % 100);
    let (leap_centuries, century_rest) = (century / 4, century % 4);
    let correction = (century + 8) / 25;
    let moon_shift = (century - correction + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30;
    let (leaps, year_rest) = (in_century / 4, in_century % 4);
    let to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - year_rest) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    day_of(year, month.unsigned_abs(), day.unsigned_abs())
}
