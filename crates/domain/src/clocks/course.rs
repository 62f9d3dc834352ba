//! One run of a clock while its events are gone through.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Cycle, Metric, SlaPolicy};
use crate::calendar::{Calendar, OutOfRange};
use crate::lifecycle::{Kind, Priority};

/// A stretch of time in which nothing changed for a clock.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    kind: Kind,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    paused: bool,
}

/// How a run ended.
#[derive(Debug, Clone, Copy)]
enum End {
    /// What was promised was done.
    Done(DateTime<Utc>),
    /// The ticket was closed without it.
    Dropped(DateTime<Utc>),
}

/// What happened between the start of a clock and its end.
#[derive(Debug, Clone)]
pub(super) struct Course {
    started: DateTime<Utc>,
    priority: Priority,
    past: Vec<Stretch>,
    /// The last stretch, which grows until something changes.
    current: Stretch,
    end: Option<End>,
}

impl Course {
    pub(super) fn starting(at: DateTime<Utc>, kind: Kind, priority: Priority) -> Self {
        Self {
            started: at,
            priority,
            past: Vec::new(),
            current: Stretch { kind, from: at, to: at, paused: false },
            end: None,
        }
    }

    pub(super) const fn has_ended(&self) -> bool {
        self.end.is_some()
    }

    pub(super) fn advance(&mut self, to: DateTime<Utc>) {
        if !self.has_ended() {
            self.current.to = to;
        }
    }

    pub(super) fn pause(&mut self, paused: bool) {
        if !self.has_ended() && paused != self.current.paused {
            self.begin_stretch(Stretch { paused, ..self.current });
        }
    }

    pub(super) fn retarget(&mut self, kind: Kind, priority: Priority) {
        if !self.has_ended() {
            self.priority = priority;
            self.begin_stretch(Stretch { kind, ..self.current });
        }
    }

    pub(super) fn end(&mut self, done: bool) {
        if !self.has_ended() {
            let at = self.current.to;
            self.end = Some(if done { End::Done(at) } else { End::Dropped(at) });
        }
    }

    fn begin_stretch(&mut self, like: Stretch) {
        let from = self.current.to;
        self.past.push(self.current);
        self.current = Stretch { from, to: from, ..like };
    }

    pub(super) fn cycle(
        &self,
        metric: Metric,
        policy: &SlaPolicy,
        calendar: &Calendar,
    ) -> Result<Cycle, OutOfRange> {
        let (mut elapsed, mut paused_for) = (TimeDelta::zero(), TimeDelta::zero());
        for stretch in self.stretches() {
            let time = calendar.service_time_between(stretch.kind, stretch.from, stretch.to)?;
            if stretch.paused {
                paused_for += time;
            } else {
                elapsed += time;
            }
        }
        let target = policy.target(self.priority, metric).time();
        let breached = elapsed >= target;
        let (met, ended) = match self.end {
            None => (None, None),
            Some(End::Done(at)) => (Some(!breached), Some(at)),
            Some(End::Dropped(at)) => (None, Some(at)),
        };
        Ok(Cycle {
            started: self.started,
            target,
            warns_at: self.consumed_at(target * 3 / 4, calendar)?,
            due: self.consumed_at(target, calendar)?,
            elapsed,
            remaining: target - elapsed,
            paused: self.current.paused,
            paused_for,
            breached,
            met,
            ended,
        })
    }

    fn stretches(&self) -> impl Iterator<Item = &Stretch> {
        self.past.iter().chain(std::iter::once(&self.current))
    }

    /// The instant at which this much service time is consumed: in the past as it happened,
    /// in the future as if nothing changed any more. `None` if it never will be.
    fn consumed_at(
        &self,
        amount: TimeDelta,
        calendar: &Calendar,
    ) -> Result<Option<DateTime<Utc>>, OutOfRange> {
        let mut missing = amount;
        for stretch in self.stretches().filter(|stretch| !stretch.paused) {
            let time = calendar.service_time_between(stretch.kind, stretch.from, stretch.to)?;
            if missing <= time {
                return calendar.add_service_time(stretch.kind, stretch.from, missing).map(Some);
            }
            missing -= time;
        }
        if self.current.paused {
            return Ok(None);
        }
        calendar.add_service_time(self.current.kind, self.current.to, missing).map(Some)
    }
}
