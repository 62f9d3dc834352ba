//! Texts that support inserts into answers.

use aval_contract::answer_templates::{AnswerTemplate, UpdateAnswerTemplate};
use aval_contract::audit::{AuditAction, AuditQuery};
use aval_contract::error::ErrorCode;
use serde_json::{Value, json};

use crate::util::{Actor, TestApp, both};

const PATH: &str = "/api/v1/answer-templates";

async fn made(by: &Actor, name: &str, body: &str) -> AnswerTemplate {
    by.posts(PATH, &json!({ "name": name, "body": body })).await.is(201).read()
}

/// What was done to templates, newest first.
async fn audited(olga: &Actor) -> Vec<(AuditAction, Value)> {
    let audit = olga.session.audit().list(&AuditQuery::default()).await.expect("the audit");
    let ours =
        audit.items.into_iter().filter(|e| e.action.as_str().starts_with("answer_template."));
    ours.map(|entry| (entry.action, entry.data)).collect()
}

both! {
    async fn a_coordinator_makes_templates_and_every_engineer_reads_them(app: &TestApp) {
        let (luis, sara) = (app.engineer("Luis").await, app.coordinator("Sara").await);
        let hello = "  Hola, {{reporter}}:\r\n\r\nrevisamos {{case}} de {{company}}.\n{{ engineer }} ";
        let first = made(&sara, " Saludo ", hello).await;
        assert_eq!(first.name, "Saludo");
        let kept = "Hola, {{reporter}}:\n\nrevisamos {{case}} de {{company}}.\n{{ engineer }}";
        assert_eq!(first.body, kept);
        let second = made(&sara, "ábaco", "Sin nada que reemplazar").await;
        let listed = luis.session.answer_templates().list().await.expect("templates").items;
        assert_eq!(listed, [second, first]);
    }

    async fn only_coordinators_change_templates_and_no_customer_sees_them(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let olga = app.admin("Olga").await;
        let template = made(&olga, "Saludo", "Nadie de fuera lee esto").await;
        let path = format!("{PATH}/{}", template.id);
        let keys = [
            app.key(&olga, Some(&acme), "tickets:read tickets:write").await,
            app.key(&olga, None, "tickets:read tickets:write").await,
        ];
        for outside in keys.iter().chain([&ana]) {
            outside.gets(PATH).await.is_refused(403, ErrorCode::Forbidden);
        }
        let body = json!({ "name": "Otro", "body": "Otro" });
        for refused in keys.iter().chain([&ana, &luis]) {
            refused.posts(PATH, &body).await.is_refused(403, ErrorCode::Forbidden);
            let patched = refused.ask("PATCH", &path).json(&body).send().await;
            patched.is_refused(403, ErrorCode::Forbidden);
            let deleted = refused.ask("DELETE", &path).send().await;
            deleted.is_refused(403, ErrorCode::Forbidden);
        }
        let listed = luis.session.answer_templates().list().await.expect("templates").items;
        assert_eq!(listed, [template]);
    }

    async fn a_placeholder_that_nobody_fills_in_is_refused(app: &TestApp) {
        let sara = app.coordinator("Sara").await;
        let wrong = json!({ "name": "Saludo", "body": "Hola, {{nombre}}" });
        sara.posts(PATH, &wrong).await.names(&[("/body", "unknown_placeholder")]);
        let template = made(&sara, "Saludo", "Hola").await;
        let path = format!("{PATH}/{}", template.id);
        let changes = json!({ "body": "{{reporter}} y {{ticket}}" });
        let refused = sara.ask("PATCH", &path).json(&changes).send().await;
        refused.names(&[("/body", "unknown_placeholder")]);
        for (body, pointer, code) in [
            (json!({ "name": "", "body": "x" }), "/name", "empty"),
            (json!({ "name": "x".repeat(81), "body": "x" }), "/name", "too_long"),
            (json!({ "name": "x", "body": " " }), "/body", "empty"),
            (json!({ "name": "x", "body": "x".repeat(20_001) }), "/body", "too_long"),
            (json!({ "name": "x", "body": "x", "color": "red" }), "/color", "unknown"),
        ] {
            sara.posts(PATH, &body).await.names(&[(pointer, code)]);
        }
        let listed = sara.session.answer_templates().list().await.expect("templates").items;
        assert_eq!(listed, [template]);
    }

    async fn a_name_is_taken_whatever_its_case_and_accents(app: &TestApp) {
        let sara = app.coordinator("Sara").await;
        made(&sara, "Solución entregada", "x").await;
        let other = made(&sara, "Saludo", "x").await;
        let again = json!({ "name": "SOLUCION ENTREGADA", "body": "x" });
        sara.posts(PATH, &again).await.is_refused(409, ErrorCode::NameTaken);
        let path = format!("{PATH}/{}", other.id);
        let renamed = sara.ask("PATCH", &path).json(&json!({ "name": "solución entregada" }));
        renamed.send().await.is_refused(409, ErrorCode::NameTaken);
        // Its own name in another spelling is no other's.
        let renamed = UpdateAnswerTemplate { name: Some("SALUDO".to_owned()), body: None };
        let renamed = sara.session.answer_templates().update(other.id, &renamed).await;
        assert_eq!(renamed.expect("renamed"), AnswerTemplate { name: "SALUDO".into(), ..other });
    }

    async fn what_is_done_to_templates_is_in_the_audit(app: &TestApp) {
        let (olga, sara) = (app.admin("Olga").await, app.coordinator("Sara").await);
        let template = made(&sara, "Saludo", "Hola").await;
        let templates = sara.session.answer_templates();
        let body = UpdateAnswerTemplate { name: None, body: Some("Buenas".to_owned()) };
        templates.update(template.id, &body).await.expect("changed");
        // What changes nothing is nothing that was done.
        templates.update(template.id, &body).await.expect("the same");
        templates.delete(template.id).await.expect("deleted");
        let path = format!("{PATH}/{}", template.id);
        sara.ask("DELETE", &path).send().await.is_refused(404, ErrorCode::NotFound);
        sara.ask("PATCH", &path).json(&json!({})).send().await.is_refused(404, ErrorCode::NotFound);
        assert_eq!(templates.list().await.expect("templates").items, []);
        let audited = audited(&olga).await;
        let deeds: Vec<_> = audited.iter().map(|(action, _)| *action).collect();
        let wanted = [
            AuditAction::AnswerTemplateDeleted,
            AuditAction::AnswerTemplateUpdated,
            AuditAction::AnswerTemplateCreated,
        ];
        assert_eq!(deeds, wanted);
        assert_eq!(audited[0].1, json!({ "name": "Saludo", "body": "Buenas" }));
        assert_eq!(audited[1].1["from"]["body"], "Hola");
        assert_eq!(audited[1].1["to"]["body"], "Buenas");
    }
}
