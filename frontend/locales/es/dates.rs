//! Names of days and months.

use crate::i18n::Dates;

pub const DATES: Dates = Dates {
    today: "hoy",
    tomorrow: "mañana",
    yesterday: "ayer",
    now: "ahora",
    day_of_year: |weekday, day, month| format!("{weekday} {day} de {month}"),
    day_with_year: |weekday, day, month, year| format!("{weekday} {day} de {month} de {year}"),
    short_day: |day, month, year| format!("{day} {month} {year}"),
    day_at: |day, time| {
        // "hasta el jueves 26", but "hasta mañana".
        let article = if matches!(day, "hoy" | "mañana" | "ayer") { "" } else { "el " };
        format!("{article}{day} a las {time}")
    },
    span_of_day: |day, from, to| {
        let article = if matches!(day, "hoy" | "mañana" | "ayer") { "" } else { "el " };
        format!("{article}{day}, de {from} a {to}")
    },
    span: |from, to| format!("desde {from} hasta {to}"),
    minutes: |n| format!("{n} min"),
    hours: |n| format!("{n} h"),
    hours_minutes: |h, m| format!("{h} h {m} min"),
    days: |n| if n == 1 { "1 día".to_owned() } else { format!("{n} días") },
    days_hours: |d, h| {
        if d == 1 { format!("1 día y {h} h") } else { format!("{d} días y {h} h") }
    },
    service_time: |length| match length {
        "1 min" | "1 h" | "1 día" => format!("{length} hábil"),
        _ => format!("{length} hábiles"),
    },
    ago: |length| format!("hace {length}"),
    within: |length| format!("en {length}"),
    monday: "lunes",
    tuesday: "martes",
    wednesday: "miércoles",
    thursday: "jueves",
    friday: "viernes",
    saturday: "sábado",
    sunday: "domingo",
    january: "enero",
    february: "febrero",
    march: "marzo",
    april: "abril",
    may: "mayo",
    june: "junio",
    july: "julio",
    august: "agosto",
    september: "septiembre",
    october: "octubre",
    november: "noviembre",
    december: "diciembre",
};
