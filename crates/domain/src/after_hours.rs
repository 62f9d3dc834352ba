//! After-hours windows: when work outside service hours may be agreed.

use chrono::{DateTime, Utc};

use crate::calendar::{Calendar, OutOfRange};
use crate::lifecycle::Kind;

/// Business days that support has for planning before a window may start.
pub const NOTICE_BUSINESS_DAYS: u32 = 3;

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

/// Whether a window needs the full notice. A coordinator with a reason may do without; that
/// the asking person is one and gave one is checked where the actor is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The rule of three business days holds.
    Required,
    /// A coordinator overrode it.
    Overridden,
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
    if !calendar.service_time_between(kind, window.starts, window.ends)?.is_zero() {
        let opens = calendar.next_opening(kind, window.starts)?;
        return Err(WindowError::OverlapsServiceHours { opens });
    }
    Ok(())
}
