//! The figures counted by hand: from what the API says of each ticket, without any code of reports.

use std::collections::BTreeMap;

use aval_contract::calendar::{Evaluate, Evaluated};
use aval_contract::tickets::{AllClocks, Clock, TicketForReporter, Visibility};
use aval_contract::timeline::TimelineEntry;
use aval_contract::{EventKind, Kind, Stage, WaitingOn};
use aval_domain::calendar::BOGOTA;
use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Timelike as _, Utc, Weekday};

use super::july;
use crate::util::{Actor, Case, Company};

const STAGES: [Stage; 4] = [Stage::Open, Stage::Analysis, Stage::Solution, Stage::Testing];

/// What is open, as far as a test compares it.
#[derive(Debug, PartialEq)]
pub struct Standing {
    pub total: [u32; 4],
    pub engineers: Vec<(Option<String>, [u32; 4])>,
    pub companies: Vec<(String, [u32; 4])>,
}

/// One ticket with all that the API says of it.
struct Told {
    ticket: TicketForReporter,
    events: Vec<TimelineEntry>,
    clocks: AllClocks,
    /// Stage, when it was left, for how many minutes of service time it lasted.
    stays: Vec<(Stage, DateTime<Utc>, i64)>,
}

/// All that is counted.
pub struct ByHand {
    tickets: Vec<Told>,
    now: DateTime<Utc>,
}

fn date_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&BOGOTA).date_naive()
}

/// By hand: Monday to Friday, and July 2026 has two holidays on Mondays.
fn works(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && date != july(13) && date != july(20)
}

impl ByHand {
    pub async fn read(
        staff: &Actor,
        cases: impl Iterator<Item = &(Case, Company)>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut tickets = Vec::new();
        for (case, _) in cases {
            let events: Vec<_> = staff
                .timeline(case)
                .await
                .into_iter()
                .filter(|event| event.visibility == Visibility::Public)
                .collect();
            assert!(events.len() < 100);
            let mut told = Told {
                ticket: staff.sees(case).await,
                clocks: staff.session.tickets().clocks(case.id).await.expect("clocks"),
                events,
                stays: Vec::new(),
            };
            told.measure(staff).await;
            tickets.push(told);
        }
        Self { tickets, now }
    }

    /// The last public event of each ticket that there was by the end of a date.
    fn at_end_of(&self, date: NaiveDate) -> impl Iterator<Item = (&Told, &TimelineEntry)> {
        let by_then = move |event: &&TimelineEntry| date_of(event.at) <= date;
        self.tickets
            .iter()
            .filter_map(move |told| Some((told, told.events.iter().rfind(by_then)?)))
            .filter(|(_, last)| last.stage != Stage::Closed)
    }

    pub fn stages(&self, date: NaiveDate) -> Standing {
        let (mut total, mut engineers, mut companies) = ([0; 4], BTreeMap::new(), BTreeMap::new());
        for (told, last) in self.at_end_of(date) {
            let place = STAGES.iter().position(|stage| *stage == last.stage).expect("open");
            let assigned = |event: &&TimelineEntry| {
                event.kind == EventKind::Assigned && date_of(event.at) <= date
            };
            let engineer =
                told.events.iter().rfind(assigned).map(|event| {
                    event.data["assignee"]["name"].as_str().expect("a name").to_owned()
                });
            total[place] += 1;
            engineers.entry(engineer).or_insert([0; 4])[place] += 1;
            companies.entry(told.ticket.company.name.clone()).or_insert([0; 4])[place] += 1;
        }
        let (engineers, companies) =
            (engineers.into_iter().collect(), companies.into_iter().collect());
        Standing { total, engineers, companies }
    }

    pub fn ages(&self, date: NaiveDate) -> Vec<u32> {
        let mut counts = vec![0; 6];
        let seen_from = self.now.with_timezone(&BOGOTA);
        // The end of a date is after hours, unless it is today's.
        let today = seen_from.date_naive();
        let (date, is_over) =
            if date < today { (date, true) } else { (today, seen_from.hour() >= 17) };
        let counted = |date: NaiveDate, is_over: bool| {
            date.iter_days().skip(usize::from(is_over)).find(|day| works(*day)).expect("a day")
        };
        let last = counted(date, is_over);
        for (told, _) in self.at_end_of(date) {
            let opened = told.ticket.created_at.with_timezone(&BOGOTA);
            let first = counted(opened.date_naive(), opened.hour() >= 17);
            let days = first.iter_days().skip(1).take_while(|day| *day <= last);
            let age = days.filter(|day| works(*day)).count();
            let bucket = [0, 2, 5, 10, 20].iter().position(|most| age <= *most).unwrap_or(5);
            counts[bucket] += 1;
        }
        counts
    }

    /// How many wait for support and for the customer now.
    pub fn waiting(&self) -> (u32, u32) {
        let count =
            |side| self.tickets.iter().filter(|told| told.ticket.waiting_on == side).count();
        let small = |count: usize| u32::try_from(count).expect("few");
        (small(count(WaitingOn::Support)), small(count(WaitingOn::Customer)))
    }

    /// Met, breached, running, undecided: of first contacts and of solutions.
    pub fn compliance(&self, first: NaiveDate, last: NaiveDate) -> [[u32; 4]; 2] {
        let count = |clocks: fn(&AllClocks) -> &[Clock]| {
            let mut counts = [0; 4];
            for clock in self.tickets.iter().flat_map(|told| clocks(&told.clocks)) {
                if (first..=last).contains(&date_of(clock.started_at)) {
                    let place = if clock.breached {
                        1
                    } else if clock.met == Some(true) {
                        0
                    } else if clock.ended_at.is_none() {
                        2
                    } else {
                        3
                    };
                    counts[place] += 1;
                }
            }
            counts
        };
        [count(|of| &of.first_contact.cycles), count(|of| &of.resolution.cycles)]
    }

    fn happened(&self, first: NaiveDate, last: NaiveDate, kind: EventKind) -> u32 {
        let events = self.tickets.iter().flat_map(|told| &told.events);
        let found = events
            .filter(|event| event.kind == kind && (first..=last).contains(&date_of(event.at)));
        u32::try_from(found.count()).expect("few")
    }

    pub fn closures(&self, first: NaiveDate, last: NaiveDate) -> [u32; 8] {
        let count = |kind| self.happened(first, last, kind);
        let ends = [
            EventKind::SolutionConfirmed,
            EventKind::ClosedTacitly,
            EventKind::Withdrawn,
            EventKind::MarkedDuplicate,
        ]
        .map(count);
        let [approved, tacit, withdrawn, duplicate] = ends;
        [
            approved,
            tacit,
            withdrawn,
            duplicate,
            ends.iter().sum(),
            count(EventKind::SolutionDelivered),
            count(EventKind::SolutionRejected),
            count(EventKind::Reopened),
        ]
    }

    pub fn load(&self, first: NaiveDate, last: NaiveDate) -> Vec<((u32, u32), u32)> {
        let mut cells: BTreeMap<(u32, u32), u32> =
            (1..=7).flat_map(|day| (0..24).map(move |hour| ((day, hour), 0))).collect();
        for told in &self.tickets {
            let opened = told.ticket.created_at.with_timezone(&BOGOTA);
            if (first..=last).contains(&opened.date_naive()) {
                let at = (opened.weekday().number_from_monday(), opened.hour());
                *cells.get_mut(&at).expect("a cell") += 1;
            }
        }
        cells.into_iter().collect()
    }

    /// Stays, and mean, median and 90th percentile in seconds, of each stage.
    pub fn time_in_stage(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Vec<(usize, Option<[i64; 3]>)> {
        STAGES
            .into_iter()
            .map(|stage| {
                let mut lengths: Vec<i64> = self
                    .tickets
                    .iter()
                    .flat_map(|told| &told.stays)
                    .filter(|(of, left, _)| {
                        *of == stage && (first..=last).contains(&date_of(*left))
                    })
                    .map(|(_, _, seconds)| *seconds)
                    .collect();
                lengths.sort_unstable();
                let n = lengths.len();
                let figures = (n > 0).then(|| {
                    let mean = lengths.iter().sum::<i64>() / i64::try_from(n).expect("few");
                    let median = (lengths[(n - 1) / 2] + lengths[n / 2]) / 2;
                    // The first one that at least nine tenths of all do not exceed.
                    let p90 = lengths
                        .iter()
                        .find(|p90| 10 * lengths.iter().filter(|l| l <= p90).count() >= 9 * n);
                    [mean, median, *p90.expect("the longest does")]
                });
                (n, figures)
            })
            .collect()
    }
}

impl Told {
    /// Asks the calendar of the API how long each stay was.
    async fn measure(&mut self, staff: &Actor) {
        let mut kind = None;
        let mut length = TimeDelta::zero();
        for pair in self.events.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            let named = if before.kind == EventKind::TicketOpened {
                before.data["kind"].clone()
            } else if before.kind == EventKind::Recategorized {
                before.data["kind"]["to"].clone()
            } else {
                serde_json::Value::Null
            };
            kind = serde_json::from_value::<Kind>(named).ok().or(kind);
            let question = Evaluate {
                kind,
                from: before.at,
                add_service_time: None,
                add_business_days: None,
                to: Some(after.at),
            };
            let told: Evaluated =
                staff.session.calendar().evaluate(&question).await.expect("service time");
            length += told.service_time.expect("asked for").span();
            if before.stage != after.stage {
                if before.stage != Stage::Closed {
                    self.stays.push((before.stage, after.at, length.num_seconds()));
                }
                length = TimeDelta::zero();
            }
        }
    }
}
