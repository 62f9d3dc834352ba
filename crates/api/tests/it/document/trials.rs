//! Whom each secured operation must refuse, and how.

use std::collections::BTreeMap;

use aval_contract::policies::{SlaPolicy, TestingPolicy};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::util::{Actor, Ask, Case, Company, delivery, findings, incident};

/// Who is let in nowhere she has no business.
#[derive(Clone, Copy, Debug)]
pub enum Wrong {
    /// A reporter of another company.
    ForeignReporter,
    /// Staff without the rank.
    Engineer,
    /// A key, where only people have business.
    Key,
    /// A key that may only write.
    WriteKey,
    /// A key that may only read.
    ReadKey,
}

/// What an operation is asked with by whom it must refuse, and how.
pub struct Trial {
    pub wrong: Wrong,
    pub status: u16,
    pub body: Option<Value>,
}

/// What the paths are filled with.
pub struct Scene {
    acme: Company,
    pub ana: Actor,
    pub case: Case,
    category: Uuid,
    article: Uuid,
    template: Uuid,
    view: Uuid,
    key: Uuid,
    webhook: Uuid,
    file: Uuid,
    session: Uuid,
}

/// One entry for each secured operation; one that is missing fails the test.
pub fn trials(scene: &Scene) -> BTreeMap<&'static str, Trial> {
    use Wrong::{Engineer, ForeignReporter, Key, ReadKey, WriteKey};
    let reason = || Some(json!({ "reason": "Porque sí" }));
    let name = || Some(json!({ "name": "Otro nombre" }));
    let person = || Some(json!({ "email": "x@example.com", "name": "Equis" }));
    let window = || {
        Some(json!({
            "starts_at": "2030-01-02T23:00:00Z", "ends_at": "2030-01-03T01:00:00Z", "task": "x",
            "contact": "x"
        }))
    };
    let all = [
        ("GET /api/v1/agenda", ForeignReporter, 403, None),
        ("GET /api/v1/answer-templates", ForeignReporter, 403, None),
        ("POST /api/v1/answer-templates", Engineer, 403, Some(json!({ "name": "x", "body": "x" }))),
        ("PATCH /api/v1/answer-templates/{id}", Engineer, 403, name()),
        ("DELETE /api/v1/answer-templates/{id}", Engineer, 403, None),
        ("GET /api/v1/saved-views", ForeignReporter, 403, None),
        ("POST /api/v1/saved-views", Key, 403, Some(json!({ "name": "x", "query": "stage=open" }))),
        ("PATCH /api/v1/saved-views/{id}", Engineer, 404, name()),
        ("DELETE /api/v1/saved-views/{id}", Engineer, 404, None),
        ("GET /api/v1/api-keys", Engineer, 403, None),
        (
            "POST /api/v1/api-keys",
            Engineer,
            403,
            Some(json!({ "name": "x", "scopes": ["tickets:read"] })),
        ),
        ("DELETE /api/v1/api-keys/{id}", Engineer, 403, None),
        ("GET /api/v1/articles", WriteKey, 403, None),
        ("GET /api/v1/articles/categories", WriteKey, 403, None),
        (
            "POST /api/v1/articles",
            ForeignReporter,
            403,
            Some(json!({ "title": "x", "body": "x", "audience": "everyone" })),
        ),
        ("GET /api/v1/articles/{id}", ForeignReporter, 404, None),
        ("PATCH /api/v1/articles/{id}", ForeignReporter, 403, Some(json!({ "title": "x" }))),
        ("POST /api/v1/articles/{id}/publish", ForeignReporter, 403, Some(json!({}))),
        ("POST /api/v1/articles/{id}/withdraw", ForeignReporter, 403, Some(json!({}))),
        ("GET /api/v1/articles/{id}/versions", ForeignReporter, 403, None),
        (
            "POST /api/v1/articles/{id}/feedback",
            ForeignReporter,
            404,
            Some(json!({ "helpful": true })),
        ),
        ("GET /api/v1/solutions", WriteKey, 403, None),
        ("GET /api/v1/search", WriteKey, 403, None),
        ("POST /api/v1/attachments", ReadKey, 403, None),
        ("GET /api/v1/attachments/{id}", ForeignReporter, 404, None),
        ("DELETE /api/v1/attachments/{id}", ForeignReporter, 404, None),
        ("GET /api/v1/audit", Engineer, 403, None),
        (
            "POST /api/v1/calendar/evaluate",
            Key,
            403,
            Some(json!({ "from": "2026-07-10T21:00:00Z", "add_business_days": 1 })),
        ),
        ("GET /api/v1/calendar/exceptions", Key, 403, None),
        (
            "POST /api/v1/calendar/exceptions",
            Engineer,
            403,
            Some(json!({ "date": "2030-01-02", "kind": "closure", "name": "x" })),
        ),
        ("DELETE /api/v1/calendar/exceptions/{date}", Engineer, 403, None),
        (
            "POST /api/v1/calendar/exceptions/preview",
            Engineer,
            403,
            Some(json!({ "date": "2030-01-02", "kind": "closure", "name": "x" })),
        ),
        ("POST /api/v1/calendar/exceptions/{date}/preview", Engineer, 403, None),
        ("GET /api/v1/calendar/reevaluation", ForeignReporter, 403, None),
        ("GET /api/v1/policies/sla", ForeignReporter, 403, None),
        ("PUT /api/v1/policies/sla", Engineer, 403, Some(json!(SlaPolicy::default()))),
        ("POST /api/v1/policies/sla/preview", Engineer, 403, Some(json!(SlaPolicy::default()))),
        ("GET /api/v1/policies/testing", ForeignReporter, 403, None),
        ("PUT /api/v1/policies/testing", Engineer, 403, Some(json!(TestingPolicy::default()))),
        ("GET /api/v1/tickets/{id}/clocks", ForeignReporter, 404, None),
        ("GET /api/v1/calendar/holidays", Key, 403, None),
        ("GET /api/v1/calendar/service-hours", Key, 403, None),
        ("GET /api/v1/categories", WriteKey, 403, None),
        ("POST /api/v1/categories", Engineer, 403, name()),
        ("PATCH /api/v1/categories/{id}", Engineer, 403, name()),
        ("GET /api/v1/companies", Key, 403, None),
        (
            "POST /api/v1/companies",
            Engineer,
            403,
            Some(json!({ "name": "x", "nit": "900123456-8" })),
        ),
        ("GET /api/v1/companies/{id}", ForeignReporter, 404, None),
        ("PATCH /api/v1/companies/{id}", Engineer, 403, name()),
        ("POST /api/v1/companies/{id}/preview", Engineer, 403, Some(json!({ "sla_override": {} }))),
        ("GET /api/v1/companies/{id}/reporters", ForeignReporter, 404, None),
        ("POST /api/v1/companies/{id}/reporters", Engineer, 403, person()),
        ("DELETE /api/v1/companies/{id}/reporters/{user_id}", Engineer, 403, None),
        ("GET /api/v1/events", Key, 403, None),
        ("GET /api/v1/notifications", Key, 403, None),
        ("POST /api/v1/notifications/read", Key, 403, Some(json!({ "ids": [] }))),
        ("GET /api/v1/exports/tickets.csv", Engineer, 403, None),
        ("GET /api/v1/reports/ageing", Engineer, 403, None),
        ("GET /api/v1/reports/closures", Engineer, 403, None),
        ("GET /api/v1/reports/companies/{id}/monthly", ForeignReporter, 404, None),
        ("GET /api/v1/reports/compliance", Engineer, 403, None),
        ("GET /api/v1/reports/load", Engineer, 403, None),
        ("GET /api/v1/reports/stages", Engineer, 403, None),
        ("GET /api/v1/reports/time-in-stage", Engineer, 403, None),
        ("GET /api/v1/reports/today", Engineer, 403, None),
        ("GET /api/v1/mail/quarantine", Engineer, 403, None),
        ("GET /api/v1/mail/quarantine/{id}/source", Engineer, 403, None),
        ("POST /api/v1/mail/quarantine/{id}/discard", Engineer, 403, None),
        ("GET /api/v1/me", Key, 403, None),
        ("PATCH /api/v1/me", Key, 403, name()),
        (
            "POST /api/v1/me/password",
            Key,
            403,
            Some(json!({ "current_password": "x", "new_password": "siete gatos verdes" })),
        ),
        ("GET /api/v1/me/calendar-feed", ForeignReporter, 403, None),
        ("POST /api/v1/me/calendar-feed", ForeignReporter, 403, None),
        ("DELETE /api/v1/me/calendar-feed", ForeignReporter, 403, None),
        ("GET /api/v1/me/sessions", Key, 403, None),
        ("DELETE /api/v1/me/sessions/{id}", ForeignReporter, 404, None),
        ("GET /api/v1/staff", ForeignReporter, 403, None),
        (
            "POST /api/v1/staff",
            Engineer,
            403,
            Some(json!({ "email": "x@example.com", "name": "Equis", "role": "engineer" })),
        ),
        ("PATCH /api/v1/staff/{id}", Engineer, 403, name()),
        ("GET /api/v1/tickets", WriteKey, 403, None),
        ("POST /api/v1/tickets", ReadKey, 403, as_json(&incident())),
        ("GET /api/v1/tickets/{id}", ForeignReporter, 404, None),
        ("PATCH /api/v1/tickets/{id}", ForeignReporter, 404, Some(json!({ "subject": "x" }))),
        ("GET /api/v1/tickets/{id}/actions", ForeignReporter, 404, None),
        (
            "POST /api/v1/tickets/{id}/actions/assign",
            ForeignReporter,
            403,
            Some(json!({ "assignee_id": scene.ana.id })),
        ),
        (
            "POST /api/v1/tickets/{id}/actions/confirm-solution",
            ForeignReporter,
            404,
            Some(json!({})),
        ),
        (
            "POST /api/v1/tickets/{id}/actions/deliver-solution",
            ForeignReporter,
            403,
            as_json(&delivery()),
        ),
        (
            "POST /api/v1/tickets/{id}/actions/extend-testing",
            ForeignReporter,
            403,
            Some(json!({ "ends_on": "2030-01-02", "reason": "x" })),
        ),
        (
            "POST /api/v1/tickets/{id}/actions/log-contact",
            ForeignReporter,
            403,
            Some(json!({
                "channel": "phone", "direction": "outbound", "outcome": "reached", "summary": "x"
            })),
        ),
        (
            "POST /api/v1/tickets/{id}/actions/mark-duplicate",
            ForeignReporter,
            403,
            Some(json!({ "target": scene.case.number })),
        ),
        (
            "POST /api/v1/tickets/{id}/actions/recategorize",
            ForeignReporter,
            403,
            Some(json!({ "priority": "low", "reason": "x" })),
        ),
        (
            "POST /api/v1/tickets/{id}/actions/record-analysis",
            ForeignReporter,
            403,
            as_json(&findings()),
        ),
        ("POST /api/v1/tickets/{id}/actions/reject-solution", ForeignReporter, 404, reason()),
        ("POST /api/v1/tickets/{id}/actions/reopen", ForeignReporter, 404, reason()),
        (
            "POST /api/v1/tickets/{id}/actions/request-information",
            ForeignReporter,
            403,
            Some(json!({ "body": "x" })),
        ),
        ("POST /api/v1/tickets/{id}/actions/return-to-analysis", ForeignReporter, 403, reason()),
        ("POST /api/v1/tickets/{id}/actions/start-analysis", ForeignReporter, 403, Some(json!({}))),
        ("POST /api/v1/tickets/{id}/actions/start-solution", ForeignReporter, 403, Some(json!({}))),
        ("POST /api/v1/tickets/{id}/actions/withdraw", ForeignReporter, 404, reason()),
        ("GET /api/v1/tickets/{id}/after-hours", ForeignReporter, 404, None),
        ("POST /api/v1/tickets/{id}/after-hours", ForeignReporter, 404, window()),
        (
            "POST /api/v1/tickets/{id}/after-hours/{window_id}/agree",
            ForeignReporter,
            404,
            Some(json!({})),
        ),
        (
            "POST /api/v1/tickets/{id}/after-hours/{window_id}/decline",
            ForeignReporter,
            404,
            reason(),
        ),
        ("POST /api/v1/tickets/{id}/after-hours/{window_id}/cancel", Key, 403, Some(json!({}))),
        (
            "POST /api/v1/tickets/{id}/after-hours/{window_id}/complete",
            ForeignReporter,
            403,
            Some(json!({})),
        ),
        (
            "POST /api/v1/tickets/{id}/after-hours/{window_id}/miss",
            ForeignReporter,
            403,
            Some(json!({})),
        ),
        ("POST /api/v1/tickets/{id}/attachments", ForeignReporter, 404, None),
        ("POST /api/v1/tickets/{id}/messages", ForeignReporter, 404, Some(json!({ "body": "x" }))),
        ("GET /api/v1/tickets/{id}/timeline", ForeignReporter, 404, None),
        ("GET /api/v1/tickets/{id}/timeline/verification", ForeignReporter, 404, None),
        ("GET /api/v1/tickets/{id}/work-plan", ForeignReporter, 404, None),
        (
            "PUT /api/v1/tickets/{id}/work-plan",
            ForeignReporter,
            403,
            Some(json!({ "objective": "x", "activities": [] })),
        ),
        ("DELETE /api/v1/tickets/{id}/work-plan", ForeignReporter, 403, None),
        (
            "PATCH /api/v1/tickets/{id}/work-plan/activities/{activity_id}",
            ForeignReporter,
            403,
            Some(json!({ "state": "done" })),
        ),
        ("POST /api/v1/tickets/{id}/work-plan/approve", ForeignReporter, 404, Some(json!({}))),
        (
            "POST /api/v1/tickets/{id}/work-plan/reject",
            ForeignReporter,
            404,
            Some(json!({ "comment": "x" })),
        ),
        ("POST /api/v1/tickets/{id}/work-plan/submit", ForeignReporter, 403, Some(json!({}))),
        ("GET /api/v1/webhooks", Engineer, 403, None),
        ("POST /api/v1/webhooks", Engineer, 403, Some(json!({ "url": "https://example.com" }))),
        ("GET /api/v1/webhooks/{id}", Key, 403, None),
        ("PATCH /api/v1/webhooks/{id}", ForeignReporter, 403, Some(json!({ "active": false }))),
        ("DELETE /api/v1/webhooks/{id}", Key, 403, None),
        ("GET /api/v1/webhooks/{id}/deliveries", ForeignReporter, 403, None),
        (
            "POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/redeliver",
            Engineer,
            403,
            Some(json!({})),
        ),
        ("POST /api/v1/webhooks/{id}/rotate-secret", Engineer, 403, Some(json!({}))),
        ("POST /api/v1/webhooks/{id}/test", Engineer, 403, Some(json!({}))),
    ];
    let count = all.len();
    let map: BTreeMap<_, _> = all
        .into_iter()
        .map(|(name, wrong, status, body)| (name, Trial { wrong, status, body }))
        .collect();
    assert_eq!(map.len(), count, "each operation has one entry");
    map
}

fn as_json(body: &impl serde::Serialize) -> Option<Value> {
    Some(serde_json::to_value(body).expect("JSON"))
}

/// The path with ids of things that are there.
pub fn filled(path: &str, scene: &Scene) -> String {
    let id = if path.starts_with("/api/v1/tickets/") {
        scene.case.id
    } else if path.starts_with("/api/v1/companies/")
        || path.starts_with("/api/v1/reports/companies/")
    {
        scene.acme.id
    } else if path.starts_with("/api/v1/articles/") {
        scene.article
    } else if path.starts_with("/api/v1/categories/") {
        scene.category
    } else if path.starts_with("/api/v1/answer-templates/") {
        scene.template
    } else if path.starts_with("/api/v1/saved-views/") {
        scene.view
    } else if path.starts_with("/api/v1/api-keys/") {
        scene.key
    } else if path.starts_with("/api/v1/webhooks/") {
        scene.webhook
    } else if path.starts_with("/api/v1/attachments/") {
        scene.file
    } else if path.starts_with("/api/v1/me/sessions/") {
        scene.session
    } else {
        scene.ana.id
    };
    path.replace("{id}", &id.to_string())
        .replace("{user_id}", &scene.ana.id.to_string())
        .replace("{activity_id}", &scene.ana.id.to_string())
        .replace("{delivery_id}", &scene.case.id.to_string())
        .replace("{window_id}", &scene.case.id.to_string())
        .replace("{date}", "2030-01-02")
}

/// The request with what its operation needs.
pub fn complete(ask: Ask, path: &str, body: Option<&Value>) -> Ask {
    match body {
        Some(body) => ask.seen(1).json(body),
        None if path.ends_with("attachments") => ask.file("a.txt", "hola"),
        None => ask,
    }
}

/// Something of everything that a path can name.
pub async fn scene(acme: Company, ana: Actor, olga: &Actor, key: &Actor) -> Scene {
    let made = olga.posts("/api/v1/categories", &json!({ "name": "Voz" })).await.is(201).value();
    let template = json!({ "name": "Saludo", "body": "Hola" });
    let template = olga.posts("/api/v1/answer-templates", &template).await.is(201).value();
    let view = json!({ "name": "Abiertos", "query": "stage=open" });
    let view = olga.posts("/api/v1/saved-views", &view).await.is(201).value();
    let id_of = |made: &Value| made["id"].as_str().expect("an id").parse().expect("a UUID");
    olga.posts(
        "/api/v1/calendar/exceptions",
        &json!({ "date": "2030-01-02", "kind": "closure", "name": "x" }),
    )
    .await
    .is(201);
    let webhook = json!({ "url": "https://example.com/aval" });
    let webhook = olga.posts("/api/v1/webhooks", &webhook).await.is(201).value();
    let case = ana.opens(incident()).await;
    let article = json!({
        "title": "x", "body": "x", "audience": "company", "company_id": acme.id
    });
    let article = olga.posts("/api/v1/articles", &article).await.is(201).value();
    let path = format!("/api/v1/articles/{}/publish", id_of(&article));
    olga.ask("POST", &path).seen(1).json(&json!({})).send().await.is(200);
    Scene {
        article: id_of(&article),
        session: ana.session.me().sessions().await.expect("sessions").items[0].id,
        file: ana.uploads("a.txt", b"hola").await.id,
        category: id_of(&made),
        template: id_of(&template),
        view: id_of(&view),
        key: key.id,
        webhook: id_of(&webhook),
        acme,
        ana,
        case,
    }
}
