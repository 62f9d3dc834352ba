//! Opening a ticket.

use aval_api::clock;
use aval_contract::error::ErrorCode;
use aval_contract::tickets::{OpenTicket, OpenedTicket};
use aval_contract::{Guard, Kind, Priority, Stage, WaitingOn};
use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use crate::util::{TestApp, both, incident, question, request};

both! {
    async fn a_new_ticket_says_where_it_is_and_when_support_opens(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let answer = ana.posts("/api/v1/tickets", &incident()).await.is(201);
        let OpenedTicket { ticket, service_hours } = answer.read();
        let ticket = ticket.public();
        let location = format!("/api/v1/tickets/{}", ticket.id);
        assert_eq!(answer.header("location"), Some(location.as_str()));
        assert_eq!(answer.header("etag"), Some("\"1\""));
        assert_eq!(ticket.version, 1);
        assert_eq!((ticket.stage, ticket.waiting_on), (Stage::Open, WaitingOn::Support));
        assert_eq!(ticket.reporter.as_ref().map(|reporter| reporter.id), Some(ana.id));
        assert_eq!(ticket.affected_user.as_deref(), Some("Marta Ríos"), "not the reporter");
        assert!(ticket.description_html.contains("<strong>sin audio</strong>"));
        if service_hours.open_now {
            assert!(service_hours.next_opening <= clock::now());
        } else {
            assert!(service_hours.next_opening > ticket.created_at);
        }
        let shown = ana.gets(&location).await.is(200);
        assert_eq!(shown.header("etag"), Some("\"1\""));
        let by_number = ana.gets(&format!("/api/v1/tickets/{}", ticket.number)).await.is(200);
        assert_eq!(by_number.value()["id"], json!(ticket.id));
    }

    async fn an_incident_needs_description_steps_and_when(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let opens = async |body: serde_json::Value| ana.posts("/api/v1/tickets", &body).await;
        opens(json!({ "subject": "x", "description": "x", "kind": "incident" }))
            .await
            .names(&[("/steps", "required"), ("/occurred_from", "required")]);
        opens(json!({ "subject": "", "description": " ", "kind": "incident", "steps": " " }))
            .await
            .names(&[
                ("/subject", "empty"),
                ("/description", "empty"),
                ("/steps", "required"),
                ("/occurred_from", "required"),
            ]);
        opens(json!({ "subject": "x", "kind": "incident" }))
            .await
            .names(&[("/description", "required")]);
        // Other kinds need less.
        opens(json!({ "subject": "x", "description": "x", "kind": "request" })).await.is(201);
        assert_eq!(ana.lists(&Default::default()).await.items.len(), 1);
    }

    async fn what_is_said_of_when_it_happened_makes_sense(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let now = clock::now();
        let at = |from: TimeDelta, to: TimeDelta| OpenTicket {
            occurred_from: Some(now + from),
            occurred_to: Some(now + to),
            ..incident()
        };
        let hours = TimeDelta::hours;
        ana.posts("/api/v1/tickets", &at(hours(2), hours(3)))
            .await
            .names(&[("/occurred_from", "in_future")]);
        ana.posts("/api/v1/tickets", &at(hours(-2), hours(-3)))
            .await
            .names(&[("/occurred_to", "before_start")]);
        let long_ago = OpenTicket {
            occurred_from: Some("1800-01-01T00:00:00Z".parse().expect("an instant")),
            ..incident()
        };
        ana.posts("/api/v1/tickets", &long_ago).await.names(&[("/occurred_from", "out_of_range")]);
    }

    async fn who_a_ticket_is_for_is_said_by_support_and_by_nobody_else(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let key = app.key(&olga, Some(&acme), "tickets:write tickets:read").await;
        let support_key = app.key(&olga, None, "tickets:write tickets:read").await;
        let with = |company: Option<Uuid>, reporter: Option<Uuid>| OpenTicket {
            company_id: company,
            reporter_id: reporter,
            ..request()
        };
        let path = "/api/v1/tickets";
        ana.posts(path, &with(Some(acme.id), None)).await.names(&[("/company_id", "not_allowed")]);
        ana.posts(path, &with(None, Some(ana.id))).await.names(&[("/reporter_id", "not_allowed")]);
        key.posts(path, &with(Some(acme.id), None)).await.names(&[("/company_id", "not_allowed")]);
        luis.posts(path, &with(None, None)).await.names(&[("/company_id", "required")]);
        luis.posts(path, &with(Some(Uuid::nil()), None)).await.names(&[("/company_id", "unknown")]);
        // Somebody else's reporter is no reporter of this company.
        luis.posts(path, &with(Some(acme.id), Some(eva.id)))
            .await
            .names(&[("/reporter_id", "unknown")]);
        support_key.posts(path, &with(None, None)).await.names(&[("/company_id", "required")]);
        luis.posts(path, &with(Some(acme.id), Some(ana.id))).await.is(201);
        support_key.posts(path, &with(Some(acme.id), None)).await.is(201);
        let opened = key.posts(path, &with(None, None)).await.is(201).value();
        assert_eq!(opened["company"]["name"], "Acme");
        assert_eq!(opened["reporter"], json!(null), "a key never counts as a reporter");
        assert_eq!(ana.lists(&Default::default()).await.items.len(), 3);
        assert!(eva.lists(&Default::default()).await.items.is_empty());
    }

    async fn a_category_must_be_in_use(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let made = olga.posts("/api/v1/categories", &json!({ "name": "Telefonía" })).await.is(201);
        let id: Uuid = made.value()["id"].as_str().expect("an id").parse().expect("a UUID");
        let ticket = OpenTicket { category_id: Some(id), ..question() };
        let case = ana.opens(ticket.clone()).await;
        assert_eq!(ana.sees(&case).await.category.expect("a category").name, "Telefonía");
        olga.ask("PATCH", &format!("/api/v1/categories/{id}"))
            .json(&json!({ "active": false }))
            .send()
            .await
            .is(200);
        ana.posts("/api/v1/tickets", &ticket).await.names(&[("/category_id", "unknown")]);
        let unknown = OpenTicket { category_id: Some(Uuid::nil()), ..question() };
        ana.posts("/api/v1/tickets", &unknown).await.names(&[("/category_id", "unknown")]);
    }

    async fn a_follow_up_names_a_closed_ticket_of_the_same_company(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let case = ana.opens(question()).await;
        let follow_up =
            |number: &str| OpenTicket { follow_up_of: Some(number.to_owned()), ..question() };
        ana.posts("/api/v1/tickets", &follow_up(&case.number))
            .await
            .names(&[("/follow_up_of", "closed")]);
        ana.withdraws(&case).await;
        let next = ana.opens(follow_up(&case.number)).await;
        assert_eq!(ana.sees(&next).await.follow_up_of, Some(case.number.clone()));
        eva.posts("/api/v1/tickets", &follow_up(&case.number))
            .await
            .names(&[("/follow_up_of", "unknown")]);
    }

    async fn numbers_are_given_without_gaps_under_parallel_openings(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let all = (0..20).map(|_| ana.opens(question()));
        let mut numbers: Vec<String> =
            futures_util::future::join_all(all).await.into_iter().map(|case| case.number).collect();
        numbers.sort();
        let wanted: Vec<String> = (1..=20).map(|number| format!("CASO-{number:06}")).collect();
        assert_eq!(numbers, wanted);
    }

    async fn the_record_keeps_what_was_said_at_first(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(incident()).await;
        let version = ana.sees(&case).await.version;
        let changed = ana
            .ask("PATCH", &format!("/api/v1/tickets/{}", case.id))
            .seen(version)
            .json(&json!({ "subject": "Otro asunto" }))
            .send()
            .await
            .is(200);
        assert_eq!(changed.value()["subject"], "Otro asunto");
        let timeline = ana.timeline(&case).await;
        assert_eq!(timeline[0].data["subject"], incident().subject);
        assert_eq!(timeline[1].data["changes"]["subject"]["to"], "Otro asunto");
        assert_eq!((incident().kind, incident().priority), (Kind::Incident, Some(Priority::High)));
        let same = ana
            .ask("PATCH", &format!("/api/v1/tickets/{}", case.id))
            .seen(version + 1)
            .json(&json!({ "subject": "Otro asunto" }))
            .send()
            .await;
        assert_eq!(same.is_refused(409, ErrorCode::GuardFailed).guard, Some(Guard::NothingChanged));
    }
}
