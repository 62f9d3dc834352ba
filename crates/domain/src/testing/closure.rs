//! What silence means: the countdown and the decision to close tacitly.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{TestingDays, TestingPeriod};
use crate::calendar::{Calendar, OutOfRange};
use crate::lifecycle::Kind;

/// An event of the timeline, by its place and instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRef {
    /// Place in the ticket's timeline.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
}

/// What an event means for the testing period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestingFact {
    /// A solution was delivered, with the length of its period. It is a clarification.
    Delivered {
        /// Set at delivery.
        days: TestingDays,
    },
    /// Support wrote a public message.
    Clarified,
    /// Support granted a later end. After a response it is support's answer, and so a
    /// clarification.
    Extended {
        /// The new end.
        until: DateTime<Utc>,
    },
    /// The customer responded, on whatever channel. Machine mail is no response.
    CustomerResponded,
    /// A reminder was sent.
    ReminderSent,
    /// Support tried to reach the customer and nobody answered.
    ContactAttempted,
    /// The ticket left the testing stage.
    LeftTesting,
}

/// An event of a ticket as far as testing is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestingEvent {
    /// Its place in the timeline.
    pub event: EventRef,
    /// What it means.
    pub fact: TestingFact,
}

/// Where the testing of a ticket stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Countdown {
    /// The ticket is not being tested.
    NotTesting,
    /// The customer responded; the next clarification starts a full period.
    Stopped {
        /// The first response since the last clarification.
        by: EventRef,
    },
    /// The customer is silent so far.
    Running {
        /// When it ends and when the customer is reminded.
        period: TestingPeriod,
        /// Place in the timeline of what last set the end: the clarification or an extension.
        /// What is to happen in a period happens once for each of these.
        set_by: i64,
    },
}

/// Up to when incoming mail was read and processed, where it lies in a mailbox that has to be read.
/// Mail that a mail server hands over as it comes is in the timeline at once: no mailbox then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// There is none to read: no mail is received in this installation, or it is handed over as it
    /// comes.
    Absent,
    /// All mail received until this instant is in the timeline.
    ReadUntil(DateTime<Utc>),
    /// It was not read since the start.
    Unread,
}

/// Why silence has not closed a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StillOpen {
    /// It is not being tested.
    NotTesting,
    /// The customer responded.
    CustomerResponded {
        /// The first response since the last clarification.
        by: EventRef,
    },
    /// The period has not ended.
    NotYet {
        /// When it ends.
        ends_at: DateTime<Utc>,
    },
    /// Mail received before the end may be waiting in the mailbox.
    MailboxNotRead {
        /// Until when it must be read.
        until: DateTime<Utc>,
    },
}

/// The proof of a customer's silence, kept in the closure event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The clarification that was not answered.
    pub clarification: EventRef,
    /// When the period ended.
    pub ends_at: DateTime<Utc>,
    /// Each reminder since the clarification.
    pub reminders: Vec<EventRef>,
    /// Each logged attempt to reach the customer since the clarification.
    pub attempts: Vec<EventRef>,
}

/// Whether silence closes a ticket now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosureDecision {
    /// It does.
    CloseTacitly(Evidence),
    /// It does not, or not yet.
    Not(StillOpen),
}

/// Testing as the events tell it, from the last delivery on.
struct Testing {
    days: TestingDays,
    extended_to: Option<DateTime<Utc>>,
    set_by: i64,
    clarification: EventRef,
    response: Option<EventRef>,
    reminders: Vec<EventRef>,
    attempts: Vec<EventRef>,
}

impl Testing {
    fn delivered(event: EventRef, days: TestingDays) -> Self {
        Self {
            days,
            extended_to: None,
            set_by: event.seq,
            clarification: event,
            response: None,
            reminders: Vec::new(),
            attempts: Vec::new(),
        }
    }

    fn clarified(self, event: EventRef) -> Self {
        Self { extended_to: self.extended_to, ..Self::delivered(event, self.days) }
    }

    /// The state after all events, which come in the order of the timeline. `None` if the
    /// ticket is not being tested.
    fn after(events: &[TestingEvent]) -> Option<Self> {
        events.iter().fold(None, |testing: Option<Self>, &TestingEvent { event, fact }| {
            match (testing, fact) {
                (_, TestingFact::Delivered { days }) => Some(Self::delivered(event, days)),
                // Without a delivery there is nothing to count.
                (None, _) | (_, TestingFact::LeftTesting) => None,
                (Some(testing), TestingFact::Clarified) => Some(testing.clarified(event)),
                (Some(testing), TestingFact::Extended { until }) => {
                    let mut testing = match testing.response {
                        Some(_) => testing.clarified(event),
                        None => testing,
                    };
                    testing.extended_to = testing.extended_to.max(Some(until));
                    testing.set_by = event.seq;
                    Some(testing)
                }
                (Some(mut testing), TestingFact::CustomerResponded) => {
                    testing.response = testing.response.or(Some(event));
                    // The next clarification starts a full period, no more.
                    testing.extended_to = None;
                    Some(testing)
                }
                (Some(mut testing), TestingFact::ReminderSent) => {
                    testing.reminders.push(event);
                    Some(testing)
                }
                (Some(mut testing), TestingFact::ContactAttempted) => {
                    testing.attempts.push(event);
                    Some(testing)
                }
            }
        })
    }

    fn period(&self, calendar: &Calendar, kind: Kind) -> Result<TestingPeriod, OutOfRange> {
        let clarified_at = self.clarification.at;
        TestingPeriod::after_clarification(
            calendar,
            kind,
            clarified_at,
            self.days,
            self.extended_to,
        )
    }
}

/// Where the testing of a ticket stands after these events, given in the order of its
/// timeline.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn countdown(
    calendar: &Calendar,
    kind: Kind,
    events: &[TestingEvent],
) -> Result<Countdown, OutOfRange> {
    let Some(testing) = Testing::after(events) else { return Ok(Countdown::NotTesting) };
    match testing.response {
        Some(by) => Ok(Countdown::Stopped { by }),
        None => Ok(Countdown::Running {
            period: testing.period(calendar, kind)?,
            set_by: testing.set_by,
        }),
    }
}

/// Whether silence closes a ticket at `now`, after these events in the order of its
/// timeline.
///
/// The order is that in which events were recorded, not their instants: a response that is
/// in the timeline behind the clarification keeps the ticket open, even if the mail was
/// written before the clarification or arrived between the end and this decision. Whoever
/// closes over a letter that was already read is in the wrong.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn decide_closure(
    calendar: &Calendar,
    kind: Kind,
    events: &[TestingEvent],
    mailbox: Mailbox,
    now: DateTime<Utc>,
) -> Result<ClosureDecision, OutOfRange> {
    let Some(testing) = Testing::after(events) else {
        return Ok(ClosureDecision::Not(StillOpen::NotTesting));
    };
    if let Some(by) = testing.response {
        return Ok(ClosureDecision::Not(StillOpen::CustomerResponded { by }));
    }
    let ends_at = testing.period(calendar, kind)?.ends_at;
    if now < ends_at {
        return Ok(ClosureDecision::Not(StillOpen::NotYet { ends_at }));
    }
    let is_read = match mailbox {
        Mailbox::Absent => true,
        Mailbox::ReadUntil(until) => ends_at <= until,
        Mailbox::Unread => false,
    };
    if !is_read {
        return Ok(ClosureDecision::Not(StillOpen::MailboxNotRead { until: ends_at }));
    }
    Ok(ClosureDecision::CloseTacitly(Evidence {
        clarification: testing.clarification,
        ends_at,
        reminders: testing.reminders,
        attempts: testing.attempts,
    }))
}
