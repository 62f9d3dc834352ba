//! How messages get through, or don't.

use aval_contract::audit::{AuditAction, AuditQuery};
use aval_contract::error::ErrorCode;
use aval_contract::webhooks::{DeliveryFailure, DeliveryState, DisabledReason, WebhookDelivery};
use serde_json::json;

use super::{
    PATH, all_delivered, all_tried, listens, log_of, made_by, pauses_pass, set_failing_since,
    works_until,
};
use crate::util::{Actor, HookSink, Reply, TestApp, both, question};

/// Sends a message once more.
async fn redelivers(actor: &Actor, delivery: &WebhookDelivery, webhook: uuid::Uuid) {
    let again = actor.session.webhooks().redeliver(webhook, delivery.id).await.expect("asked for");
    assert_eq!(again.state, DeliveryState::Pending);
}

both! {
    async fn messages_come_in_order_and_each_once(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let endpoint = listens(&olga, &sink).await;
        let case = ana.opens(question()).await;
        for number in 0..12 {
            ana.writes(&case, &format!("mensaje {number}")).await;
        }
        // Two replicas work at once.
        let replica = app.replica(|_| {}).await;
        let other = replica.work();
        works_until(app, &olga, endpoint.webhook.id, all_delivered).await;
        other.stop().await;
        replica.stop().await;
        let received = sink.received();
        let ids: std::collections::BTreeSet<&str> =
            received.iter().map(|message| message.header("webhook-id")).collect();
        assert_eq!((received.len(), ids.len()), (13, 13));
        let places: Vec<_> =
            received.iter().map(|message| message.value()["data"]["entry"]["seq"].clone()).collect();
        assert_eq!(places, (1..=13).map(|seq| json!(seq)).collect::<Vec<_>>());
    }

    async fn one_that_does_not_answer_holds_up_nobody_else(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (mute, sink) = (HookSink::start().await, HookSink::start().await);
        mute.will_answer([Reply::Silence, Reply::Silence, Reply::Silence]);
        let dead = listens(&olga, &mute).await;
        listens(&olga, &sink).await;
        let case = ana.opens(question()).await;
        ana.writes(&case, "¿Hay noticias?").await;
        let worker = app.work();
        sink.waits_for(2).await;
        assert_eq!(mute.received().len(), 1, "one message at a time");
        drop(mute);
        worker.stop().await;
        let log = log_of(&olga, dead.webhook.id).await;
        assert!(log.iter().all(|delivery| delivery.state == DeliveryState::Pending), "{log:?}");
    }

    async fn a_redirect_is_a_failure_and_is_not_followed(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (sink, elsewhere) = (HookSink::start().await, HookSink::start().await);
        let endpoint = listens(&olga, &sink).await;
        let location = format!("location: {}\r\n", elsewhere.url());
        sink.will_answer([Reply::Status(307, location, String::new())]);
        ana.opens(question()).await;
        let log = works_until(app, &olga, endpoint.webhook.id, all_tried(1)).await;
        assert_eq!(log[0].state, DeliveryState::Pending);
        assert_eq!(log[0].attempts[0].status, Some(307));
        assert_eq!(elsewhere.received().len(), 0);
    }

    async fn a_private_address_is_refused_when_it_is_named_and_when_it_is_resolved(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let strict = app.replica(|config| config.outbound_allow.clear()).await;
        let olga = olga.at(&strict);
        for (url, code) in [
            (sink.url(), "https_only"),
            (sink.url().replace("http://", "https://"), "address_not_public"),
            ("https://169.254.169.254/latest/meta-data".to_owned(), "address_not_public"),
            ("https://[::ffff:10.0.0.1]/".to_owned(), "address_not_public"),
            ("https://user:word@example.com/".to_owned(), "not_allowed"),
            ("file:///etc/passwd".to_owned(), "malformed"),
            ("nowhere".to_owned(), "malformed"),
            (format!("https://example.com/{}", "x".repeat(2_000)), "too_long"),
        ] {
            olga.posts(PATH, &json!({ "url": url })).await.names(&[("/url", code)]);
        }
        // A name may lead anywhere; where to is looked at when something is sent.
        let inward = sink.url().replace("http://127.0.0.1", "https://localhost");
        let endpoint = made_by(&olga, json!({ "url": inward })).await;
        ana.opens(question()).await;
        let log = works_until(&strict, &olga, endpoint.webhook.id, all_tried(1)).await;
        let attempt = &log[0].attempts[0];
        assert_eq!((attempt.status, attempt.failure), (None, Some(DeliveryFailure::AddressRefused)));
        assert_eq!(sink.received().len(), 0);
        strict.stop().await;
    }

    async fn what_an_operator_allows_is_for_addresses_that_support_names(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let key = app.key(&olga, Some(&acme), "webhooks:write").await;
        let inward = json!({ "url": sink.url() });
        key.posts(PATH, &inward).await.names(&[("/url", "https_only")]);
        let inward = json!({ "url": sink.url().replace("http://", "https://") });
        key.posts(PATH, &inward).await.names(&[("/url", "address_not_public")]);
        let named = json!({ "url": sink.url(), "company_id": acme.id });
        let path = format!("{PATH}/{}", made_by(&olga, named).await.webhook.id);
        let moved = key.ask("PATCH", &path).seen(1).json(&inward).send().await;
        moved.names(&[("/url", "address_not_public")]);
        // A name that leads inward only when something is sent.
        let url = sink.url().replace("http://127.0.0.1", "https://localhost");
        let theirs = made_by(&key, json!({ "url": url })).await.webhook.id;
        ana.opens(question()).await;
        let log = works_until(app, &olga, theirs, all_tried(1)).await;
        assert_eq!(log[0].attempts[0].failure, Some(DeliveryFailure::AddressRefused));
    }

    async fn what_an_old_address_says_does_not_switch_the_new_one_off(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (old, new) = (HookSink::start().await, HookSink::start().await);
        let id = listens(&olga, &old).await.webhook.id;
        old.will_answer([Reply::Late(std::time::Duration::from_millis(800), 410)]);
        ana.opens(question()).await;
        let worker = app.work();
        old.waits_for(1).await;
        let moved = json!({ "url": new.url() });
        let path = format!("{PATH}/{id}");
        olga.ask("PATCH", &path).seen(1).json(&moved).send().await.is(200);
        new.waits_for(1).await;
        worker.stop().await;
        let log = works_until(app, &olga, id, all_delivered).await;
        let statuses: Vec<_> = log[0].attempts.iter().map(|attempt| attempt.status).collect();
        assert_eq!(statuses, [Some(410), Some(204)]);
        let now = olga.session.webhooks().show(id).await.expect("visible");
        assert_eq!((now.active, now.failing_since, now.version), (true, None, 2));
    }

    async fn an_answer_that_breaks_off_counts_by_its_status(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let id = listens(&olga, &sink).await.webhook.id;
        sink.will_answer([Reply::Torn(200)]);
        ana.opens(question()).await;
        let log = works_until(app, &olga, id, all_tried(1)).await;
        assert_eq!(log[0].state, DeliveryState::Delivered);
        assert_eq!(log[0].attempts[0].status, Some(200));
        assert_eq!(sink.received().len(), 1);
    }

    async fn once_its_owner_has_left_the_admins_are_told(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let gone = app.admin("Nadia").await;
        let sink = HookSink::start().await;
        let id = listens(&gone, &sink).await.webhook.id;
        let path = format!("/api/v1/staff/{}", gone.id);
        olga.ask("PATCH", &path).json(&json!({ "active": false })).send().await.is(200);
        sink.will_answer([Reply::status(410)]);
        ana.opens(question()).await;
        let failed = |log: &[WebhookDelivery]| log[0].state == DeliveryState::Failed;
        works_until(app, &olga, id, failed).await;
        let mails = mails_until(app, |mails| mails.iter().any(|mail| tells(mail, &olga))).await;
        assert!(!mails.iter().any(|mail| tells(mail, &gone)));
    }

    async fn a_test_that_fails_switches_nothing_off(app: &TestApp) {
        let (olga, sink) = (app.admin("Olga").await, HookSink::start().await);
        let id = listens(&olga, &sink).await.webhook.id;
        let since = aval_api::clock::now() - chrono::TimeDelta::days(4);
        set_failing_since(app, id, since).await;
        sink.will_answer([Reply::status(500)]);
        olga.session.webhooks().test(id).await.expect("asked for");
        works_until(app, &olga, id, all_tried(1)).await;
        let now = olga.session.webhooks().show(id).await.expect("visible");
        assert!(now.active && now.failing_since.is_some(), "{now:?}");
    }

    async fn an_answer_of_410_switches_the_endpoint_off_and_its_owner_is_told(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let endpoint = listens(&olga, &sink).await;
        let id = endpoint.webhook.id;
        sink.will_answer([Reply::status(410)]);
        let case = ana.opens(question()).await;
        let tried = |log: &[WebhookDelivery]| log[0].state == DeliveryState::Failed;
        works_until(app, &olga, id, tried).await;
        let now = olga.session.webhooks().show(id).await.expect("visible");
        assert_eq!((now.active, now.disabled_reason), (false, Some(DisabledReason::Gone)));
        assert_eq!(now.version, 2);
        ana.writes(&case, "¿Hay noticias?").await;
        assert_eq!(log_of(&olga, id).await.len(), 1, "it is told nothing more");
        let audit = olga.gets("/api/v1/audit").await.value();
        assert_eq!(audit["items"][0]["action"], "webhook.disabled");
        assert_eq!(audit["items"][0]["actor"]["name"], "Aval");
        let path = format!("{PATH}/{id}/test");
        olga.posts(&path, &json!({})).await.is_refused(409, ErrorCode::Conflict);
        mails_until(app, |mails| mails.iter().any(|mail| tells(mail, &olga))).await;

        // Somebody switches it on again.
        let on = json!({ "active": true });
        let path = format!("{PATH}/{id}");
        let changed = olga.ask("PATCH", &path).seen(2).json(&on).send().await.is(200).value();
        assert_eq!((&changed["active"], &changed["disabled_reason"]), (&json!(true), &json!(null)));
    }

    async fn what_fails_for_days_is_switched_off_when_a_message_is_given_up(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let id = listens(&olga, &sink).await.webhook.id;
        let failures = || (0..9).map(|_| Reply::status(503));
        sink.will_answer(failures());
        let case = ana.opens(question()).await;
        for times in 1..=9 {
            works_until(app, &olga, id, all_tried(times)).await;
            pauses_pass(app).await;
        }
        let log = log_of(&olga, id).await;
        assert_eq!((log[0].state, log[0].attempts.len()), (DeliveryState::Failed, 9));
        let now = olga.session.webhooks().show(id).await.expect("visible");
        assert!(now.active && now.failing_since.is_some(), "not for one message: {now:?}");

        // Three days on it is the same.
        let long_ago = aval_api::clock::now() - chrono::TimeDelta::days(3);
        set_failing_since(app, id, long_ago).await;
        sink.will_answer(failures());
        ana.writes(&case, "¿Hay noticias?").await;
        let tried = |times: usize| move |log: &[WebhookDelivery]| log[0].attempts.len() >= times;
        for times in 1..=9 {
            works_until(app, &olga, id, tried(times)).await;
            pauses_pass(app).await;
        }
        let now = olga.session.webhooks().show(id).await.expect("visible");
        assert_eq!((now.active, now.disabled_reason), (false, Some(DisabledReason::Failing)));
    }

    async fn an_endpoint_says_when_to_come_back(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let endpoint = listens(&olga, &sink).await;
        let later = "retry-after: 3600\r\n".to_owned();
        sink.will_answer([Reply::Status(429, later, String::new())]);
        ana.opens(question()).await;
        let log = works_until(app, &olga, endpoint.webhook.id, all_tried(1)).await;
        let pause = log[0].next_attempt_at.expect("again") - log[0].attempts[0].at;
        assert!((3_590..=3_700).contains(&pause.num_seconds()), "{pause}");
    }

    async fn what_was_sent_can_be_sent_again_and_is_the_same(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let id = listens(&olga, &sink).await.webhook.id;
        ana.opens(question()).await;
        let log = works_until(app, &olga, id, all_delivered).await;
        redelivers(&olga, &log[0], id).await;
        let log = works_until(app, &olga, id, all_tried(2)).await;
        assert_eq!(log[0].state, DeliveryState::Delivered);
        let [first, second] = sink.received().try_into().expect("two");
        assert_eq!(first.header("webhook-id"), second.header("webhook-id"));
        assert_eq!(first.body, second.body);
        // Of another endpoint, or none, there is no such delivery.
        let other = listens(&olga, &sink).await.webhook.id;
        for webhook in [other, uuid::Uuid::now_v7()] {
            let path = format!("{PATH}/{webhook}/deliveries/{}/redeliver", log[0].id);
            olga.posts(&path, &json!({})).await.is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn an_endpoint_can_be_tried_out(app: &TestApp) {
        let (olga, sink) = (app.admin("Olga").await, HookSink::start().await);
        let body = json!({ "url": sink.url(), "events": ["ticket.closed"] });
        let id = made_by(&olga, body).await.webhook.id;
        sink.will_answer([Reply::status(404)]);
        let asked = olga.session.webhooks().test(id).await.expect("asked for");
        assert_eq!((asked.state, asked.attempts.len()), (DeliveryState::Pending, 0));
        let tested = AuditQuery { action: Some(AuditAction::WebhookTested), ..Default::default() };
        let audit = olga.session.audit().list(&tested).await.expect("the audit").items;
        assert_eq!((audit.len(), audit[0].target_id, audit[0].actor.id), (1, Some(id), Some(olga.id)));
        let log = works_until(app, &olga, id, all_tried(1)).await;
        assert_eq!((log[0].id, log[0].state), (asked.id, DeliveryState::Failed), "once is enough");
        assert_eq!(sink.received()[0].value()["type"], "webhook.test");
        assert_eq!(sink.received()[0].value()["data"], json!({}));
        let now = olga.session.webhooks().show(id).await.expect("visible");
        assert_eq!((now.active, now.failing_since), (true, None));
    }

    async fn the_log_comes_in_pages_newest_first(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let id = listens(&olga, &sink).await.webhook.id;
        let case = ana.opens(question()).await;
        for number in 0..4 {
            ana.writes(&case, &format!("mensaje {number}")).await;
        }
        let log = works_until(app, &olga, id, all_delivered).await;
        let path = format!("{PATH}/{id}/deliveries?limit=2&count=true");
        let mut ids = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = olga.gets(&format!("{path}{cursor}")).await.is(200).value();
            assert_eq!(page["total"], 5);
            ids.extend(page["items"].as_array().expect("items").iter().map(|d| d["id"].clone()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(ids, log.iter().map(|delivery| json!(delivery.id)).collect::<Vec<_>>());
        assert_eq!(log[4].event.as_str(), "ticket.opened");
        assert_eq!(log[0].ticket_number.as_deref(), Some(case.number.as_str()));
        assert!(log[0].created_at > log[4].created_at);
    }

    async fn what_is_switched_off_waits_and_what_is_deleted_is_gone(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let (id, gone) = (listens(&olga, &sink).await.webhook.id, listens(&olga, &sink).await.webhook.id);
        ana.opens(question()).await;
        let webhooks = olga.session.webhooks();
        let switch = |active| aval_contract::webhooks::UpdateWebhook {
            active: Some(active),
            ..Default::default()
        };
        webhooks.update(id, 1, &switch(false)).await.expect("switched off");
        webhooks.delete(gone).await.expect("deleted");
        // A worker that looks finds nothing to send.
        let idle = app.work();
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        idle.stop().await;
        assert_eq!(sink.received().len(), 0);
        assert_eq!(log_of(&olga, id).await.len(), 1);
        webhooks.update(id, 2, &switch(true)).await.expect("switched on");
        works_until(app, &olga, id, all_delivered).await;
        assert_eq!(sink.received().len(), 1);
    }

    async fn a_company_that_is_deactivated_is_sent_nothing(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (theirs, ours) = (HookSink::start().await, HookSink::start().await);
        let body = json!({ "url": theirs.url(), "company_id": acme.id });
        let id = made_by(&olga, body).await.webhook.id;
        listens(&olga, &ours).await;
        ana.opens(question()).await;
        let webhooks = olga.session.webhooks();
        webhooks.test(id).await.expect("asked for");
        let company = format!("/api/v1/companies/{}", acme.id);
        let switch = async |active: bool| {
            let body = json!({ "active": active });
            olga.ask("PATCH", &company).json(&body).send().await.is(200);
        };
        switch(false).await;
        // Whoever sends to the other one has passed over this one.
        let worker = app.work();
        ours.waits_for(1).await;
        worker.stop().await;
        assert_eq!(theirs.received().len(), 0);
        let log = log_of(&olga, id).await;
        assert!(log.iter().all(|waiting| waiting.state == DeliveryState::Pending), "{log:?}");
        let path = format!("{PATH}/{id}");
        for what in ["test".to_owned(), format!("deliveries/{}/redeliver", log[0].id)] {
            let refused = olga.posts(&format!("{path}/{what}"), &json!({})).await;
            refused.is_refused(409, ErrorCode::Conflict);
        }
        switch(true).await;
        works_until(app, &olga, id, all_delivered).await;
        assert_eq!(theirs.received().len(), 2);
    }
}

/// Works until these mails are there.
async fn mails_until(app: &TestApp, are_there: impl Fn(&[Vec<u8>]) -> bool) -> Vec<Vec<u8>> {
    let worker = app.work();
    let mut mails = Vec::new();
    for _ in 0..500 {
        mails = app.read_mails();
        if are_there(&mails) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    worker.stop().await;
    assert!(are_there(&mails), "{}", mails.len());
    mails
}

/// Whether a mail tells somebody that a webhook was switched off.
fn tells(mail: &[u8], reader: &Actor) -> bool {
    let text = String::from_utf8_lossy(mail);
    text.contains(&reader.email) && text.contains("127.0.0.1")
}
