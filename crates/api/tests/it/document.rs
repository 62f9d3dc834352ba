//! The document is the contract: it says what the code does, all of it, and each operation it
//! names keeps out whom it must.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use aval_api::app;
use aval_contract::policies::{SlaPolicy, TestingPolicy};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::util::{Actor, Ask, Case, Company, TestApp, both, delivery, findings, incident};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn document() -> Value {
    serde_json::to_value(app::openapi()).expect("JSON")
}

/// Every operation: method in capitals, path, description.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let mut all = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            assert!(METHODS.contains(&method.as_str()), "{method} {path}");
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever changes the contract")]
fn the_committed_document_is_what_the_code_describes() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/aval.json");
    let described = format!("{}\n", app::openapi().to_pretty_json().expect("JSON"));
    if std::env::var("AVAL_UPDATE_OPENAPI").is_ok_and(|value| value == "1") {
        std::fs::write(&file, &described).expect("written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == described,
        "openapi/aval.json is not what the code describes: run `cargo xtask openapi` and look at \
         the difference"
    );
}

#[test]
fn each_operation_says_what_it_needs_and_answers() {
    let document = document();
    assert!(document["openapi"].as_str().expect("a version").starts_with("3.1"));
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let name = format!("{method} {path}");
        let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{name} has no id"));
        assert!(ids.insert(id.to_owned()), "{name} shares the id {id}");
        for placeholder in path.split('/').filter(|part| part.starts_with('{')) {
            let wanted = placeholder.trim_start_matches('{').split('}').next().expect("a name");
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            assert!(
                parameters.iter().any(|parameter| parameter["name"] == wanted
                    && parameter["in"] == "path"
                    && parameter["required"] == true),
                "{name} does not describe {wanted}"
            );
        }
        let responses = operation["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name}");
        for (status, response) in responses {
            assert!(
                !response["description"].as_str().unwrap_or_default().is_empty(),
                "{name} {status}"
            );
            if path.starts_with("/api/v1/") && !status.starts_with('2') {
                let content = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(content, "#/components/schemas/Problem", "{name} {status}");
            }
        }
    }
    // Nothing is referred to that is not there.
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
        let schema = reference.split('"').next().expect("a name");
        assert!(document["components"]["schemas"][schema].is_object(), "{schema} is missing");
    }
}

/// The files of the API's source.
fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).expect("the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_route_is_in_the_document() {
    let mut routed = BTreeSet::new();
    let mut by_hand = Vec::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(&file).expect("read");
        for method in METHODS {
            for rest in source.split(&format!("\n#[{method}(\"")).skip(1) {
                let path = rest.split('"').next().expect("a path");
                let outside =
                    path.starts_with("/health") || path == "/metrics" || path.starts_with("/api/");
                let prefix = if outside { "" } else { "/api/v1" };
                routed.insert(format!("{} {prefix}{path}", method.to_uppercase()));
            }
        }
        if ["web::resource", ".route(", "default_service"].iter().any(|way| source.contains(way)) {
            by_hand.push(file.file_name().expect("a name").to_string_lossy().into_owned());
        }
    }
    let documented: BTreeSet<String> = operations(&document())
        .into_iter()
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect();
    assert_eq!(routed, documented);
    assert_eq!(by_hand, ["spa.rs"], "routes that no macro declares escape the document");
}

/// Who is let in nowhere she has no business.
#[derive(Clone, Copy, Debug)]
enum Wrong {
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
struct Trial {
    wrong: Wrong,
    status: u16,
    body: Option<Value>,
}

struct Scene {
    acme: Company,
    ana: Actor,
    case: Case,
    category: Uuid,
    article: Uuid,
    template: Uuid,
    view: Uuid,
    key: Uuid,
    file: Uuid,
    session: Uuid,
}

/// One entry for each secured operation; one that is missing fails the test.
fn trials(scene: &Scene) -> BTreeMap<&'static str, Trial> {
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
fn filled(path: &str, scene: &Scene) -> String {
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
        .replace("{window_id}", &scene.case.id.to_string())
        .replace("{date}", "2030-01-02")
}

fn complete(ask: Ask, path: &str, body: Option<&Value>) -> Ask {
    match body {
        Some(body) => ask.seen(1).json(body),
        None if path.ends_with("attachments") => ask.file("a.txt", "hola"),
        None => ask,
    }
}

/// Something of everything that a path can name.
async fn scene(acme: Company, ana: Actor, olga: &Actor, key: &Actor) -> Scene {
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
        acme,
        ana,
        case,
    }
}

/// A client that does not go where it is led.
fn unled() -> reqwest::Client {
    let stays = reqwest::redirect::Policy::none();
    reqwest::Client::builder().redirect(stays).build().expect("a client")
}

both! {
    async fn every_secured_operation_keeps_strangers_and_the_wrong_people_out(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let key = app.key(&olga, Some(&acme), "tickets:read tickets:write").await;
        let read_key = app.key(&olga, Some(&acme), "tickets:read").await;
        let write_key = app.key(&olga, Some(&acme), "tickets:write").await;
        let scene = scene(acme, ana, &olga, &key).await;
        let trials = trials(&scene);
        let mut tried = BTreeSet::new();
        for (method, path, operation) in operations(&document()) {
            let name = format!("{method} {path}");
            if operation["security"].as_array().is_none_or(Vec::is_empty) {
                assert!(
                    path.starts_with("/api/v1/auth/")
                        || path.starts_with("/api/v1/calendar-feeds/")
                        || path.starts_with("/api/v1/guide")
                        || !path.starts_with("/api/v1/"),
                    "{name} is open to everybody"
                );
                continue;
            }
            let trial = trials.get(name.as_str()).unwrap_or_else(|| {
                panic!("{name} is new: say in `trials` whom it must refuse, and how")
            });
            let path = filled(&path, &scene);
            let body = trial.body.as_ref();
            let stranger = complete(app.ask(&method, &path), &path, body).send().await;
            assert_eq!(stranger.status, 401, "a stranger at {name}: {stranger}");
            let empty = app.ask(&method, &path).send().await;
            assert_eq!(empty.status, 401, "a stranger with nothing at {name}: {empty}");
            let wrong = match trial.wrong {
                Wrong::ForeignReporter => &eva,
                Wrong::Engineer => &luis,
                Wrong::Key => &key,
                Wrong::ReadKey => &read_key,
                Wrong::WriteKey => &write_key,
            };
            let refused = complete(wrong.ask(&method, &path), &path, body).send().await;
            assert_eq!(refused.status, trial.status, "{:?} at {name}: {refused}", trial.wrong);
            tried.insert(name);
        }
        assert_eq!(tried.len(), trials.len(), "an entry of `trials` is no operation any more");
        // Nothing of it has changed anything.
        assert_eq!(scene.ana.sees(&scene.case).await.version, 1);
        assert_eq!(scene.ana.timeline(&scene.case).await.len(), 1);
    }

    async fn unknown_query_parameters_are_refused_by_every_operation(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let key = app.key(&olga, Some(&acme), "tickets:read").await;
        let scene = scene(acme, ana, &olga, &key).await;
        let trials = trials(&scene);
        for (method, path, _) in operations(&document()) {
            if !path.starts_with("/api/v1/") {
                continue;
            }
            let name = format!("{method} {path}");
            let (path, body) = (filled(&path, &scene), trials.get(name.as_str()));
            let body = body.and_then(|trial| trial.body.clone());
            let asked = format!("{path}?x=1");
            let by = |actor: &Actor| {
                complete(actor.ask(&method, &asked), &path, body.as_ref()).send()
            };
            // What the one may not do the other may.
            let mut answer = by(&olga).await;
            if matches!(answer.status, 401 | 403) {
                answer = by(&scene.ana).await;
            }
            let problem = answer.problem();
            let told: Vec<_> =
                problem.errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect();
            assert_eq!(told, [("?x", "unknown")], "{name}: {answer}");
        }
        assert_eq!(scene.ana.sees(&scene.case).await.version, 1);
    }

    async fn the_document_and_its_pages_are_served(app: &TestApp) {
        let served = app.ask("GET", "/api/openapi.json").send().await.is(200);
        assert_eq!(served.value(), document());
        // Whoever leaves the last stroke out is led there.
        let led = Ask::new(&unled(), "GET", &format!("{}/api/docs", app.url())).send().await;
        assert_eq!((led.status, led.header("location")), (307, Some("/api/docs/")));
        let page = app.ask("GET", "/api/docs/").send().await.is(200);
        assert!(page.text().contains("swagger"), "{page}");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("script-src 'self'") && !policy.contains("unsafe-eval"),
            "{policy}"
        );
    }
}
