//! Figures about many tickets, added up from what the record of each says.
//!
//! Everything here is pure and adds up one ticket after the other, so that whoever asks may read
//! tickets in batches. No rule of time stands here: clocks come from [`crate::clocks`], days and
//! hours from [`crate::calendar`].

mod spread;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, TimeZone as _, Timelike as _, Utc};

pub use self::spread::Spread;
use crate::calendar::{BOGOTA, Calendar, OutOfRange};
use crate::clocks::Cycle;
use crate::closed_enum::closed_enum;
use crate::lifecycle::{ClosureKind, EventKind, Kind, Stage, WaitingOn};

/// A stretch of time, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First instant of it.
    pub from: DateTime<Utc>,
    /// First instant after it.
    pub to: DateTime<Utc>,
}

impl Period {
    /// From the first instant of a date in Bogota to the last of another, which is included.
    /// `None` where there are no such instants.
    #[must_use]
    pub fn of_dates(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        Some(Self { from: midnight(first)?, to: midnight(last.succ_opt()?)? })
    }

    /// Whether an instant lies in it.
    #[must_use]
    pub fn contains(self, at: DateTime<Utc>) -> bool {
        (self.from..self.to).contains(&at)
    }
}

/// The first instant of a date in Bogota.
fn midnight(date: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = date.and_hms_opt(0, 0, 0)?;
    Some(BOGOTA.from_local_datetime(&midnight).earliest()?.with_timezone(&Utc))
}

/// A public event of a ticket as far as reports are concerned, and where the ticket stands after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    pub event: EventKind,
    /// The stage after it.
    pub stage: Stage,
    /// Whose turn it is after it.
    pub waiting_on: WaitingOn,
    /// The ticket's kind after it, which decides the service hours.
    pub kind: Kind,
}

/// Where a ticket stood at an instant: the last fact by then. `None` before its opening.
#[must_use]
pub fn standing_at(facts: &[Fact], at: DateTime<Utc>) -> Option<Fact> {
    facts.iter().take_while(|fact| fact.at <= at).last().copied()
}

/// A stay of a ticket in one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The stage.
    pub stage: Stage,
    /// When it was left.
    pub left: DateTime<Utc>,
    /// How long it was, in service time of the kind that the ticket had meanwhile.
    pub length: TimeDelta,
}

/// The stays of a ticket that are over, in order. Being closed is no stay.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn stays(facts: &[Fact], calendar: &Calendar) -> Result<Vec<Stay>, OutOfRange> {
    let mut stays = Vec::new();
    let mut length = TimeDelta::zero();
    for pair in facts.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        length += calendar.service_time_between(before.kind, before.at, after.at)?;
        if before.stage != after.stage {
            if before.stage != Stage::Closed {
                stays.push(Stay { stage: before.stage, left: after.at, length });
            }
            length = TimeDelta::zero();
        }
    }
    Ok(stays)
}

/// What became of promises.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Promises {
    /// Kept in time.
    pub met: u32,
    /// Broken: done too late, or not done when the time was over.
    pub breached: u32,
    /// Not done, with time left.
    pub running: u32,
    /// Dropped in time, because the ticket was closed without it.
    pub undecided: u32,
}

impl Promises {
    /// Counts one run of a clock.
    pub fn add(&mut self, cycle: &Cycle) {
        let counter = match (cycle.breached, cycle.met, cycle.ended) {
            (true, _, _) => &mut self.breached,
            (false, Some(_), _) => &mut self.met,
            (false, None, None) => &mut self.running,
            (false, None, Some(_)) => &mut self.undecided,
        };
        *counter += 1;
    }

    /// How many of a hundred decided ones were kept, to a tenth; `None` when none is decided.
    #[must_use]
    pub fn percentage(&self) -> Option<f64> {
        percentage(self.met, self.met + self.breached)
    }
}

/// How many of a hundred, to a tenth; `None` of nothing.
#[must_use]
pub fn percentage(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| (f64::from(part) * 1_000.0 / f64::from(whole)).round() / 10.0)
}

/// How tickets ended and what customers decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Closures {
    /// Closed because the customer confirmed the solution.
    pub approved: u32,
    /// Closed because the customer stayed silent.
    pub tacit: u32,
    /// Closed because the customer needs it no more.
    pub withdrawn: u32,
    /// Closed because there is another ticket for it.
    pub duplicate: u32,
    /// Solutions delivered.
    pub delivered: u32,
    /// Solutions rejected.
    pub rejected: u32,
    /// Closed tickets opened again.
    pub reopened: u32,
}

impl Closures {
    /// Counts what happened, if it is something of this.
    pub fn add(&mut self, event: EventKind) {
        let counter = match closure_of(event) {
            Some(ClosureKind::Approved) => &mut self.approved,
            Some(ClosureKind::Tacit) => &mut self.tacit,
            Some(ClosureKind::Withdrawn) => &mut self.withdrawn,
            Some(ClosureKind::Duplicate) => &mut self.duplicate,
            None if event == EventKind::SolutionDelivered => &mut self.delivered,
            None if event == EventKind::SolutionRejected => &mut self.rejected,
            None if event == EventKind::Reopened => &mut self.reopened,
            None => return,
        };
        *counter += 1;
    }

    /// Adds those of another ticket.
    pub fn add_all(&mut self, other: &Self) {
        self.approved += other.approved;
        self.tacit += other.tacit;
        self.withdrawn += other.withdrawn;
        self.duplicate += other.duplicate;
        self.delivered += other.delivered;
        self.rejected += other.rejected;
        self.reopened += other.reopened;
    }

    /// All closings.
    #[must_use]
    pub fn closed(&self) -> u32 {
        self.approved + self.tacit + self.withdrawn + self.duplicate
    }

    /// Of a hundred solutions with a verdict, tacit ones included, how many were rejected.
    #[must_use]
    pub fn reject_rate(&self) -> Option<f64> {
        percentage(self.rejected, self.rejected + self.approved + self.tacit)
    }

    /// Reopenings for a hundred closings.
    #[must_use]
    pub fn reopen_rate(&self) -> Option<f64> {
        percentage(self.reopened, self.closed())
    }
}

/// How an event closes a ticket, if it does.
#[must_use]
pub fn closure_of(event: EventKind) -> Option<ClosureKind> {
    match event {
        EventKind::SolutionConfirmed => Some(ClosureKind::Approved),
        EventKind::ClosedTacitly => Some(ClosureKind::Tacit),
        EventKind::Withdrawn => Some(ClosureKind::Withdrawn),
        EventKind::MarkedDuplicate => Some(ClosureKind::Duplicate),
        EventKind::TicketOpened
        | EventKind::Assigned
        | EventKind::ContactLogged
        | EventKind::InformationRequested
        | EventKind::AnalysisStarted
        | EventKind::Recategorized
        | EventKind::AnalysisRecorded
        | EventKind::SolutionStarted
        | EventKind::ReturnedToAnalysis
        | EventKind::SolutionDelivered
        | EventKind::TestingExtended
        | EventKind::SolutionRejected
        | EventKind::Reopened
        | EventKind::MessagePosted
        | EventKind::InternalNoteAdded
        | EventKind::DetailsEdited
        | EventKind::AttachmentAdded
        | EventKind::ReminderSent
        | EventKind::MachineMailRecorded
        | EventKind::ClockWarned
        | EventKind::ClockBreached
        | EventKind::WorkPlanDrafted
        | EventKind::WorkPlanDiscarded
        | EventKind::WorkPlanSubmitted
        | EventKind::WorkPlanApproved
        | EventKind::WorkPlanRejected
        | EventKind::WorkPlanWithdrawn
        | EventKind::WorkPlanActivityUpdated
        | EventKind::AfterHoursAsked
        | EventKind::AfterHoursAgreed
        | EventKind::AfterHoursDeclined
        | EventKind::AfterHoursDone
        | EventKind::AfterHoursMissed
        | EventKind::AfterHoursCancelled => None,
    }
}

closed_enum! {
    /// How old an open ticket is, in business days after the one that its opening counts to.
    pub enum AgeBucket {
        /// Opened on the present business day.
        Today = "0",
        /// One or two business days.
        UpTo2 = "1-2",
        /// Three to five.
        UpTo5 = "3-5",
        /// Six to ten.
        UpTo10 = "6-10",
        /// Eleven to twenty.
        UpTo20 = "11-20",
        /// More.
        Over20 = "21+",
    }
}

impl AgeBucket {
    /// The age of what was opened then, seen from an instant.
    ///
    /// # Errors
    /// [`OutOfRange`] outside the supported years.
    pub fn of(
        calendar: &Calendar,
        opened: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<Self, OutOfRange> {
        let (first, last) = (calendar.business_day_of(opened)?, calendar.business_day_of(at)?);
        let days = calendar.business_days_between(first, last)?;
        let found = Self::ALL.into_iter().find(|bucket| bucket.last().is_none_or(|n| days <= n));
        Ok(found.unwrap_or(Self::Over20))
    }

    /// Its fewest business days.
    #[must_use]
    pub fn first(self) -> i64 {
        match self {
            Self::Today => 0,
            Self::UpTo2 => 1,
            Self::UpTo5 => 3,
            Self::UpTo10 => 6,
            Self::UpTo20 => 11,
            Self::Over20 => 21,
        }
    }

    /// Its most business days; `None` without a limit.
    #[must_use]
    pub fn last(self) -> Option<i64> {
        match self {
            Self::Today => Some(0),
            Self::UpTo2 => Some(2),
            Self::UpTo5 => Some(5),
            Self::UpTo10 => Some(10),
            Self::UpTo20 => Some(20),
            Self::Over20 => None,
        }
    }
}

closed_enum! {
    /// For what support is open in an hour of an ordinary week.
    pub enum ServedHour {
        /// For every kind.
        All = "all",
        /// For incidents only.
        Incidents = "incidents",
        /// For nothing.
        Closed = "closed",
    }
}

/// An hour of the week in Bogota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeekHour {
    /// 0 is Monday.
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
}

impl WeekHour {
    /// All 168, Monday first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..7).flat_map(|weekday| (0..24).map(move |hour| Self { weekday, hour }))
    }

    /// The hour that an instant lies in.
    #[must_use]
    pub fn of(at: DateTime<Utc>) -> Self {
        let local = at.with_timezone(&BOGOTA);
        Self { weekday: local.weekday().num_days_from_monday(), hour: local.hour() }
    }

    /// For what support is open in it when the week has neither holidays nor exceptions. Service
    /// hours begin and end on the hour.
    #[must_use]
    pub fn served(self) -> ServedHour {
        // September has no holidays.
        let at = NaiveDate::from_ymd_opt(2026, 9, 7 + self.weekday)
            .and_then(|date| date.and_hms_opt(self.hour, 0, 0))
            .and_then(|wall| BOGOTA.from_local_datetime(&wall).earliest())
            .map(|at| at.with_timezone(&Utc));
        let country = Calendar::default();
        let is_open = |kind| at.is_some_and(|at| country.is_open(kind, at).unwrap_or(false));
        if Kind::ALL.into_iter().all(is_open) {
            ServedHour::All
        } else if is_open(Kind::Incident) {
            ServedHour::Incidents
        } else {
            ServedHour::Closed
        }
    }
}
