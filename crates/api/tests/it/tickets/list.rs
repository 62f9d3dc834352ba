//! Lists: filters, orders, pages.

use std::collections::HashSet;

use aval_api::clock;
use aval_api::db::ticket;
use aval_contract::error::ErrorCode;
use aval_contract::tickets::{OpenTicket, TicketListItem, TicketQuery, TicketSort};
use aval_contract::{Kind, Priority, Stage, WaitingOn};
use aval_domain::clocks::Metric;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use uuid::Uuid;

use crate::util::{Actor, Case, TestApp, both, delivery, incident, question, request};

/// Sets a column of a ticket without an event: what the passing of time does.
async fn set(app: &TestApp, case: Uuid, column: ticket::Column, value: Option<DateTime<Utc>>) {
    app.in_database(async |tx| {
        ticket::Entity::update_many()
            .col_expr(column, Expr::value(value))
            .filter(ticket::Column::Id.eq(case))
            .exec(tx)
            .await
            .expect("changed");
    })
    .await;
}

/// The numbers of all tickets that a filter leaves, whatever their order.
async fn found(actor: &Actor, query: TicketQuery) -> HashSet<String> {
    let page = actor.lists(&TicketQuery { count: Some(true), ..query }).await;
    assert_eq!(page.total, Some(page.items.len() as u64), "the count agrees with the list");
    page.items.into_iter().map(|item| item.number).collect()
}

fn numbers(cases: &[&Case]) -> HashSet<String> {
    cases.iter().map(|case| case.number.clone()).collect()
}

both! {
    async fn each_filter_leaves_what_it_names(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let category = olga.posts("/api/v1/categories", &json!({ "name": "Voz" })).await.is(201);
        let category: Uuid =
            category.value()["id"].as_str().expect("an id").parse().expect("an id");
        let fault = ana.opens(OpenTicket { category_id: Some(category), ..incident() }).await;
        let users = ana.opens(request()).await;
        let report = eva.opens(question()).await;
        luis.works_up_to_testing(&fault, delivery()).await;
        luis.asks_about(&users, "¿Cuáles?").await;
        eva.withdraws(&report).await;
        let old = clock::now() - TimeDelta::days(40);
        set(app, report.id, ticket::Column::CreatedAt, Some(old)).await;
        set(app, users.id, ticket::Column::DueAt, Some(clock::now() - TimeDelta::hours(1))).await;

        let q = TicketQuery::default;
        let is = async |query: TicketQuery, cases: &[&Case]| {
            assert_eq!(found(&luis, query.clone()).await, numbers(cases), "{query:?}");
        };
        is(q(), &[&fault, &users, &report]).await;
        is(TicketQuery { stage: Some(Stage::Testing), ..q() }, &[&fault]).await;
        is(TicketQuery { stage: Some(Stage::Closed), ..q() }, &[&report]).await;
        is(TicketQuery { kind: Some(Kind::Request), ..q() }, &[&users]).await;
        is(TicketQuery { priority: Some(Priority::High), ..q() }, &[&fault]).await;
        is(TicketQuery { company_id: Some(other.id), ..q() }, &[&report]).await;
        is(TicketQuery { assignee_id: Some(luis.id), ..q() }, &[&fault]).await;
        is(TicketQuery { assignee_id: Some(olga.id), ..q() }, &[]).await;
        is(TicketQuery { assigned: Some(true), ..q() }, &[&fault]).await;
        is(TicketQuery { assigned: Some(false), ..q() }, &[&users, &report]).await;
        is(TicketQuery { waiting_on: Some(WaitingOn::Customer), ..q() }, &[&fault, &users]).await;
        is(TicketQuery { waiting_on: Some(WaitingOn::Nobody), ..q() }, &[&report]).await;
        is(TicketQuery { category_id: Some(category), ..q() }, &[&fault]).await;
        is(TicketQuery { breached: Some(true), ..q() }, &[&users]).await;
        is(TicketQuery { breached: Some(false), ..q() }, &[&fault, &report]).await;
        let now = clock::now();
        is(TicketQuery { due_to: Some(now), ..q() }, &[&users]).await;
        is(TicketQuery { due_from: Some(now), ..q() }, &[]).await;
        let hours = |count| Some(now - TimeDelta::hours(count));
        is(TicketQuery { due_from: hours(2), due_to: Some(now), ..q() }, &[&users]).await;
        is(TicketQuery { due_from: hours(3), due_to: hours(2), ..q() }, &[]).await;
        let week = clock::now() - TimeDelta::days(7);
        is(TicketQuery { created_from: Some(week), ..q() }, &[&fault, &users]).await;
        is(TicketQuery { created_to: Some(week), ..q() }, &[&report]).await;
        is(TicketQuery { created_from: Some(old), created_to: Some(old), ..q() }, &[]).await;
        is(TicketQuery { kind: Some(Kind::Incident), stage: Some(Stage::Open), ..q() }, &[]).await;
        // A reporter filters what is hers, and by a foreign company finds nothing.
        assert_eq!(found(&ana, q()).await, numbers(&[&fault, &users]));
        let foreign = TicketQuery { company_id: Some(other.id), ..q() };
        assert!(found(&ana, foreign).await.is_empty());
    }

    async fn a_list_says_what_is_due(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        let item = async || ana.lists(&TicketQuery::default()).await.items.remove(0);
        let opened = item().await;
        assert_eq!((opened.due_at.is_some(), opened.due_metric), (true, Some(Metric::FirstContact)));
        luis.takes(&case).await;
        luis.calls_about(&case).await;
        let called = item().await;
        assert_eq!((called.due_at.is_some(), called.due_metric), (true, Some(Metric::Resolution)));
        ana.withdraws(&case).await;
        assert_eq!(item().await.due_metric, None);
    }

    async fn words_are_found_without_regard_to_accents_case_and_endings(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let said = |subject: &str| OpenTicket { subject: subject.to_owned(), ..question() };
        let billing = ana.opens(said("Falló la facturación electrónica")).await;
        let percent = ana.opens(said("El 100% de las llamadas_caídas")).await;
        let foreign = eva.opens(said("Facturación de otra empresa")).await;
        let search = async |actor: &Actor, words: &str| {
            found(actor, TicketQuery { q: Some(words.to_owned()), ..TicketQuery::default() }).await
        };
        assert_eq!(search(&ana, "FACTURACION").await, numbers(&[&billing]));
        assert_eq!(search(&ana, "facturaciones electronicas").await, numbers(&[&billing]));
        assert_eq!(search(&ana, "factu").await, numbers(&[&billing]));
        assert_eq!(search(&ana, &billing.number).await, numbers(&[&billing]));
        assert_eq!(search(&eva, "facturación").await, numbers(&[&foreign]));
        assert!(search(&ana, "facturación inexistente").await.is_empty());
        // Nothing that is asked is a pattern or SQL.
        assert_eq!(search(&ana, "%").await, numbers(&[&billing, &percent]), "no word: no filter");
        assert!(search(&ana, "a' OR '1'='1").await.is_empty());
        let changed = "Se dañó la nómina";
        ana.ask("PATCH", &format!("/api/v1/tickets/{}", percent.id))
            .seen(1)
            .json(&json!({ "subject": changed }))
            .send()
            .await
            .is(200);
        assert_eq!(search(&ana, "nomina danada").await, numbers(&[&percent]));
        assert!(search(&ana, "100").await.is_empty());
    }

    async fn paging_visits_each_of_130_tickets_once_and_in_order(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let now = clock::now();
        for index in 0..130_i64 {
            let priority = Priority::ALL[usize::try_from(index % 4).expect("small")];
            let case = ana.opens(OpenTicket { priority: Some(priority), ..question() }).await;
            let closed = index % 9 == 1;
            if closed {
                ana.withdraws(&case).await;
            }
            // Equal keys everywhere, and due times that are missing.
            let minutes = |count: i64| Some(now - TimeDelta::minutes(count));
            set(app, case.id, ticket::Column::CreatedAt, minutes(index / 7)).await;
            set(app, case.id, ticket::Column::UpdatedAt, minutes(index % 5)).await;
            let due = if closed || index % 3 == 0 { None } else { minutes(index % 11) };
            set(app, case.id, ticket::Column::DueAt, due).await;
            let tested = if due.is_none() && index % 2 == 0 { minutes(index % 7) } else { None };
            set(app, case.id, ticket::Column::TestingEndsAt, tested).await;
            let closed = if closed { minutes(index % 4) } else { None };
            set(app, case.id, ticket::Column::ClosedAt, closed).await;
            set(app, case.id, ticket::Column::StageSince, closed.or(minutes(0))).await;
        }
        for actor in [&ana, &luis] {
            for sort in TicketSort::ALL {
                let all = walk(actor, sort, 17).await;
                let distinct: HashSet<Uuid> = all.iter().map(|item| item.id).collect();
                assert_eq!((all.len(), distinct.len()), (130, 130), "{sort:?}");
                assert!(all.is_sorted_by(|a, b| in_order(sort, a, b)), "{sort:?}");
            }
        }
        // What is opened meanwhile moves nothing that was not seen yet.
        let query = TicketQuery { limit: Some(100), ..TicketQuery::default() };
        let first = ana.lists(&query).await;
        ana.opens(question()).await;
        let rest = ana.lists(&TicketQuery { cursor: first.next_cursor, ..query }).await;
        assert_eq!((rest.items.len(), rest.next_cursor), (30, None));
    }

    async fn a_cursor_belongs_to_its_order(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        for _ in 0..3 {
            ana.opens(question()).await;
        }
        let query = TicketQuery { limit: Some(1), ..TicketQuery::default() };
        let cursor = ana.lists(&query).await.next_cursor.expect("more");
        for sort in ["created_at", "-updated_at", "due_at", "-priority"] {
            ana.gets(&format!("/api/v1/tickets?limit=1&sort={sort}&cursor={cursor}"))
                .await
                .is_refused(422, ErrorCode::CursorInvalid);
        }
        for made_up in ["x", "e30", "", "AAAA", "%F0%9F%92%A3"] {
            ana.gets(&format!("/api/v1/tickets?cursor={made_up}"))
                .await
                .is_refused(422, ErrorCode::CursorInvalid);
        }
    }

    async fn wrong_parameters_are_named(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        for (query, named) in [
            ("limit=0", ("?limit", "out_of_range")),
            ("limit=101", ("?limit", "out_of_range")),
            ("limit=-1", ("?limit", "malformed")),
            ("limit=99999999999999999999", ("?limit", "malformed")),
            ("offset=10", ("?offset", "unknown")),
            ("page=2", ("?page", "unknown")),
            ("stage=done", ("?stage", "malformed")),
            ("sort=subject", ("?sort", "malformed")),
            ("company_id=1", ("?company_id", "malformed")),
            ("created_from=ayer", ("?created_from", "malformed")),
            ("breached=quiz%C3%A1s", ("?breached", "malformed")),
            ("count=1", ("?count", "malformed")),
        ] {
            ana.gets(&format!("/api/v1/tickets?{query}")).await.names(&[named]);
        }
        // Years that a database may not know do no harm.
        for query in [
            "created_from=-262143-01-01T00:00:00Z",
            "created_to=%2B262142-12-31T00:00:00Z",
            "q=%00",
            "q=%FF%FE",
        ] {
            let answer = ana.gets(&format!("/api/v1/tickets?{query}")).await;
            assert!(answer.status < 500, "{query}: {answer}");
        }
    }
}

/// All items, page by page.
async fn walk(actor: &Actor, sort: TicketSort, limit: u32) -> Vec<TicketListItem> {
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let query = TicketQuery {
            sort: Some(sort),
            limit: Some(limit),
            cursor,
            count: Some(items.is_empty()),
            ..TicketQuery::default()
        };
        let page = actor.lists(&query).await;
        assert_eq!(page.total, items.is_empty().then_some(130));
        assert!(page.items.len() <= limit as usize);
        items.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return items;
        }
    }
}

fn in_order(sort: TicketSort, a: &TicketListItem, b: &TicketListItem) -> bool {
    match sort {
        TicketSort::NewestFirst => a.created_at >= b.created_at,
        TicketSort::OldestFirst => a.created_at <= b.created_at,
        TicketSort::LastChangedFirst => a.updated_at >= b.updated_at,
        TicketSort::DueFirst => {
            let place = |item: &TicketListItem| {
                match (item.closure_kind, item.due_at, item.testing_ends_at) {
                    (None, Some(due), _) => (0, due.timestamp()),
                    (None, None, Some(ends)) => (1, ends.timestamp()),
                    (None, None, None) => (2, 0),
                    // What was closed last comes first; when that was, its stage says.
                    (Some(_), ..) => (3, -item.stage_since.timestamp()),
                }
            };
            place(a) <= place(b)
        }
        TicketSort::MostUrgentFirst => {
            a.priority > b.priority || (a.priority == b.priority && a.created_at <= b.created_at)
        }
    }
}
