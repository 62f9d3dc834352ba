//! Instants in words, in Bogota time and in service hours.

use aval_domain::calendar::{BOGOTA, Calendar};
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};

use crate::i18n::Texts;

/// Hours of service in a business day, for saying long stretches in days.
const SERVICE_DAY_HOURS: i64 = 9;

/// The date in Bogota.
#[must_use]
pub fn date_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&BOGOTA).date_naive()
}

/// The start of a date in Bogota.
#[must_use]
pub fn midnight(date: NaiveDate) -> Option<DateTime<Utc>> {
    let local = date.and_time(NaiveTime::MIN);
    Some(BOGOTA.from_local_datetime(&local).earliest()?.with_timezone(&Utc))
}

/// Time of day in Bogota: `08:05`.
#[must_use]
pub fn clock_time(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&BOGOTA);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// A date in words, seen from `today`: "hoy", "mañana", "jueves 26 de noviembre"; with the year
/// only when it is another one.
#[must_use]
pub fn date_words(texts: &Texts, today: NaiveDate, date: NaiveDate) -> String {
    let words = &texts.dates;
    match (date - today).num_days() {
        0 => words.today.to_owned(),
        1 => words.tomorrow.to_owned(),
        -1 => words.yesterday.to_owned(),
        _ => full_date(texts, date, date.year() != today.year()),
    }
}

/// "jueves 26 de noviembre", or with the year.
#[must_use]
pub fn full_date(texts: &Texts, date: NaiveDate, with_year: bool) -> String {
    let words = &texts.dates;
    let weekday = words.weekday(date.weekday());
    let month = words.months()[date.month0() as usize];
    if with_year {
        (words.day_with_year)(weekday, date.day(), month, date.year())
    } else {
        (words.day_of_year)(weekday, date.day(), month)
    }
}

/// The name of a day or month where there is little room: "mié", "nov".
#[must_use]
pub fn abbreviated(name: &str) -> String {
    name.chars().take(3).collect()
}

/// "26 nov 2026", for narrow columns.
#[must_use]
pub fn short_date(texts: &Texts, date: NaiveDate) -> String {
    let words = &texts.dates;
    let month = abbreviated(words.months()[date.month0() as usize]);
    (words.short_day)(date.day(), &month, date.year())
}

/// Day and time in words: "mañana a las 10:30".
#[must_use]
pub fn when(texts: &Texts, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let day = date_words(texts, date_of(now), date_of(at));
    (texts.dates.day_at)(&day, &clock_time(at))
}

/// Day and time where there is little room: "mañana a las 10:30", "lun 23 nov, 12:47".
#[must_use]
pub fn short_when(texts: &Texts, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let (today, date) = (date_of(now), date_of(at));
    if (date - today).num_days().abs() <= 1 {
        return when(texts, now, at);
    }
    let weekday = abbreviated(texts.dates.weekday(date.weekday()));
    let month = abbreviated(texts.dates.months()[date.month0() as usize]);
    if date.year() == today.year() {
        format!("{weekday} {} {month}, {}", date.day(), clock_time(at))
    } else {
        format!("{weekday} {}, {}", short_date(texts, date), clock_time(at))
    }
}

/// Where there is hardly any room: "ayer 08:41", "23 nov"; with the year only when it is another one.
#[must_use]
pub fn brief_when(texts: &Texts, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let (today, date) = (date_of(now), date_of(at));
    if (date - today).num_days().abs() <= 1 {
        return format!("{} {}", date_words(texts, today, date), clock_time(at));
    }
    let month = abbreviated(texts.dates.months()[date.month0() as usize]);
    // A day stays with its month.
    if date.year() == today.year() {
        format!("{}\u{a0}{month}", date.day())
    } else {
        format!("{}\u{a0}{month} {}", date.day(), date.year())
    }
}

/// The whole instant without reference to now: "el jueves 26 de noviembre de 2026 a las 10:30".
#[must_use]
pub fn in_full(texts: &Texts, at: DateTime<Utc>) -> String {
    (texts.dates.day_at)(&full_date(texts, date_of(at), true), &clock_time(at))
}

/// Time of day of an end, in Bogota: midnight is `24:00` of the day before.
#[must_use]
pub fn end_of_day_time(at: DateTime<Utc>) -> String {
    match clock_time(at) {
        midnight if midnight == "00:00" => "24:00".to_owned(),
        time => time,
    }
}

/// From one instant to another in words: "el viernes 17 de julio, de 18:00 a 22:00".
#[must_use]
pub fn span(
    texts: &Texts,
    now: DateTime<Utc>,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
) -> String {
    let words = &texts.dates;
    // What ends at midnight ends with its day.
    if date_of(starts) == date_of(ends - TimeDelta::seconds(1)) {
        let day = date_words(texts, date_of(now), date_of(starts));
        (words.span_of_day)(&day, &clock_time(starts), &end_of_day_time(ends))
    } else {
        (words.span)(&when(texts, now, starts), &when(texts, now, ends))
    }
}

/// The same where there is little room: "Jue 3 dic, 01:00–04:00".
#[must_use]
pub fn short_span(
    texts: &Texts,
    now: DateTime<Utc>,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
) -> String {
    let one_day = date_of(starts) == date_of(ends - TimeDelta::seconds(1));
    if one_day && (date_of(starts) - date_of(now)).num_days().abs() <= 1 {
        return capitalised(&span(texts, now, starts, ends));
    }
    let from = capitalised(&short_when(texts, now, starts));
    if one_day {
        format!("{from}–{}", end_of_day_time(ends))
    } else {
        format!("{from} – {}", short_when(texts, now, ends))
    }
}

/// A length of wall time in its largest one or two units: "2 h 5 min", "3 días".
#[must_use]
pub fn length(texts: &Texts, span: TimeDelta) -> String {
    let words = &texts.dates;
    let minutes = span.num_minutes().abs();
    match (minutes / (24 * 60), minutes / 60, minutes % 60) {
        (0, 0, minutes) => (words.minutes)(minutes),
        (0, hours, 0) => (words.hours)(hours),
        (0, hours, minutes) => (words.hours_minutes)(hours, minutes),
        (days, _, _) => (words.days)(days),
    }
}

/// A length of service time: "3 h hábiles", from a day of service on "1 día y 4 h hábiles".
#[must_use]
pub fn service_length(texts: &Texts, span: TimeDelta) -> String {
    let words = &texts.dates;
    let minutes = span.num_minutes().abs();
    let (hours, rest) = (minutes / 60, minutes % 60);
    let text = if hours >= SERVICE_DAY_HOURS {
        match (hours / SERVICE_DAY_HOURS, hours % SERVICE_DAY_HOURS) {
            (days, 0) => (words.days)(days),
            (days, hours) => (words.days_hours)(days, hours),
        }
    } else {
        match (hours, rest) {
            (0, minutes) => (words.minutes)(minutes),
            (hours, 0) => (words.hours)(hours),
            (hours, minutes) => (words.hours_minutes)(hours, minutes),
        }
    };
    (words.service_time)(&text)
}

/// How far an instant lies from now in service time: "en 3 h hábiles", "hace 20 min hábiles".
/// `None` outside the years the calendar knows.
#[must_use]
pub fn service_distance(
    texts: &Texts,
    calendar: &Calendar,
    kind: Kind,
    now: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Option<String> {
    let words = &texts.dates;
    let span = calendar.service_time_between(kind, now.min(at), now.max(at)).ok()?;
    let text = service_length(texts, span);
    Some(if at >= now { (words.within)(&text) } else { (words.ago)(&text) })
}

/// When, and how far that is in service time: "mañana a las 10:30, en 3 h hábiles".
#[must_use]
pub fn when_with_service_time(
    texts: &Texts,
    calendar: &Calendar,
    kind: Kind,
    now: DateTime<Utc>,
    at: DateTime<Utc>,
) -> String {
    let when = when(texts, now, at);
    match service_distance(texts, calendar, kind, now, at) {
        Some(distance) => format!("{when}, {distance}"),
        None => when,
    }
}

/// How long ago in wall time: "hace 5 min", "ahora".
#[must_use]
pub fn ago(texts: &Texts, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let span = now - at;
    if span < TimeDelta::minutes(1) {
        texts.dates.now.to_owned()
    } else {
        (texts.dates.ago)(&length(texts, span))
    }
}

/// An instant as the value of `<input type="datetime-local">`, in Bogota: `2026-11-26T10:30`.
#[must_use]
pub fn to_local_input(at: DateTime<Utc>) -> String {
    format!("{}T{}", date_of(at), clock_time(at))
}

/// The instant that a person wrote into `<input type="datetime-local">`, read as Bogota time.
#[must_use]
pub fn from_local_input(value: &str) -> Option<DateTime<Utc>> {
    let (date, time) = value.split_once('T')?;
    let (hour, minute) = time.split_once(':')?;
    // Some browsers write seconds too; people don't mean them.
    let minute = minute.split(':').next()?;
    let local =
        date.parse::<NaiveDate>().ok()?.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?;
    Some(BOGOTA.from_local_datetime(&local).earliest()?.with_timezone(&Utc))
}

/// The text with its first letter in upper case, for the start of a sentence.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        from_local_input(text).expect("a local time")
    }

    const ES: Locale = Locale::Es;

    #[test]
    fn near_days_have_names_and_far_ones_dates() {
        let texts = Texts::of(ES);
        let now = at("2026-11-25T16:00");
        assert_eq!(when(texts, now, at("2026-11-25T17:00")), "hoy a las 17:00");
        assert_eq!(when(texts, now, at("2026-11-26T08:05")), "mañana a las 08:05");
        assert_eq!(when(texts, now, at("2026-11-24T23:59")), "ayer a las 23:59");
        assert_eq!(
            when(texts, now, at("2026-11-27T10:30")),
            "el viernes 27 de noviembre a las 10:30"
        );
        assert_eq!(
            when(texts, now, at("2027-01-04T08:00")),
            "el lunes 4 de enero de 2027 a las 08:00"
        );
    }

    #[test]
    fn a_brief_date_leaves_out_what_goes_without_saying() {
        let texts = Texts::of(ES);
        let now = at("2026-11-25T16:00");
        let said = |when| brief_when(texts, now, at(when));
        assert_eq!(said("2026-11-25T09:02"), "hoy 09:02");
        assert_eq!(said("2026-11-24T08:41"), "ayer 08:41");
        assert_eq!(said("2026-11-17T11:20"), "17\u{a0}nov");
        assert_eq!(said("2025-11-17T11:20"), "17\u{a0}nov 2025");
    }

    #[test]
    fn a_stretch_of_one_day_names_the_day_once() {
        let texts = Texts::of(ES);
        let now = at("2026-07-10T10:00");
        let said = |starts, ends| span(texts, now, at(starts), at(ends));
        assert_eq!(
            said("2026-07-17T18:00", "2026-07-17T22:00"),
            "el viernes 17 de julio, de 18:00 a 22:00"
        );
        assert_eq!(said("2026-07-10T18:00", "2026-07-10T22:00"), "hoy, de 18:00 a 22:00");
        assert_eq!(
            said("2026-07-17T22:00", "2026-07-18T02:00"),
            "desde el viernes 17 de julio a las 22:00 hasta el sábado 18 de julio a las 02:00"
        );
        assert_eq!(
            said("2026-07-17T22:00", "2026-07-18T00:00"),
            "el viernes 17 de julio, de 22:00 a 24:00"
        );
    }

    #[test]
    fn a_span_is_short_where_there_is_little_room() {
        let texts = Texts::of(ES);
        let now = at("2026-07-10T10:00");
        let said = |starts, ends| short_span(texts, now, at(starts), at(ends));
        assert_eq!(said("2026-07-17T18:00", "2026-07-18T00:00"), "Vie 17 jul, 18:00–24:00");
        assert_eq!(said("2026-07-11T18:00", "2026-07-11T22:00"), "Mañana, de 18:00 a 22:00");
        assert_eq!(
            said("2026-07-17T22:00", "2026-07-18T02:00"),
            "Vie 17 jul, 22:00 – sáb 18 jul, 02:00"
        );
    }

    #[test]
    fn the_day_changes_at_midnight_in_bogota() {
        let texts = Texts::of(ES);
        let now = "2026-11-26T04:30:00Z".parse().expect("an instant");
        assert_eq!(when(texts, now, now), "hoy a las 23:30");
        let later = now + TimeDelta::hours(1);
        assert_eq!(when(texts, now, later), "mañana a las 00:30");
    }

    #[test]
    fn a_due_time_says_how_long_in_service_hours() {
        let texts = Texts::of(ES);
        let calendar = Calendar::default();
        let now = at("2026-11-25T16:00");
        assert_eq!(
            when_with_service_time(texts, &calendar, Kind::Request, now, at("2026-11-26T10:00")),
            "mañana a las 10:00, en 3 h hábiles"
        );
        assert_eq!(
            service_distance(texts, &calendar, Kind::Incident, now, at("2026-11-25T15:20")),
            Some("hace 40 min hábiles".to_owned())
        );
    }

    #[test]
    fn saturday_mornings_count_for_incidents_only() {
        let texts = Texts::of(Locale::En);
        let calendar = Calendar::default();
        let (friday, saturday) = (at("2026-07-10T17:00"), at("2026-07-11T10:00"));
        let distance =
            |kind| service_distance(texts, &calendar, kind, friday, saturday).expect("in range");
        assert_eq!(distance(Kind::Incident), "in 1 h of service");
        assert_eq!(distance(Kind::Request), "in 0 min of service");
    }

    #[test]
    fn long_stretches_are_said_in_service_days() {
        let texts = Texts::of(ES);
        assert_eq!(service_length(texts, TimeDelta::hours(1)), "1 h hábil");
        assert_eq!(service_length(texts, TimeDelta::hours(9)), "1 día hábil");
        assert_eq!(service_length(texts, TimeDelta::minutes(891)), "1 día y 5 h hábiles");
        assert_eq!(service_length(texts, TimeDelta::hours(27)), "3 días hábiles");
        assert_eq!(service_length(texts, TimeDelta::hours(22)), "2 días y 4 h hábiles");
        assert_eq!(service_length(texts, TimeDelta::minutes(150)), "2 h 30 min hábiles");
    }

    #[test]
    fn what_a_person_writes_is_bogota_time() {
        let instant: DateTime<Utc> = "2026-11-26T15:30:00Z".parse().expect("an instant");
        assert_eq!(to_local_input(instant), "2026-11-26T10:30");
        assert_eq!(from_local_input("2026-11-26T10:30"), Some(instant));
        assert_eq!(from_local_input("mañana"), None);
    }

    #[test]
    fn a_sentence_starts_with_a_capital() {
        assert_eq!(capitalised("ámbar"), "Ámbar");
        assert_eq!(capitalised(""), "");
    }
}
