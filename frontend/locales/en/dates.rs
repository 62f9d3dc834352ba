//! Names of days and months.

use crate::i18n::Dates;

pub const DATES: Dates = Dates {
    today: "today",
    tomorrow: "tomorrow",
    yesterday: "yesterday",
    now: "now",
    day_of_year: |weekday, day, month| format!("{weekday} {day} {month}"),
    day_with_year: |weekday, day, month, year| format!("{weekday} {day} {month} {year}"),
    short_day: |day, month, year| format!("{day} {month} {year}"),
    day_at: |day, time| format!("{day} at {time}"),
    minutes: |n| format!("{n} min"),
    hours: |n| format!("{n} h"),
    hours_minutes: |h, m| format!("{h} h {m} min"),
    days: |n| if n == 1 { "1 day".to_owned() } else { format!("{n} days") },
    days_hours: |d, h| {
        if d == 1 { format!("1 day and {h} h") } else { format!("{d} days and {h} h") }
    },
    service_time: |length| format!("{length} of service time"),
    ago: |length| format!("{length} ago"),
    within: |length| format!("in {length}"),
    monday: "Monday",
    tuesday: "Tuesday",
    wednesday: "Wednesday",
    thursday: "Thursday",
    friday: "Friday",
    saturday: "Saturday",
    sunday: "Sunday",
    january: "January",
    february: "February",
    march: "March",
    april: "April",
    may: "May",
    june: "June",
    july: "July",
    august: "August",
    september: "September",
    october: "October",
    november: "November",
    december: "December",
};
