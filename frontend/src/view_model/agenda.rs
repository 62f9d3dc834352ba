//! A week of work outside service hours and of planned work, as support looks at it.

pub mod activities;

use aval_contract::after_hours::{AgendaEntry, AgendaQuery};
use aval_domain::calendar::Calendar;
use aval_domain::lifecycle::{Kind, Role};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};
use uuid::Uuid;

use crate::i18n::Texts;
use crate::paths::{self, query_pair};
use crate::view_model::time;
use crate::view_model::time::midnight;

/// Minutes of a day; Bogota has no summer time.
pub const DAY_MINUTES: i64 = 24 * 60;

/// The parameter of the address with the week.
pub const WEEK: &str = "semana";
/// The parameter of the address with whose work is shown.
pub const ENGINEER: &str = "ingeniero";
/// What the address says for everybody's.
const EVERYBODY: &str = "todos";

/// A week from Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    monday: NaiveDate,
}

impl Week {
    /// The one that a date lies in.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self { monday: date.week(Weekday::Mon).checked_first_day().unwrap_or(date) }
    }

    /// Reads `2026-W29`, or any date of the week.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(date) = text.parse() {
            return Some(Self::of(date));
        }
        let (year, week) = text.split_once("-W")?;
        let monday =
            NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Mon);
        monday.map(|monday| Self { monday })
    }

    /// As the address has it: `2026-W29`.
    #[must_use]
    pub fn to_param(self) -> String {
        let week = self.monday.iso_week();
        format!("{}-W{:02}", week.year(), week.week())
    }

    /// So many weeks later, or earlier.
    #[must_use]
    pub fn moved(self, weeks: i64) -> Self {
        let monday = self.monday.checked_add_signed(TimeDelta::weeks(weeks));
        Self { monday: monday.unwrap_or(self.monday) }
    }

    /// Its seven days.
    #[must_use]
    pub fn days(self) -> [NaiveDate; 7] {
        std::array::from_fn(|day| {
            self.monday.checked_add_days(Days::new(day as u64)).unwrap_or(self.monday)
        })
    }

    /// In words: "13 al 19 de julio de 2026".
    #[must_use]
    pub fn words(self, texts: &Texts) -> String {
        let [first, .., last] = self.days();
        let month = |date: NaiveDate| texts.dates.months()[date.month0() as usize];
        let words = &texts.after_hours().agenda;
        if first.year() != last.year() {
            (words.week_of_years)(
                &(words.day_of_month)(first.day(), month(first)),
                first.year(),
                &(words.day_of_month)(last.day(), month(last)),
                last.year(),
            )
        } else if first.month() != last.month() {
            (words.week_of_months)(
                &(words.day_of_month)(first.day(), month(first)),
                &(words.day_of_month)(last.day(), month(last)),
                last.year(),
            )
        } else {
            (words.week_of_month)(first.day(), last.day(), month(last), last.year())
        }
    }
}

/// Whose windows and activities are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's, and what is nobody's yet.
    Everybody,
    /// One engineer's.
    Engineer(Uuid),
}

impl Whose {
    /// What somebody sees who has not chosen: engineers their own, coordinators everybody's.
    #[must_use]
    pub fn usual(role: Role, me: Uuid) -> Self {
        if role.at_least(Role::Coordinator) { Self::Everybody } else { Self::Engineer(me) }
    }

    /// As the address has it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == EVERYBODY {
            return Some(Self::Everybody);
        }
        text.parse().ok().map(Self::Engineer)
    }

    /// As the address has it.
    #[must_use]
    pub fn to_param(self) -> String {
        match self {
            Self::Everybody => EVERYBODY.to_owned(),
            Self::Engineer(id) => id.to_string(),
        }
    }
}

/// The address of a week; who is shown is in it where it is not what the reader sees anyway.
#[must_use]
pub fn path(week: Week, whose: Option<Whose>) -> String {
    let week = query_pair(WEEK, &week.to_param());
    match whose {
        Some(whose) => {
            format!("{}?{week}&{}", paths::AGENDA, query_pair(ENGINEER, &whose.to_param()))
        }
        None => format!("{}?{week}", paths::AGENDA),
    }
}

/// What the API is asked for. `None` outside the years that have instants.
#[must_use]
pub fn query(week: Week, whose: Whose) -> Option<AgendaQuery> {
    let [first, ..] = week.days();
    let [next, ..] = week.moved(1).days();
    let engineer_id = match whose {
        Whose::Everybody => None,
        Whose::Engineer(id) => Some(id),
    };
    Some(AgendaQuery { from: midnight(first)?, to: midnight(next)?, engineer_id })
}

/// A stretch of one day, in minutes from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First minute of it.
    pub from: i64,
    /// First minute after it.
    pub to: i64,
}

/// The stretch of a day that lies between two instants, if any does.
#[must_use]
pub fn stretch_of_day(
    date: NaiveDate,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
) -> Option<Stretch> {
    let start = midnight(date)?;
    let minute = |at: DateTime<Utc>| (at - start).num_minutes().clamp(0, DAY_MINUTES);
    let stretch = Stretch { from: minute(starts), to: minute(ends) };
    (stretch.from < stretch.to).then_some(stretch)
}

/// The service hours of a kind on a date.
#[must_use]
pub fn service_hours(calendar: &Calendar, kind: Kind, date: NaiveDate) -> Option<Stretch> {
    let opens = calendar.next_opening(kind, midnight(date)?).ok()?;
    if time::date_of(opens) != date {
        return None;
    }
    stretch_of_day(date, opens, calendar.closes_at(kind, opens).ok()??)
}

/// A window as one day of the week shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Where it lies in the day.
    pub stretch: Stretch,
    /// Which of the lanes it is in, beside what it overlaps.
    pub lane: usize,
    /// How many lanes there are where it lies.
    pub lanes: usize,
    /// The window.
    pub entry: AgendaEntry,
}

/// The windows of one day, those of different engineers at one time beside each other.
#[must_use]
pub fn blocks(date: NaiveDate, entries: &[AgendaEntry]) -> Vec<Block> {
    let mut placed: Vec<Block> = Vec::new();
    // The first of those that overlap, one way or another, with what comes next.
    let mut cluster = 0;
    let mut cluster_ends = 0;
    for entry in entries {
        let Some(stretch) = stretch_of_day(date, entry.starts_at, entry.ends_at) else { continue };
        if stretch.from >= cluster_ends {
            cluster = placed.len();
        }
        cluster_ends = cluster_ends.max(stretch.to);
        let taken = |lane: usize| {
            placed[cluster..]
                .iter()
                .any(|block| block.lane == lane && block.stretch.to > stretch.from)
        };
        let lane = (0..).find(|lane| !taken(*lane)).unwrap_or_default();
        placed.push(Block { stretch, lane, lanes: lane + 1, entry: entry.clone() });
        let lanes = placed[cluster..].iter().map(|block| block.lane + 1).max().unwrap_or(1);
        for block in &mut placed[cluster..] {
            block.lanes = lanes;
        }
    }
    placed
}

#[cfg(test)]
pub mod tests {
    use aval_contract::after_hours::{Side, WindowState};
    use aval_contract::companies::CompanyRef;
    use aval_contract::me::Locale;

    use super::*;
    use crate::view_model::after_hours::samples::{at, date, person};

    pub fn entry(starts: &str, ends: &str) -> AgendaEntry {
        AgendaEntry {
            id: Uuid::from_u128(1),
            ticket_id: Uuid::from_u128(2),
            ticket_number: "CASO-000123".to_owned(),
            ticket_subject: "Puertas".to_owned(),
            company: CompanyRef { id: Uuid::from_u128(3), name: "Contacto Andino".to_owned() },
            state: WindowState::Agreed,
            asked_by_side: Side::Customer,
            starts_at: at(starts),
            ends_at: at(ends),
            task: "Cambiar la troncal".to_owned(),
            contact: "Portería".to_owned(),
            engineer: Some(person(4, "Julián Rojas")),
        }
    }

    #[test]
    fn a_week_is_in_the_address_by_its_number_and_found_by_any_of_its_dates() {
        let week = Week::parse("2026-W29").expect("a week");
        assert_eq!(week.days()[0], date("2026-07-13"));
        assert_eq!(Week::parse("2026-07-19"), Some(week));
        assert_eq!(week.to_param(), "2026-W29");
        assert_eq!(week.moved(1).to_param(), "2026-W30");
        for nonsense in ["", "2026-W54", "2026-W", "julio", "2026-13-01"] {
            assert_eq!(Week::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn the_week_of_new_year_belongs_to_the_year_of_its_thursday() {
        let week = Week::of(date("2027-01-01"));
        assert_eq!(week.to_param(), "2026-W53");
        assert_eq!(Week::parse("2026-W53"), Some(week));
        assert_eq!(
            week.words(Texts::of(Locale::Es)),
            "28 de diciembre de 2026 al 3 de enero de 2027"
        );
    }

    #[test]
    fn a_week_is_told_without_saying_a_month_twice() {
        let texts = Texts::of(Locale::Es);
        let said = |day| Week::of(date(day)).words(texts);
        assert_eq!(said("2026-07-15"), "13 al 19 de julio de 2026");
        assert_eq!(said("2026-07-30"), "27 de julio al 2 de agosto de 2026");
        let texts = Texts::of(Locale::En);
        assert_eq!(Week::of(date("2026-07-30")).words(texts), "27 July to 2 August 2026");
    }

    #[test]
    fn engineers_see_their_own_windows_and_coordinators_everybodys() {
        let me = Uuid::from_u128(9);
        assert_eq!(Whose::usual(Role::Engineer, me), Whose::Engineer(me));
        assert_eq!(Whose::usual(Role::Admin, me), Whose::Everybody);
        for whose in [Whose::Everybody, Whose::Engineer(me)] {
            assert_eq!(Whose::parse(&whose.to_param()), Some(whose));
        }
        let week = Week::of(date("2026-07-15"));
        assert_eq!(path(week, None), "/agenda?semana=2026-W29");
        assert_eq!(path(week, Some(Whose::Everybody)), "/agenda?semana=2026-W29&ingeniero=todos");
        let query = query(week, Whose::Engineer(me)).expect("a week of this century");
        assert_eq!((query.from, query.to), (at("2026-07-13T00:00"), at("2026-07-20T00:00")));
        assert_eq!(query.engineer_id, Some(me));
    }

    #[test]
    fn a_night_is_in_both_of_its_days() {
        let night = [entry("2026-07-17T22:00", "2026-07-18T02:30")];
        let of = |day| blocks(date(day), &night).first().map(|block| block.stretch);
        assert_eq!(of("2026-07-17"), Some(Stretch { from: 22 * 60, to: DAY_MINUTES }));
        assert_eq!(of("2026-07-18"), Some(Stretch { from: 0, to: 150 }));
        assert_eq!(of("2026-07-19"), None);
        // Up to midnight is not in the next day.
        let evening = [entry("2026-07-17T22:00", "2026-07-18T00:00")];
        assert_eq!(blocks(date("2026-07-18"), &evening), []);
    }

    #[test]
    fn windows_at_one_time_stand_beside_each_other_and_the_rest_is_as_wide_as_the_day() {
        let entries = [
            entry("2026-07-17T18:00", "2026-07-17T20:00"),
            entry("2026-07-17T19:00", "2026-07-17T21:00"),
            entry("2026-07-17T20:00", "2026-07-17T22:00"),
            entry("2026-07-17T22:00", "2026-07-17T23:00"),
        ];
        let placed: Vec<(usize, usize)> = blocks(date("2026-07-17"), &entries)
            .iter()
            .map(|block| (block.lane, block.lanes))
            .collect();
        assert_eq!(placed, [(0, 2), (1, 2), (0, 2), (0, 1)]);
    }

    #[test]
    fn service_hours_of_a_day_are_those_of_the_kind() {
        let calendar = Calendar::default();
        let hours = |kind, day| service_hours(&calendar, kind, date(day));
        let workday = Some(Stretch { from: 8 * 60, to: 17 * 60 });
        assert_eq!(hours(Kind::Request, "2026-07-14"), workday);
        // A holiday, and a Saturday.
        assert_eq!(hours(Kind::Incident, "2026-07-13"), None);
        assert_eq!(hours(Kind::Request, "2026-07-18"), None);
        assert_eq!(
            hours(Kind::Incident, "2026-07-18"),
            Some(Stretch { from: 9 * 60, to: 12 * 60 })
        );
    }
}
