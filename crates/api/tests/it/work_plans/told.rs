//! What the record and the mails tell of a plan.

use aval_contract::EventKind;
use serde_json::json;

use super::analysed;
use crate::jobs::Mail;
use crate::util::{Actor, TestApp, both, incident, plan};

both! {
    async fn the_record_tells_what_was_planned_and_decided(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        ana.rejects_plan(&case, "El viernes no").await;
        let told = ana.timeline(&case).await;
        let of = |kind| &told.iter().find(|entry| entry.kind == kind).expect("told").data;
        let submitted = of(EventKind::WorkPlanSubmitted);
        assert_eq!((&submitted["version"], &submitted["objective"]), (&json!(1), &json!(plan(&luis).objective)));
        assert!(submitted["objective_html"].as_str().expect("HTML").contains("<strong>"));
        assert_eq!(submitted["activities"][1]["title"], "Probar con dos agentes");
        assert_eq!(submitted["activities"][1]["responsible"]["name"], "Luis");
        let rejected = of(EventKind::WorkPlanRejected);
        assert_eq!(rejected, &json!({ "version": 1, "comment": "El viernes no" }));
        let internal: Vec<EventKind> = luis
            .timeline(&case)
            .await
            .iter()
            .filter(|entry| entry.kind.is_internal())
            .map(|entry| entry.kind)
            .collect();
        assert_eq!(internal, [EventKind::WorkPlanDrafted]);
    }

    async fn both_reporters_get_the_plan_by_mail(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let luis = app.engineer("Luis").await;
        bea.ask("PATCH", "/api/v1/me").json(&json!({ "locale": "en" })).send().await.is(200);
        let case = ana.opens(incident()).await;
        luis.works_up_to_analysis(&case).await;
        luis.drafts_plan(&case, &plan(&luis)).await;
        luis.submits_plan(&case).await;
        let sources = app.mails(3).await;
        let mails: Vec<Mail> = sources.iter().skip(1).map(|source| Mail::read(source)).collect();
        let to = |person: &Actor| mails.iter().find(|mail| mail.to == person.email).expect("hers");
        let (hers, the_others) = (to(&ana), to(&bea));
        assert!(hers.subject.contains("plan de trabajo por aprobar"), "{}", hers.subject);
        assert!(the_others.subject.contains("a work plan to approve"), "{}", the_others.subject);
        for mail in [hers, the_others] {
            for text in [&mail.text, &mail.html] {
                assert!(text.contains("Probar con dos agentes") && text.contains("Luis"), "{text}");
            }
        }
    }
}
