//! Other systems that are told what happens.

mod delivery;
mod endpoints;
mod messages;
mod turns;

use aval_contract::page::PageQuery;
use aval_contract::webhooks::{DeliveryState, WebhookDelivery, WebhookWithSecret};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::util::{Actor, HookSink, TestApp};

const PATH: &str = "/api/v1/webhooks";

/// An endpoint that somebody makes.
async fn made_by(actor: &Actor, body: Value) -> WebhookWithSecret {
    actor.posts(PATH, &body).await.is(201).read()
}

/// An endpoint that is told everything.
async fn listens(actor: &Actor, sink: &HookSink) -> WebhookWithSecret {
    made_by(actor, json!({ "url": sink.url() })).await
}

/// What an endpoint was sent, newest first.
async fn log_of(actor: &Actor, webhook: Uuid) -> Vec<WebhookDelivery> {
    let query = PageQuery { limit: Some(100), ..PageQuery::default() };
    actor.session.webhooks().deliveries(webhook, &query).await.expect("a log").items
}

/// Works until nothing is under way to an endpoint, or what is has failed.
async fn works_until(
    app: &TestApp,
    actor: &Actor,
    webhook: Uuid,
    is_done: impl Fn(&[WebhookDelivery]) -> bool,
) -> Vec<WebhookDelivery> {
    let worker = app.work();
    let mut log = Vec::new();
    for _ in 0..1_000 {
        log = log_of(actor, webhook).await;
        if is_done(&log) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    worker.stop().await;
    assert!(is_done(&log), "{log:?}");
    log
}

/// Whether each message has got through.
fn all_delivered(log: &[WebhookDelivery]) -> bool {
    !log.is_empty() && log.iter().all(|delivery| delivery.state == DeliveryState::Delivered)
}

/// Whether each message was tried this often.
fn all_tried(times: usize) -> impl Fn(&[WebhookDelivery]) -> bool {
    move |log| !log.is_empty() && log.iter().all(|delivery| delivery.attempts.len() >= times)
}

/// Lets the pause after a failure pass.
async fn pauses_pass(app: &TestApp) {
    app.sql("UPDATE webhook_deliveries SET run_at = created_at WHERE state = 'pending'").await;
}

/// Lets an endpoint have failed from an instant on.
async fn set_failing_since(app: &TestApp, id: Uuid, since: chrono::DateTime<chrono::Utc>) {
    use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
    app.in_database(async |tx| {
        let row = aval_api::db::webhook::Entity::find_by_id(id).one(tx).await.expect("read");
        let mut row = row.expect("an endpoint").into_active_model();
        row.failing_since = Set(Some(since));
        row.update(tx).await.expect("saved");
    })
    .await;
}
