//! When it is an endpoint's turn, and whose claim counts.

use aval_api::clock;
use aval_api::db::webhook;
use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use super::{made_by, set_failing_since};
use crate::util::{TestApp, both, question};

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
}
