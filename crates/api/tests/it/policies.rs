//! What is promised, and what a change of it does to what runs.

use aval_contract::error::ErrorCode;
use aval_contract::policies::{SlaOverride, SlaPolicy};
use aval_contract::tickets::AllClocks;
use serde_json::{Value, json};

use crate::calendar::follows;
use crate::util::{Actor, Case, TestApp, both, delivery, incident, question};

/// The targets of a ticket's clocks, as they are shown.
async fn targets(actor: &Actor, case: &Case) -> (String, String) {
    let clocks = actor.sees(case).await.clocks;
    (clocks.first_contact.target.to_string(), clocks.resolution.target.to_string())
}

both! {
    async fn running_clocks_follow_changed_targets_and_what_is_over_does_not(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let (case, closed) = (ana.opens(question()).await, ana.opens(question()).await);
        ana.withdraws(&closed).await;
        assert_eq!(targets(&ana, &case).await, ("PT9H".to_owned(), "PT45H".to_owned()));
        let shown = luis.gets("/api/v1/policies/sla").await.is(200).read::<SlaPolicy>();
        assert_eq!(shown, SlaPolicy::default());
        let due = ana.lists(&Default::default()).await.items;
        let due = due.iter().find(|item| item.id == case.id).expect("listed").due_at;

        let mut wanted = serde_json::to_value(shown).expect("JSON");
        wanted["low"] = json!({ "first_contact": "PT2H", "resolution": "PT10H" });
        let preview = olga.posts("/api/v1/policies/sla/preview", &wanted).await.is(200).value();
        assert_eq!(preview, json!({ "running": 1, "moved": 1 }));
        let put = |actor: &Actor, body: Value| actor.ask("PUT", "/api/v1/policies/sla").json(&body);
        put(&luis, wanted.clone()).send().await.is_refused(403, ErrorCode::Forbidden);
        put(&olga, wanted.clone()).send().await.is(200);
        follows(app, &olga, 1).await;
        assert_eq!(targets(&ana, &case).await, ("PT2H".to_owned(), "PT10H".to_owned()));
        let sooner = ana.lists(&Default::default()).await.items;
        let sooner = sooner.iter().find(|item| item.id == case.id).expect("listed").due_at;
        assert!(sooner < due, "{sooner:?} {due:?}");

        for bad in ["PT0S", "PT90S", "PT10001H", "4 hours"] {
            wanted["low"]["resolution"] = json!(bad);
            let answer = put(&olga, wanted.clone()).send().await;
            assert_eq!(answer.status, 422, "{bad}: {answer}");
        }
    }

    async fn a_contract_changes_the_targets_of_its_company_alone(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (olga, camila) = (app.admin("Olga").await, app.coordinator("Camila").await);
        let (case, theirs) = (ana.opens(question()).await, eva.opens(question()).await);
        let path = format!("/api/v1/companies/{}", acme.id);
        let body = json!({ "sla_override": { "low": { "first_contact": "PT1H" } } });
        let patch = |actor: &Actor, body: &Value| actor.ask("PATCH", &path).json(body);
        patch(&camila, &body).send().await.is_refused(403, ErrorCode::Forbidden);
        let changed = patch(&olga, &body).send().await.is(200).value();
        assert_eq!(changed["sla_override"]["low"]["first_contact"], "PT1H");
        follows(app, &olga, 2).await;
        assert_eq!(targets(&ana, &case).await, ("PT1H".to_owned(), "PT45H".to_owned()));
        assert_eq!(targets(&eva, &theirs).await, ("PT9H".to_owned(), "PT45H".to_owned()));
        let back = json!({ "sla_override": SlaOverride::default() });
        let changed = patch(&olga, &back).send().await.is(200).value();
        assert_eq!(changed["sla_override"], Value::Null);
        follows(app, &olga, 2).await;
        assert_eq!(targets(&ana, &case).await.0, "PT9H");
    }

    async fn a_testing_period_is_as_long_as_the_policy_says_from_the_next_delivery_on(
        app: &TestApp
    ) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let before = ana.opens(incident()).await;
        luis.works_up_to_testing(&before, delivery()).await;
        let ends = ana.sees(&before).await.testing.expect("being tested").ends_at;
        let mut wanted = luis.gets("/api/v1/policies/testing").await.is(200).value();
        wanted["incident"]["days"] = json!(10);
        let put = |body: &Value| olga.ask("PUT", "/api/v1/policies/testing").json(body);
        put(&wanted).send().await.is(200);
        assert_eq!(ana.sees(&before).await.testing.expect("being tested").ends_at, ends);
        let after = ana.opens(incident()).await;
        luis.works_up_to_testing(&after, delivery()).await;
        assert!(ana.sees(&after).await.testing.expect("being tested").ends_at > ends);
        wanted["incident"]["days"] = json!(31);
        assert_eq!(put(&wanted).send().await.status, 422);
    }

    async fn all_runs_of_the_clocks_are_shown(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let eva = app.reporter("Eva", &app.company("Otra").await).await;
        let luis = app.engineer("Luis").await;
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        ana.rejects(&case, "Sigue fallando").await;
        let path = format!("/api/v1/tickets/{}/clocks", case.id);
        let clocks = ana.gets(&path).await.is(200).read::<AllClocks>();
        assert_eq!((clocks.first_contact.cycles.len(), clocks.resolution.cycles.len()), (1, 2));
        assert_eq!(clocks.first_contact.cycles[0].met, Some(true));
        assert_eq!(clocks.resolution.cycles[0].met, Some(true));
        assert_eq!(clocks.resolution.cycles[1].met, None);
        assert!(clocks.resolution.cycles[1].due_at.is_some());
        eva.gets(&path).await.is_refused(404, ErrorCode::NotFound);
        assert_eq!(ana.session.tickets().clocks(case.id).await.expect("shown"), clocks);
    }
}
