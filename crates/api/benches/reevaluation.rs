//! How long it takes until 100,000 open tickets follow a changed calendar: the job that a closure day
//! starts, from the request to its end, with the database in between.
//!
//! `cargo bench -p aval-api --bench reevaluation` asks SQLite; `-- postgres` asks the Postgres that
//! `AVAL_TEST_POSTGRES_URL` names as well, `-- 50000` another number.

#[path = "../tests/it/util/mod.rs"]
#[expect(dead_code, unused_imports, unused_macros, reason = "made for the tests")]
mod util;

use std::time::Instant;

use aval_api::db::{event, ticket};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use serde_json::json;
use uuid::Uuid;

use self::util::{Engine, TestApp, delivery, incident, request};

/// How many tickets are inserted at once: an engine takes so many values in a statement.
const STRETCH: usize = 200;

#[actix_web::main]
async fn main() {
    let asked: Vec<String> = std::env::args().collect();
    let wanted = asked.iter().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let mut engines = vec![Engine::Sqlite];
    if asked.iter().any(|word| word == "postgres") {
        engines.push(Engine::Postgres);
    }
    for engine in engines {
        measure(engine, wanted).await;
    }
}

async fn measure(engine: Engine, wanted: usize) {
    let app = TestApp::start(engine).await;
    let acme = app.company("Acme").await;
    let (ana, luis, olga) =
        (app.reporter("Ana", &acme).await, app.engineer("Luis").await, app.admin("Olga").await);
    ana.opens(incident()).await;
    let asked = ana.opens(request()).await;
    luis.works_up_to_analysis(&asked).await;
    luis.asks_about(&asked, "¿Desde cuándo?").await;
    for _ in 0..2 {
        let tested = ana.opens(incident()).await;
        luis.works_up_to_testing(&tested, delivery()).await;
    }
    multiply(&app, wanted).await;

    let closure = day_that_moves(&olga).await;
    let worker = app.work();
    let began = Instant::now();
    let declared = json!({ "date": closure, "kind": "closure", "name": "Cierre" });
    olga.posts("/api/v1/calendar/exceptions", &declared).await.is(201);
    loop {
        let state = olga.session.calendar().reevaluation().await.expect("under way");
        if state.finished_at.is_some() {
            println!("{engine:?}: {} open tickets in {:.1?}", state.done, began.elapsed());
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    worker.stop().await;
    app.stop().await;
}

/// The business day after the next one: it moves due times and ends of testing.
async fn day_that_moves(admin: &util::Actor) -> String {
    let question = json!({ "from": aval_api::clock::now(), "add_business_days": 2 });
    let answer = admin.posts("/api/v1/calendar/evaluate", &question).await.is(200).value();
    answer["date"].as_str().expect("a date").to_owned()
}

/// Makes so many tickets of those that there are, each with its record.
async fn multiply(app: &TestApp, wanted: usize) {
    let db = app.state.db.read();
    let tickets = ticket::Entity::find().all(db).await.expect("tickets");
    let events = event::Entity::find().all(db).await.expect("events");
    let mut number = i64::try_from(tickets.len()).expect("few");
    let mut left = wanted.saturating_sub(tickets.len());
    while left > 0 {
        let now = left.min(STRETCH);
        left -= now;
        let (mut more_tickets, mut more_events) = (Vec::new(), Vec::new());
        for like in tickets.iter().cycle().take(now) {
            number += 1;
            let copy = ticket::Model { id: Uuid::now_v7(), number, ..like.clone() };
            more_events.extend(events.iter().filter(|event| event.ticket_id == like.id).map(
                |event| event::Model { id: Uuid::now_v7(), ticket_id: copy.id, ..event.clone() },
            ));
            more_tickets.push(copy.into_active_model().reset_all());
        }
        app.in_database(async |tx| {
            ticket::Entity::insert_many(more_tickets).exec_without_returning(tx).await.expect("in");
            for stretch in more_events.chunks(STRETCH) {
                let rows = stretch.iter().map(|row| row.clone().into_active_model().reset_all());
                event::Entity::insert_many(rows).exec_without_returning(tx).await.expect("in");
            }
        })
        .await;
    }
}
