//! Other systems, with a key.

use aval_api::clock;
use aval_contract::api_keys::CreatedApiKey;
use aval_contract::error::ErrorCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::util::{Actor, Ask, Binary, TestApp, both, delivery, incident, question};

/// A key that an admin made, as a program that got its secret uses it.
async fn made_by(app: &TestApp, admin: &Actor, body: Value) -> Actor {
    let made: CreatedApiKey = admin.posts("/api/v1/api-keys", &body).await.is(201).read();
    Actor::new(app, made.key.id, &made.key.name, "", made.secret)
}

both! {
    async fn a_program_with_a_key_does_what_the_manual_says(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let olga = app.admin("Olga").await;
        let foreign = eva.opens(question()).await;
        let key = made_by(app, &olga, json!({
            "name": "Monitoreo", "scopes": ["tickets:read", "tickets:write"], "company_id": acme.id
        })).await;

        // It opens a ticket, and the same request again gets the same answer.
        let opens = async |key_of_request: &str, body: &Value| {
            key.ask("POST", "/api/v1/tickets").key(key_of_request).json(body).send().await
        };
        let body = serde_json::to_value(incident()).expect("JSON");
        let first = opens("alarma-1", &body).await.is(201);
        let again = opens("alarma-1", &body).await.is(201);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(first.header("idempotency-replayed"), None);
        assert_eq!((&again.body, again.header("etag")), (&first.body, first.header("etag")));
        assert_eq!(again.header("location"), first.header("location"));
        let mut changed = body.clone();
        changed["subject"] = json!("Otro asunto");
        opens("alarma-1", &changed).await.is_refused(422, ErrorCode::IdempotencyMismatch);
        assert_eq!(ana.lists(&Default::default()).await.items.len(), 1);

        // It is refused on a foreign ticket as on none.
        for name in [foreign.id.to_string(), foreign.number, "CASO-999999".to_owned()] {
            key.gets(&format!("/api/v1/tickets/{name}")).await.is_refused(404, ErrorCode::NotFound);
        }

        // It loses a race.
        let path = first.header("location").expect("Location").to_owned();
        let patch = async |subject: &str| {
            key.ask("PATCH", &path).seen(1).json(&json!({ "subject": subject })).send().await
        };
        let (a, b) = futures_util::future::join(patch("Uno"), patch("Dos")).await;
        let (won, lost) = if a.status == 200 { (a, b) } else { (b, a) };
        won.is(200);
        assert_eq!(lost.is_refused(412, ErrorCode::PreconditionFailed).current_version, Some(2));
        key.ask("PATCH", &path)
            .json(&json!({ "subject": "x" }))
            .send()
            .await
            .is_refused(428, ErrorCode::PreconditionRequired);

        let timeline = ana.gets(&format!("{path}/timeline")).await.value();
        assert_eq!(timeline["items"][0]["actor"]["type"], "integration");
        assert_eq!(timeline["items"][0]["actor"]["name"], "Monitoreo");
    }

    async fn a_key_does_what_its_scopes_say(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (reads, writes) = (
            app.key(&olga, Some(&acme), "tickets:read").await,
            app.key(&olga, Some(&acme), "tickets:write").await,
        );
        let case = ana.opens(question()).await;
        let path = format!("/api/v1/tickets/{}", case.id);
        reads.gets(&path).await.is(200);
        reads.gets("/api/v1/categories").await.is(200);
        let missing = ErrorCode::ScopeMissing;
        reads.posts("/api/v1/tickets", &question()).await.is_refused(403, missing);
        reads
            .posts(&format!("{path}/messages"), &json!({ "body": "x" }))
            .await
            .is_refused(403, missing);
        reads
            .ask("POST", "/api/v1/attachments")
            .file("a.txt", "hola")
            .send()
            .await
            .is_refused(403, missing);
        writes.gets(&path).await.is_refused(403, missing);
        writes.gets("/api/v1/tickets").await.is_refused(403, missing);
        writes.posts(&format!("{path}/messages"), &json!({ "body": "x" })).await.is(201);
    }

    async fn a_key_is_offered_only_what_its_scopes_let_it_do(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let case = ana.opens(question()).await;
        let offered = async |scopes: &str| {
            let key = app.key(&olga, Some(&acme), scopes).await;
            let actions = key.session.tickets().actions(case.id).await.expect("actions").items;
            actions.iter().filter(|item| item.possible).count()
        };
        assert_eq!(offered("tickets:read").await, 0);
        assert!(offered("tickets:read tickets:write").await > 0);
    }

    async fn a_program_of_support_contacts_nobody(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let olga = app.admin("Olga").await;
        let program = app.key(&olga, None, "tickets:read tickets:write").await;
        let case = ana.opens(question()).await;
        let met = async || ana.sees(&case).await.clocks.first_contact.met;
        program.writes(&case, "Recibimos su caso.").await;
        assert_eq!(met().await, None);
        luis.writes(&case, "Ya lo miro.").await;
        assert_eq!(met().await, Some(true));
    }

    async fn a_key_never_counts_as_a_reporter_or_as_staff(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let all = "tickets:read tickets:write";
        let (key, support) =
            (app.key(&olga, Some(&acme), all).await, app.key(&olga, None, all).await);
        let case = ana.opens(incident()).await;
        olga.works_up_to_testing(&case, delivery()).await;
        for program in [&key, &support] {
            for (action, body) in [
                ("confirm-solution", json!({})),
                ("reject-solution", json!({ "reason": "x" })),
                ("withdraw", json!({ "reason": "x" })),
                ("reopen", json!({ "reason": "x" })),
                ("assign", json!({ "assignee_id": olga.id })),
                ("start-analysis", json!({})),
            ] {
                program.is_refused(action, &case, &body, 403, ErrorCode::Forbidden).await;
            }
            for path in [
                "me",
                "me/sessions",
                "companies",
                "staff",
                "api-keys",
                "audit",
                "calendar/holidays",
                "calendar/exceptions",
            ] {
                program
                    .gets(&format!("/api/v1/{path}"))
                    .await
                    .is_refused(403, ErrorCode::Forbidden);
            }
        }
        // What a program writes is no answer of the customer: the countdown goes on.
        let before = ana.sees(&case).await;
        key.writes(&case, "Métrica normal").await;
        let after = ana.sees(&case).await;
        assert_eq!((after.waiting_on, after.testing), (before.waiting_on, before.testing));
        let shown = olga.session.companies().show(acme.id).await.expect("the company");
        assert_eq!(shown.active_reporters, 1);
    }

    async fn a_key_of_support_sees_every_company(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        ana.opens(question()).await;
        eva.opens(question()).await;
        let key = app.key(&app.admin("Olga").await, None, "tickets:read tickets:write").await;
        assert_eq!(key.lists(&Default::default()).await.items.len(), 2);
        let case = key.opens_for(&acme, incident()).await;
        assert_eq!(ana.sees(&case).await.company.name, "Acme");
    }

    async fn a_revoked_or_ended_key_is_no_key(app: &TestApp) {
        let acme = app.company("Acme").await;
        let olga = app.admin("Olga").await;
        let now = clock::now();
        let until = async |hours: i64| {
            let end = Some(now + TimeDelta::hours(hours));
            app.key_until(&olga, Some(&acme), "tickets:read", end).await
        };
        let (valid, ended) = (until(1).await, until(-1).await);
        valid.gets("/api/v1/tickets").await.is(200);
        ended.gets("/api/v1/tickets").await.is_refused(401, ErrorCode::Unauthorized);
        olga.ask("DELETE", &format!("/api/v1/api-keys/{}", valid.id)).send().await.is(204);
        valid.gets("/api/v1/tickets").await.is_refused(401, ErrorCode::Unauthorized);
        let halves = valid.token.rsplit_once('_').expect("a prefix and a secret");
        app.ask("GET", "/api/v1/tickets")
            .token(&format!("{}_x", halves.0))
            .send()
            .await
            .is_refused(401, ErrorCode::Unauthorized);
    }

    async fn a_secret_is_shown_once_and_stored_as_a_digest(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let olga = app.admin("Olga").await;
        let body =
            json!({ "name": "Monitoreo", "scopes": ["tickets:read"], "company_id": acme.id });
        let ask = || olga.ask("POST", "/api/v1/api-keys").key("k").json(&body);
        let made: CreatedApiKey = ask().send().await.is(201).read();
        let again = ask().send().await.is(201);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.read::<CreatedApiKey>().secret, made.secret);
        // It may have an underscore of its own.
        let secret = made.secret.splitn(3, '_').nth(2).expect("a secret");
        let list = olga.gets("/api/v1/api-keys").await.is(200).text();
        assert!(list.contains(&made.key.prefix) && !list.contains(secret), "{list}");
        assert!(!olga.gets("/api/v1/audit").await.is(200).text().contains(secret));
        assert_eq!(
            ana.gets("/api/v1/api-keys").await.is(200).value()["items"][0]["name"],
            "Monitoreo"
        );
        assert_eq!(eva.gets("/api/v1/api-keys").await.is(200).value()["items"], json!([]));
        // Neither the rows nor what is kept for the Idempotency-Key hold it.
        use aval_api::db::{api_key, idempotency_key};
        use sea_orm::EntityTrait as _;
        let keys = api_key::Entity::find().all(app.state.db.read()).await.expect("keys");
        let kept = idempotency_key::Entity::find().all(app.state.db.read()).await.expect("answers");
        assert!(!format!("{keys:?}{kept:?}").contains(secret));
        let wrong = json!({ "name": "", "scopes": [], "expires_at": "2999-01-01T00:00:00Z" });
        olga.posts("/api/v1/api-keys", &wrong).await.names(&[
            ("/name", "empty"),
            ("/scopes", "empty"),
            ("/expires_at", "out_of_range"),
        ]);
        let past = json!({ "name": "x", "scopes": ["tickets:read"], "expires_at": "2020-01-01T00:00:00Z" });
        olga.posts("/api/v1/api-keys", &past).await.names(&[("/expires_at", "in_past")]);
    }

    async fn the_last_use_of_a_key_is_noted_by_the_server_that_saw_it(app: &TestApp) {
        let acme = app.company("Acme").await;
        let olga = app.admin("Olga").await;
        let key = app.key(&olga, Some(&acme), "tickets:read").await;
        let binary = Binary::new(app.database_url(), app.dir()).with("AVAL_WORKER", "false");
        let served = binary.serve(&app.http).await;
        let used = async || {
            let list = olga.gets("/api/v1/api-keys").await.value();
            list["items"][0]["last_used_at"].clone()
        };
        assert_eq!(used().await, Value::Null);
        let tickets = format!("{}/api/v1/tickets", binary.url());
        Ask::new(&app.http, "GET", &tickets).token(&key.token).send().await.is(200);
        assert!(served.stop().await.success());
        assert_ne!(used().await, Value::Null);
    }
}
