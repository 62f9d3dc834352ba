//! Who manages endpoints, and how.

use aval_api::db::{idempotency_key, webhook, webhook_delivery};
use aval_contract::error::ErrorCode;
use aval_contract::webhooks::{UpdateWebhook, WebhookWithSecret};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};

use super::{PATH, made_by};
use crate::util::{TestApp, both, question};

const URL: &str = "https://example.com/aval";

both! {
    async fn admins_and_keys_with_the_scope_manage_endpoints_and_nobody_else(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (carla, olga) = (app.coordinator("Carla").await, app.admin("Olga").await);
        let endpoint = made_by(&olga, json!({ "url": URL })).await;
        let path = format!("{PATH}/{}", endpoint.webhook.id);
        for person in [&ana, &luis, &carla] {
            person.gets(PATH).await.is_refused(403, ErrorCode::Forbidden);
            person.gets(&path).await.is_refused(403, ErrorCode::Forbidden);
            let body = json!({ "url": URL });
            person.posts(PATH, &body).await.is_refused(403, ErrorCode::Forbidden);
        }
        let reads = app.key(&olga, None, "tickets:read tickets:write").await;
        reads.gets(PATH).await.is_refused(403, ErrorCode::ScopeMissing);
        let support = app.key(&olga, None, "webhooks:write").await;
        support.gets(&path).await.is(200);
        let made = made_by(&support, json!({ "url": URL })).await;
        assert_eq!(made.webhook.company, None);
        // The scope lets it do nothing else.
        support.gets("/api/v1/tickets").await.is_refused(403, ErrorCode::ScopeMissing);
    }

    async fn a_company_key_knows_of_its_companys_endpoints_only(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let olga = app.admin("Olga").await;
        let (ours, theirs) = (
            app.key(&olga, Some(&acme), "webhooks:write").await,
            app.key(&olga, Some(&other), "webhooks:write").await,
        );
        let own = made_by(&ours, json!({ "url": URL })).await.webhook;
        made_by(&olga, json!({ "url": URL })).await;
        let foreign = made_by(&olga, json!({ "url": URL, "company_id": other.id })).await.webhook;
        let list = ours.gets(PATH).await.is(200).value();
        let ids: Vec<&Value> =
            list["items"].as_array().expect("items").iter().map(|item| &item["id"]).collect();
        assert_eq!(ids, [&json!(own.id)]);
        theirs.gets(&format!("{PATH}/{}", foreign.id)).await.is(200);
        let refused = ours.gets(&format!("{PATH}/{}", foreign.id)).await;
        refused.is_refused(404, ErrorCode::NotFound);
        let unknown = ours.gets(&format!("{PATH}/{}", uuid::Uuid::now_v7())).await;
        assert_eq!(refused.but_for_the_request(), unknown.but_for_the_request());
        for (method, rest, body) in [
            ("PATCH", "", Some(json!({ "active": false }))),
            ("DELETE", "", None),
            ("GET", "/deliveries", None),
            ("POST", "/test", Some(json!({}))),
            ("POST", "/rotate-secret", Some(json!({}))),
        ] {
            let path = format!("{PATH}/{}{rest}", foreign.id);
            let ask = ours.ask(method, &path).seen(1);
            let ask = match &body {
                Some(body) => ask.json(body),
                None => ask,
            };
            ask.send().await.is_refused(404, ErrorCode::NotFound);
        }
        let body = json!({ "url": URL, "company_id": other.id });
        ours.posts(PATH, &body).await.names(&[("/company_id", "unknown")]);
    }

    async fn a_secret_is_shown_once_and_stored_nowhere(app: &TestApp) {
        let olga = app.admin("Olga").await;
        let ask = || olga.ask("POST", PATH).key("k").json(&json!({ "url": URL }));
        let first = ask().send().await.is(201);
        let path = first.header("location").expect("Location").to_owned();
        assert_eq!(first.header("etag"), Some("\"1\""));
        let made: WebhookWithSecret = first.read();
        let again = ask().send().await.is(201);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.read::<WebhookWithSecret>(), made);
        let secret = made.secret.strip_prefix("whsec_").expect("a secret");
        assert_eq!(secret.len(), 44);
        for place in [path.as_str(), PATH, "/api/v1/audit"] {
            let shown = olga.gets(place).await.is(200).text();
            assert!(!shown.contains(secret), "{place}: {shown}");
        }
        let rows = webhook::Entity::find().all(app.state.db.read()).await.expect("rows");
        let kept = idempotency_key::Entity::find().all(app.state.db.read()).await.expect("answers");
        assert!(!format!("{rows:?}{kept:?}").contains(secret));
    }

    async fn a_change_needs_the_version_that_was_seen(app: &TestApp) {
        let olga = app.admin("Olga").await;
        let id = made_by(&olga, json!({ "url": URL })).await.webhook.id;
        let path = format!("{PATH}/{id}");
        let change = json!({ "description": "El CRM", "events": ["ticket.closed", "ticket.opened"] });
        let unseen = olga.ask("PATCH", &path).json(&change).send().await;
        unseen.is_refused(428, ErrorCode::PreconditionRequired);
        let changed = olga.ask("PATCH", &path).seen(1).json(&change).send().await.is(200);
        assert_eq!(changed.header("etag"), Some("\"2\""));
        assert_eq!(changed.value()["description"], "El CRM");
        assert_eq!(changed.value()["events"], json!(["ticket.opened", "ticket.closed"]));
        let stale = olga.ask("PATCH", &path).seen(1).json(&json!({ "active": false })).send().await;
        let problem = stale.is_refused(412, ErrorCode::PreconditionFailed);
        assert_eq!(problem.current_version, Some(2));
        let rotate = format!("{path}/rotate-secret");
        let stale = olga.ask("POST", &rotate).seen(1).json(&json!({})).send().await;
        stale.is_refused(412, ErrorCode::PreconditionFailed);
        // Nothing new is no change.
        let same = UpdateWebhook { description: Some("El CRM".to_owned()), ..Default::default() };
        let same = olga.session.webhooks().update(id, 2, &same).await.expect("the same");
        assert_eq!(same.version, 2);
        assert_eq!(olga.gets(&path).await.is(200).header("etag"), Some("\"2\""));
        let actions: Vec<Value> = olga.gets("/api/v1/audit").await.value()["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|entry| entry["action"].clone())
            .collect();
        assert_eq!(actions[..2], [json!("webhook.updated"), json!("webhook.created")]);
    }

    async fn there_are_twenty_endpoints_at_most(app: &TestApp) {
        let (acme, olga) = (app.company("Acme").await, app.admin("Olga").await);
        let body = json!({ "url": URL, "company_id": acme.id });
        for _ in 0..20 {
            olga.posts(PATH, &body).await.is(201);
        }
        olga.posts(PATH, &body).await.names(&[("/url", "too_many_webhooks")]);
        olga.posts(PATH, &json!({ "url": URL })).await.is(201);
        let shown = olga.session.webhooks().list().await.expect("a list").items;
        assert_eq!(shown.len(), 21);
    }

    async fn two_who_make_the_last_endpoint_at_once_take_turns(app: &TestApp) {
        let (acme, olga) = (app.company("Acme").await, app.admin("Olga").await);
        for body in [json!({ "url": URL }), json!({ "url": URL, "company_id": acme.id })] {
            for _ in 0..19 {
                olga.posts(PATH, &body).await.is(201);
            }
            // Both have got as far as the lock.
            let rows = if body["company_id"].is_null() { "counters" } else { "companies" };
            let column = if body["company_id"].is_null() { "value" } else { "active" };
            let held = app.hold(&format!("UPDATE {rows} SET {column} = {column}")).await;
            let makes = || async { olga.posts(PATH, &body).await.status };
            let ends = async {
                app.until_waiting(2).await;
                held.commit().await.expect("let go");
            };
            let (first, second, ()) = tokio::join!(makes(), makes(), ends);
            let mut statuses = [first, second];
            statuses.sort_unstable();
            assert_eq!(statuses, [201, 422], "{body}");
        }
    }

    async fn what_is_deleted_is_gone_at_once_and_its_log_soon(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let stays = made_by(&olga, json!({ "url": URL })).await.webhook.id;
        let id = made_by(&olga, json!({ "url": URL })).await.webhook.id;
        let case = ana.opens(question()).await;
        olga.session.webhooks().delete(id).await.expect("deleted");
        ana.writes(&case, "¿Hay noticias?").await;
        let path = format!("{PATH}/{id}");
        let again = olga.ask("DELETE", &path).send().await;
        for gone in [olga.gets(&path).await, olga.gets(&format!("{path}/deliveries")).await, again] {
            gone.is_refused(404, ErrorCode::NotFound);
        }
        let left = olga.gets(&format!("{PATH}?count=true")).await.is(200).value();
        assert_eq!((&left["total"], &left["items"][0]["id"]), (&json!(1), &json!(stays)));
        let webhooks = async || webhook::Entity::find().count(app.state.db.read()).await;
        let logs = async || webhook_delivery::Entity::find().count(app.state.db.read()).await;
        assert_eq!(logs().await.expect("a count"), 3);
        // The address leads nowhere in tests: only tidying up is done.
        app.sql("UPDATE webhooks SET active = false").await;
        let worker = app.work();
        for _ in 0..1_000 {
            if webhooks().await.expect("a count") == 1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        worker.stop().await;
        let counts = (webhooks().await.expect("a count"), logs().await.expect("a count"));
        assert_eq!(counts, (1, 2));
    }
}
