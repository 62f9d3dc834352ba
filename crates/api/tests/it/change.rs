//! Once, however often it is asked: `Idempotency-Key`.

use aval_contract::error::ErrorCode;
use aval_contract::tickets::TicketQuery;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::util::{TestApp, both, incident, question};

both! {
    async fn parallel_requests_with_one_key_open_one_ticket(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let replica = app.replica(|_| {}).await;
        let there = ana.at(&replica);
        let body = incident();
        let all = (0..12).map(|number| {
            let actor = if number % 2 == 0 { &ana } else { &there };
            actor.ask("POST", "/api/v1/tickets").key("doble clic").json(&body).send()
        });
        let answers = join_all(all).await;
        let first: Vec<_> = answers
            .iter()
            .filter(|answer| answer.header("idempotency-replayed").is_none())
            .collect();
        assert_eq!(first.len(), 1);
        for answer in &answers {
            assert_eq!((answer.status, &answer.body), (201, &first[0].body));
        }
        let query = TicketQuery { count: Some(true), ..TicketQuery::default() };
        assert_eq!(ana.lists(&query).await.total, Some(1));
        replica.stop().await;
    }

    async fn parallel_requests_with_one_key_write_one_message(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let case = ana.opens(incident()).await;
        let path = format!("/api/v1/tickets/{}/messages", case.id);
        let body = json!({ "body": "Sigue igual" });
        let all = (0..12).map(|_| ana.ask("POST", &path).key("m").json(&body).send());
        let answers = join_all(all).await;
        assert!(
            answers.iter().all(|answer| answer.status == 201 && answer.body == answers[0].body)
        );
        assert_eq!(ana.timeline(&case).await.len(), 2);
        assert!(ana.verifies(&case).await.verified);
    }

    async fn a_key_belongs_to_its_principal_its_path_and_its_version(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let body = serde_json::to_value(question()).expect("JSON");
        let opens = async |actor: &crate::util::Actor| {
            actor.ask("POST", "/api/v1/tickets").key("1").json(&body).send().await.is(201).value()
        };
        let (hers, the_others) = (opens(&ana).await, opens(&bea).await);
        assert_ne!(hers["id"], the_others["id"]);
        let acts = async |id: &Value, version: i64| {
            let path = format!("/api/v1/tickets/{}/actions/withdraw", id.as_str().expect("an id"));
            ana.ask("POST", &path)
                .key("2")
                .seen(version)
                .json(&json!({ "reason": "x" }))
                .send()
                .await
        };
        let first = acts(&hers["id"], 1).await.is(200);
        let again = acts(&hers["id"], 1).await.is(200);
        assert_eq!((&again.body, again.header("etag")), (&first.body, first.header("etag")));
        let mismatch = ErrorCode::IdempotencyMismatch;
        acts(&the_others["id"], 1).await.is_refused(422, mismatch);
        acts(&hers["id"], 2).await.is_refused(422, mismatch);
    }

    async fn a_refused_request_uses_no_key_up(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let mut body = serde_json::to_value(question()).expect("JSON");
        let wanted = body["subject"].take();
        let ask = |body: &Value| ana.ask("POST", "/api/v1/tickets").key("1").json(body);
        ask(&body).send().await.is_refused(422, ErrorCode::ValidationFailed);
        body["subject"] = wanted;
        body["category_id"] = json!(uuid::Uuid::nil());
        ask(&body).send().await.is_refused(422, ErrorCode::ValidationFailed);
        body.as_object_mut().expect("an object").remove("category_id");
        ask(&body).send().await.is(201);
        for wrong in ["", " ", &"x".repeat(256)] {
            ana.ask("POST", "/api/v1/tickets")
                .key(wrong)
                .json(&body)
                .send()
                .await
                .names(&[("Idempotency-Key", "out_of_range")]);
        }
        ana.ask("POST", "/api/v1/tickets").key(&"x".repeat(255)).json(&body).send().await.is(201);
    }

    async fn an_upload_is_taken_in_once(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let ask = |bytes: &'static str| {
            ana.ask("POST", "/api/v1/attachments").key("archivo").file("a.txt", bytes).send()
        };
        let (first, again) = (ask("hola").await.is(201), ask("hola").await.is(201));
        assert_eq!(first.body, again.body);
        ask("otra cosa").await.is_refused(422, ErrorCode::IdempotencyMismatch);
        assert_eq!(app.stored_files().len(), 1, "what came twice was thrown away");
    }
}
