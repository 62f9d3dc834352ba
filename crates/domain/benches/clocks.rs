//! What a changed calendar costs: all that runs is evaluated again. The bound for 100,000 open
//! tickets is a minute with reading and writing them; the rules alone, which is what runs here,
//! should need no more than a twentieth of it.

use std::hint::black_box;

use aval_domain::calendar::{Calendar, ExceptionKind};
use aval_domain::clocks::{ClockEvent, ClockFact, SlaPolicy, evaluate};
use aval_domain::lifecycle::{Kind, Priority, WaitingOn};
use aval_domain::testing::{EventRef, TestingEvent, TestingFact, countdown, default_days};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use criterion::{Criterion, criterion_group, criterion_main};

const TICKETS: usize = 100_000;

struct Ticket {
    kind: Kind,
    clocks: Vec<ClockEvent>,
    testing: Vec<TestingEvent>,
}

/// A ticket that was asked about, answered, recategorised, delivered, rejected and delivered
/// again, begun somewhat later for each number.
fn ticket(number: usize) -> Ticket {
    let opened_at: DateTime<Utc> = "2026-06-22T13:00:00Z".parse().expect("an instant");
    let opened_at = opened_at + TimeDelta::minutes(number as i64 % 20_000);
    let kind = Kind::ALL[number % Kind::ALL.len()];
    let priority = Priority::ALL[number / 7 % Priority::ALL.len()];
    let at = |hours| opened_at + TimeDelta::hours(hours);
    let clocks = [
        (0, ClockFact::Opened { kind, priority }),
        (1, ClockFact::FirstContact),
        (1, ClockFact::WaitingOn(WaitingOn::Customer)),
        (27, ClockFact::WaitingOn(WaitingOn::Support)),
        (30, ClockFact::Retargeted { kind, priority: Priority::Normal }),
        (75, ClockFact::Delivered),
        (120, ClockFact::Rejected),
        (150, ClockFact::Delivered),
    ];
    let testing = [
        (75, TestingFact::Delivered { days: default_days(kind) }),
        (120, TestingFact::CustomerResponded),
        (120, TestingFact::LeftTesting),
        (150, TestingFact::Delivered { days: default_days(kind) }),
        (160, TestingFact::Clarified),
    ];
    let event =
        |(seq, (hours, fact))| TestingEvent { event: EventRef { seq, at: at(hours) }, fact };
    Ticket {
        kind,
        clocks: clocks.map(|(hours, what)| ClockEvent { at: at(hours), what }).to_vec(),
        testing: (1..).zip(testing).map(event).collect(),
    }
}

fn evaluate_again(criterion: &mut Criterion) {
    let tickets: Vec<Ticket> = (0..TICKETS).map(ticket).collect();
    let closure = NaiveDate::from_ymd_opt(2026, 7, 15).expect("a date");
    let calendar = Calendar::new([(closure, ExceptionKind::Closure)]);
    let policy = SlaPolicy::default();
    let now: DateTime<Utc> = "2026-07-10T15:00:00Z".parse().expect("an instant");
    let mut group = criterion.benchmark_group("100,000 tickets again");
    group.sample_size(10);
    group.bench_function("clocks", |bencher| {
        bencher.iter(|| {
            for ticket in &tickets {
                let clocks = evaluate(&ticket.clocks, &policy, &calendar, now);
                black_box(clocks.expect("supported years").next_due());
            }
        });
    });
    group.bench_function("testing periods", |bencher| {
        bencher.iter(|| {
            for ticket in &tickets {
                black_box(countdown(&calendar, ticket.kind, &ticket.testing))
                    .expect("supported years");
            }
        });
    });
    group.finish();
}

criterion_group!(benches, evaluate_again);
criterion_main!(benches);
