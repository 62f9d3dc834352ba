//! The document is the contract: it says what the code does, all of it, and each operation it
//! names keeps out whom it must.

mod trials;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use aval_api::app;
use serde_json::Value;

use self::trials::{Wrong, complete, filled, scene, trials};
use crate::util::{Actor, Ask, TestApp, both};

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
