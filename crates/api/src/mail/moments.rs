//! Instants in words, as the wall clock in Bogota shows them.

use aval_domain::calendar::BOGOTA;
use aval_domain::people::Locale;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};

const DAYS_ES: [&str; 7] =
    ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const DAYS_EN: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `jueves 16 de julio de 2026 a las 5:00 p. m. (hora de Bogotá)`
pub(super) fn in_words(at: DateTime<Utc>, locale: Locale) -> String {
    let at = at.with_timezone(&BOGOTA);
    let weekday = at.weekday().num_days_from_monday() as usize;
    let month = at.month0() as usize;
    let (day, year) = (at.day(), at.year());
    let (afternoon, hour) = at.hour12();
    let minute = at.minute();
    match locale {
        Locale::Es => {
            let (weekday, month) = (DAYS_ES[weekday], MONTHS_ES[month]);
            let article = if hour == 1 { "a la" } else { "a las" };
            let half = if afternoon { "p. m." } else { "a. m." };
            format!(
                "{weekday} {day} de {month} de {year} {article} {hour}:{minute:02} {half} (hora de \
                 Bogotá)"
            )
        }
        Locale::En => {
            let (weekday, month) = (DAYS_EN[weekday], MONTHS_EN[month]);
            let half = if afternoon { "p.m." } else { "a.m." };
            format!("{weekday}, {month} {day}, {year} at {hour}:{minute:02} {half} (Bogotá time)")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_moment_is_said_in_bogota_time_and_in_words() {
        let end = at("2026-07-16T22:00:00Z");
        assert_eq!(
            in_words(end, Locale::Es),
            "jueves 16 de julio de 2026 a las 5:00 p. m. (hora de Bogotá)"
        );
        assert_eq!(in_words(end, Locale::En), "Thursday, July 16, 2026 at 5:00 p.m. (Bogotá time)");
    }

    #[test]
    fn late_in_the_evening_it_is_still_the_same_day_in_bogota() {
        assert_eq!(
            in_words(at("2026-01-01T04:59:00Z"), Locale::Es),
            "miércoles 31 de diciembre de 2025 a las 11:59 p. m. (hora de Bogotá)"
        );
    }

    #[test]
    fn one_o_clock_is_singular_in_spanish_and_midnight_is_twelve() {
        assert!(in_words(at("2026-07-16T18:05:00Z"), Locale::Es).contains("a la 1:05 p. m."));
        assert!(in_words(at("2026-07-16T05:00:00Z"), Locale::Es).contains("a las 12:00 a. m."));
    }
}
