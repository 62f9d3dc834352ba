use aval_domain::calendar::{Calendar, ExceptionKind};
use aval_domain::clocks::{
    ClockEvent, ClockFact, Clocks, Cycle, Metric, SlaOverride, SlaPolicy, Target, evaluate,
};
use aval_domain::lifecycle::{Kind, Priority, WaitingOn};
use chrono::TimeDelta;

use crate::util::{at, date, wall};

fn hours(n: i64) -> TimeDelta {
    TimeDelta::hours(n)
}

fn opened(kind: Kind, priority: Priority) -> ClockFact {
    ClockFact::Opened { kind, priority }
}

fn events(facts: &[(&str, ClockFact)]) -> Vec<ClockEvent> {
    facts.iter().map(|(text, what)| ClockEvent { at: at(text), what: *what }).collect()
}

fn clocks(facts: &[(&str, ClockFact)], now: &str) -> Clocks {
    evaluate(&events(facts), &SlaPolicy::default(), &Calendar::default(), at(now)).unwrap()
}

/// The one resolution cycle of a ticket.
fn resolution(facts: &[(&str, ClockFact)], now: &str) -> Cycle {
    let [cycle] = &clocks(facts, now).resolution[..] else { panic!("one cycle") };
    cycle.clone()
}

#[test]
fn the_default_targets_are_those_promised() {
    let policy = SlaPolicy::default();
    for (priority, first_contact, resolution) in [
        (Priority::Critical, 1, 8),
        (Priority::High, 2, 18),
        (Priority::Normal, 4, 27),
        (Priority::Low, 9, 45),
    ] {
        let target = |metric| policy.target(priority, metric).time();
        assert_eq!(target(Metric::FirstContact), hours(first_contact));
        assert_eq!(target(Metric::Resolution), hours(resolution));
    }
}

#[test]
fn a_contract_overrides_what_it_names() {
    let contract: SlaOverride =
        serde_json::from_str(r#"{"high":{"resolution":"PT9H30M"}}"#).unwrap();
    let policy = SlaPolicy::default().overridden(contract);
    let resolution = policy.target(Priority::High, Metric::Resolution).time();
    assert_eq!(resolution, TimeDelta::minutes(570));
    let untouched = SlaPolicy { high: policy.high, ..SlaPolicy::default() };
    assert_eq!(policy, untouched);
    assert_eq!(policy.high.first_contact, SlaPolicy::default().high.first_contact);
    assert_eq!(SlaPolicy::default().overridden(SlaOverride::default()), SlaPolicy::default());
}

#[test]
fn a_policy_is_iso_durations_and_is_checked_when_read() {
    let json = serde_json::to_value(SlaPolicy::default()).unwrap();
    assert_eq!(
        json["critical"],
        serde_json::json!({"first_contact": "PT1H", "resolution": "PT8H"})
    );
    assert_eq!(serde_json::from_value::<SlaPolicy>(json.clone()).unwrap(), SlaPolicy::default());
    for bad in ["PT0S", "-PT1H", "PT30S", "PT1M30S", "PT10001H", "1h", ""] {
        let mut json = json.clone();
        json["low"]["resolution"] = bad.into();
        assert!(serde_json::from_value::<SlaPolicy>(json).is_err(), "{bad}");
    }
    assert!(Target::new(TimeDelta::minutes(1)).is_ok());
    assert!(Target::new(hours(10_000)).is_ok());
}

#[test]
fn both_clocks_run_from_opening() {
    let ticket = [("2026-07-10 16:00", opened(Kind::Request, Priority::High))];
    let clocks = clocks(&ticket, "2026-07-14 08:30");
    let [contact] = &clocks.first_contact[..] else { panic!("one cycle") };
    assert_eq!(
        *contact,
        Cycle {
            started: at("2026-07-10 16:00"),
            target: hours(2),
            warns_at: Some(at("2026-07-14 08:30")),
            due: Some(at("2026-07-14 09:00")),
            elapsed: TimeDelta::minutes(90),
            remaining: TimeDelta::minutes(30),
            paused: false,
            paused_for: TimeDelta::zero(),
            breached: false,
            met: None,
            ended: None,
        }
    );
    let [resolution] = &clocks.resolution[..] else { panic!("one cycle") };
    assert_eq!(resolution.due, Some(at("2026-07-15 16:00")));
    assert_eq!(clocks.next_due(), Some(at("2026-07-14 09:00")));
}

#[test]
fn the_kind_decides_whether_saturday_counts() {
    let due = |kind| {
        let ticket = [("2026-07-10 16:00", opened(kind, Priority::High))];
        wall(clocks(&ticket, "2026-07-10 16:00").first_contact[0].due.unwrap())
    };
    assert_eq!(due(Kind::Incident), "Sat 2026-07-11 10:00:00");
    assert_eq!(due(Kind::Question), "Tue 2026-07-14 09:00:00");
}

#[test]
fn the_first_contact_ends_its_clock_and_later_ones_do_nothing() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::Normal)),
        ("2026-07-14 10:00", ClockFact::FirstContact),
        ("2026-07-14 16:00", ClockFact::FirstContact),
    ];
    let clocks = clocks(&ticket, "2026-07-20 10:00");
    let [contact] = &clocks.first_contact[..] else { panic!("one cycle") };
    assert_eq!(contact.ended, Some(at("2026-07-14 10:00")));
    assert_eq!((contact.elapsed, contact.remaining), (hours(2), hours(2)));
    assert_eq!((contact.met, contact.breached), (Some(true), false));
    // What would have been due stays known.
    assert_eq!(contact.due, Some(at("2026-07-14 12:00")));
    assert_eq!(clocks.next_due(), clocks.resolution[0].due);
}

#[test]
fn the_target_itself_is_already_a_breach() {
    let open = ("2026-07-14 08:00", opened(Kind::Request, Priority::Normal));
    let contact = |facts: &[_], now| clocks(facts, now).first_contact[0].clone();
    assert!(!contact(&[open], "2026-07-14 11:59:59").breached);
    let late = contact(&[open], "2026-07-14 12:00");
    assert!(late.breached);
    assert_eq!((late.met, late.remaining), (None, TimeDelta::zero()));
    let in_time = [open, ("2026-07-14 11:59:59", ClockFact::FirstContact)];
    assert_eq!(contact(&in_time, "2026-07-15 10:00").met, Some(true));
    let too_late = [open, ("2026-07-14 12:00", ClockFact::FirstContact)];
    assert_eq!(contact(&too_late, "2026-07-15 10:00").met, Some(false));
}

#[test]
fn resolution_stands_still_while_the_customer_is_asked() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::Critical)),
        ("2026-07-14 10:00", ClockFact::WaitingOn(WaitingOn::Customer)),
        ("2026-07-15 11:00", ClockFact::WaitingOn(WaitingOn::Support)),
    ];
    let asked = clocks(&ticket, "2026-07-14 15:00");
    let cycle = &asked.resolution[0];
    assert!(cycle.paused);
    assert_eq!((cycle.elapsed, cycle.paused_for), (hours(2), hours(5)));
    assert_eq!((cycle.due, cycle.warns_at), (None, None));
    // The first contact is not the customer's to delay.
    assert_eq!(asked.first_contact[0].elapsed, hours(7));
    assert_eq!(asked.next_due(), asked.first_contact[0].due);

    let answered = resolution(&ticket, "2026-07-15 12:00");
    assert!(!answered.paused);
    assert_eq!((answered.elapsed, answered.paused_for), (hours(3), hours(10)));
    assert_eq!(answered.due, Some(at("2026-07-15 17:00")));
    assert_eq!(answered.warns_at, Some(at("2026-07-15 15:00")));
}

#[test]
fn a_warning_given_before_a_pause_stays_where_it_was() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::Critical)),
        ("2026-07-14 15:00", ClockFact::WaitingOn(WaitingOn::Customer)),
    ];
    let cycle = resolution(&ticket, "2026-07-16 10:00");
    assert_eq!((cycle.warns_at, cycle.due), (Some(at("2026-07-14 14:00")), None));
}

#[test]
fn delivery_ends_a_cycle_and_rejection_starts_another() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::Critical)),
        ("2026-07-14 14:00", ClockFact::Delivered),
        ("2026-07-14 14:00", ClockFact::WaitingOn(WaitingOn::Customer)),
        ("2026-07-16 09:00", ClockFact::Rejected),
        ("2026-07-16 09:00", ClockFact::WaitingOn(WaitingOn::Support)),
        ("2026-07-17 10:00", ClockFact::Delivered),
        ("2026-07-17 11:00", ClockFact::Closed),
        ("2026-07-21 08:00", ClockFact::Reopened),
    ];
    let clocks = clocks(&ticket, "2026-07-21 10:00");
    let told: Vec<_> = clocks
        .resolution
        .iter()
        .map(|cycle| (cycle.started, cycle.elapsed, cycle.met, cycle.ended))
        .collect();
    assert_eq!(
        told,
        [
            (at("2026-07-14 08:00"), hours(6), Some(true), Some(at("2026-07-14 14:00"))),
            (at("2026-07-16 09:00"), hours(10), Some(false), Some(at("2026-07-17 10:00"))),
            (at("2026-07-21 08:00"), hours(2), None, None),
        ]
    );
    assert!(!clocks.resolution[2].paused, "whoever reopens waits for support");
    assert_eq!(clocks.resolution[2].due, Some(at("2026-07-21 16:00")));
    assert_eq!(clocks.first_contact.len(), 1);
}

#[test]
fn closing_without_a_delivery_is_neither_met_nor_missed() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::Low)),
        ("2026-07-14 12:00", ClockFact::Closed),
    ];
    let clocks = clocks(&ticket, "2026-09-01 10:00");
    for cycle in [&clocks.first_contact[0], &clocks.resolution[0]] {
        assert_eq!((cycle.met, cycle.breached), (None, false));
        assert_eq!((cycle.elapsed, cycle.ended), (hours(4), Some(at("2026-07-14 12:00"))));
    }
    assert_eq!(clocks.next_due(), None);
}

#[test]
fn recategorising_keeps_what_was_consumed() {
    let ticket = [
        ("2026-07-10 15:00", opened(Kind::Incident, Priority::Normal)),
        // Two hours on Friday and three on Saturday, which count for an incident.
        (
            "2026-07-14 10:00",
            ClockFact::Retargeted { kind: Kind::Request, priority: Priority::Critical },
        ),
    ];
    let before = resolution(&ticket, "2026-07-14 09:59:59");
    assert_eq!(before.target, hours(27));
    let after = resolution(&ticket, "2026-07-14 10:00");
    assert_eq!((after.target, after.elapsed), (hours(8), hours(7)));
    assert_eq!(after.due, Some(at("2026-07-14 11:00")));
    // 75 % of eight hours were consumed an hour ago.
    assert_eq!(after.warns_at, Some(at("2026-07-14 09:00")));
}

#[test]
fn recategorising_may_be_a_breach_from_the_past() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::Low)),
        (
            "2026-07-15 10:00",
            ClockFact::Retargeted { kind: Kind::Request, priority: Priority::Critical },
        ),
    ];
    let cycle = resolution(&ticket, "2026-07-15 10:00");
    assert!(cycle.breached);
    assert_eq!((cycle.remaining, cycle.due), (-hours(3), Some(at("2026-07-14 16:00"))));
}

#[test]
fn what_has_ended_is_not_retargeted() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::Normal)),
        ("2026-07-14 10:00", ClockFact::FirstContact),
        (
            "2026-07-14 11:00",
            ClockFact::Retargeted { kind: Kind::Request, priority: Priority::Critical },
        ),
    ];
    let clocks = clocks(&ticket, "2026-07-14 11:00");
    assert_eq!(clocks.first_contact[0].target, hours(4));
    assert_eq!(clocks.first_contact[0].met, Some(true));
    assert_eq!(clocks.resolution[0].target, hours(8));
}

#[test]
fn a_closure_day_moves_what_runs_and_nothing_that_ended() {
    let calendar = Calendar::new([(date("2026-07-15"), ExceptionKind::Closure)]);
    let ticket = events(&[
        ("2026-07-14 08:00", opened(Kind::Request, Priority::High)),
        ("2026-07-14 09:00", ClockFact::FirstContact),
    ]);
    let policy = SlaPolicy::default();
    let now = at("2026-07-14 10:00");
    let before = evaluate(&ticket, &policy, &Calendar::default(), now).unwrap();
    let after = evaluate(&ticket, &policy, &calendar, now).unwrap();
    assert_eq!(before.first_contact, after.first_contact);
    assert_eq!(before.resolution[0].due, Some(at("2026-07-15 17:00")));
    assert_eq!(after.resolution[0].due, Some(at("2026-07-16 17:00")));
}

#[test]
fn the_past_can_be_asked_about() {
    let ticket = [
        ("2026-07-14 08:00", opened(Kind::Request, Priority::High)),
        ("2026-07-14 12:00", ClockFact::Delivered),
    ];
    assert_eq!(resolution(&ticket, "2026-07-14 11:00").ended, None);
    assert_eq!(resolution(&ticket, "2026-07-14 12:00").met, Some(true));
    assert_eq!(clocks(&ticket, "2026-07-13 12:00"), Clocks::default());
    assert_eq!(clocks(&[], "2026-07-13 12:00"), Clocks::default());
}

#[test]
fn a_fact_before_the_opening_is_of_no_effect_even_if_it_claims_to_be_later() {
    let opened = ("2026-07-14 08:00", opened(Kind::Request, Priority::High));
    let ticket = [("2026-07-16 10:00", ClockFact::FirstContact), opened];
    for now in ["2026-07-14 09:00", "2026-07-17 09:00"] {
        assert_eq!(clocks(&ticket, now), clocks(&[opened], now));
    }
}
