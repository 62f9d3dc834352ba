//! What is to happen to a ticket by itself, and when.
//!
//! Nothing here remembers anything: the plan follows from the ticket's events, the policies and the
//! calendar. Whoever keeps timers compares what is kept with the plan when something changes, and
//! asks once more when a timer is due: what the plan no longer names does not happen.

use chrono::{DateTime, Utc};

use crate::clocks::{Clocks, Metric};
use crate::closed_enum::closed_enum;
use crate::testing::{Countdown, ReminderKind};

closed_enum! {
    /// What happens. Stored beside each ticket: never renamed.
    pub enum TimerKind {
        /// The customer is reminded in the middle of the testing period.
        ReminderMiddle = "reminder_middle",
        /// The customer is reminded one business day before its end.
        ReminderLastDay = "reminder_last_day",
        /// The testing period ends.
        TestingEnd = "testing_end",
        /// 75 % of the time to the first contact are consumed.
        FirstContactWarning = "first_contact_warning",
        /// All of the time to the first contact is consumed.
        FirstContactBreach = "first_contact_breach",
        /// 75 % of the time to the solution are consumed.
        ResolutionWarning = "resolution_warning",
        /// All of the time to the solution is consumed.
        ResolutionBreach = "resolution_breach",
    }
}

impl TimerKind {
    /// The reminder behind it, if it is one.
    #[must_use]
    pub const fn reminder(self) -> Option<ReminderKind> {
        match self {
            Self::ReminderMiddle => Some(ReminderKind::Middle),
            Self::ReminderLastDay => Some(ReminderKind::LastDay),
            Self::TestingEnd
            | Self::FirstContactWarning
            | Self::FirstContactBreach
            | Self::ResolutionWarning
            | Self::ResolutionBreach => None,
        }
    }

    /// Whether it happens once more in a cycle in which it has happened, when what it tells of lies
    /// ahead again: a clock that got a longer target may run out a second time.
    #[must_use]
    pub const fn may_happen_again(self) -> bool {
        match self {
            Self::FirstContactWarning
            | Self::FirstContactBreach
            | Self::ResolutionWarning
            | Self::ResolutionBreach => true,
            Self::ReminderMiddle | Self::ReminderLastDay | Self::TestingEnd => false,
        }
    }

    /// Whether it still has to happen when it is planned for an instant that has passed. A
    /// reminder or a warning of what is over helps nobody.
    #[must_use]
    pub const fn is_owed_late(self) -> bool {
        match self {
            Self::TestingEnd | Self::FirstContactBreach | Self::ResolutionBreach => true,
            Self::ReminderMiddle
            | Self::ReminderLastDay
            | Self::FirstContactWarning
            | Self::ResolutionWarning => false,
        }
    }
}

/// One thing that is to happen, once for its kind and cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer {
    /// What.
    pub kind: TimerKind,
    /// Of which run: for testing the place in the timeline of what set the period's end, for a
    /// clock the number of its cycle from 1.
    pub cycle: i64,
    /// When.
    pub due_at: DateTime<Utc>,
}

/// All that is to happen to a ticket as things stand, also what was planned for the past.
#[must_use]
pub fn plan(countdown: &Countdown, clocks: &Clocks) -> Vec<Timer> {
    let mut timers = Vec::new();
    match countdown {
        Countdown::NotTesting | Countdown::Stopped { .. } => {}
        Countdown::Running { period, set_by } => {
            timers.extend(period.reminders.iter().map(|reminder| Timer {
                kind: match reminder.kind {
                    ReminderKind::Middle => TimerKind::ReminderMiddle,
                    ReminderKind::LastDay => TimerKind::ReminderLastDay,
                },
                cycle: *set_by,
                due_at: reminder.at,
            }));
            timers.push(Timer {
                kind: TimerKind::TestingEnd,
                cycle: *set_by,
                due_at: period.ends_at,
            });
        }
    }
    for metric in Metric::ALL {
        let (warning, breach) = match metric {
            Metric::FirstContact => (TimerKind::FirstContactWarning, TimerKind::FirstContactBreach),
            Metric::Resolution => (TimerKind::ResolutionWarning, TimerKind::ResolutionBreach),
        };
        for (cycle, run) in (1..).zip(clocks.of(metric)) {
            if run.ended.is_none() && !run.paused {
                let timer = |kind, at: Option<_>| at.map(|due_at| Timer { kind, cycle, due_at });
                timers.extend(timer(warning, run.warns_at));
                timers.extend(timer(breach, run.due));
            }
        }
    }
    timers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::clocks::{ClockEvent, ClockFact, SlaPolicy, evaluate};
    use crate::lifecycle::{Kind, Priority, WaitingOn};
    use crate::testing::{EventRef, TestingDays, TestingEvent, TestingFact, countdown};

    fn at(text: &str) -> DateTime<Utc> {
        format!("{text}:00-05:00").parse().unwrap()
    }

    fn clocks(facts: &[(&str, ClockFact)], now: &str) -> Clocks {
        let events: Vec<_> =
            facts.iter().map(|&(text, what)| ClockEvent { at: at(text), what }).collect();
        evaluate(&events, &SlaPolicy::default(), &Calendar::default(), at(now)).unwrap()
    }

    fn testing(facts: &[(&str, TestingFact)]) -> Countdown {
        let events: Vec<_> = (1..)
            .zip(facts)
            .map(|(seq, &(text, fact))| TestingEvent {
                event: EventRef { seq, at: at(text) },
                fact,
            })
            .collect();
        countdown(&Calendar::default(), Kind::Request, &events).unwrap()
    }

    const OPENED: (&str, ClockFact) = (
        "2026-07-21T08:00",
        ClockFact::Opened { kind: Kind::Incident, priority: Priority::Critical },
    );

    #[test]
    fn a_new_ticket_is_warned_of_and_breached_by_both_clocks() {
        // One hour to the first contact, eight to the solution.
        let planned = plan(&Countdown::NotTesting, &clocks(&[OPENED], "2026-07-21T08:00"));
        let expected = [
            (TimerKind::FirstContactWarning, "2026-07-21T08:45"),
            (TimerKind::FirstContactBreach, "2026-07-21T09:00"),
            (TimerKind::ResolutionWarning, "2026-07-21T14:00"),
            (TimerKind::ResolutionBreach, "2026-07-21T16:00"),
        ];
        let expected =
            expected.map(|(kind, text)| Timer { kind, cycle: 1, due_at: at(text) }).to_vec();
        assert_eq!(planned, expected);
    }

    #[test]
    fn nothing_is_planned_for_a_clock_that_pauses_or_has_ended() {
        let facts = [
            OPENED,
            ("2026-07-21T08:10", ClockFact::FirstContact),
            ("2026-07-21T08:10", ClockFact::WaitingOn(WaitingOn::Customer)),
        ];
        let planned = plan(&Countdown::NotTesting, &clocks(&facts, "2026-07-21T09:30"));
        assert_eq!(planned, []);
    }

    #[test]
    fn a_new_cycle_has_timers_of_its_own() {
        let facts = [
            OPENED,
            ("2026-07-21T08:10", ClockFact::FirstContact),
            ("2026-07-21T09:00", ClockFact::Delivered),
            ("2026-07-22T08:00", ClockFact::Rejected),
        ];
        let planned = plan(&Countdown::NotTesting, &clocks(&facts, "2026-07-22T08:00"));
        assert_eq!(planned.iter().map(|timer| timer.cycle).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(planned[1].due_at, at("2026-07-22T16:00"));
    }

    #[test]
    fn a_testing_period_reminds_and_ends_and_an_extension_does_so_anew() {
        let days = TestingDays::new(5).unwrap();
        let mut facts = vec![("2026-07-21T10:00", TestingFact::Delivered { days })];
        let planned = plan(&testing(&facts), &Clocks::default());
        let kinds: Vec<_> = planned.iter().map(|timer| timer.kind).collect();
        assert_eq!(
            kinds,
            [TimerKind::ReminderMiddle, TimerKind::ReminderLastDay, TimerKind::TestingEnd]
        );
        assert!(planned.iter().all(|timer| timer.cycle == 1));
        assert_eq!(planned[2].due_at, at("2026-07-28T17:00"));

        facts.push(("2026-07-27T10:00", TestingFact::Extended { until: at("2026-08-05T17:00") }));
        let planned = plan(&testing(&facts), &Clocks::default());
        assert!(planned.iter().all(|timer| timer.cycle == 2));
        assert_eq!(planned.last().map(|timer| timer.due_at), Some(at("2026-08-05T17:00")));

        facts.push(("2026-07-28T10:00", TestingFact::CustomerResponded));
        assert_eq!(plan(&testing(&facts), &Clocks::default()), []);
    }

    #[test]
    fn only_what_still_matters_is_owed_late() {
        for kind in TimerKind::ALL {
            assert!(!(kind.reminder().is_some() && kind.is_owed_late()), "{kind}");
        }
        assert!(TimerKind::TestingEnd.is_owed_late());
    }
}
