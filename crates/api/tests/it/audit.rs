//! The record of what staff and admins did outside tickets, and finding something in it.

use aval_api::db::audit::{self, Column, Filter};
use aval_contract::audit::{AuditAction, AuditEntry, AuditQuery};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use uuid::Uuid;

use crate::util::explain::{count, numbers, steps};
use crate::util::{Actor, TestApp, both};

const PATH: &str = "/api/v1/audit";

/// What a filter leaves, newest first; its count agrees.
async fn found(olga: &Actor, query: AuditQuery) -> Vec<AuditEntry> {
    let query = AuditQuery { count: Some(true), ..query };
    let page = olga.session.audit().list(&query).await.expect("a page");
    assert_eq!(page.total, Some(page.items.len() as u64), "{query:?}");
    page.items
}

/// What was done, newest first, among what a filter leaves.
async fn deeds(olga: &Actor, query: AuditQuery) -> Vec<AuditAction> {
    found(olga, query).await.into_iter().map(|entry| entry.action).collect()
}

/// Lets an entry be of another instant.
async fn set_at(app: &TestApp, entry: Uuid, at: &str) {
    let at: DateTime<Utc> = at.parse().expect("an instant");
    app.in_database(async |tx| {
        audit::Entity::update_many()
            .col_expr(Column::At, Expr::value(at))
            .filter(Column::Id.eq(entry))
            .exec(tx)
            .await
            .expect("moved");
    })
    .await;
}

async fn makes_category(actor: &Actor, name: &str) {
    actor.posts("/api/v1/categories", &json!({ "name": name })).await.is(201);
}

both! {
    async fn each_filter_leaves_what_it_names(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (olga, nora) = (app.admin("Olga").await, app.admin("Nora").await);
        let ana = json!({ "email": "ana@acme.example", "name": "Ana" });
        let reporters = format!("/api/v1/companies/{}/reporters", acme.id);
        olga.posts(&reporters, &ana).await.is(201);
        let renamed = json!({ "name": "Otra más" });
        let path = format!("/api/v1/companies/{}", other.id);
        nora.ask("PATCH", &path).json(&renamed).send().await.is(200);
        makes_category(&nora, "Voz").await;
        let article = json!({
            "title": "Troncal", "body": "x", "audience": "company", "company_id": acme.id,
        });
        olga.posts("/api/v1/articles", &article).await.is(201);
        let key = json!({ "name": "CRM", "scopes": ["webhooks:write"], "company_id": acme.id });
        let made = olga.posts("/api/v1/api-keys", &key).await.is(201).value();
        let key = app.key(&olga, Some(&acme), "webhooks:write").await;
        let webhook = json!({ "url": "https://example.com/aval" });
        key.posts("/api/v1/webhooks", &webhook).await.is(201);

        use AuditAction::{
            ApiKeyCreated, ArticleCreated, CategoryCreated, CompanyUpdated, ReporterInvited,
            WebhookCreated,
        };
        let q = AuditQuery::default;
        let by = |actor: Uuid| AuditQuery { actor_id: Some(actor), ..q() };
        let about = |company: Uuid| AuditQuery { company_id: Some(company), ..q() };
        assert_eq!(deeds(&olga, AuditQuery { action: Some(WebhookCreated), ..q() }).await, [WebhookCreated]);
        assert_eq!(deeds(&olga, AuditQuery { action: Some(AuditAction::MailDiscarded), ..q() }).await, []);
        assert_eq!(deeds(&olga, by(nora.id)).await, [CategoryCreated, CompanyUpdated]);
        assert_eq!(deeds(&olga, by(key.id)).await, [WebhookCreated]);
        let of_acme = [WebhookCreated, ApiKeyCreated, ArticleCreated, ReporterInvited];
        assert_eq!(deeds(&olga, about(acme.id)).await, of_acme);
        let both = AuditQuery { company_id: Some(acme.id), ..by(olga.id) };
        assert_eq!(deeds(&olga, both).await, of_acme[1..]);
        let three = AuditQuery { action: Some(ApiKeyCreated), company_id: Some(acme.id), ..by(olga.id) };
        let [entry] = found(&olga, three).await.try_into().expect("one");
        assert_eq!(json!(entry.target_id), made["id"]);
        assert_eq!(entry.company.map(|company| company.name), Some("Acme".to_owned()));
        let nothing = AuditQuery { company_id: Some(acme.id), ..by(nora.id) };
        assert_eq!(deeds(&olga, nothing).await, []);
        // A company is named as it is called now; a category concerns none.
        let companies: Vec<_> = found(&olga, by(nora.id))
            .await
            .into_iter()
            .map(|entry| entry.company.map(|company| company.name))
            .collect();
        assert_eq!(companies, [None, Some("Otra más".to_owned())]);
    }

    async fn a_period_is_of_dates_in_bogota_with_its_last_one(app: &TestApp) {
        let olga = app.admin("Olga").await;
        for name in ["Voz", "Datos", "Chat"] {
            makes_category(&olga, name).await;
        }
        let [chat, data, voice] = found(&olga, AuditQuery::default()).await.try_into().expect("3");
        set_at(app, voice.id, "2026-03-10T04:59:59.999999Z").await;
        set_at(app, data.id, "2026-03-10T05:00:00Z").await;
        set_at(app, chat.id, "2026-03-11T04:59:59.999999Z").await;
        let ids = async |from: Option<&str>, to: Option<&str>| {
            let day = |text: &str| text.parse().expect("a date");
            let query = AuditQuery { from: from.map(day), to: to.map(day), ..AuditQuery::default() };
            found(&olga, query).await.into_iter().map(|entry| entry.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(Some("2026-03-10"), Some("2026-03-10")).await, [chat.id, data.id]);
        assert_eq!(ids(None, Some("2026-03-09")).await, [voice.id]);
        assert_eq!(ids(Some("2026-03-10"), None).await, [chat.id, data.id]);
        assert_eq!(ids(Some("2026-03-11"), None).await, Vec::<Uuid>::new());
        assert_eq!(ids(Some("1984-01-01"), Some("2199-12-31")).await.len(), 3);
    }

    async fn what_is_filtered_comes_in_pages_too(app: &TestApp) {
        let olga = app.admin("Olga").await;
        for number in 0..7 {
            makes_category(&olga, &format!("Categoría {number}")).await;
            let template = json!({ "name": format!("Saludo {number}"), "body": "Hola" });
            olga.posts("/api/v1/answer-templates", &template).await.is(201);
        }
        // Equal instants: the id tells which comes first.
        let now = aval_api::clock::now();
        app.in_database(async |tx| {
            let all = audit::Entity::update_many().col_expr(Column::At, Expr::value(now));
            all.exec(tx).await.expect("moved");
        })
        .await;
        let wanted = AuditQuery {
            action: Some(AuditAction::CategoryCreated),
            actor_id: Some(olga.id),
            ..AuditQuery::default()
        };
        let whole = found(&olga, wanted.clone()).await;
        assert_eq!(whole.len(), 7);
        let (mut pages, mut cursor) = (Vec::new(), None);
        loop {
            let query = AuditQuery { limit: Some(3), cursor, ..wanted.clone() };
            let page = olga.session.audit().list(&query).await.expect("a page");
            pages.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, whole);
    }

    async fn what_can_not_be_filtered_by_is_refused(app: &TestApp) {
        let olga = app.admin("Olga").await;
        for (query, named) in [
            ("action=moon.painted", ("?action", "malformed")),
            ("actor_id=Olga", ("?actor_id", "malformed")),
            ("company_id=1", ("?company_id", "malformed")),
            ("from=2026-02-30", ("?from", "malformed")),
            ("to=2026-03-10T05:00:00Z", ("?to", "malformed")),
            ("from=1983-12-31", ("?from", "out_of_range")),
            ("to=2200-01-01", ("?to", "out_of_range")),
            ("from=2026-03-11&to=2026-03-10", ("?to", "before_start")),
            ("until=2026-03-10", ("?until", "unknown")),
        ] {
            olga.gets(&format!("{PATH}?{query}")).await.names(&[named]);
        }
    }

    async fn every_filter_goes_along_an_index_and_sorts_nothing(app: &TestApp) {
        let (acme, olga) = (app.company("Acme").await, app.admin("Olga").await);
        let key = json!({ "name": "CRM", "scopes": ["tickets:read"], "company_id": acme.id });
        olga.posts("/api/v1/api-keys", &key).await.is(201);
        let (id, earlier) = if app.is_postgres() {
            ("gen_random_uuid()", "at - n * interval '7 minutes'")
        } else {
            ("randomblob(16)", "strftime('%Y-%m-%dT%H:%M:%f+00:00', at, '-' || (n * 7) || ' minutes')")
        };
        // What is asked for is rare.
        let rare = |column: &str| format!("CASE WHEN n % 400 = 0 THEN {column} END");
        app.sql(&format!(
            "INSERT INTO audit (id, at, actor_id, actor_name, action, target_id, data, company_id) \
             SELECT {id}, {earlier}, {}, actor_name, \
             CASE WHEN n % 400 = 0 THEN action ELSE 'staff.updated' END, target_id, data, {} \
             FROM audit, {}",
            rare("actor_id"),
            rare("company_id"),
            numbers(app),
        ))
        .await;
        count(app).await;
        let now = aval_api::clock::now();
        let (none, before) = (Filter::default(), Some((now - TimeDelta::days(2), Uuid::nil())));
        let day = now - TimeDelta::days(1);
        for (index, filter, before) in [
            ("audit_newest", none, None),
            ("audit_newest", none, before),
            ("audit_newest", Filter { from: Some(day), to: Some(now), ..none }, None),
            ("audit_of_action", Filter { action: Some(AuditAction::ApiKeyCreated), ..none }, None),
            ("audit_of_action", Filter { action: Some(AuditAction::ApiKeyCreated), ..none }, before),
            ("audit_of_actor", Filter { actor: Some(olga.id), ..none }, None),
            ("audit_of_company", Filter { company: Some(acme.id), ..none }, None),
            ("audit_of_company", Filter { company: Some(acme.id), from: Some(day), ..none }, before),
        ] {
            let steps = steps(app, &audit::page_query(&filter, before, 51)).await;
            let goes_along = steps.iter().any(|step| step.contains(index));
            let sorts = steps.iter().any(|step| step.contains("TEMP B-TREE") || step.contains("Sort"));
            // Of few rows Postgres may sort what an index found.
            assert!(goes_along && (app.is_postgres() || !sorts), "{filter:?}: {steps:#?}");
        }
    }
}
