//! What a change of the rules would move is said beforehand, and is what it then moves.

use std::collections::HashMap;

use aval_contract::error::ErrorCode;
use aval_contract::policies::Preview;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::calendar::follows;
use crate::util::{Actor, TestApp, both, delivery, incident, question};

/// When each ticket is due, and when its testing ends.
type Times = HashMap<Uuid, (Option<DateTime<Utc>>, Option<DateTime<Utc>>)>;

async fn times(actor: &Actor) -> Times {
    let list = actor.lists(&Default::default()).await.items;
    list.into_iter().map(|item| (item.id, (item.due_at, item.testing_ends_at))).collect()
}

/// The tickets with other times than before.
fn moved(before: &Times, after: &Times) -> u64 {
    assert_eq!(before.len(), after.len());
    before.iter().map(|(id, times)| u64::from(after[id] != *times)).sum()
}

/// Nothing but a change of the rules asks for this.
async fn asked_to_follow(admin: &Actor) -> Option<DateTime<Utc>> {
    admin.session.calendar().reevaluation().await.ok().map(|round| round.asked_at)
}

both! {
    async fn a_closure_moves_what_was_said_when_it_is_declared_and_when_it_is_taken_back(
        app: &TestApp
    ) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        // One is tested, the solution of one is due later than that, one is due before, one is over.
        let (tested, later) = (ana.opens(incident()).await, ana.opens(question()).await);
        luis.works_up_to_testing(&tested, delivery()).await;
        luis.takes(&later).await;
        luis.calls_about(&later).await;
        ana.opens(incident()).await;
        ana.withdraws(&ana.opens(question()).await).await;
        let testing = ana.sees(&tested).await.testing.expect("being tested");
        let ends = testing.ends_at.expect("running");
        let date = ends.with_timezone(&aval_domain::calendar::BOGOTA).date_naive();
        let says = Preview { running: 3, moved: 2 };

        let ordinary = times(&olga).await;
        let closure = json!({ "date": date, "kind": "closure", "name": "Mudanza" });
        let declared = olga.posts("/api/v1/calendar/exceptions/preview", &closure).await.is(200);
        assert_eq!(declared.read::<Preview>(), says);
        olga.posts("/api/v1/calendar/exceptions", &closure).await.is(201);
        follows(app, &olga, 3).await;
        let closed = times(&olga).await;
        assert_eq!(moved(&ordinary, &closed), says.moved);

        let asked = asked_to_follow(&olga).await;
        assert_eq!(olga.session.calendar().preview_removal(date).await.expect("said"), says);
        assert_eq!(times(&olga).await, closed);
        assert_eq!(asked_to_follow(&olga).await, asked);
        let path = format!("/api/v1/calendar/exceptions/{date}");
        olga.ask("DELETE", &path).send().await.is(204);
        follows(app, &olga, 3).await;
        let open = times(&olga).await;
        assert_eq!(moved(&closed, &open), says.moved);
        assert_eq!(open, ordinary);
    }

    async fn only_admins_ask_what_an_exception_moves_and_only_of_one_that_is_there(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let (luis, camila) = (app.engineer("Luis").await, app.coordinator("Camila").await);
        let olga = app.admin("Olga").await;
        let closure = json!({ "date": "2030-01-02", "kind": "closure", "name": "Mudanza" });
        olga.posts("/api/v1/calendar/exceptions", &closure).await.is(201);
        let path = "/api/v1/calendar/exceptions/2030-01-02/preview";
        app.ask("POST", path).send().await.is_refused(401, ErrorCode::Unauthorized);
        for who in [&ana, &luis, &camila] {
            who.ask("POST", path).send().await.is_refused(403, ErrorCode::Forbidden);
        }
        let nothing = json!({ "running": 0, "moved": 0 });
        assert_eq!(olga.ask("POST", path).send().await.is(200).value(), nothing);
        for other in ["2030-01-03", "1900-01-01", "x"] {
            let path = format!("/api/v1/calendar/exceptions/{other}/preview");
            olga.ask("POST", &path).send().await.is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn a_contract_moves_what_was_said_and_nothing_of_other_companies(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let olga = app.admin("Olga").await;
        // Low and waiting, low and over, high; and what would be moved if it were Acme's.
        ana.opens(question()).await;
        ana.withdraws(&ana.opens(question()).await).await;
        ana.opens(incident()).await;
        eva.opens(question()).await;
        let company = format!("/api/v1/companies/{}", acme.id);
        let preview = async |body: &Value| {
            let answer = olga.posts(&format!("{company}/preview"), body).await;
            answer.is(200).read::<Preview>()
        };
        let change = async |body: &Value| {
            olga.ask("PATCH", &company).json(body).send().await.is(200);
            follows(app, &olga, 3).await;
        };

        let (general, theirs) = (times(&ana).await, times(&eva).await);
        let sooner = json!({ "sla_override": { "low": { "first_contact": "PT1H" } } });
        assert_eq!(preview(&sooner).await, Preview { running: 2, moved: 1 });
        assert_eq!(times(&ana).await, general);
        assert_eq!(olga.gets(&company).await.is(200).value()["sla_override"], Value::Null);
        assert_eq!(asked_to_follow(&olga).await, None);
        change(&sooner).await;
        let own = times(&ana).await;
        assert_eq!(moved(&general, &own), 1);
        assert_eq!(times(&eva).await, theirs);

        assert_eq!(preview(&sooner).await, Preview { running: 2, moved: 0 });
        let both = json!({ "sla_override": {
            "low": { "first_contact": "PT3H" }, "high": { "first_contact": "PT3H" }
        } });
        assert_eq!(preview(&both).await, Preview { running: 2, moved: 2 });
        let back = json!({ "sla_override": {} });
        assert_eq!(preview(&back).await, Preview { running: 2, moved: 1 });
        change(&back).await;
        assert_eq!(times(&ana).await, general);
    }

    async fn what_a_contract_moves_is_for_admins_and_refused_like_the_change_itself(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let (luis, camila) = (app.engineer("Luis").await, app.coordinator("Camila").await);
        let olga = app.admin("Olga").await;
        let company = format!("/api/v1/companies/{}", acme.id);
        let path = format!("{company}/preview");
        let body = json!({ "sla_override": { "low": { "first_contact": "PT1H" } } });
        app.ask("POST", &path).json(&body).send().await.is_refused(401, ErrorCode::Unauthorized);
        for who in [&ana, &luis, &camila] {
            who.posts(&path, &body).await.is_refused(403, ErrorCode::Forbidden);
        }
        for other in [Uuid::nil().to_string(), "x".to_owned()] {
            let path = format!("/api/v1/companies/{other}/preview");
            olga.posts(&path, &body).await.is_refused(404, ErrorCode::NotFound);
        }
        for wrong in [
            json!({ "sla_override": { "low": { "first_contact": "PT0S" } } }),
            json!({ "sla_override": { "high": { "resolution": "PT10001H" } } }),
            json!({ "sla_override": { "normal": { "resolution": "4 hours" } } }),
            json!({ "sla_override": { "normal": { "closing": "PT4H" } } }),
            json!({ "sla_override": { "urgent": {} } }),
            json!({ "sla_override": "none" }),
            json!({ "sla_override": {}, "testing": {} }),
        ] {
            let changed = olga.ask("PATCH", &company).json(&wrong).send().await.is(422);
            let looked = olga.posts(&path, &wrong).await;
            assert_eq!(looked.but_for_the_request(), changed.but_for_the_request(), "{wrong}");
        }
        olga.posts(&path, &json!({})).await.names(&[("/sla_override", "required")]);
    }
}
