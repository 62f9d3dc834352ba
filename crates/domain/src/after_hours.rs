//! After-hours windows: when work outside service hours may be agreed.
//!
//! Here are the rules about time. Who may ask, agree, decline or call off is in the one table of
//! moves, [`crate::lifecycle`].
//!
//! ```text
//! asked ──> agreed ──> done
//!   │         ├──────> missed
//!   │         └──────> cancelled
//!   ├──> declined
//!   └──> cancelled
//! ```

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::calendar::{Calendar, OutOfRange};
use crate::closed_enum::closed_enum;
use crate::lifecycle::{Actor, Kind, Refusal, Role};

/// Business days that support has for planning before a window may start.
pub const NOTICE_BUSINESS_DAYS: u32 = 3;

/// The most windows of one ticket, whatever became of them: a list of them is never long.
pub const MAX_WINDOWS: u64 = 100;

closed_enum! {
    /// Where an after-hours window stands.
    pub enum WindowState {
        /// One side proposed it, the other has not answered.
        Asked = "asked",
        /// Both sides want it.
        Agreed = "agreed",
        /// The other side said no.
        Declined = "declined",
        /// Its work was done.
        Done = "done",
        /// It passed without its work.
        Missed = "missed",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

impl WindowState {
    /// Whether nothing has become of it yet.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Asked | Self::Agreed => true,
            Self::Declined | Self::Done | Self::Missed | Self::Cancelled => false,
        }
    }
}

closed_enum! {
    /// One of the two sides that agree on a window.
    pub enum Side {
        /// The reporters of the ticket's company.
        Customer = "customer",
        /// Anybody of support.
        Support = "support",
    }
}

impl Side {
    /// The one that has to agree to what this one asked for.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Customer => Self::Support,
            Self::Support => Self::Customer,
        }
    }
}

/// A window as the rules of the ticket see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowSummary {
    /// Where it stands.
    pub state: WindowState,
    /// Who proposed it.
    pub asked_by: Side,
    /// From when to when.
    pub window: Window,
    /// Who will work in it; without one it falls to the ticket's assignee.
    pub engineer: Option<Uuid>,
}

impl WindowSummary {
    /// Whether it keeps its engineer from other work: agreed, or promised by support, whose
    /// proposal the customer can still accept.
    #[must_use]
    pub const fn holds_engineer(self) -> bool {
        match (self.state, self.asked_by) {
            (WindowState::Agreed, _) | (WindowState::Asked, Side::Support) => true,
            (WindowState::Asked, Side::Customer)
            | (
                WindowState::Declined
                | WindowState::Done
                | WindowState::Missed
                | WindowState::Cancelled,
                _,
            ) => false,
        }
    }
}

/// A stretch of time, half-open: one window may start when another ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// First instant of it.
    pub starts: DateTime<Utc>,
    /// First instant after it.
    pub ends: DateTime<Utc>,
}

impl Window {
    /// Whether the two have an instant in common; windows of one engineer never do.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.starts < other.ends && other.starts < self.ends
    }
}

/// Whether a window needs the full notice. A coordinator with a reason may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The rule of three business days holds.
    Required,
    /// A coordinator overrode it.
    Overridden,
}

impl Notice {
    /// The notice that holds for this actor, who gives a reason to do without or gives none.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] when the notice is not theirs to override.
    pub fn for_request(actor: &Actor, overrides: bool) -> Result<Self, Refusal> {
        let may_override = match *actor {
            Actor::Person { role, .. } => role.at_least(Role::Coordinator),
            Actor::Integration { .. } | Actor::Timer | Actor::Mail => false,
        };
        match (overrides, may_override) {
            (false, _) => Ok(Self::Required),
            (true, true) => Ok(Self::Overridden),
            (true, false) => Err(Refusal::Forbidden),
        }
    }
}

/// Why a window can't be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// It is empty or runs backwards.
    #[error("the window ends before it starts")]
    EndBeforeStart,
    /// It starts before it was asked for; no override helps.
    #[error("the window starts in the past")]
    StartsInPast,
    /// The notice is too short.
    #[error("the window starts too soon; the earliest start is {earliest_start}")]
    TooSoon {
        /// From when on a window asked for at this instant may start.
        earliest_start: DateTime<Utc>,
    },
    /// Some of it lies in the service hours of the ticket's kind.
    #[error("the window overlaps service hours")]
    OverlapsServiceHours {
        /// The first instant of it in service hours.
        opens: DateTime<Utc>,
    },
    /// It lies outside the supported years.
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
}

/// From when on a window asked for at `asked_at` may start without an override.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn earliest_start(
    calendar: &Calendar,
    asked_at: DateTime<Utc>,
) -> Result<DateTime<Utc>, OutOfRange> {
    calendar.close_of_nth_business_day(asked_at, NOTICE_BUSINESS_DAYS)
}

/// Whether a window for a ticket of this kind may be asked for at `asked_at`.
///
/// Saturday morning is service time for incidents and after hours for every other kind.
///
/// # Errors
/// The first of [`WindowError`], in its order, that speaks against it.
pub fn check_window(
    calendar: &Calendar,
    kind: Kind,
    asked_at: DateTime<Utc>,
    window: Window,
    notice: Notice,
) -> Result<(), WindowError> {
    if window.ends <= window.starts {
        return Err(WindowError::EndBeforeStart);
    }
    if window.starts < asked_at {
        return Err(WindowError::StartsInPast);
    }
    match notice {
        Notice::Required => {
            let earliest_start = earliest_start(calendar, asked_at)?;
            if window.starts < earliest_start {
                return Err(WindowError::TooSoon { earliest_start });
            }
        }
        Notice::Overridden => {}
    }
    match service_hours_in(calendar, kind, window)? {
        Some(opens) => Err(WindowError::OverlapsServiceHours { opens }),
        None => Ok(()),
    }
}

/// The first instant of a window that lies in the service hours of a kind, if any does.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn service_hours_in(
    calendar: &Calendar,
    kind: Kind,
    window: Window,
) -> Result<Option<DateTime<Utc>>, OutOfRange> {
    if calendar.service_time_between(kind, window.starts, window.ends)?.is_zero() {
        Ok(None)
    } else {
        calendar.next_opening(kind, window.starts).map(Some)
    }
}
