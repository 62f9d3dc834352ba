use aval_domain::calendar::{Calendar, ExceptionKind};
use aval_domain::lifecycle::Kind;
use aval_domain::testing::{
    ClosureDecision, Countdown, EventRef, Evidence, Mailbox, StillOpen, TestingDays, TestingEvent,
    TestingFact, TestingPeriod, countdown, decide_closure,
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::util::{at, date};

fn kinds() -> impl Strategy<Value = Kind> {
    select(&Kind::ALL[..])
}

fn periods() -> impl Strategy<Value = TestingDays> {
    (TestingDays::MIN..=TestingDays::MAX).prop_map(|n| TestingDays::new(n).unwrap())
}

/// Calendars in which admins closed and opened a few days around the new holiday of July 2026.
fn calendars() -> impl Strategy<Value = Calendar> {
    let declared = (0_u64..120, select(&ExceptionKind::ALL[..]));
    vec(declared, 0..12).prop_map(|declared| {
        let days = declared.into_iter();
        Calendar::new(days.map(|(day, kind)| (date("2026-06-20") + Days::new(day), kind)))
    })
}

fn minutes_after(text: &'static str, most: i64) -> impl Strategy<Value = DateTime<Utc>> {
    (0..most).prop_map(move |minutes| at(text) + TimeDelta::minutes(minutes))
}

/// What may happen to a ticket that stays in testing; how long after that it happens.
fn happenings() -> impl Strategy<Value = Vec<(i64, TestingFact)>> {
    let fact = prop_oneof![
        Just(TestingFact::Clarified),
        minutes_after("2026-07-01 00:00", 90 * 1440)
            .prop_map(|until| TestingFact::Extended { until }),
        Just(TestingFact::CustomerResponded),
        Just(TestingFact::ReminderSent),
        Just(TestingFact::ContactAttempted),
    ];
    vec((0_i64..3 * 1440, fact), 0..8)
}

/// The timeline of a ticket that is being tested.
fn timelines() -> impl Strategy<Value = Vec<TestingEvent>> {
    (minutes_after("2026-06-25 00:00", 20 * 1440), periods(), happenings()).prop_map(
        |(delivered_at, days, later)| {
            let mut timeline = Vec::new();
            append(&mut timeline, delivered_at, TestingFact::Delivered { days });
            append_all(&mut timeline, later);
            timeline
        },
    )
}

fn append(timeline: &mut Vec<TestingEvent>, at: DateTime<Utc>, fact: TestingFact) -> EventRef {
    let event = EventRef { seq: timeline.len() as i64 + 1, at };
    timeline.push(TestingEvent { event, fact });
    event
}

fn append_all(timeline: &mut Vec<TestingEvent>, later: Vec<(i64, TestingFact)>) {
    for (gap, fact) in later {
        let at = last(timeline) + TimeDelta::minutes(gap);
        append(timeline, at, fact);
    }
}

fn last(timeline: &[TestingEvent]) -> DateTime<Utc> {
    timeline[timeline.len() - 1].event.at
}

/// The period promised at delivery, and the latest end that was granted since the last response.
fn promised(timeline: &[TestingEvent]) -> (TestingDays, Option<DateTime<Utc>>) {
    let TestingFact::Delivered { days } = timeline[0].fact else { panic!("begins with delivery") };
    let granted = timeline.iter().fold(None, |granted, event| match event.fact {
        TestingFact::Extended { until } => granted.max(Some(until)),
        TestingFact::CustomerResponded => None,
        TestingFact::Delivered { .. }
        | TestingFact::Clarified
        | TestingFact::ReminderSent
        | TestingFact::ContactAttempted
        | TestingFact::LeftTesting => granted,
    });
    (days, granted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn reminders_are_in_service_hours_and_inside_the_period(
        calendar in calendars(), kind in kinds(), days in periods(),
        clarified_at in prop_oneof![
            minutes_after("2026-06-01 00:00", 150 * 1440),
            minutes_after("2025-06-01 00:00", 3 * 365 * 1440),
        ],
        extension in option::of(0_i64..60 * 1440),
    ) {
        let extended_to = extension.map(|minutes| clarified_at + TimeDelta::minutes(minutes));
        let period =
            TestingPeriod::after_clarification(&calendar, kind, clarified_at, days, extended_to)
                .unwrap();
        let full = calendar.close_of_nth_business_day(clarified_at, days.get()).unwrap();
        prop_assert_eq!(period.ends_at, extended_to.map_or(full, |end| end.max(full)));
        prop_assert!(!period.reminders.is_empty());
        prop_assert!(period.reminders.is_sorted_by(|a, b| a.at < b.at));
        for reminder in &period.reminders {
            prop_assert!(clarified_at < reminder.at && reminder.at < period.ends_at);
            prop_assert_eq!(calendar.is_open(kind, reminder.at), Ok(true));
        }
        if extended_to.is_none_or(|end| end <= full) && days.get() > 1 {
            prop_assert_eq!(period.reminders.len(), 2);
        }
    }

    #[test]
    fn any_response_stops_the_countdown_whatever_else_happens_before_the_next_clarification(
        calendar in calendars(), kind in kinds(), timeline in timelines(),
        later in happenings(), wait in 0_i64..200 * 1440,
    ) {
        let mut timeline = timeline;
        let before = countdown(&calendar, kind, &timeline).unwrap();
        let response_at = last(&timeline);
        let response = append(&mut timeline, response_at, TestingFact::CustomerResponded);
        let first = match before {
            Countdown::Stopped { by } => by,
            Countdown::Running { .. } => response,
            Countdown::NotTesting => panic!("it is being tested"),
        };
        // Granting more time is support's answer too.
        let unclarified = later.into_iter().filter(|(_, fact)| {
            !matches!(fact, TestingFact::Clarified | TestingFact::Extended { .. })
        });
        append_all(&mut timeline, unclarified.collect());
        prop_assert_eq!(
            countdown(&calendar, kind, &timeline),
            Ok(Countdown::Stopped { by: first })
        );
        let now = last(&timeline) + TimeDelta::minutes(wait);
        prop_assert_eq!(
            decide_closure(&calendar, kind, &timeline, Mailbox::Absent, now),
            Ok(ClosureDecision::Not(StillOpen::CustomerResponded { by: first }))
        );
    }

    #[test]
    fn the_next_clarification_starts_a_full_period_and_old_evidence_is_void(
        calendar in calendars(), kind in kinds(), timeline in timelines(), gap in 0_i64..1440,
    ) {
        let mut timeline = timeline;
        let clarified_at = last(&timeline) + TimeDelta::minutes(gap);
        let clarification = append(&mut timeline, clarified_at, TestingFact::Clarified);
        let (days, granted) = promised(&timeline);
        let full =
            TestingPeriod::after_clarification(&calendar, kind, clarified_at, days, granted)
                .unwrap();
        prop_assert!(
            calendar.close_of_nth_business_day(clarified_at, days.get()).unwrap() <= full.ends_at
        );
        let ends_at = full.ends_at;
        prop_assert_eq!(
            countdown(&calendar, kind, &timeline),
            Ok(Countdown::Running { period: full, set_by: clarification.seq })
        );

        let decide = |now| decide_closure(&calendar, kind, &timeline, Mailbox::Absent, now).unwrap();
        prop_assert_eq!(
            decide(ends_at - TimeDelta::seconds(1)),
            ClosureDecision::Not(StillOpen::NotYet { ends_at })
        );
        let ClosureDecision::CloseTacitly(evidence) = decide(ends_at) else {
            panic!("a full period of silence has passed");
        };
        prop_assert_eq!(evidence.clarification, clarification);
        prop_assert!(evidence.reminders.is_empty() && evidence.attempts.is_empty());
    }

    #[test]
    fn silence_closes_from_its_end_on_with_all_its_evidence_and_never_over_unread_mail(
        calendar in calendars(), kind in kinds(), timeline in timelines(),
        is_reminder in vec(any::<bool>(), 0..6),
        wait in 0_i64..100 * 1440, read in -1440_i64..1440,
    ) {
        let mut timeline = timeline;
        let clarified_at = last(&timeline);
        let clarification = append(&mut timeline, clarified_at, TestingFact::Clarified);
        let (mut reminders, mut attempts) = (Vec::new(), Vec::new());
        for is_reminder in is_reminder {
            let at = last(&timeline) + TimeDelta::hours(5);
            if is_reminder {
                reminders.push(append(&mut timeline, at, TestingFact::ReminderSent));
            } else {
                attempts.push(append(&mut timeline, at, TestingFact::ContactAttempted));
            }
        }
        let Ok(Countdown::Running { period, .. }) = countdown(&calendar, kind, &timeline) else {
            panic!("nobody responded");
        };
        let ends_at = period.ends_at;
        let closes =
            ClosureDecision::CloseTacitly(Evidence { clarification, ends_at, reminders, attempts });
        let not_read = ClosureDecision::Not(StillOpen::MailboxNotRead { until: ends_at });
        let now = ends_at + TimeDelta::minutes(wait);
        let decide =
            |mailbox| decide_closure(&calendar, kind, &timeline, mailbox, now).unwrap();
        prop_assert_eq!(decide(Mailbox::Absent), closes.clone());
        prop_assert_eq!(decide(Mailbox::Unread), not_read.clone());
        prop_assert_eq!(
            decide(Mailbox::ReadUntil(ends_at + TimeDelta::minutes(read))),
            if read < 0 { not_read } else { closes }
        );
    }
}
