//! What evaluating due times costs; the bounds are 2 µs over 30 days and 100 µs over ten
//! years.

use std::hint::black_box;

use aval_domain::calendar::{Calendar, ExceptionKind};
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use criterion::{Criterion, criterion_group, criterion_main};

fn add_service_time(criterion: &mut Criterion) {
    let start: DateTime<Utc> = "2026-07-10T21:00:00Z".parse().expect("an instant");
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date");
    let calendar =
        Calendar::new((0..10).map(|n| (first + Days::new(n * 36), ExceptionKind::Closure)));
    let mut group = criterion.benchmark_group("add_service_time");
    for (name, days) in [("30 days", 30), ("10 years", 3_652)] {
        let end = start + TimeDelta::days(days);
        for kind in [Kind::Incident, Kind::Request] {
            let time = calendar.service_time_between(kind, start, end).expect("supported years");
            group.bench_function(format!("{name}, {kind}"), |bencher| {
                bencher.iter(|| {
                    calendar.add_service_time(black_box(kind), black_box(start), black_box(time))
                });
            });
        }
    }
    group.finish();

    criterion.bench_function("service_time_between, 10 years", |bencher| {
        let end = start + TimeDelta::days(3_652);
        bencher.iter(|| {
            calendar.service_time_between(Kind::Incident, black_box(start), black_box(end))
        });
    });
    criterion.bench_function("calendar with ten closures", |bencher| {
        bencher.iter(|| {
            Calendar::new((0..10).map(|n| (first + Days::new(n * 36), ExceptionKind::Closure)))
        });
    });
}

criterion_group!(benches, add_service_time);
criterion_main!(benches);
