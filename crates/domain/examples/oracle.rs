//! Answers questions about time with this crate, for the oracle in tests/oracle to compare.
//!
//! The first line of the input holds what admins declared, each further line one question; each
//! question gets a line of the output. All is JSON. Instants and lengths of time are
//! microseconds, instants since 1970.

use std::io::{BufWriter, Write, stdin, stdout};

use aval_domain::calendar::{Calendar, ExceptionKind, OutOfRange};
use aval_domain::clocks::{ClockEvent, ClockFact, Cycle, SlaPolicy, evaluate};
use aval_domain::holidays::holidays_of;
use aval_domain::lifecycle::{Kind, Priority, WaitingOn};
use aval_domain::testing::{
    ClosureDecision, Countdown, EventRef, Mailbox, StillOpen, TestingDays, TestingEvent,
    TestingFact, TestingPeriod, countdown, decide_closure,
};
use chrono::serde::ts_microseconds;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
enum Question {
    Holidays {
        year: i32,
    },
    Triple {
        kind: Kind,
        #[serde(with = "ts_microseconds")]
        t: DateTime<Utc>,
        time: i64,
        #[serde(with = "ts_microseconds")]
        until: DateTime<Utc>,
        days: u32,
    },
    History {
        kind: Kind,
        /// The targets of the house where there is none.
        policy: Option<SlaPolicy>,
        clocks: Vec<ClockEntry>,
        testing: Vec<TestingEntry>,
        looks: Vec<Look>,
    },
}

#[derive(Deserialize)]
struct ClockEntry(
    #[serde(with = "ts_microseconds")] DateTime<Utc>,
    #[serde(with = "ClockFactOnTheWire")] ClockFact,
);

#[derive(Deserialize)]
struct TestingEntry(
    i64,
    #[serde(with = "ts_microseconds")] DateTime<Utc>,
    #[serde(with = "TestingFactOnTheWire")] TestingFact,
);

#[derive(Deserialize)]
struct Look {
    #[serde(with = "ts_microseconds")]
    now: DateTime<Utc>,
    #[serde(with = "MailboxOnTheWire")]
    mailbox: Mailbox,
}

#[derive(Deserialize)]
#[serde(remote = "ClockFact", rename_all = "snake_case")]
enum ClockFactOnTheWire {
    Opened { kind: Kind, priority: Priority },
    FirstContact,
    WaitingOn(WaitingOn),
    Delivered,
    Rejected,
    Reopened,
    Closed,
    Retargeted { kind: Kind, priority: Priority },
}

#[derive(Deserialize)]
#[serde(remote = "TestingFact", rename_all = "snake_case")]
enum TestingFactOnTheWire {
    Delivered {
        days: TestingDays,
    },
    Clarified,
    Extended {
        #[serde(with = "ts_microseconds")]
        until: DateTime<Utc>,
    },
    CustomerResponded,
    ReminderSent,
    ContactAttempted,
    LeftTesting,
}

#[derive(Deserialize)]
#[serde(remote = "Mailbox", rename_all = "snake_case")]
enum MailboxOnTheWire {
    Absent,
    ReadUntil(#[serde(with = "ts_microseconds")] DateTime<Utc>),
    Unread,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut lines = stdin().lines();
    let declared = lines.next().ok_or("the first line holds what admins declared")??;
    let calendar =
        Calendar::new(serde_json::from_str::<Vec<(NaiveDate, ExceptionKind)>>(&declared)?);
    let mut out = BufWriter::new(stdout().lock());
    for line in lines {
        writeln!(out, "{}", answer(&calendar, serde_json::from_str(&line?)?))?;
    }
    out.flush()?;
    Ok(())
}

fn answer(calendar: &Calendar, question: Question) -> Value {
    match question {
        Question::Holidays { year } => or_out_of_range(holidays_of(year), |holidays| {
            holidays.iter().map(|holiday| holiday.date).map(|date| json!(date)).collect()
        }),
        Question::Triple { kind, t, time, until, days } => {
            let time = TimeDelta::microseconds(time);
            json!({
                "add": or_out_of_range(calendar.add_service_time(kind, t, time), instant),
                "between": or_out_of_range(calendar.service_time_between(kind, t, until), length),
                "next_opening": or_out_of_range(calendar.next_opening(kind, t), instant),
                "business_day": or_out_of_range(calendar.business_day_of(t), |date| json!(date)),
                "close": or_out_of_range(calendar.close_of_nth_business_day(t, days), instant),
            })
        }
        Question::History { kind, policy, clocks, testing, looks } => {
            let policy = policy.unwrap_or_default();
            let clocks: Vec<ClockEvent> =
                clocks.into_iter().map(|ClockEntry(at, what)| ClockEvent { at, what }).collect();
            let testing: Vec<TestingEvent> = testing
                .into_iter()
                .map(|TestingEntry(seq, at, fact)| TestingEvent {
                    event: EventRef { seq, at },
                    fact,
                })
                .collect();
            let looks = looks.into_iter().map(|Look { now, mailbox }| {
                let clocks = evaluate(&clocks, &policy, calendar, now);
                let closure = decide_closure(calendar, kind, &testing, mailbox, now);
                json!({
                    "clocks": or_out_of_range(clocks, |clocks| json!({
                        "first_contact": clocks.first_contact.iter().map(cycle).collect::<Value>(),
                        "resolution": clocks.resolution.iter().map(cycle).collect::<Value>(),
                        "next_due": clocks.next_due().map(instant),
                    })),
                    "closure": or_out_of_range(closure, decision),
                })
            });
            json!({
                "looks": looks.collect::<Value>(),
                "countdown": or_out_of_range(countdown(calendar, kind, &testing), |stands| {
                    match stands {
                        Countdown::NotTesting => json!("not_testing"),
                        Countdown::Stopped { by } => json!({"stopped": event(by)}),
                        Countdown::Running { period: running, set_by } => {
                            let mut told = period(&running);
                            told["set_by"] = json!(set_by);
                            json!({"running": told})
                        }
                    }
                }),
            })
        }
    }
}

fn or_out_of_range<T>(result: Result<T, OutOfRange>, answer: impl FnOnce(T) -> Value) -> Value {
    result.map_or_else(|OutOfRange| json!("out_of_range"), answer)
}

fn instant(t: DateTime<Utc>) -> Value {
    json!(t.timestamp_micros())
}

fn length(time: TimeDelta) -> Value {
    json!(time.num_microseconds())
}

fn event(EventRef { seq, at }: EventRef) -> Value {
    json!([seq, instant(at)])
}

fn events(events: Vec<EventRef>) -> Value {
    events.into_iter().map(event).collect()
}

fn cycle(cycle: &Cycle) -> Value {
    json!({
        "started": instant(cycle.started),
        "target": length(cycle.target),
        "warns_at": cycle.warns_at.map(instant),
        "due": cycle.due.map(instant),
        "elapsed": length(cycle.elapsed),
        "remaining": length(cycle.remaining),
        "paused": cycle.paused,
        "paused_for": length(cycle.paused_for),
        "breached": cycle.breached,
        "met": cycle.met,
        "ended": cycle.ended.map(instant),
    })
}

fn period(period: &TestingPeriod) -> Value {
    let reminders = period.reminders.iter();
    json!({
        "clarified_at": instant(period.clarified_at),
        "ends_at": instant(period.ends_at),
        "reminders": reminders
            .map(|reminder| json!([reminder.kind, instant(reminder.at)]))
            .collect::<Value>(),
    })
}

fn decision(decision: ClosureDecision) -> Value {
    match decision {
        ClosureDecision::CloseTacitly(evidence) => json!({
            "close_tacitly": {
                "clarification": event(evidence.clarification),
                "ends_at": instant(evidence.ends_at),
                "reminders": events(evidence.reminders),
                "attempts": events(evidence.attempts),
            }
        }),
        ClosureDecision::Not(StillOpen::NotTesting) => json!("not_testing"),
        ClosureDecision::Not(StillOpen::CustomerResponded { by }) => {
            json!({"customer_responded": event(by)})
        }
        ClosureDecision::Not(StillOpen::NotYet { ends_at }) => json!({"not_yet": instant(ends_at)}),
        ClosureDecision::Not(StillOpen::MailboxNotRead { until }) => {
            json!({"mailbox_not_read": instant(until)})
        }
    }
}
