//! Service hours, business days and holidays, by the vectors of the specification.

use aval_contract::calendar::{Evaluated, Holidays, ServiceHours};
use aval_contract::error::ErrorCode;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::util::{Actor, TestApp, both, incident, question};

/// An instant of the wall clock in Bogota.
fn bogota(text: &str) -> DateTime<Utc> {
    format!("{text}:00-05:00").parse().expect("an instant")
}

/// Lets the worker bring what runs in line with changed rules.
pub async fn follows(app: &TestApp, admin: &Actor, running: u64) {
    let worker = app.work();
    let mut seen = admin.session.calendar().reevaluation().await.expect("asked for");
    for _ in 0..1_000 {
        if seen.finished_at.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        seen = admin.session.calendar().reevaluation().await.expect("asked for");
    }
    worker.stop().await;
    assert!(seen.finished_at.is_some(), "{seen:?}");
    assert_eq!((seen.done, seen.total), (running, running));
}

both! {
    async fn the_vectors_of_the_specification_hold(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let evaluate = async |body: Value| {
            ana.posts("/api/v1/calendar/evaluate", &body).await.is(200).read::<Evaluated>()
        };
        let friday = bogota("2026-07-10T16:00");
        let two_hours = async |kind: &str| {
            evaluate(json!({
                "kind": kind, "from": friday, "add_service_time": "PT2H"
            }))
            .await
            .at
        };
        assert_eq!(two_hours("incident").await, Some(bogota("2026-07-11T10:00")));
        assert_eq!(two_hours("request").await, Some(bogota("2026-07-14T09:00")));
        let days = evaluate(json!({
            "from": bogota("2026-07-10T10:00"), "add_business_days": 3
        }))
        .await;
        assert_eq!(days.close, Some(bogota("2026-07-16T17:00")));
        assert_eq!(days.date.map(|date| date.to_string()).as_deref(), Some("2026-07-16"));
        let between = evaluate(json!({
            "kind": "incident", "from": friday, "to": bogota("2026-07-11T10:00")
        }))
        .await;
        assert_eq!(between.service_time.expect("a time").to_string(), "PT2H");
        assert_eq!((between.at, between.date, between.close), (None, None, None));

        let hours = async |kind: &str, at: &str| {
            let at = bogota(at).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            ana.gets(&format!("/api/v1/calendar/service-hours?kind={kind}&at={at}"))
                .await
                .is(200)
                .read::<ServiceHours>()
        };
        let eve = hours("incident", "2026-04-01T17:00").await;
        assert_eq!((eve.open, eve.next_opening), (false, bogota("2026-04-04T09:00")));
        let holiday = hours("incident", "2027-05-01T10:00").await;
        assert_eq!((holiday.open, holiday.business_day), (false, false), "a Saturday holiday");
        let monday = hours("request", "2026-07-13T10:00").await;
        assert_eq!((monday.open, monday.business_day), (false, false), "the new holiday");
        let open = hours("question", "2026-07-14T16:59").await;
        assert_eq!((open.open, open.closes_at), (true, Some(bogota("2026-07-14T17:00"))));

        let year = async |year: i32| {
            ana.gets(&format!("/api/v1/calendar/holidays?year={year}"))
                .await
                .is(200)
                .read::<Holidays>()
        };
        let double: Vec<_> = year(2025)
            .await
            .holidays
            .into_iter()
            .filter(|day| day.date.to_string() == "2025-06-30")
            .collect();
        assert_eq!((double.len(), double[0].names.len()), (1, 2), "one day with two holidays");
        let dates = |year: &Holidays| year.holidays.iter().map(|day| day.date).collect::<Vec<_>>();
        let (before, after) = (year(2025).await, year(2026).await);
        assert!(!dates(&before).iter().any(|date| date.to_string().starts_with("2025-07-1")));
        assert!(dates(&after).iter().any(|date| date.to_string() == "2026-07-13"));
        let law = |year: &Holidays, date: &str| {
            year.holidays.iter().find(|day| day.date.to_string() == date).map(|day| day.law.clone())
        };
        assert!(law(&after, "2026-07-13").expect("there").contains("2578"));
    }

    async fn questions_that_make_no_sense_are_refused(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let from = bogota("2026-07-10T16:00");
        let asks = async |body: Value| ana.posts("/api/v1/calendar/evaluate", &body).await;
        asks(json!({ "from": from })).await.names(&[("", "one_of")]);
        asks(json!({ "from": from, "add_business_days": 1, "add_service_time": "PT1H" }))
            .await
            .names(&[("", "one_of")]);
        asks(json!({ "from": from, "to": bogota("2026-07-10T15:00") }))
            .await
            .names(&[("/to", "before_start")]);
        asks(json!({ "from": from, "add_business_days": 0 }))
            .await
            .names(&[("/add_business_days", "out_of_range")]);
        asks(json!({ "from": from, "add_business_days": 1001 }))
            .await
            .names(&[("/add_business_days", "out_of_range")]);
        asks(json!({ "from": from, "add_service_time": "1 hora" }))
            .await
            .names(&[("/add_service_time", "malformed")]);
        for far in ["1900-01-01T00:00:00Z", "2300-01-01T00:00:00Z", "+262142-01-01T00:00:00Z"] {
            asks(json!({ "from": far, "add_business_days": 1 }))
                .await
                .names(&[("/from", "out_of_range")]);
        }
        for year in [1983, 2200, -1] {
            ana.gets(&format!("/api/v1/calendar/holidays?year={year}"))
                .await
                .names(&[("?year", "out_of_range")]);
        }
        ana.gets("/api/v1/calendar/service-hours?at=1900-01-01T00:00:00Z")
            .await
            .names(&[("?at", "out_of_range")]);
    }

    async fn a_declared_closure_moves_due_times_and_back(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (case, closed) = (ana.opens(incident()).await, ana.opens(question()).await);
        ana.withdraws(&closed).await;
        let due = async || {
            let list = ana.lists(&Default::default()).await.items;
            let item = list.into_iter().find(|item| item.id == case.id).expect("listed");
            (item.due_at.expect("a due time"), ana.sees(&case).await.clocks.first_contact.due_at)
        };
        let (before, shown) = due().await;
        assert_eq!(shown, Some(before));
        // Support stays closed on the day of the due time.
        let date = before.with_timezone(&aval_domain::calendar::BOGOTA).date_naive();
        let body = json!({ "date": date, "kind": "closure", "name": "Mudanza" });
        let version = ana.sees(&case).await.version;
        let preview = olga.posts("/api/v1/calendar/exceptions/preview", &body).await.is(200).value();
        assert_eq!(preview, json!({ "running": 1, "moved": 1 }));
        olga.posts("/api/v1/calendar/exceptions", &body).await.is(201);
        follows(app, &olga, 1).await;
        let (after, shown) = due().await;
        assert!(after > before, "{after} and {before}");
        assert_eq!(shown, Some(after));
        assert_eq!(ana.sees(&case).await.version, version);
        olga.posts("/api/v1/calendar/exceptions", &body).await.is_refused(409, ErrorCode::Conflict);
        let listed = ana.gets("/api/v1/calendar/exceptions").await.is(200).value();
        assert_eq!(listed["items"], json!([body]));
        let path = format!("/api/v1/calendar/exceptions/{date}");
        ana.ask("DELETE", &path).send().await.is_refused(403, ErrorCode::Forbidden);
        olga.ask("DELETE", &path).send().await.is(204);
        follows(app, &olga, 1).await;
        assert_eq!(due().await, (before, Some(before)));
        for gone in [
            path.as_str(),
            "/api/v1/calendar/exceptions/x",
            "/api/v1/calendar/exceptions/1900-01-01",
        ] {
            olga.ask("DELETE", gone).send().await.is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn a_declared_working_day_is_one(app: &TestApp) {
        let (olga, ana) =
            (app.admin("Olga").await, app.reporter("Ana", &app.company("A").await).await);
        let body = json!({ "date": "2030-01-05", "kind": "working_day", "name": "Inventario" });
        let open = async || {
            let path = "/api/v1/calendar/service-hours?kind=request&at=2030-01-05T20:00:00Z";
            ana.gets(path).await.is(200).read::<ServiceHours>().open
        };
        assert!(!open().await, "a Saturday afternoon");
        olga.posts("/api/v1/calendar/exceptions", &body).await.is(201);
        assert!(open().await);
        ana.posts("/api/v1/calendar/exceptions", &body).await.is_refused(403, ErrorCode::Forbidden);
        let wrong = json!({ "date": "1900-01-01", "kind": "closure", "name": "" });
        olga.posts("/api/v1/calendar/exceptions", &wrong)
            .await
            .names(&[("/name", "empty"), ("/date", "out_of_range")]);
    }
}
