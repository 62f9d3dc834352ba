use aval_domain::calendar::{Calendar, ExceptionKind};
use aval_domain::lifecycle::{Kind, Priority};
use aval_domain::testing::{
    ClosureDecision, Countdown, EventRef, Evidence, Mailbox, ReminderKind, StillOpen, TestingDays,
    TestingEvent, TestingFact, TestingPeriod, TestingPolicy, countdown, decide_closure,
    default_days,
};
use chrono::TimeDelta;

use crate::util::{at, date, wall};

fn days(n: u32) -> TestingDays {
    TestingDays::new(n).unwrap()
}

fn period(kind: Kind, clarified_at: &str, n: u32, extended_to: Option<&str>) -> TestingPeriod {
    TestingPeriod::after_clarification(
        &Calendar::default(),
        kind,
        at(clarified_at),
        days(n),
        extended_to.map(at),
    )
    .unwrap()
}

fn reminders(period: &TestingPeriod) -> Vec<(ReminderKind, String)> {
    period.reminders.iter().map(|reminder| (reminder.kind, wall(reminder.at))).collect()
}

/// A timeline from its instants and facts, numbered from one.
fn timeline(facts: &[(&str, TestingFact)]) -> Vec<TestingEvent> {
    (1..)
        .zip(facts)
        .map(|(seq, (text, fact))| TestingEvent {
            event: EventRef { seq, at: at(text) },
            fact: *fact,
        })
        .collect()
}

fn decide(facts: &[(&str, TestingFact)], mailbox: Mailbox, now: &str) -> ClosureDecision {
    decide_closure(&Calendar::default(), Kind::Request, &timeline(facts), mailbox, at(now)).unwrap()
}

fn delivered() -> TestingFact {
    TestingFact::Delivered { days: days(5) }
}

#[test]
fn the_default_periods_are_those_promised() {
    let policy = TestingPolicy::default();
    for (kind, n) in
        [(Kind::Incident, 3), (Kind::Request, 5), (Kind::Question, 2), (Kind::PlannedTask, 5)]
    {
        assert_eq!(default_days(kind).get(), n);
        for priority in Priority::ALL {
            assert_eq!(policy.days(kind, priority), default_days(kind));
        }
    }
}

#[test]
fn a_policy_may_differ_by_priority_and_is_checked_when_read() {
    let json = r#"{"incident":{"days":3,"by_priority":{"critical":1}},"request":{"days":5},
        "question":{"days":2},"planned_task":{"days":5}}"#;
    let policy: TestingPolicy = serde_json::from_str(json).unwrap();
    assert_eq!(policy.days(Kind::Incident, Priority::Critical), days(1));
    assert_eq!(policy.days(Kind::Incident, Priority::High), days(3));
    let again = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<TestingPolicy>(&again).unwrap(), policy);
    for bad in ["0", "31", "-1", "1.5"] {
        let bad = json.replace("\"days\":2", &format!("\"days\":{bad}"));
        assert!(serde_json::from_str::<TestingPolicy>(&bad).is_err(), "{bad}");
    }
    assert!(TestingDays::new(0).is_err() && TestingDays::new(31).is_err());
}

#[test]
fn a_period_ends_at_the_close_of_its_last_business_day() {
    // Friday the 10th, then the 14th to the 16th, since the 13th is a holiday.
    let period = period(Kind::Incident, "2026-07-10 10:00", 3, None);
    assert_eq!(wall(period.ends_at), "Thu 2026-07-16 17:00:00");
    // 7 h on Friday, 3 h on Saturday, 27 h after: half of 37 h is on Wednesday.
    assert_eq!(
        reminders(&period),
        [
            (ReminderKind::Middle, "Tue 2026-07-14 16:30:00".to_owned()),
            (ReminderKind::LastDay, "Thu 2026-07-16 08:00:00".to_owned()),
        ]
    );
}

#[test]
fn the_last_reminder_of_an_incident_may_come_on_a_saturday() {
    let period = period(Kind::Incident, "2026-07-17 18:00", 1, None);
    // The 17th counts to Tuesday the 21st, Monday being Independence Day.
    assert_eq!(wall(period.ends_at), "Wed 2026-07-22 17:00:00");
    let period = self::period(Kind::Incident, "2026-07-22 10:00", 3, None);
    assert_eq!(wall(period.ends_at), "Mon 2026-07-27 17:00:00");
    assert_eq!(
        reminders(&period).last(),
        Some(&(ReminderKind::LastDay, "Sat 2026-07-25 09:00:00".to_owned()))
    );
    let of_a_request = self::period(Kind::Request, "2026-07-22 10:00", 3, None);
    assert_eq!(
        reminders(&of_a_request).last(),
        Some(&(ReminderKind::LastDay, "Mon 2026-07-27 08:00:00".to_owned()))
    );
}

#[test]
fn an_extension_only_ever_makes_a_period_longer() {
    let full = period(Kind::Request, "2026-07-21 10:00", 2, None);
    assert_eq!(wall(full.ends_at), "Thu 2026-07-23 17:00:00");
    assert_eq!(period(Kind::Request, "2026-07-21 10:00", 2, Some("2026-07-22 10:00")), full);
    let longer = period(Kind::Request, "2026-07-21 10:00", 2, Some("2026-07-31 12:00"));
    assert_eq!(wall(longer.ends_at), "Fri 2026-07-31 12:00:00");
    assert_eq!(
        reminders(&longer).last(),
        Some(&(ReminderKind::LastDay, "Thu 2026-07-30 12:00:00".to_owned()))
    );
}

#[test]
fn in_a_period_of_one_day_the_last_reminder_comes_first_or_alone() {
    let by_day = period(Kind::Request, "2026-07-21 10:00", 1, None);
    assert_eq!(wall(by_day.ends_at), "Wed 2026-07-22 17:00:00");
    assert_eq!(
        reminders(&by_day),
        [
            (ReminderKind::LastDay, "Wed 2026-07-22 08:00:00".to_owned()),
            (ReminderKind::Middle, "Wed 2026-07-22 09:00:00".to_owned()),
        ]
    );
    // All of the 22nd and the 23rd: half of it has passed as the 22nd closes.
    let by_night = period(Kind::Request, "2026-07-21 20:00", 1, None);
    assert_eq!(
        reminders(&by_night),
        [(ReminderKind::LastDay, "Thu 2026-07-23 08:00:00".to_owned())]
    );
}

#[test]
fn the_next_reminder_is_the_first_after_an_instant() {
    let period = period(Kind::Request, "2026-07-21 10:00", 5, None);
    let [middle, last] = period.reminders[..] else { panic!("two reminders") };
    assert_eq!(period.next_reminder(period.clarified_at), Some(middle));
    assert_eq!(period.next_reminder(middle.at), Some(last));
    assert_eq!(period.next_reminder(last.at), None);
}

#[test]
fn silence_until_the_end_closes_with_evidence() {
    let facts = [
        ("2026-07-21 10:00", delivered()),
        ("2026-07-24 10:00", TestingFact::ReminderSent),
        ("2026-07-27 11:00", TestingFact::ContactAttempted),
        ("2026-07-28 08:00", TestingFact::ReminderSent),
    ];
    assert_eq!(
        decide(&facts, Mailbox::Absent, "2026-07-28 16:59:59"),
        ClosureDecision::Not(StillOpen::NotYet { ends_at: at("2026-07-28 17:00") })
    );
    let event = |seq, text| EventRef { seq, at: at(text) };
    let evidence = Evidence {
        clarification: event(1, "2026-07-21 10:00"),
        ends_at: at("2026-07-28 17:00"),
        reminders: vec![event(2, "2026-07-24 10:00"), event(4, "2026-07-28 08:00")],
        attempts: vec![event(3, "2026-07-27 11:00")],
    };
    for now in ["2026-07-28 17:00", "2026-08-20 03:00"] {
        assert_eq!(
            decide(&facts, Mailbox::Absent, now),
            ClosureDecision::CloseTacitly(evidence.clone())
        );
    }
    let json = serde_json::to_string(&evidence).unwrap();
    assert_eq!(serde_json::from_str::<Evidence>(&json).unwrap(), evidence);
}

#[test]
fn any_response_stops_the_countdown_until_the_next_clarification() {
    let mut facts = vec![
        ("2026-07-21 10:00", delivered()),
        ("2026-07-24 10:00", TestingFact::ReminderSent),
        ("2026-07-27 09:00", TestingFact::CustomerResponded),
        ("2026-07-27 09:30", TestingFact::CustomerResponded),
    ];
    let by = EventRef { seq: 3, at: at("2026-07-27 09:00") };
    assert_eq!(
        decide(&facts, Mailbox::Absent, "2026-12-01 10:00"),
        ClosureDecision::Not(StillOpen::CustomerResponded { by })
    );
    let stands =
        |facts: &[_]| countdown(&Calendar::default(), Kind::Request, &timeline(facts)).unwrap();
    assert_eq!(stands(&facts), Countdown::Stopped { by });

    // A reminder or an attempt does not start it again; a clarification does, in full.
    facts.push(("2026-07-27 15:00", TestingFact::ContactAttempted));
    assert_eq!(stands(&facts), Countdown::Stopped { by });
    facts.push(("2026-07-28 10:00", TestingFact::Clarified));
    assert_eq!(
        stands(&facts),
        Countdown::Running {
            period: period(Kind::Request, "2026-07-28 10:00", 5, None),
            set_by: 6
        }
    );
    let ClosureDecision::CloseTacitly(evidence) =
        decide(&facts, Mailbox::Absent, "2026-08-04 17:00")
    else {
        panic!("a full period of silence has passed");
    };
    assert_eq!(evidence.clarification.seq, 6);
    assert_eq!(evidence.reminders, [], "what came before the clarification proves nothing");
    assert_eq!(evidence.attempts, []);
}

#[test]
fn silence_is_measured_from_the_last_clarification() {
    let facts = [("2026-07-21 10:00", delivered()), ("2026-07-27 16:00", TestingFact::Clarified)];
    assert_eq!(
        decide(&facts, Mailbox::Absent, "2026-07-28 17:00"),
        ClosureDecision::Not(StillOpen::NotYet { ends_at: at("2026-08-03 17:00") })
    );
}

#[test]
fn a_granted_extension_survives_a_clarification() {
    let facts = [
        ("2026-07-21 10:00", delivered()),
        ("2026-07-22 10:00", TestingFact::Extended { until: at("2026-08-20 17:00") }),
        ("2026-07-23 10:00", TestingFact::Extended { until: at("2026-08-10 17:00") }),
        ("2026-07-24 16:00", TestingFact::Clarified),
    ];
    assert_eq!(
        decide(&facts, Mailbox::Absent, "2026-08-15 17:00"),
        ClosureDecision::Not(StillOpen::NotYet { ends_at: at("2026-08-20 17:00") })
    );
    // Another delivery is another period.
    let mut facts = facts.to_vec();
    facts.push(("2026-07-25 10:00", TestingFact::LeftTesting));
    assert_eq!(
        decide(&facts, Mailbox::Absent, "2026-08-15 17:00"),
        ClosureDecision::Not(StillOpen::NotTesting)
    );
    facts.push(("2026-07-27 10:00", delivered()));
    assert_eq!(
        decide(&facts, Mailbox::Absent, "2026-07-29 17:00"),
        ClosureDecision::Not(StillOpen::NotYet { ends_at: at("2026-08-03 17:00") })
    );
}

#[test]
fn an_extension_after_a_response_is_supports_answer() {
    let facts = [
        ("2026-07-21 10:00", delivered()),
        ("2026-07-22 10:00", TestingFact::Extended { until: at("2026-08-20 17:00") }),
        ("2026-07-23 10:00", TestingFact::CustomerResponded),
        ("2026-07-24 10:00", TestingFact::Extended { until: at("2026-07-27 17:00") }),
    ];
    // A full period from the second extension, which is all that still holds.
    assert_eq!(
        decide(&facts, Mailbox::Absent, "2026-07-27 17:00"),
        ClosureDecision::Not(StillOpen::NotYet { ends_at: at("2026-07-31 17:00") })
    );
    let ClosureDecision::CloseTacitly(evidence) =
        decide(&facts, Mailbox::Absent, "2026-07-31 17:00")
    else {
        panic!("a full period of silence has passed");
    };
    assert_eq!(evidence.clarification.seq, 4);
}

#[test]
fn what_set_the_end_is_named() {
    let facts = [
        ("2026-07-21 10:00", delivered()),
        ("2026-07-22 10:00", TestingFact::Extended { until: at("2026-08-20 17:00") }),
        ("2026-07-23 10:00", TestingFact::ReminderSent),
    ];
    let set_by =
        |facts: &[_]| match countdown(&Calendar::default(), Kind::Request, &timeline(facts)) {
            Ok(Countdown::Running { set_by, .. }) => set_by,
            other => panic!("{other:?}"),
        };
    assert_eq!(set_by(&facts[..1]), 1);
    assert_eq!(set_by(&facts), 2);
}

#[test]
fn nothing_closes_before_the_mailbox_was_read_to_the_end() {
    let facts = [("2026-07-21 10:00", delivered())];
    let end = at("2026-07-28 17:00");
    let not_read = ClosureDecision::Not(StillOpen::MailboxNotRead { until: end });
    let now = "2026-07-30 09:00";
    assert_eq!(decide(&facts, Mailbox::Unread, now), not_read);
    assert_eq!(decide(&facts, Mailbox::ReadUntil(end - TimeDelta::seconds(1)), now), not_read);
    let read = decide(&facts, Mailbox::ReadUntil(end), now);
    assert!(matches!(read, ClosureDecision::CloseTacitly(_)));
}

#[test]
fn what_happens_outside_testing_does_not_count() {
    let facts = [
        ("2026-07-20 10:00", TestingFact::Clarified),
        ("2026-07-20 11:00", TestingFact::CustomerResponded),
        ("2026-07-21 10:00", delivered()),
    ];
    assert_eq!(
        decide(&facts[..2], Mailbox::Absent, "2027-01-01 10:00"),
        ClosureDecision::Not(StillOpen::NotTesting)
    );
    assert!(matches!(
        decide(&facts, Mailbox::Absent, "2026-07-28 17:00"),
        ClosureDecision::CloseTacitly(_)
    ));
}

#[test]
fn a_closure_day_moves_the_end() {
    let calendar = Calendar::new([(date("2026-07-28"), ExceptionKind::Closure)]);
    let events = timeline(&[("2026-07-21 10:00", delivered())]);
    let Countdown::Running { period, .. } = countdown(&calendar, Kind::Request, &events).unwrap()
    else {
        panic!("nobody responded");
    };
    assert_eq!(wall(period.ends_at), "Wed 2026-07-29 17:00:00");
}
