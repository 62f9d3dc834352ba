//! Service-level clocks, evaluated from a ticket's events and never accumulated.
//!
//! Since [`evaluate`] is pure and reads nothing but its arguments, a changed calendar or
//! policy is taken up by evaluating again, and the past can be asked about with an earlier
//! `now`.

mod course;
mod policy;

use chrono::{DateTime, TimeDelta, Utc};

use self::course::Course;
pub use self::policy::{
    BadTarget, Metric, SlaOverride, SlaPolicy, Target, Targets, TargetsOverride,
};
use crate::calendar::{Calendar, OutOfRange};
use crate::lifecycle::{Kind, Priority, WaitingOn};

/// What an event means for the clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockFact {
    /// The ticket was opened: both clocks start.
    Opened {
        /// Decides the service hours.
        kind: Kind,
        /// Decides the targets.
        priority: Priority,
    },
    /// Support contacted the customer; only the first time counts.
    FirstContact,
    /// It is somebody else's turn.
    WaitingOn(WaitingOn),
    /// A solution was delivered.
    Delivered,
    /// The customer rejected the solution; it is support's turn.
    Rejected,
    /// The ticket was opened again; it is support's turn.
    Reopened,
    /// The ticket was closed, in whatever way.
    Closed,
    /// Kind or priority changed: other targets and other service hours from here on, while
    /// the time consumed so far stays consumed.
    Retargeted {
        /// Decides the service hours from now on.
        kind: Kind,
        /// Decides the targets of what is still running.
        priority: Priority,
    },
}

/// An event of a ticket as far as the clocks are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockEvent {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What it means.
    pub what: ClockFact,
}

/// One run of a clock. All lengths of time are service time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// When it began to run, which may be in closed time.
    pub started: DateTime<Utc>,
    /// What was promised.
    pub target: TimeDelta,
    /// When 75 % of the target are or were consumed, or would have been; `None` while that
    /// can't be said because the clock is paused before.
    pub warns_at: Option<DateTime<Utc>>,
    /// When the target is or was consumed, or would have been; `None` while that can't be
    /// said because the clock is paused before.
    pub due: Option<DateTime<Utc>>,
    /// Service time consumed.
    pub elapsed: TimeDelta,
    /// What is left of the target; negative is overdue.
    pub remaining: TimeDelta,
    /// Whether it was standing still at the last moment looked at.
    pub paused: bool,
    /// Service time that was not counted because it was the customer's turn.
    pub paused_for: TimeDelta,
    /// Whether all of the target is consumed. Consuming it to the second is a breach, as
    /// 17:00:00 is closed.
    pub breached: bool,
    /// Whether what was promised was done in time; `None` while it runs and when the ticket
    /// was closed without it.
    pub met: Option<bool>,
    /// When it ended.
    pub ended: Option<DateTime<Utc>>,
}

/// The cycles of both clocks of a ticket, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clocks {
    /// One, from opening on.
    pub first_contact: Vec<Cycle>,
    /// One from opening on and one after each rejection and reopening.
    pub resolution: Vec<Cycle>,
}

impl Clocks {
    /// The cycles of one metric.
    #[must_use]
    pub fn of(&self, metric: Metric) -> &[Cycle] {
        match metric {
            Metric::FirstContact => &self.first_contact,
            Metric::Resolution => &self.resolution,
        }
    }

    /// The earliest due time of what runs: what a queue is sorted by. `None` while nothing
    /// runs or all is paused.
    #[must_use]
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        Metric::ALL
            .into_iter()
            .flat_map(|metric| self.of(metric))
            .filter(|cycle| cycle.ended.is_none() && !cycle.paused)
            .filter_map(|cycle| cycle.due)
            .min()
    }
}

/// The clocks of a ticket at `now`, from its events in the order of its timeline.
///
/// Events after `now` are not looked at. An event that claims to be earlier than the one
/// before it counts as simultaneous. Facts before the opening are of no effect.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn evaluate(
    events: &[ClockEvent],
    policy: &SlaPolicy,
    calendar: &Calendar,
    now: DateTime<Utc>,
) -> Result<Clocks, OutOfRange> {
    let opening = events.iter().enumerate().find_map(|(place, event)| {
        let ClockFact::Opened { kind, priority } = event.what else { return None };
        Some((place, Ticket::opened(event.at, kind, priority)))
    });
    let Some((place, mut ticket)) = opening.filter(|(_, ticket)| ticket.reached <= now) else {
        return Ok(Clocks::default());
    };
    for event in events[place + 1..].iter().take_while(|event| event.at <= now) {
        ticket.advance(event.at);
        ticket.apply(event.what);
    }
    ticket.advance(now);
    let cycles = |courses: &[Course], metric| -> Result<Vec<Cycle>, OutOfRange> {
        courses.iter().map(|course| course.cycle(metric, policy, calendar)).collect()
    };
    Ok(Clocks {
        first_contact: cycles(std::slice::from_ref(&ticket.first_contact), Metric::FirstContact)?,
        resolution: cycles(&ticket.resolutions, Metric::Resolution)?,
    })
}

/// A ticket while its events are gone through.
struct Ticket {
    reached: DateTime<Utc>,
    kind: Kind,
    priority: Priority,
    first_contact: Course,
    resolutions: Vec<Course>,
}

impl Ticket {
    fn opened(at: DateTime<Utc>, kind: Kind, priority: Priority) -> Self {
        let course = Course::starting(at, kind, priority);
        Self {
            reached: at,
            kind,
            priority,
            first_contact: course.clone(),
            resolutions: vec![course],
        }
    }

    /// Every course, ended ones included: those take no notice of what comes later.
    fn courses(&mut self) -> impl Iterator<Item = &mut Course> {
        std::iter::once(&mut self.first_contact).chain(&mut self.resolutions)
    }

    fn advance(&mut self, to: DateTime<Utc>) {
        let to = to.max(self.reached);
        self.reached = to;
        self.courses().for_each(|course| course.advance(to));
    }

    fn apply(&mut self, what: ClockFact) {
        match what {
            ClockFact::FirstContact => self.first_contact.end(true),
            ClockFact::WaitingOn(waiting_on) => {
                let paused = match waiting_on {
                    WaitingOn::Customer => true,
                    WaitingOn::Support | WaitingOn::Nobody => false,
                };
                self.resolutions.iter_mut().for_each(|course| course.pause(paused));
            }
            ClockFact::Delivered => {
                self.resolutions.iter_mut().for_each(|course| course.end(true));
            }
            ClockFact::Rejected | ClockFact::Reopened => {
                // A new cycle can only follow an ended one.
                if self.resolutions.iter().all(Course::has_ended) {
                    let course = Course::starting(self.reached, self.kind, self.priority);
                    self.resolutions.push(course);
                }
            }
            ClockFact::Closed => self.courses().for_each(|course| course.end(false)),
            ClockFact::Opened { kind, priority } | ClockFact::Retargeted { kind, priority } => {
                (self.kind, self.priority) = (kind, priority);
                self.courses().for_each(|course| course.retarget(kind, priority));
            }
        }
    }
}
