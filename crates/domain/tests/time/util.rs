//! Instants and dates as people of Bogota say them.

use aval_domain::calendar::BOGOTA;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};

/// A date such as `2026-07-10`.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A wall time of Bogota such as `2026-07-10 16:00` or `2026-07-10 16:00:30`.
pub fn at(text: &str) -> DateTime<Utc> {
    let wall = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S"))
        .expect("a wall time");
    BOGOTA.from_local_datetime(&wall).single().expect("one instant").to_utc()
}

/// The other way round, for messages and comparisons one can read.
pub fn wall(t: DateTime<Utc>) -> String {
    t.with_timezone(&BOGOTA).format("%a %Y-%m-%d %H:%M:%S").to_string()
}
