//! What messages say, to whom, and how they are signed.

use aval_api::db::{webhook_delivery, webhook_message};
use aval_contract::error::ErrorCode;
use aval_contract::webhooks::WebhookWithSecret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{PATH, all_delivered, all_tried, listens, log_of, made_by, pauses_pass, works_until};
use crate::util::{
    HookSink, Received, Reply, TestApp, both, delivery, findings, incident, plan, question,
};

/// HMAC-SHA256 as RFC 2104 writes it down, apart from the server's.
fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let pad = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().to_vec()
}

/// The signature of a message with a secret, as the receiver computes it.
fn signature(secret: &str, received: &Received) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret")).expect("base64");
    let id = received.header("webhook-id");
    let at = received.header("webhook-timestamp");
    format!("v1,{}", STANDARD.encode(hmac(&key, &format!("{id}.{at}.{}", received.body))))
}

fn events_of(received: &[Received]) -> Vec<String> {
    received.iter().map(Received::event).collect()
}

both! {
    async fn a_message_is_signed_as_standard_webhooks_say(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let endpoint = listens(&olga, &sink).await;
        let case = ana.opens(incident()).await;
        let worker = app.work();
        let received = sink.waits_for(1).await.remove(0);
        worker.stop().await;
        assert_eq!(received.line, "POST /aval HTTP/1.1");
        assert_eq!(received.header("content-type"), "application/json");
        assert_eq!(received.header("webhook-signature"), signature(&endpoint.secret, &received));
        let sent: i64 = received.header("webhook-timestamp").parse().expect("seconds");
        assert!((aval_api::clock::now().timestamp() - sent).abs() < 60);
        let told = received.value();
        assert_eq!(told["type"], "ticket.opened");
        assert_eq!(told["data"]["ticket"]["number"], case.number.as_str());
        assert_eq!(told["data"]["entry"]["kind"], "ticket_opened");
        // What it says is what the reporter reads.
        let read = ana.gets(&format!("/api/v1/tickets/{}", case.id)).await.value();
        for field in ["id", "subject", "description", "stage", "company", "reporter", "version"] {
            assert_eq!(told["data"]["ticket"][field], read[field], "{field}");
        }
        let timeline = ana.gets(&format!("/api/v1/tickets/{}/timeline", case.id)).await.value();
        assert_eq!(told["data"]["entry"], timeline["items"][0]);
    }

    async fn what_is_internal_is_in_no_message(app: &TestApp) {
        const CANARY: &str = "canario-amarillo";
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (olga, sink) = (app.admin("Olga").await, HookSink::start().await);
        let endpoint = listens(&olga, &sink).await;
        let case = ana.opens(incident()).await;
        luis.takes(&case).await;
        luis.calls_about(&case).await;
        luis.starts_analysis(&case).await;
        luis.notes(&case, CANARY).await;
        let mut secret = findings();
        secret.structure = Some(CANARY.to_owned());
        luis.acts("record-analysis", &case, &secret).await.is(200);
        let mut draft = plan(&luis);
        draft.objective = CANARY.to_owned();
        luis.drafts_plan(&case, &draft).await;
        luis.drafts_plan(&case, &plan(&luis)).await;
        luis.submits_plan(&case).await;
        ana.approves_plan(&case).await;
        luis.writes(&case, "Lo revisamos.").await;
        let log = works_until(app, &olga, endpoint.webhook.id, all_delivered).await;
        let received = sink.received();
        assert_eq!(received.len(), log.len());
        let events = events_of(&received);
        for event in ["ticket.opened", "ticket.updated", "ticket.stage_changed", "ticket.message_added",
            "work_plan.submitted", "work_plan.approved"] {
            assert!(events.iter().any(|told| told == event), "{event}: {events:?}");
        }
        for message in &received {
            assert!(!message.body.contains(CANARY), "{}", message.body);
            let told = message.value();
            assert_eq!(told["data"]["ticket"]["internal"], Value::Null);
            assert_ne!(told["data"]["entry"]["visibility"], "internal");
        }
        let written = received.iter().find(|message| message.event() == "ticket.message_added");
        let written = written.expect("a message").value();
        assert_eq!(written["data"]["entry"]["message"]["body"], "Lo revisamos.");
    }

    async fn a_case_is_told_from_its_opening_to_its_closing(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (olga, sink) = (app.admin("Olga").await, HookSink::start().await);
        let endpoint = listens(&olga, &sink).await;
        let case = ana.opens(question()).await;
        luis.works_up_to_testing(&case, delivery_of_an_answer()).await;
        ana.confirms(&case).await;
        ana.acts("reopen", &case, &json!({ "reason": "Volvió" })).await.is(200);
        works_until(app, &olga, endpoint.webhook.id, all_delivered).await;
        let received = sink.received();
        assert_eq!(events_of(&received), [
            "ticket.opened",
            "ticket.updated",
            "ticket.updated",
            "ticket.stage_changed",
            "ticket.updated",
            "ticket.stage_changed",
            "ticket.solution_delivered",
            "ticket.stage_changed",
            "ticket.closed",
            "ticket.stage_changed",
            "ticket.reopened",
            "ticket.stage_changed",
        ]);
        let closing = received[9].value();
        assert_eq!(closing["data"]["previous_stage"], "testing");
        assert_eq!(closing["data"]["ticket"]["stage"], "closed");
    }

    async fn an_endpoint_is_told_of_what_it_asked_for(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let wanted = json!({ "url": sink.url(), "events": ["ticket.message_added"] });
        let endpoint = made_by(&olga, wanted).await;
        let case = ana.opens(question()).await;
        ana.writes(&case, "¿Hay noticias?").await;
        works_until(app, &olga, endpoint.webhook.id, all_delivered).await;
        assert_eq!(events_of(&sink.received()), ["ticket.message_added"]);
        // What nobody wants is not even written down.
        let kept = webhook_message::Entity::find().all(app.state.db.read()).await.expect("rows");
        assert_eq!(kept.len(), 1);
    }

    async fn a_company_is_told_of_its_own_tickets_only(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (olga, sink) = (app.admin("Olga").await, HookSink::start().await);
        let key = app.key(&olga, Some(&acme), "webhooks:write").await;
        let endpoint = made_by(&olga, json!({ "url": sink.url(), "company_id": acme.id })).await;
        assert_eq!(endpoint.webhook.company.as_ref().map(|company| company.id), Some(acme.id));
        eva.opens(question()).await;
        let case = ana.opens(question()).await;
        works_until(app, &key, endpoint.webhook.id, all_delivered).await;
        let received = sink.received();
        assert_eq!(received.len(), 1);
        assert_eq!(received[0].value()["data"]["ticket"]["number"], case.number.as_str());
        // Once its company is switched off it is told nothing.
        let off = json!({ "active": false });
        let path = format!("/api/v1/companies/{}", acme.id);
        olga.ask("PATCH", &path).json(&off).send().await.is(200);
        olga.writes(&case, "Hasta luego").await;
        assert_eq!(log_of(&olga, endpoint.webhook.id).await.len(), 1);
    }

    async fn clocks_are_told_to_systems_of_support_only(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let (sink, theirs) = (HookSink::start().await, HookSink::start().await);
        let ours = listens(&olga, &sink).await;
        let body = json!({ "url": theirs.url(), "company_id": acme.id });
        let their_endpoint = made_by(&olga, body).await;
        let mut body = json!({ "url": theirs.url(), "company_id": acme.id });
        body["events"] = json!(["clock.breached"]);
        olga.posts(PATH, &body).await.names(&[("/events", "support_only")]);
        let case = ana.opens(incident()).await;
        warn(app, &case).await;
        works_until(app, &olga, ours.webhook.id, all_delivered).await;
        let told: Vec<Value> = sink.received().iter().map(Received::value).collect();
        let clock = told.iter().find(|told| told["type"] == "clock.breached").expect("a warning");
        assert_eq!(clock["data"]["clock"]["metric"], "first_contact");
        assert_eq!(clock["data"]["entry"], Value::Null);
        works_until(app, &olga, their_endpoint.webhook.id, all_delivered).await;
        assert_eq!(events_of(&theirs.received()), ["ticket.opened"]);
    }

    async fn a_new_secret_and_the_old_one_both_sign_for_a_day(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let first = listens(&olga, &sink).await;
        let path = format!("{PATH}/{}/rotate-secret", first.webhook.id);
        let rotate = || olga.ask("POST", &path).key("r").seen(1).json(&json!({}));
        let second: WebhookWithSecret = rotate().send().await.is(200).read();
        let again = rotate().send().await.is(200);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.read::<WebhookWithSecret>(), second);
        assert_ne!(first.secret, second.secret);
        assert_eq!((second.webhook.secret_number, second.webhook.version), (2, 2));
        let case = ana.opens(question()).await;
        works_until(app, &olga, first.webhook.id, all_delivered).await;
        let received = sink.received().remove(0);
        let both = [&second, &first].map(|held| signature(&held.secret, &received));
        assert_eq!(received.header("webhook-signature"), both.join(" "));

        // Whoever loses the new one and takes another within the day loses no message either.
        let rotate = olga.ask("POST", &path).seen(2).json(&json!({})).send().await;
        let third: WebhookWithSecret = rotate.is(200).read();
        ana.writes(&case, "¿Hola?").await;
        works_until(app, &olga, first.webhook.id, all_delivered).await;
        let received = sink.received().remove(1);
        let all = [&third, &second, &first].map(|held| signature(&held.secret, &received));
        assert_eq!(received.header("webhook-signature"), all.join(" "));

        let yesterday = aval_api::clock::now() - chrono::TimeDelta::hours(24);
        app.in_database(async |tx| {
            use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
            let row = aval_api::db::webhook::Entity::find_by_id(first.webhook.id);
            let row = row.one(tx).await.expect("read").expect("an endpoint");
            let mut row = row.into_active_model();
            row.secret_rotated_at = Set(Some(yesterday));
            row.update(tx).await.expect("saved");
        })
        .await;
        ana.writes(&case, "¿Hay noticias?").await;
        works_until(app, &olga, first.webhook.id, all_delivered).await;
        let received = sink.received().remove(2);
        assert_eq!(received.header("webhook-signature"), signature(&third.secret, &received));
    }

    async fn what_is_refused_is_not_told(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (olga, sink) = (app.admin("Olga").await, HookSink::start().await);
        listens(&olga, &sink).await;
        let case = ana.opens(question()).await;
        let path = format!("/api/v1/tickets/{}/actions/assign", case.id);
        let body = json!({ "assignee_id": luis.id });
        let stale = luis.ask("POST", &path).seen(7).json(&body).send().await;
        stale.is_refused(412, ErrorCode::PreconditionFailed);
        let kept = webhook_delivery::Entity::find().all(app.state.db.read()).await.expect("rows");
        assert_eq!(kept.len(), 1, "the opening alone");
    }

    async fn a_message_that_was_not_taken_comes_again_as_the_same(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let sink = HookSink::start().await;
        let endpoint = listens(&olga, &sink).await;
        sink.will_answer([Reply::Status(500, String::new(), "ahora no".to_owned())]);
        ana.opens(question()).await;
        let log = works_until(app, &olga, endpoint.webhook.id, all_tried(1)).await;
        let next = log[0].next_attempt_at.expect("again");
        let pause = next - log[0].attempts[0].at;
        assert!((4..=8).contains(&pause.num_seconds()), "{pause}");
        pauses_pass(app).await;
        let log = works_until(app, &olga, endpoint.webhook.id, all_delivered).await;
        let [first, second] = sink.received().try_into().expect("two");
        assert_eq!(first.header("webhook-id"), second.header("webhook-id"));
        assert_eq!(first.header("webhook-id"), log[0].message_id.to_string());
        assert_eq!(first.body, second.body);
        assert_eq!(second.header("webhook-signature"), signature(&endpoint.secret, &second));
        let statuses: Vec<_> = log[0].attempts.iter().map(|attempt| attempt.status).collect();
        assert_eq!(statuses, [Some(500), Some(204)]);
        assert_eq!(log[0].attempts[0].answer, "ahora no");
    }
}

/// The solution of a question.
fn delivery_of_an_answer() -> aval_contract::ticket_actions::DeliverSolution {
    let resolution_type = aval_contract::ResolutionType::Answered;
    aval_contract::ticket_actions::DeliverSolution { resolution_type, ..delivery() }
}

/// Lets a clock of a ticket run out, as its timer does.
async fn warn(app: &TestApp, case: &crate::util::Case) {
    use aval_api::auth::Caller;
    use aval_api::change::Pending;
    use aval_api::db::ticket;
    use aval_api::rules::Rules;
    use aval_api::tickets::work::Work;
    use aval_domain::lifecycle::EventKind;
    use aval_domain::record::Visibility;
    let pending = Pending::unasked(&app.state).await.expect("a transaction");
    let row = ticket::lock_if_free(&pending.tx, case.id).await.expect("read").expect("a ticket");
    let rules = Rules::load(&pending.tx).await.expect("rules");
    let mut work = Work::on(pending, Caller::timer(), row, rules).await.expect("work");
    let data = json!({ "metric": "first_contact", "due_at": null });
    work.record(EventKind::ClockBreached, Visibility::Internal, &data);
    work.save().await.expect("saved");
    work.pending.tx.commit().await.expect("committed");
}
