//! When it is an endpoint's turn, and whose claim counts.

use std::sync::Arc;

use aval_api::clock;
use aval_api::db::{webhook, webhook_message};
use aval_contract::webhooks::{DeliveryState, UpdateWebhook};
use chrono::TimeDelta;
use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use serde_json::json;
use tokio::sync::Notify;
use uuid::Uuid;

use super::{
    all_delivered, all_tried, listens, log_of, made_by, pauses_pass, set_failing_since, works_until,
};
use crate::util::{Binary, HookSink, Reply, TestApp, both, question};

/// Claims one endpoint for a minute and lets it go with its message still to be sent, as when it did
/// not answer.
async fn has_its_turn(app: &TestApp) -> Uuid {
    app.in_database(async |tx| {
        let now = clock::now();
        let claimed = webhook::claim(tx, 1, now, now + TimeDelta::minutes(1)).await;
        let [claimed] = claimed.expect("claimed").try_into().expect("one");
        let released = webhook::release(tx, claimed.id, claimed.fence, now).await.expect("let go");
        assert_eq!(released.expect("held").id, claimed.id);
        claimed.id
    })
    .await
}

both! {
    async fn each_endpoint_that_fails_gets_its_turn(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let mut all = Vec::new();
        for _ in 0..3 {
            let body = json!({ "url": "https://example.com/aval" });
            all.push(made_by(&olga, body).await.webhook.id);
        }
        ana.opens(question()).await;
        app.sql("UPDATE webhooks SET failing_since = created_at").await;
        // With one hand free at a time.
        for _ in 0..2 {
            let mut had = Vec::new();
            for _ in 0..3 {
                had.push(has_its_turn(app).await);
            }
            assert_eq!(had, all);
        }
    }

    async fn one_that_fails_waits_for_those_that_do_not(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let body = json!({ "url": "https://example.com/aval" });
        let fails = made_by(&olga, body.clone()).await.webhook.id;
        let works = made_by(&olga, body).await.webhook.id;
        ana.opens(question()).await;
        set_failing_since(app, fails, clock::now()).await;
        assert_eq!([has_its_turn(app).await, has_its_turn(app).await], [works, works]);
    }

    async fn a_busy_endpoint_is_left_in_peace_with_all_of_its_messages(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (busy, other) = (HookSink::start().await, HookSink::start().await);
        let id = listens(&olga, &busy).await.webhook.id;
        listens(&olga, &other).await;
        let later = "retry-after: 3600\r\n".to_owned();
        busy.will_answer([Reply::Status(503, later, String::new())]);
        let case = ana.opens(question()).await;
        ana.writes(&case, "¿Hay noticias?").await;
        let asked = olga.session.webhooks().test(id).await.expect("asked for");
        // Whoever sends to the other one has passed over this one.
        let worker = app.work();
        busy.waits_for(1).await;
        other.waits_for(2).await;
        ana.writes(&case, "¿Y ahora?").await;
        other.waits_for(3).await;
        worker.stop().await;
        assert_eq!(busy.received().len(), 1);
        let log = log_of(&olga, id).await;
        assert_eq!(log.len(), 4);
        let refused = log[3].attempts[0].at;
        for delivery in &log {
            assert_eq!(delivery.state, DeliveryState::Pending, "{delivery:?}");
            let pause = delivery.next_attempt_at.expect("again") - refused;
            assert!((3_590..=3_700).contains(&pause.num_seconds()), "{delivery:?}");
        }
        assert_eq!((log[1].id, log[1].event.as_str()), (asked.id, "webhook.test"));

        pauses_pass(app).await;
        app.sql("UPDATE webhooks SET not_before = created_at WHERE not_before IS NOT NULL").await;
        works_until(app, &olga, id, all_delivered).await;
    }

    async fn a_new_address_has_asked_for_no_pause(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (busy, new) = (HookSink::start().await, HookSink::start().await);
        let id = listens(&olga, &busy).await.webhook.id;
        let later = "retry-after: 3600\r\n".to_owned();
        busy.will_answer([Reply::Status(429, later, String::new())]);
        ana.opens(question()).await;
        works_until(app, &olga, id, all_tried(1)).await;
        let moved = UpdateWebhook { url: Some(new.url()), ..Default::default() };
        olga.session.webhooks().update(id, 1, &moved).await.expect("moved");
        pauses_pass(app).await;
        works_until(app, &olga, id, all_delivered).await;
        assert_eq!(new.received().len(), 1);
    }

    async fn what_waits_is_dropped_30_days_after_it_happened(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let id = listens(&olga, &sink).await.webhook.id;
        let case = ana.opens(question()).await;
        let off = UpdateWebhook { active: Some(false), ..Default::default() };
        let old = clock::now() - TimeDelta::days(30);
        app.in_database(async |tx| {
            let all = webhook_message::Entity::update_many();
            let all = all.col_expr(webhook_message::Column::CreatedAt, Expr::value(old));
            all.exec(tx).await.expect("aged");
        })
        .await;
        ana.writes(&case, "¿Hay noticias?").await;
        olga.session.webhooks().update(id, 1, &off).await.expect("switched off");
        let left = works_until(app, &olga, id, |log| log.len() == 1).await;
        assert_eq!(left[0].event.as_str(), "ticket.message_added");
        assert_eq!(left[0].state, DeliveryState::Pending);
    }

    async fn a_worker_that_slept_over_its_lease_records_nothing(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let id = listens(&olga, &sink).await.webhook.id;
        let go_on = Arc::new(Notify::new());
        sink.will_answer([Reply::Held(Arc::clone(&go_on), 410)]);
        ana.opens(question()).await;
        let sleeper = app.work();
        sink.waits_for(1).await;
        app.sql("UPDATE webhooks SET lease_until = created_at").await;
        let log = works_until(app, &olga, id, all_delivered).await;
        assert_eq!(log[0].attempts.len(), 1);
        // Only now is the first one told that nobody wants its message.
        go_on.notify_one();
        sleeper.stop().await;
        assert_eq!(sink.received().len(), 2);
        assert_eq!(log_of(&olga, id).await, log);
        let now = olga.session.webhooks().show(id).await.expect("visible");
        assert_eq!((now.active, now.failing_since, now.version), (true, None, 1));
    }

    async fn no_proxy_of_the_environment_is_asked(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (sink, proxy) = (HookSink::start().await, HookSink::start().await);
        listens(&olga, &sink).await;
        ana.opens(question()).await;
        let by_way_of = proxy.url();
        let binary = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"]
            .into_iter()
            .fold(Binary::beside(app), |binary, name| binary.with(name, &by_way_of));
        let _worker = binary.with("AVAL_OUTBOUND_ALLOW_CIDRS", "127.0.0.0/8").work();
        sink.waits_for(1).await;
        assert_eq!(proxy.received().len(), 0);
    }
}
