//! Work plans: their schedule, what may become of an activity, and progress against the schedule.
//!
//! Which version of a plan counts and who may decide on it stands in [`crate::lifecycle`].

use chrono::{DateTime, Datelike as _, Utc};

use crate::calendar::{FIRST_YEAR, LAST_YEAR};
use crate::closed_enum::closed_enum;
use crate::lifecycle::{PlanState, PlanSummary};

/// The most activities of a plan: more than a customer could read before saying yes.
pub const MAX_ACTIVITIES: usize = 100;

closed_enum! {
    /// What has become of an activity.
    pub enum ActivityState {
        /// Nobody has begun.
        Pending = "pending",
        /// Somebody is at it.
        InProgress = "in_progress",
        /// It is done.
        Done = "done",
        /// It won't be done.
        Cancelled = "cancelled",
    }
}

impl ActivityState {
    /// Whether something is left to do.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Pending | Self::InProgress => true,
            Self::Done | Self::Cancelled => false,
        }
    }

    /// Whether an activity may go from here to `next`: on or to its end, never back. Small things
    /// are done before anybody noted that they were begun, so a beginning may be left out.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Pending, Self::InProgress | Self::Done | Self::Cancelled)
            | (Self::InProgress, Self::Done | Self::Cancelled) => true,
            (Self::Pending, Self::Pending)
            | (Self::InProgress, Self::Pending | Self::InProgress)
            | (
                Self::Done | Self::Cancelled,
                Self::Pending | Self::InProgress | Self::Done | Self::Cancelled,
            ) => false,
        }
    }
}

/// When an activity is to be done, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Schedule {
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
}

/// Why two instants make no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// The beginning lies outside the years that the calendar knows.
    #[error("the beginning is out of range")]
    StartOutOfRange,
    /// The end lies outside the years that the calendar knows.
    #[error("the end is out of range")]
    EndOutOfRange,
    /// It takes no time, or ends before it begins.
    #[error("the end is not later than the beginning")]
    EndNotLater,
}

impl Schedule {
    /// Takes a beginning and an end. Both may lie in the past: work that is done already is
    /// planned too when a plan is changed.
    ///
    /// # Errors
    /// The first of [`ScheduleError`], in its order, that speaks against it.
    pub fn new(starts: DateTime<Utc>, ends: DateTime<Utc>) -> Result<Self, ScheduleError> {
        let known = |at: DateTime<Utc>| (FIRST_YEAR..=LAST_YEAR).contains(&at.year());
        if !known(starts) {
            Err(ScheduleError::StartOutOfRange)
        } else if !known(ends) {
            Err(ScheduleError::EndOutOfRange)
        } else if ends <= starts {
            Err(ScheduleError::EndNotLater)
        } else {
            Ok(Self { starts, ends })
        }
    }

    /// When it begins.
    #[must_use]
    pub const fn starts(self) -> DateTime<Utc> {
        self.starts
    }

    /// When it is to be done.
    #[must_use]
    pub const fn ends(self) -> DateTime<Utc> {
        self.ends
    }
}

/// An activity as progress sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Activity {
    /// When it is to be done.
    pub ends: DateTime<Utc>,
    /// What has become of it.
    pub state: ActivityState,
}

impl Activity {
    /// Whether it should be done by now and is not.
    #[must_use]
    pub fn is_overdue(self, now: DateTime<Utc>) -> bool {
        self.state.is_open() && self.ends <= now
    }
}

/// How a plan stands against its schedule. Counted in activities, cancelled ones aside: parts of
/// an activity are nobody's to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// All activities, cancelled ones too.
    pub total: usize,
    /// Those that nobody has begun.
    pub pending: usize,
    /// Those that somebody is at.
    pub in_progress: usize,
    /// Those that are done.
    pub done: usize,
    /// Those that won't be done.
    pub cancelled: usize,
    /// Those that should be done by now and are not.
    pub overdue: usize,
    /// How much should be done by now, 0 to 100, rounded down.
    pub planned_percent: u8,
    /// How much is done, 0 to 100, rounded down; 100 where nothing is left to do.
    pub actual_percent: u8,
}

/// Progress against the schedule at `now`.
#[must_use]
pub fn progress(activities: &[Activity], now: DateTime<Utc>) -> Progress {
    let count = |holds: &dyn Fn(&Activity) -> bool| activities.iter().filter(|a| holds(a)).count();
    let in_state = |state: ActivityState| count(&|activity| activity.state == state);
    let cancelled = in_state(ActivityState::Cancelled);
    let done = in_state(ActivityState::Done);
    let wanted = activities.len() - cancelled;
    let planned = count(&|a| a.state != ActivityState::Cancelled && a.ends <= now);
    Progress {
        total: activities.len(),
        pending: in_state(ActivityState::Pending),
        in_progress: in_state(ActivityState::InProgress),
        done,
        cancelled,
        overdue: count(&|activity| activity.is_overdue(now)),
        planned_percent: percent(planned, wanted),
        actual_percent: percent(done, wanted),
    }
}

fn percent(part: usize, whole: usize) -> u8 {
    part.saturating_mul(100)
        .checked_div(whole)
        .and_then(|share| share.try_into().ok())
        .unwrap_or(100)
}

/// What the rules of the ticket need to know of a version of its plan.
#[must_use]
pub fn summary(state: PlanState, activities: impl Iterator<Item = ActivityState>) -> PlanSummary {
    let mut summary = PlanSummary { state, activities: 0, open_activities: 0 };
    for activity in activities {
        summary.activities += 1;
        summary.open_activities += usize::from(activity.is_open());
    }
    summary
}
