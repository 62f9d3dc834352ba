//! Views of the queue that somebody of support keeps for herself.

use aval_contract::error::ErrorCode;
use aval_contract::saved_views::{CreateSavedView, SavedView, UpdateSavedView};
use serde_json::json;

use crate::util::{Actor, TestApp, both};

const PATH: &str = "/api/v1/saved-views";

async fn keeps(by: &Actor, name: &str, query: &str) -> SavedView {
    by.posts(PATH, &json!({ "name": name, "query": query })).await.is(201).read()
}

async fn views(of: &Actor) -> Vec<SavedView> {
    of.session.saved_views().list().await.expect("views").items
}

both! {
    async fn everybody_of_support_has_views_of_her_own(app: &TestApp) {
        let (luis, sara) = (app.engineer("Luis").await, app.coordinator("Sara").await);
        let second = keeps(&luis, "Voz", "category=0193&stage=open").await;
        let first = keeps(&luis, "ámbar", "q=ca%C3%ADda").await;
        assert_eq!(views(&luis).await, [first.clone(), second.clone()]);
        assert_eq!(views(&sara).await, []);
        // The same name is no other's business.
        keeps(&sara, "Voz", "stage=testing").await;
        let path = format!("{PATH}/{}", second.id);
        let renames = json!({ "name": "Mía" });
        let foreign = sara.ask("PATCH", &path).json(&renames).send().await;
        foreign.is_refused(404, ErrorCode::NotFound);
        sara.ask("DELETE", &path).send().await.is_refused(404, ErrorCode::NotFound);

        let api = luis.session.saved_views();
        let renames = UpdateSavedView { name: Some("Telefonía".to_owned()), query: None };
        let renamed = api.update(second.id, &renames).await.expect("renamed");
        assert_eq!(renamed, SavedView { name: "Telefonía".to_owned(), ..second });
        let filters = UpdateSavedView { name: None, query: Some("breached=true".to_owned()) };
        let changed = api.update(renamed.id, &filters).await.expect("changed");
        assert_eq!(changed, SavedView { query: "breached=true".to_owned(), ..renamed });
        api.delete(first.id).await.expect("deleted");
        assert_eq!(views(&luis).await, [changed]);
        assert!(api.delete(first.id).await.is_err(), "it is gone");
    }

    async fn a_view_has_a_name_of_its_own_and_filters_as_an_address_has_them(app: &TestApp) {
        let luis = app.engineer("Luis").await;
        keeps(&luis, "Críticos", "priority=critical").await;
        let again = json!({ "name": "criticos", "query": "stage=open" });
        luis.posts(PATH, &again).await.is_refused(409, ErrorCode::NameTaken);
        let other = keeps(&luis, "Otra", "stage=open").await;
        let path = format!("{PATH}/{}", other.id);
        let renamed = luis.ask("PATCH", &path).json(&json!({ "name": "CRÍTICOS" })).send().await;
        renamed.is_refused(409, ErrorCode::NameTaken);
        for (body, pointer, code) in [
            (json!({ "name": " ", "query": "a=b" }), "/name", "empty"),
            (json!({ "name": "x".repeat(61), "query": "a=b" }), "/name", "too_long"),
            (json!({ "name": "x", "query": "" }), "/query", "empty"),
            (json!({ "name": "x", "query": "//evil.example" }), "/query", "malformed"),
            (json!({ "name": "x", "query": "?a=b" }), "/query", "malformed"),
            (json!({ "name": "x", "query": "a=b#c" }), "/query", "malformed"),
            (json!({ "name": "x", "query": "a=b", "person_id": luis.id }), "/person_id", "unknown"),
        ] {
            luis.posts(PATH, &body).await.names(&[(pointer, code)]);
        }
    }

    async fn nobody_keeps_more_than_thirty_views(app: &TestApp) {
        let (luis, sara) = (app.engineer("Luis").await, app.coordinator("Sara").await);
        for number in 0..29 {
            keeps(&luis, &format!("Vista {number}"), "stage=open").await;
        }
        // Of two that come at once only one has room.
        let api = luis.session.saved_views();
        let view = |name: &str| CreateSavedView { name: name.into(), query: "stage=open".into() };
        let (one, other) = (view("Una"), view("Otra"));
        let (one, other) = futures_util::future::join(api.create(&one), api.create(&other)).await;
        assert_eq!([one.is_ok(), other.is_ok()].into_iter().filter(|made| *made).count(), 1);
        let full = json!({ "name": "Una más", "query": "stage=open" });
        luis.posts(PATH, &full).await.names(&[("/name", "too_many_views")]);
        assert_eq!(views(&luis).await.len(), 30);
        keeps(&sara, "Suya", "stage=open").await;
        let gone = views(&luis).await.remove(0);
        api.delete(gone.id).await.expect("deleted");
        luis.posts(PATH, &full).await.is(201);
    }

    async fn customers_and_programs_keep_no_views(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let key = app.key(&olga, None, "tickets:read tickets:write").await;
        let view = json!({ "name": "x", "query": "stage=open" });
        for outside in [&ana, &key] {
            outside.gets(PATH).await.is_refused(403, ErrorCode::Forbidden);
            outside.posts(PATH, &view).await.is_refused(403, ErrorCode::Forbidden);
        }
    }
}
