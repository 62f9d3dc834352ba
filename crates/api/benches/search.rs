//! How long a search takes over 100,000 tickets with 300,000 messages, through the API.
//!
//! `cargo bench -p aval-api --bench search` asks SQLite; `-- postgres` asks the Postgres that
//! `AVAL_TEST_POSTGRES_URL` names as well, `-- 10000` another number of tickets.

#[path = "../tests/it/util/mod.rs"]
#[expect(dead_code, unused_imports, unused_macros, reason = "made for the tests")]
mod util;

use std::time::{Duration, Instant};

use aval_api::db::{message, ticket};
use aval_api::search::index;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

use self::util::{Engine, TestApp, question};

/// How many tickets are inserted at once.
const STRETCH: usize = 200;
/// Messages of each ticket.
const MESSAGES: usize = 3;
/// How often each question is asked.
const ROUNDS: usize = 40;

/// Words from which texts are made: the first ones are in many, the last ones in few.
const WORDS: [&str; 24] = [
    "llamada",
    "agente",
    "campaña",
    "marcador",
    "cliente",
    "sistema",
    "grabación",
    "troncal",
    "reporte",
    "usuario",
    "extensión",
    "cola",
    "enrutamiento",
    "facturación",
    "integración",
    "audio",
    "diadema",
    "plantilla",
    "certificado",
    "transferencia",
    "encuesta",
    "adherencia",
    "supervisora",
    "zumbido",
];

/// What is asked: common words, rare ones, several, a beginning, a phrase, and nothing there.
const QUESTIONS: [&str; 8] = [
    "llamada",
    "zumbido",
    "facturacion marcador",
    "grabac",
    "\"agente campaña\"",
    "CASO-050000",
    "troncal audio diadema",
    "inexistente",
];

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

/// Always the same words for the same number, the later ones of the list less often.
fn text(seed: usize, length: usize) -> String {
    let mut state = seed as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let place = ((state >> 33) % 1000) as f64 / 1000.0;
        WORDS[(place * place * place * WORDS.len() as f64) as usize % WORDS.len()]
    };
    (0..length).map(|_| word()).collect::<Vec<_>>().join(" ")
}

async fn measure(engine: Engine, wanted: usize) {
    let app = TestApp::start(engine).await;
    let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
    let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
    let luis = app.engineer("Luis").await;
    ana.opens(question()).await;
    eva.opens(question()).await;
    fill(&app, wanted).await;
    app.sql("ANALYZE").await;
    for (who, actor) in [("support", &luis), ("a customer", &ana)] {
        let mut all = Vec::new();
        for asked in QUESTIONS {
            let mut times: Vec<Duration> = Vec::new();
            for _ in 0..ROUNDS {
                let began = Instant::now();
                let query = aval_contract::search::SearchQuery {
                    q: asked.to_owned(),
                    ..Default::default()
                };
                actor.session.search().find(&query).await.expect("an answer");
                times.push(began.elapsed());
            }
            println!("{engine:?}, {who}, {asked}: p95 {:.1?}", p95(&mut times));
            all.append(&mut times);
        }
        println!("{engine:?}, {who}, all questions: p95 {:.1?}", p95(&mut all));
    }
    app.stop().await;
}

fn p95(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() * 95 / 100]
}

/// Makes so many tickets, with their messages, and puts them where they are found.
async fn fill(app: &TestApp, wanted: usize) {
    let tickets = ticket::Entity::find().all(app.state.db.read()).await.expect("tickets");
    let mut number = i64::try_from(tickets.len()).expect("few");
    let mut left = wanted.saturating_sub(tickets.len());
    while left > 0 {
        let now = left.min(STRETCH);
        left -= now;
        app.in_database(async |tx| {
            let (mut rows, mut messages) = (Vec::new(), Vec::new());
            for like in tickets.iter().cycle().take(now) {
                number += 1;
                let seed = usize::try_from(number).expect("positive") * 10;
                let copy = ticket::Model {
                    id: Uuid::now_v7(),
                    number,
                    subject: text(seed, 6),
                    description: text(seed + 1, 40),
                    ..like.clone()
                };
                for place in 0..MESSAGES {
                    messages.push(message::Model {
                        id: Uuid::now_v7(),
                        ticket_id: copy.id,
                        body: text(seed + 2 + place, 30),
                        created_at: copy.created_at,
                    });
                }
                rows.push(copy);
            }
            let all = rows.iter().map(|row| row.clone().into_active_model().reset_all());
            ticket::Entity::insert_many(all).exec_without_returning(tx).await.expect("in");
            let all = messages.iter().map(|row| row.clone().into_active_model().reset_all());
            message::Entity::insert_many(all).exec_without_returning(tx).await.expect("in");
            for row in &rows {
                index::ticket(tx, row).await.expect("indexed");
                for written in messages.iter().filter(|message| message.ticket_id == row.id) {
                    index::message(tx, row, written).await.expect("indexed");
                }
            }
        })
        .await;
    }
}
