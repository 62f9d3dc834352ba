//! How the engines would run what the queue, the agenda and a search ask, with many tickets there: along an
//! index, whatever it is narrowed down to and in whatever order.

use aval_api::db::search_document::{self, Bounds, Narrowed};
use aval_api::db::ticket::{self, Filter, Order};
use aval_api::db::work_plan_activity;
use aval_api::search::words::{Question, Wanted};
use aval_contract::{Kind, Priority, Stage, WaitingOn};
use aval_domain::after_hours::Window;
use aval_domain::lifecycle::{Actor as Reader, Role};
use chrono::TimeDelta;
use sea_orm::Iterable as _;
use uuid::Uuid;

use crate::util::explain::{count, explained, numbers, steps};
use crate::util::{Actor, TestApp, both, question};

/// Makes many tickets of the one that is there, each a little different.
async fn multiply(app: &TestApp) {
    let other = |column: &str| {
        let earlier = |column: &str| {
            if app.is_postgres() {
                format!("{column} - n * interval '7 minutes'")
            } else {
                format!(
                    "strftime('%Y-%m-%dT%H:%M:%f+00:00', {column}, '-' || (n * 7) || ' minutes')"
                )
            }
        };
        match column {
            "id" if app.is_postgres() => "gen_random_uuid()".to_owned(),
            "id" => "randomblob(16)".to_owned(),
            "number" => "number + n".to_owned(),
            "created_at" | "updated_at" => earlier(column),
            "due_at" => format!("CASE WHEN n % 3 = 0 THEN {} END", earlier("created_at")),
            "priority" => "n % 4".to_owned(),
            "stage" => "CASE n % 10 WHEN 0 THEN 'analysis' WHEN 1 THEN 'solution' ELSE 'open' END"
                .to_owned(),
            "waiting_on" => "CASE n % 5 WHEN 0 THEN 'customer' ELSE 'support' END".to_owned(),
            // Nobody's but for a few: what is asked for is rare.
            "assignee_id" | "category_id" => format!("CASE WHEN n % 400 = 0 THEN {column} END"),
            column => column.to_owned(),
        }
    };
    let columns: Vec<String> = ticket::Column::iter()
        .map(|column| sea_orm::IdenStatic::as_str(&column).to_owned())
        .collect();
    let values: Vec<String> = columns.iter().map(|column| other(column)).collect();
    let numbers = numbers(app);
    app.sql(&format!(
        "INSERT INTO tickets ({}) SELECT {} FROM tickets, {numbers} WHERE number = 1",
        columns.join(", "),
        values.join(", ")
    ))
    .await;
    count(app).await;
}

/// Gives every ticket an approved plan with an activity for the day after it was opened.
async fn plan_all(app: &TestApp, responsible: &Actor) {
    let (id, next_day) = if app.is_postgres() {
        ("gen_random_uuid()", "created_at + interval '1 day'")
    } else {
        ("randomblob(16)", "strftime('%Y-%m-%dT%H:%M:%f+00:00', created_at, '+1 day')")
    };
    // Few of them are the responsible's: what is asked for is rare.
    let people = format!(
        "(SELECT id FROM people WHERE name = CASE WHEN number % 400 = 0 THEN '{}' ELSE 'Ana' END)",
        responsible.name
    );
    app.sql(&format!(
        "INSERT INTO work_plans (id, ticket_id, version, state, objective) \
         SELECT {id}, id, 1, 'draft', 'x' FROM tickets"
    ))
    .await;
    app.sql(&format!(
        "INSERT INTO work_plan_activities \
         (plan_id, id, position, title, responsible_id, starts_at, ends_at, state) \
         SELECT work_plans.id, {id}, 0, 'x', {people}, created_at, {next_day}, 'pending' \
         FROM work_plans JOIN tickets ON tickets.id = ticket_id"
    ))
    .await;
    app.sql(
        "UPDATE work_plans SET state = 'approved', submitted_at = created_at, \
         decided_at = created_at, decided_by = reporter_id \
         FROM tickets WHERE tickets.id = work_plans.ticket_id",
    )
    .await;
    count(app).await;
}

/// How the engine would run a page of the queue, a line a step.
async fn plan(app: &TestApp, filter: &Filter, order: &Order) -> Vec<String> {
    let backend = app.state.db.backend();
    let actor = Reader::Person { id: Uuid::nil(), role: Role::Coordinator, company: None };
    steps(app, &ticket::page_query(backend, &actor, filter, order, Some(Uuid::nil()), 51)).await
}

/// Makes a text to be found of every ticket, all with the same words, as many as a message has.
async fn write_all(app: &TestApp) {
    let columns = "source, source_id, ticket_id, company_id, staff_only, at";
    let values = "'message', id, id, company_id, false, created_at";
    let (more, tokens) = if app.is_postgres() {
        let words = "SELECT string_agg('wpalabra' || n, ' ') FROM generate_series(1, 120) AS w (n)";
        (", tokens", format!(", CAST(({words}) AS tsvector)"))
    } else {
        ("", String::new())
    };
    app.sql(&format!(
        "INSERT INTO search_documents ({columns}{more}) SELECT {values}{tokens} FROM tickets"
    ))
    .await;
    count(app).await;
}

both! {
    async fn every_filter_in_every_order_goes_along_an_index(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let category = app
            .admin("Olga")
            .await
            .posts("/api/v1/categories", &serde_json::json!({ "name": "Voz" }))
            .await
            .is(201)
            .value();
        let category: Uuid = category["id"].as_str().expect("an id").parse().expect("a UUID");
        let case = ana.opens(aval_contract::tickets::OpenTicket {
            category_id: Some(category),
            ..question()
        })
        .await;
        luis.takes(&case).await;
        multiply(app).await;

        let none = Filter::default;
        let now = aval_api::clock::now();
        let filters = [
            ("nothing", none()),
            ("stage", Filter { stage: Some(Stage::Analysis), ..none() }),
            ("kind", Filter { kind: Some(Kind::Question), ..none() }),
            ("priority", Filter { priority: Some(Priority::High), ..none() }),
            ("company", Filter { company: Some(acme.id), ..none() }),
            ("assignee", Filter { assignee: Some(luis.id), ..none() }),
            ("waiting", Filter { waiting_on: Some(WaitingOn::Customer), ..none() }),
            ("category", Filter { category: Some(category), ..none() }),
            ("breached", Filter { breached: Some((true, now)), ..none() }),
            ("due", Filter { due_from: Some(now), due_to: Some(now), ..none() }),
            ("period", Filter { created_from: Some(now - chrono::TimeDelta::days(1)), ..none() }),
        ];
        let orders = [
            ("newest", Order::NewestFirst(None)),
            ("newest, later", Order::NewestFirst(Some(now))),
            ("oldest", Order::OldestFirst(None)),
            ("changed", Order::LastChangedFirst(None)),
            ("due", Order::DueFirst(None)),
            ("due, later", Order::DueFirst(Some((0, Some(now))))),
            ("urgent", Order::MostUrgentFirst(None)),
        ];
        let mut wrong = Vec::new();
        for (narrowed, filter) in &filters {
            for (sorted, order) in &orders {
                let steps = plan(app, filter, order).await;
                let reads_all = steps.iter().any(|step| {
                    let step = step.trim_start();
                    step.contains("Seq Scan on tickets")
                        || (step.starts_with("SCAN tickets") && !step.contains("INDEX"))
                });
                if reads_all {
                    wrong.push(format!("{narrowed} by {sorted}: {steps:#?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // No order needs sorting, nor does the one in which the queue opens, whatever it is
        // narrowed down to.
        let unfiltered = orders.iter().map(|(_, order)| (&filters[0].1, order));
        let opening = filters[..8].iter().map(|(_, filter)| (filter, &orders[4].1));
        for (filter, order) in unfiltered.chain(opening) {
            let steps = plan(app, filter, order).await;
            let sorts = |step: &String| {
                step.contains("TEMP B-TREE") || step.contains("Sort Key: tickets")
            };
            assert!(!steps.iter().any(sorts), "{order:?} {filter:?}: {steps:#?}");
        }
    }

    async fn a_week_of_the_agenda_goes_along_an_index_of_the_activities(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        ana.opens(question()).await;
        multiply(app).await;
        plan_all(app, &luis).await;
        let actor = Reader::Person { id: luis.id, role: Role::Engineer, company: None };
        let now = aval_api::clock::now();
        let week = Window { starts: now, ends: now + TimeDelta::days(7) };
        for (whose, index) in [
            (None, "work_plan_activities_ahead"),
            (Some(luis.id), "work_plan_activities_of_person"),
        ] {
            let query = work_plan_activity::agenda_query(&actor, week, whose);
            let steps = steps(app, &query).await;
            assert!(steps.iter().any(|step| step.contains(index)), "{index}: {steps:#?}");
        }
    }

    async fn a_rare_word_is_looked_up_and_not_looked_for_in_every_text(app: &TestApp) {
        let acme = app.company("Acme").await;
        app.reporter("Ana", &acme).await.opens(question()).await;
        multiply(app).await;
        write_all(app).await;
        let actor = Reader::Person { id: Uuid::nil(), role: Role::Coordinator, company: None };
        let backend = app.state.db.backend();
        let pattern = Question::parse("inexist").pattern(Wanted::All, false, None);
        // So few that going through the newest texts until there are enough looks short.
        let bounds = Bounds { limit: 10, newest: 100 };
        let query = search_document::newest_query(
            backend,
            &actor,
            &pattern,
            &Narrowed::default(),
            bounds,
        );
        let steps = explained(app, backend.build(&query)).await;
        // The words come first: through their index on Postgres, as a table of their own on SQLite.
        let words = if app.is_postgres() {
            "Bitmap Index Scan on search_words"
        } else {
            "SCAN search_words VIRTUAL TABLE"
        };
        assert!(steps.iter().any(|step| step.contains(words)), "{steps:#?}");
    }

    async fn the_newest_texts_are_looked_through_and_no_others(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        ana.opens(question()).await;
        multiply(app).await;
        write_all(app).await;
        let backend = app.state.db.backend();
        for company in [None, Some(acme.id)] {
            let role = if company.is_some() { Role::Reporter } else { Role::Coordinator };
            let actor = Reader::Person { id: ana.id, role, company };
            let pattern = Question::parse("palabra1 inexist").pattern(Wanted::All, false, company);
            let query = search_document::of_the_newest_query(
                backend,
                &actor,
                &pattern,
                &Narrowed::default(),
                Bounds { limit: 10, newest: 100 },
            );
            let steps = explained(app, backend.build(&query)).await;
            let has = |what: &str| steps.iter().any(|step| step.contains(what));
            if app.is_postgres() {
                // Backwards from the last one, in that order already.
                assert!(has("Index Scan Backward using search_documents_pkey"), "{steps:#?}");
                assert!(!has("search_words") && !has("Sort"), "{steps:#?}");
            } else {
                assert!(has("SCAN search_words VIRTUAL TABLE"), "{steps:#?}");
                assert!(!has("TEMP B-TREE"), "{steps:#?}");
            }
        }
    }
}
