use aval_domain::calendar::Calendar;
use aval_domain::clocks::{ClockEvent, ClockFact, Clocks, Cycle, Metric, SlaPolicy, evaluate};
use aval_domain::lifecycle::{Kind, Priority, WaitingOn};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::util::at;

fn kinds() -> impl Strategy<Value = Kind> {
    select(&Kind::ALL[..])
}

fn priorities() -> impl Strategy<Value = Priority> {
    select(&Priority::ALL[..])
}

/// Anything that may happen after opening, in any order, possible or not.
fn facts() -> impl Strategy<Value = ClockFact> {
    prop_oneof![
        1 => Just(ClockFact::FirstContact),
        4 => select(&WaitingOn::ALL[..]).prop_map(ClockFact::WaitingOn),
        2 => Just(ClockFact::Delivered),
        2 => Just(ClockFact::Rejected),
        1 => Just(ClockFact::Reopened),
        1 => Just(ClockFact::Closed),
        2 => (kinds(), priorities())
            .prop_map(|(kind, priority)| ClockFact::Retargeted { kind, priority }),
    ]
}

/// A ticket's history around the new holiday of July 2026, minutes to days between events.
fn histories() -> impl Strategy<Value = Vec<ClockEvent>> {
    let gaps = prop_oneof![0_i64..120, 0_i64..4 * 1440];
    (0_i64..14 * 1440, kinds(), priorities(), vec((gaps, facts()), 0..12)).prop_map(
        |(start, kind, priority, later)| {
            let mut at = at("2026-07-01 00:00") + TimeDelta::minutes(start);
            let mut events = vec![ClockEvent { at, what: ClockFact::Opened { kind, priority } }];
            for (gap, what) in later {
                at += TimeDelta::minutes(gap);
                events.push(ClockEvent { at, what });
            }
            events
        },
    )
}

fn clocks(events: &[ClockEvent], now: DateTime<Utc>) -> Clocks {
    evaluate(events, &SlaPolicy::default(), &Calendar::default(), now).unwrap()
}

fn all(clocks: &Clocks) -> impl Iterator<Item = &Cycle> {
    Metric::ALL.into_iter().flat_map(|metric| clocks.of(metric))
}

/// Minutes of a resolution clock counted one by one with the rules read anew: per cycle
/// what was consumed and what was paused.
fn by_minutes(events: &[ClockEvent], now: DateTime<Utc>) -> Vec<(i64, i64)> {
    let calendar = Calendar::default();
    let mut cycles: Vec<(i64, i64)> = Vec::new();
    let (mut kind, mut running, mut paused) = (Kind::Incident, false, false);
    let mut t = events[0].at;
    let mut next = events.iter().peekable();
    while t <= now {
        while let Some(event) = next.next_if(|event| event.at == t) {
            match event.what {
                ClockFact::Opened { kind: new, .. } => {
                    (kind, running) = (new, true);
                    cycles.push((0, 0));
                }
                ClockFact::Retargeted { kind: new, .. } => kind = new,
                ClockFact::WaitingOn(who) => {
                    if running {
                        paused = who == WaitingOn::Customer;
                    }
                }
                ClockFact::Delivered | ClockFact::Closed => running = false,
                ClockFact::Rejected | ClockFact::Reopened => {
                    if !running {
                        (running, paused) = (true, false);
                        cycles.push((0, 0));
                    }
                }
                ClockFact::FirstContact => {}
            }
        }
        if running && t < now && calendar.is_open(kind, t).unwrap() {
            let cycle = cycles.last_mut().unwrap();
            if paused {
                cycle.1 += 1;
            } else {
                cycle.0 += 1;
            }
        }
        t += TimeDelta::minutes(1);
    }
    cycles
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_clock_is_that_of_a_walk_by_minutes(
        events in histories(), after in 0_i64..5 * 1440,
    ) {
        let now = events.last().unwrap().at + TimeDelta::minutes(after);
        let counted: Vec<_> = clocks(&events, now)
            .resolution
            .iter()
            .map(|cycle| (cycle.elapsed.num_minutes(), cycle.paused_for.num_minutes()))
            .collect();
        prop_assert_eq!(counted, by_minutes(&events, now));
    }

    #[test]
    fn elapsed_never_decreases_as_time_goes_on(
        events in histories(), first in 0_i64..30 * 1440, more in 0_i64..30 * 1440,
    ) {
        let earlier = events[0].at + TimeDelta::minutes(first);
        let later = earlier + TimeDelta::minutes(more);
        let (before, after) = (clocks(&events, earlier), clocks(&events, later));
        for metric in Metric::ALL {
            let (before, after) = (before.of(metric), after.of(metric));
            prop_assert!(before.len() <= after.len());
            for (before, after) in before.iter().zip(after) {
                prop_assert!(before.elapsed <= after.elapsed);
                prop_assert!(before.paused_for <= after.paused_for);
                prop_assert_eq!(before.started, after.started);
                if before.ended.is_some() {
                    prop_assert_eq!(before, after, "what ended does not change");
                }
            }
        }
    }

    #[test]
    fn time_asked_of_the_customer_is_not_counted(
        events in histories(), pause in 0_i64..20 * 1440,
    ) {
        let asked = events.last().unwrap().at;
        let mut events = events;
        events.push(ClockEvent { at: asked, what: ClockFact::WaitingOn(WaitingOn::Customer) });
        let answered = asked + TimeDelta::minutes(pause);
        let (before, after) = (clocks(&events, asked), clocks(&events, answered));
        for (before, after) in before.resolution.iter().zip(&after.resolution) {
            prop_assert_eq!(before.elapsed, after.elapsed);
            prop_assert_eq!(before.remaining, after.remaining);
        }
    }

    #[test]
    fn recategorising_keeps_what_was_consumed(
        events in histories(), after in 0_i64..5 * 1440, kind in kinds(), priority in priorities(),
    ) {
        let now = events.last().unwrap().at + TimeDelta::minutes(after);
        let mut retargeted = events.clone();
        retargeted.push(ClockEvent { at: now, what: ClockFact::Retargeted { kind, priority } });
        let (before, after) = (clocks(&events, now), clocks(&retargeted, now));
        for metric in Metric::ALL {
            for (before, after) in before.of(metric).iter().zip(after.of(metric)) {
                prop_assert_eq!(before.elapsed, after.elapsed);
                prop_assert_eq!(before.paused_for, after.paused_for);
                let target = match before.ended {
                    Some(_) => before.target,
                    None => SlaPolicy::default().target(priority, metric).time(),
                };
                prop_assert_eq!(after.target, target);
            }
        }
    }

    #[test]
    fn the_due_time_is_when_the_breach_comes(events in histories(), after in 0_i64..5 * 1440) {
        let now = events.last().unwrap().at + TimeDelta::minutes(after);
        let evaluated = clocks(&events, now);
        for metric in Metric::ALL {
            for (index, cycle) in evaluated.of(metric).iter().enumerate() {
                prop_assert_eq!(cycle.elapsed + cycle.remaining, cycle.target);
                prop_assert_eq!(cycle.breached, cycle.remaining <= TimeDelta::zero());
                if let (Some(warns_at), Some(due)) = (cycle.warns_at, cycle.due) {
                    prop_assert!(cycle.started < warns_at && warns_at < due);
                }
                prop_assert_eq!(cycle.due.is_some_and(|due| due <= cycle.ended.unwrap_or(now)),
                    cycle.breached);
                prop_assert!(cycle.due.is_some() || cycle.paused);
                if cycle.ended.is_some() || cycle.paused || cycle.breached {
                    continue;
                }
                // If nothing else happens, this is the very second.
                let due = cycle.due.unwrap();
                let second = TimeDelta::seconds(1);
                prop_assert!(clocks(&events, due).of(metric)[index].breached);
                prop_assert!(!clocks(&events, due - second).of(metric)[index].breached);
                prop_assert_eq!(clocks(&events, due).of(metric)[index].due, Some(due));
            }
        }
        let running = all(&evaluated).filter(|cycle| cycle.ended.is_none() && !cycle.paused);
        prop_assert_eq!(evaluated.next_due(), running.filter_map(|cycle| cycle.due).min());
    }
}
