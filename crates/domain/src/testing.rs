//! The testing period: how long a customer has to review, when they are reminded, and
//! whether silence has closed the ticket.
//!
//! Everything is derived from the ticket's events. A timer may fire late, twice or not at
//! all; what counts is what [`decide_closure`] says at that moment.

mod closure;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use self::closure::{
    ClosureDecision, Countdown, EventRef, Evidence, Mailbox, StillOpen, TestingEvent, TestingFact,
    countdown, decide_closure,
};
use crate::calendar::{Calendar, OutOfRange};
use crate::closed_enum::closed_enum;
use crate::lifecycle::{Kind, Priority};

/// Length of a testing period in business days, 1 to 30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct TestingDays(u32);

/// A number of days that no testing period may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a testing period has {min} to {max} business days", min = TestingDays::MIN, max = TestingDays::MAX)]
pub struct BadTestingDays;

impl TestingDays {
    /// The shortest period.
    pub const MIN: u32 = 1;
    /// The longest period.
    pub const MAX: u32 = 30;

    /// Takes a number of business days.
    ///
    /// # Errors
    /// [`BadTestingDays`] outside 1 to 30.
    pub const fn new(days: u32) -> Result<Self, BadTestingDays> {
        if days < Self::MIN || days > Self::MAX { Err(BadTestingDays) } else { Ok(Self(days)) }
    }

    /// The number of business days.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for TestingDays {
    type Error = BadTestingDays;

    fn try_from(days: u32) -> Result<Self, BadTestingDays> {
        Self::new(days)
    }
}

impl From<TestingDays> for u32 {
    fn from(days: TestingDays) -> Self {
        days.0
    }
}

/// The period of a kind where no policy says otherwise.
#[must_use]
pub const fn default_days(kind: Kind) -> TestingDays {
    TestingDays(match kind {
        Kind::Incident => 3,
        Kind::Request | Kind::PlannedTask => 5,
        Kind::Question => 2,
    })
}

/// The periods of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DaysOfKind {
    /// For every priority without an entry of its own; 1 to 30.
    #[cfg_attr(feature = "openapi", schema(value_type = u32, minimum = 1, maximum = 30))]
    pub days: TestingDays,
    /// Priorities that have a period of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, u32>))]
    pub by_priority: BTreeMap<Priority, TestingDays>,
}

/// The testing periods that admins set. [`TestingPolicy::default`] is the table of
/// [`default_days`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TestingPolicy {
    /// Periods of incidents.
    pub incident: DaysOfKind,
    /// Periods of requests.
    pub request: DaysOfKind,
    /// Periods of questions.
    pub question: DaysOfKind,
    /// Periods of planned tasks.
    pub planned_task: DaysOfKind,
}

impl Default for TestingPolicy {
    fn default() -> Self {
        let of = |kind| DaysOfKind { days: default_days(kind), by_priority: BTreeMap::new() };
        Self {
            incident: of(Kind::Incident),
            request: of(Kind::Request),
            question: of(Kind::Question),
            planned_task: of(Kind::PlannedTask),
        }
    }
}

impl TestingPolicy {
    /// The period proposed at delivery; the engineer may choose another.
    #[must_use]
    pub fn days(&self, kind: Kind, priority: Priority) -> TestingDays {
        let of_kind = match kind {
            Kind::Incident => &self.incident,
            Kind::Request => &self.request,
            Kind::Question => &self.question,
            Kind::PlannedTask => &self.planned_task,
        };
        of_kind.by_priority.get(&priority).copied().unwrap_or(of_kind.days)
    }
}

closed_enum! {
    /// Which of the reminders of a testing period.
    pub enum ReminderKind {
        /// Half of the period's service time has passed.
        Middle = "middle",
        /// One business day is left.
        LastDay = "last_day",
    }
}

/// When a customer is reminded that their silence will count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// Which one.
    pub kind: ReminderKind,
    /// Always in service hours of the ticket's kind.
    pub at: DateTime<Utc>,
}

/// A testing period that runs from the last clarification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestingPeriod {
    /// The instant of the clarification from which silence is measured.
    pub clarified_at: DateTime<Utc>,
    /// When silence closes the ticket.
    pub ends_at: DateTime<Utc>,
    /// In order; none of them at or after the end.
    pub reminders: Vec<Reminder>,
}

impl TestingPeriod {
    /// The full period after a clarification.
    ///
    /// `extended_to` is an end that support granted: it holds where it is later than the
    /// full period, also after a new clarification, since what was granted stays granted.
    ///
    /// The first reminder is due when half of the period's service time has passed, the last
    /// one business day before the end; where that falls in closed time, at the next
    /// opening. A period that ends at 17:00 therefore has its last reminder on the
    /// morning of its last day, with a whole business day left, or for incidents on the
    /// Saturday before, where one lies in between. In a period of one day that is before the
    /// middle; where both fall on one instant, only the last remains.
    ///
    /// # Errors
    /// [`OutOfRange`] if it does not lie in the supported years.
    pub fn after_clarification(
        calendar: &Calendar,
        kind: Kind,
        clarified_at: DateTime<Utc>,
        days: TestingDays,
        extended_to: Option<DateTime<Utc>>,
    ) -> Result<Self, OutOfRange> {
        let full = calendar.close_of_nth_business_day(clarified_at, days.get())?;
        let ends_at = extended_to.map_or(full, |extended| extended.max(full));
        let half = calendar.service_time_between(kind, clarified_at, ends_at)? / 2;
        let middle = calendar.add_service_time(kind, clarified_at, half)?;
        let last_day = calendar.business_days_earlier(ends_at, 1)?;
        let mut reminders = vec![
            Reminder { kind: ReminderKind::Middle, at: calendar.next_opening(kind, middle)? },
            Reminder { kind: ReminderKind::LastDay, at: calendar.next_opening(kind, last_day)? },
        ];
        // An extension may end in closed time, after which the next opening is too late.
        reminders.retain(|reminder| clarified_at < reminder.at && reminder.at < ends_at);
        if let [middle, last_day] = reminders.as_slice()
            && middle.at == last_day.at
        {
            // Two mails at one instant say no more than one.
            reminders.remove(0);
        }
        reminders.sort_by_key(|reminder| reminder.at);
        Ok(Self { clarified_at, ends_at, reminders })
    }

    /// The first reminder after an instant.
    #[must_use]
    pub fn next_reminder(&self, after: DateTime<Utc>) -> Option<Reminder> {
        self.reminders.iter().copied().find(|reminder| after < reminder.at)
    }
}
