//! From when on a window may start, and which days make it so.

use aval_domain::after_hours::{NOTICE_BUSINESS_DAYS, earliest_start};
use aval_domain::calendar::{Calendar, OutOfRange};
use aval_domain::holidays::{Holiday, holidays_of};
use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::i18n::Texts;
use crate::view_model::{time, year};

/// What a day is to the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    /// A business day that was over when the window was asked for.
    Over,
    /// The business day on which it counts as asked for; it is not counted itself.
    Asked,
    /// One of the business days of the notice, from 1 on.
    Counted(u32),
    /// A Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday(Holiday),
    /// A day on which an admin declared support closed.
    Closure,
}

/// The days from the one on which a window is asked for to the one on which it may start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// From when on the window may start.
    pub earliest: DateTime<Utc>,
    /// Each day, in order, beginning with the present one.
    pub days: Vec<(NaiveDate, Day)>,
}

impl Notice {
    /// The notice for a window that is asked for now. What the server said of its earliest start
    /// holds where it is later: its calendar and its clock are the ones that count.
    ///
    /// # Errors
    /// [`OutOfRange`] outside the supported years.
    pub fn for_now(
        calendar: &Calendar,
        now: DateTime<Utc>,
        server: Option<DateTime<Utc>>,
    ) -> Result<Self, OutOfRange> {
        let own = earliest_start(calendar, now)?;
        let earliest = server.map_or(own, |server| own.max(server));
        let today = time::date_of(now);
        let asked = calendar.business_days_earlier(earliest, NOTICE_BUSINESS_DAYS)?;
        let asked = time::date_of(asked);
        let mut days = Vec::new();
        let mut counted = 0;
        for date in today.min(asked).iter_days().take_while(|date| *date <= time::date_of(earliest))
        {
            let day = match (calendar.is_business_day(date)?, date.cmp(&asked)) {
                (false, _) => without_work(date)?,
                (true, std::cmp::Ordering::Less) => Day::Over,
                (true, std::cmp::Ordering::Equal) => Day::Asked,
                (true, std::cmp::Ordering::Greater) => {
                    counted += 1;
                    Day::Counted(counted)
                }
            };
            days.push((date, day));
        }
        Ok(Self { earliest, days })
    }

    /// Why it may start then and not sooner, sentence by sentence.
    #[must_use]
    pub fn sentences(&self, texts: &Texts, now: DateTime<Utc>) -> Vec<String> {
        let words = &texts.after_hours().ask;
        let counted = self.days.iter().filter(|(_, day)| matches!(day, Day::Counted(_)));
        let counted: Vec<String> = counted.map(|(date, _)| day_name(texts, *date)).collect();
        let mut said = vec![(words.earliest)(
            &time::when(texts, now, self.earliest),
            &listed(texts, &counted),
        )];
        let today = self.days.first();
        let asked = self.days.iter().find(|(_, day)| *day == Day::Asked);
        if let (Some((today, first)), Some((asked, _))) = (today, asked) {
            let asked = day_name(texts, *asked);
            said.push(match first {
                Day::Asked => words.today_not_counted.to_owned(),
                Day::Over => (words.today_over)(&asked),
                Day::Weekend | Day::Holiday(_) | Day::Closure | Day::Counted(_) => {
                    (words.today_no_business_day)(&day_name(texts, *today), &asked)
                }
            });
        }
        said.extend(self.days.iter().filter_map(|(date, day)| match day {
            Day::Holiday(holiday) => {
                Some((words.is_holiday)(&day_name(texts, *date), &holiday_names(texts, holiday)))
            }
            Day::Closure => Some((words.is_closure)(&day_name(texts, *date))),
            Day::Over | Day::Asked | Day::Counted(_) | Day::Weekend => None,
        }));
        said
    }
}

/// Why nobody works on a date that is no business day.
fn without_work(date: NaiveDate) -> Result<Day, OutOfRange> {
    Ok(match holiday_on(date)? {
        Some(holiday) => Day::Holiday(holiday),
        None if year::is_weekend(date) => Day::Weekend,
        None => Day::Closure,
    })
}

/// The public holiday of a date.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn holiday_on(date: NaiveDate) -> Result<Option<Holiday>, OutOfRange> {
    Ok(holidays_of(date.year())?.into_iter().find(|holiday| holiday.date == date))
}

/// What is kept on a holiday, in the reader's language.
#[must_use]
pub fn holiday_names(texts: &Texts, holiday: &Holiday) -> String {
    let names: Vec<String> =
        holiday.names.iter().map(|name| texts.holiday(name).to_owned()).collect();
    listed(texts, &names)
}

/// "miércoles 15"
#[must_use]
pub fn day_name(texts: &Texts, date: NaiveDate) -> String {
    (texts.after_hours().day)(texts.dates.weekday(date.weekday()), date.day())
}

/// "miércoles 15, jueves 16 y viernes 17"
fn listed(texts: &Texts, all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => (texts.after_hours().and)(&most.join(", "), last),
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use aval_domain::calendar::ExceptionKind;

    use super::*;
    use crate::view_model::after_hours::samples::{at, date};

    fn notice(now: &str) -> Notice {
        Notice::for_now(&Calendar::default(), at(now), None).expect("a supported year")
    }

    fn said(now: &str) -> Vec<String> {
        notice(now).sentences(Texts::of(Locale::Es), at(now))
    }

    fn roles(notice: &Notice) -> String {
        let role = |day: &Day| match day {
            Day::Over => '-',
            Day::Asked => 'A',
            Day::Counted(n) => char::from_digit(*n, 10).expect("a digit"),
            Day::Weekend => 'w',
            Day::Holiday(_) => 'h',
            Day::Closure => 'c',
        };
        notice.days.iter().map(|(_, day)| role(day)).collect()
    }

    #[test]
    fn in_the_week_of_13_july_2026_the_monday_is_named_and_passed_over() {
        let friday = notice("2026-07-10T10:00");
        assert_eq!(friday.earliest, at("2026-07-16T17:00"));
        assert_eq!(roles(&friday), "Awwh123");
        assert_eq!(
            said("2026-07-10T10:00"),
            [
                "Se puede desde el jueves 16 de julio a las 17:00: son tres días hábiles de aviso \
                 (martes 14, miércoles 15 y jueves 16).",
                "Hoy no se cuenta.",
                "El lunes 13 es festivo: Nuestra Señora del Rosario de Chiquinquirá.",
            ]
        );
    }

    #[test]
    fn after_five_it_counts_as_asked_on_the_next_business_day() {
        let evening = notice("2026-07-10T17:00");
        assert_eq!(evening.earliest, at("2026-07-17T17:00"));
        assert_eq!(roles(&evening), "-wwhA123");
        assert_eq!(
            said("2026-07-10T17:00")[1],
            "La jornada de hoy ya terminó: el aviso vale desde el martes 14, que no se cuenta."
        );
        let holiday = said("2026-07-13T09:00");
        assert_eq!(
            holiday[1],
            "Hoy, lunes 13, no es día hábil: el aviso vale desde el martes 14, que no se cuenta."
        );
        assert_eq!(
            holiday[2],
            "El lunes 13 es festivo: Nuestra Señora del Rosario de Chiquinquirá."
        );
    }

    #[test]
    fn holy_week_takes_thursday_and_friday_away() {
        // Easter Sunday 2026 is 5 April.
        let monday = notice("2026-03-31T08:30");
        assert_eq!(monday.earliest, at("2026-04-07T17:00"));
        assert_eq!(roles(&monday), "A1hhww23");
        assert_eq!(
            said("2026-03-31T08:30")[2..],
            [
                "El jueves 2 es festivo: Jueves Santo.".to_owned(),
                "El viernes 3 es festivo: Viernes Santo.".to_owned(),
            ]
        );
    }

    #[test]
    fn the_turn_of_the_year_is_one_stretch_of_days() {
        // 25 December 2026 and 1 January 2027 are Fridays; 11 January is the Epiphany, moved.
        let notice = notice("2026-12-30T18:00");
        assert_eq!(roles(&notice), "-Ahww123");
        assert_eq!(notice.earliest, at("2027-01-06T17:00"));
        assert_eq!(
            said("2026-12-30T18:00")[0],
            "Se puede desde el miércoles 6 de enero de 2027 a las 17:00: son tres días hábiles de \
             aviso (lunes 4, martes 5 y miércoles 6)."
        );
        assert_eq!(said("2026-12-30T18:00")[2], "El viernes 1 es festivo: Año Nuevo.");
    }

    #[test]
    fn declared_closures_and_working_days_count_as_declared() {
        let calendar = Calendar::new([
            (date("2026-07-15"), ExceptionKind::Closure),
            (date("2026-07-18"), ExceptionKind::WorkingDay),
        ]);
        let now = at("2026-07-14T09:00");
        let notice = Notice::for_now(&calendar, now, None).expect("a supported year");
        assert_eq!(roles(&notice), "Ac123");
        assert_eq!(notice.earliest, at("2026-07-18T17:00"));
        assert_eq!(
            notice.sentences(Texts::of(Locale::Es), now)[2],
            "El miércoles 15 no hay servicio: es un cierre declarado."
        );
    }

    #[test]
    fn what_the_server_says_holds_where_it_is_later() {
        let calendar = Calendar::default();
        let now = at("2026-07-14T16:59");
        let later = at("2026-07-21T17:00");
        let notice = Notice::for_now(&calendar, now, Some(later)).expect("a supported year");
        assert_eq!(notice.earliest, later);
        // Monday 20 July is Independence Day.
        assert_eq!(roles(&notice), "-A12wwh3");
        let earlier = Notice::for_now(&calendar, now, Some(now)).expect("a supported year");
        assert_eq!(earlier.earliest, at("2026-07-17T17:00"));
    }

    #[test]
    fn the_reasons_are_told_in_english_too() {
        let now = at("2026-07-10T10:00");
        let said = notice("2026-07-10T10:00").sentences(Texts::of(Locale::En), now);
        assert_eq!(said[2], "Monday 13 is a holiday: Our Lady of the Rosary of Chiquinquirá.");
    }
}
