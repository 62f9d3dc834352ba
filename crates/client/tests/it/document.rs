//! The client reaches every operation of the document, and none that is not there.

use std::collections::BTreeSet;

use aval_client::contract::page::PageQuery;
use aval_client::contract::policies::{SlaPolicy, TestingPolicy};
use aval_client::contract::reports::ReportQuery;
use aval_client::contract::tickets::TicketQuery;
use aval_client::{NewFile, Session};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::server::{Reply, Server, problem, signed_in};

/// Operations for operators, calendar programs and those who write clients, not for whoever uses one.
const LEFT_OUT: [&str; 4] = ["document", "live", "metrics", "read_calendar_feed"];

/// Method and path of each operation, with its id.
fn operations() -> Vec<(String, String, String)> {
    let document: Value =
        serde_json::from_str(include_str!("../../../../openapi/aval.json")).expect("JSON");
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let id = operation["operationId"].as_str().expect("an id");
            all.push((method.to_uppercase(), path.clone(), id.to_owned()));
        }
    }
    all
}

/// Whether a path is one of a template with `{…}` in it; the more words they share, the better.
fn likeness(template: &str, path: &str) -> Option<usize> {
    let (wanted, parts): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let fits = wanted.len() == parts.len()
        && wanted.iter().zip(&parts).all(|(w, p)| w == p || w.starts_with('{'));
    fits.then(|| wanted.iter().zip(&parts).filter(|(w, p)| w == p).count())
}

fn of<T: DeserializeOwned>(body: Value) -> T {
    serde_json::from_value(body).expect("a body of the contract")
}

/// Calls every method there is. The server knows nothing and nobody: only the calls count.
async fn uses_everything(server: &Server) {
    let client = server.client();
    let (token, password) = ("t", "una clave larga");
    let link = json!({ "token": token, "password": password });
    drop(client.health().await);
    drop(client.resume().await);
    drop(client.accept_invite(&of(link.clone())).await);
    drop(client.reset_password(&of(link)).await);
    let admin = json!({ "token": token, "email": "o@acme.co", "name": "O", "password": password });
    drop(client.first_admin(&of(admin)).await);
    drop(client.forgot_password(&of(json!({ "email": "ana@acme.co" }))).await);
    drop(client.guide().contents().await);
    let ana = server.ana().await;
    uses_tickets(&ana).await;
    uses_plans_and_windows(&ana).await;
    uses_reports(&ana).await;
    uses_the_rest(&ana).await;
    drop(ana.logout().await);
}

async fn uses_tickets(ana: &Session) {
    let (tickets, id) = (ana.tickets(), "CASO-000123");
    let reason = || json!({ "reason": "Porque sí" });
    let opening = json!({ "subject": "x", "description": "x", "kind": "question" });
    drop(tickets.open(&of(opening)).await);
    drop(tickets.list(&TicketQuery::default()).await);
    drop(tickets.show(id).await);
    drop(tickets.update(id, 1, &of(json!({}))).await);
    drop(tickets.timeline(id, &PageQuery::default()).await);
    drop(tickets.verification(id).await);
    drop(tickets.post_message(id, &of(json!({ "body": "x" }))).await);
    drop(tickets.attach(id, &NewFile::new("a.txt", b"x".to_vec())).await);
    drop(tickets.actions(id).await);
    drop(tickets.assign(id, 1, &of(json!({ "assignee_id": Uuid::nil() }))).await);
    let contact = json!({
        "channel": "phone", "direction": "outbound", "outcome": "reached", "summary": "x"
    });
    drop(tickets.log_contact(id, 1, &of(contact)).await);
    drop(tickets.request_information(id, 1, &of(json!({ "body": "x" }))).await);
    drop(tickets.start_analysis(id, 1, &of(json!({}))).await);
    drop(tickets.recategorize(id, 1, &of(reason())).await);
    drop(tickets.record_analysis(id, 1, &of(json!({}))).await);
    drop(tickets.start_solution(id, 1, &of(json!({}))).await);
    drop(tickets.return_to_analysis(id, 1, &of(reason())).await);
    let solution = json!({ "summary": "x", "test_steps": "x", "resolution_type": "fixed" });
    drop(tickets.deliver_solution(id, 1, &of(solution)).await);
    let longer = json!({ "ends_on": "2026-12-01", "reason": "x" });
    drop(tickets.extend_testing(id, 1, &of(longer)).await);
    drop(tickets.confirm_solution(id, 1, &of(json!({}))).await);
    drop(tickets.reject_solution(id, 1, &of(reason())).await);
    drop(tickets.withdraw(id, 1, &of(reason())).await);
    drop(tickets.mark_duplicate(id, 1, &of(json!({ "target": "CASO-1" }))).await);
    drop(tickets.reopen(id, 1, &of(reason())).await);
    let files = ana.attachments();
    drop(files.upload(&NewFile::new("a.txt", b"x".to_vec())).await);
    drop(files.download(Uuid::nil()).await);
    drop(files.delete(Uuid::nil()).await);
}

async fn uses_plans_and_windows(ana: &Session) {
    let (ticket, id) = ("CASO-000123", Uuid::nil());
    drop(ana.tickets().clocks(ticket).await);
    let plan = ana.work_plan(ticket);
    drop(plan.show().await);
    drop(plan.draft(1, &of(json!({ "objective": "x", "activities": [] }))).await);
    drop(plan.discard(1).await);
    drop(plan.submit(1).await);
    drop(plan.approve(1, &of(json!({}))).await);
    drop(plan.reject(1, &of(json!({ "comment": "x" }))).await);
    drop(plan.update_activity(id, 1, &of(json!({ "state": "done" }))).await);
    let windows = ana.after_hours(ticket);
    drop(windows.list().await);
    let window = json!({
        "starts_at": "2030-01-02T23:00:00Z", "ends_at": "2030-01-03T01:00:00Z",
        "task": "x", "contact": "x"
    });
    drop(windows.ask(1, &of(window)).await);
    drop(windows.agree(id, 1).await);
    drop(windows.decline(id, 1, &of(json!({ "reason": "x" }))).await);
    drop(windows.cancel(id, 1, &of(json!({}))).await);
    drop(windows.complete(id, 1).await);
    drop(windows.miss(id, 1, &of(json!({}))).await);
    let days = json!({ "from": "2030-01-02T00:00:00Z", "to": "2030-01-03T00:00:00Z" });
    drop(ana.agenda().show(&of(days)).await);
    drop(ana.me().calendar_feed().await);
    drop(ana.me().create_calendar_feed().await);
    drop(ana.me().delete_calendar_feed().await);
    let policies = ana.policies();
    drop(policies.sla().await);
    drop(policies.put_sla(&SlaPolicy::default()).await);
    drop(policies.preview_sla(&SlaPolicy::default()).await);
    drop(policies.testing().await);
    drop(policies.put_testing(&TestingPolicy::default()).await);
    let closure = json!({ "date": "2030-01-02", "kind": "closure", "name": "x" });
    drop(ana.calendar().preview_exception(&of(closure)).await);
    drop(ana.calendar().preview_removal("2030-01-02".parse().expect("a date")).await);
    drop(ana.calendar().reevaluation().await);
}

async fn uses_reports(ana: &Session) {
    let (reports, query) = (ana.reports(), ReportQuery::default());
    drop(reports.today().await);
    drop(reports.stages(&query).await);
    drop(reports.compliance(&query).await);
    drop(reports.ageing(&query).await);
    drop(reports.time_in_stage(&query).await);
    drop(reports.closures(&query).await);
    drop(reports.load(&query).await);
    let month = of(json!({ "month": "2026-10" }));
    drop(reports.monthly(Uuid::nil(), &month).await);
    drop(reports.export_tickets(&of(json!({}))).await);
}

async fn uses_the_rest(ana: &Session) {
    let (id, page) = (Uuid::nil(), PageQuery::default());
    let person = json!({ "email": "x@acme.co", "name": "X", "role": "engineer" });
    let (companies, reporters) = (ana.companies(), ana.reporters(id));
    drop(companies.list(&page).await);
    drop(companies.create(&of(json!({ "name": "x", "nit": "900123456-8" }))).await);
    drop(companies.show(id).await);
    drop(companies.update(id, &of(json!({}))).await);
    drop(companies.preview(id, &of(json!({ "sla_override": {} }))).await);
    drop(reporters.list().await);
    drop(reporters.invite(&of(json!({ "email": "x@acme.co", "name": "X" }))).await);
    drop(reporters.remove(id).await);
    drop(ana.staff().list().await);
    drop(ana.staff().invite(&of(person)).await);
    drop(ana.staff().update(id, &of(json!({}))).await);
    drop(ana.categories().list().await);
    drop(ana.categories().create(&of(json!({ "name": "x" }))).await);
    drop(ana.categories().update(id, &of(json!({}))).await);
    let templates = ana.answer_templates();
    drop(templates.list().await);
    drop(templates.create(&of(json!({ "name": "x", "body": "x" }))).await);
    drop(templates.update(id, &of(json!({}))).await);
    drop(templates.delete(id).await);
    let views = ana.saved_views();
    drop(views.list().await);
    drop(views.create(&of(json!({ "name": "x", "query": "stage=open" }))).await);
    drop(views.update(id, &of(json!({}))).await);
    drop(views.delete(id).await);
    let calendar = ana.calendar();
    drop(calendar.holidays(&of(json!({}))).await);
    drop(calendar.service_hours(&of(json!({}))).await);
    let question = json!({ "from": "2026-07-10T21:00:00Z", "add_business_days": 1 });
    drop(calendar.evaluate(&of(question)).await);
    drop(calendar.exceptions().await);
    let closure = json!({ "date": "2030-01-02", "kind": "closure", "name": "x" });
    drop(calendar.create_exception(&of(closure)).await);
    drop(calendar.delete_exception("2030-01-02".parse().expect("a date")).await);
    drop(ana.api_keys().list().await);
    drop(ana.api_keys().create(&of(json!({ "name": "x", "scopes": ["tickets:read"] }))).await);
    drop(ana.api_keys().revoke(id).await);
    let webhooks = ana.webhooks();
    drop(webhooks.list().await);
    drop(webhooks.create(&of(json!({ "url": "https://example.com/aval" }))).await);
    drop(webhooks.show(id).await);
    drop(webhooks.update(id, 1, &of(json!({}))).await);
    drop(webhooks.delete(id).await);
    drop(webhooks.rotate_secret(id, 1).await);
    drop(webhooks.test(id).await);
    drop(webhooks.deliveries(id, &page).await);
    drop(webhooks.redeliver(id, id).await);
    drop(ana.audit().list(&of(json!({}))).await);
    drop(ana.mail().list_quarantine(&page).await);
    drop(ana.mail().download_source(id).await);
    drop(ana.mail().discard(id).await);
    drop(ana.notifications().list(&of(json!({}))).await);
    drop(ana.notifications().read(&of(json!({ "ids": [] }))).await);
    drop(ana.events(None).await);
    let (articles, words) = (ana.articles(), json!({ "q": "x" }));
    drop(ana.search().find(&of(words)).await);
    drop(articles.list(&of(json!({}))).await);
    drop(articles.categories().await);
    drop(articles.show(id).await);
    let article = json!({ "title": "x", "body": "x", "audience": "everyone" });
    drop(articles.create(&of(article)).await);
    drop(articles.update(id, 1, &of(json!({}))).await);
    drop(articles.publish(id, 1).await);
    drop(articles.withdraw(id, 1).await);
    drop(articles.versions(id).await);
    drop(articles.give_feedback(id, of(json!({ "helpful": true }))).await);
    drop(articles.solutions(&of(json!({}))).await);
    drop(ana.guide().page("etapas").await);
    let me = ana.me();
    drop(me.show().await);
    drop(me.update(&of(json!({}))).await);
    let change = json!({ "current_password": "x", "new_password": "y" });
    drop(me.change_password(&of(change)).await);
    drop(me.sessions().await);
    drop(me.end_session(id).await);
}

#[tokio::test]
async fn every_operation_is_reached_by_a_method_and_every_method_reaches_one() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/api/v1/auth/login" => Reply::Json(200, signed_in("t0", 600)),
        _ => problem(404, "not_found"),
    })
    .await;
    uses_everything(&server).await;

    let operations = operations();
    let mut reached = BTreeSet::new();
    for call in server.seen("/") {
        let path = call.path.split('?').next().unwrap_or_default();
        let best = operations
            .iter()
            .filter(|(method, ..)| *method == call.method)
            .filter_map(|(_, template, id)| likeness(template, path).map(|words| (words, id)))
            .max();
        let (_, id) = best.unwrap_or_else(|| panic!("{} {path} is no operation", call.method));
        reached.insert(id.as_str());
    }
    let missing: Vec<&str> = operations
        .iter()
        .map(|(.., id)| id.as_str())
        .filter(|id| !reached.contains(id) && !LEFT_OUT.contains(id))
        .collect();
    assert!(missing.is_empty(), "no method of the client reaches {missing:?}");
}
