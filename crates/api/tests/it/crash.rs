//! kill -9 under write load: what was acknowledged is there, whole, and is answered again.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use aval_contract::timeline::Verification;
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::util::{Answer, Ask, Binary, TestApp, both, question};

const KILLS: u32 = 10;
const WRITERS: usize = 4;
/// How many requests are acknowledged in a round before the server is killed.
const EACH_ROUND: u32 = 12;

/// A request that was sent, and what came back before the process died.
struct Sent {
    key: String,
    path: String,
    body: Value,
    answer: Option<Answer>,
}

/// Writes through one running server.
struct Load<'a> {
    http: reqwest::Client,
    url: String,
    token: &'a str,
    case: Uuid,
    next: &'a AtomicU32,
    acknowledged: &'a AtomicU32,
    sent: &'a Mutex<Vec<Sent>>,
}

impl Load<'_> {
    fn ask(&self, sent: &Sent) -> Ask {
        Ask::new(&self.http, "POST", &format!("{}{}", self.url, sent.path))
            .token(self.token)
            .key(&sent.key)
            .json(&sent.body)
    }

    /// Opens tickets and writes messages in turn until the server is gone.
    async fn write(&self) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let (path, body) = if number.is_multiple_of(3) {
                let mut ticket = serde_json::to_value(question()).expect("JSON");
                ticket["subject"] = json!(format!("Caso {number}"));
                ("/api/v1/tickets".to_owned(), ticket)
            } else {
                let path = format!("/api/v1/tickets/{}/messages", self.case);
                (path, json!({ "body": format!("mensaje {number}") }))
            };
            let mut sent = Sent { key: format!("carga-{number}"), path, body, answer: None };
            sent.answer = self.ask(&sent).try_send().await.ok();
            let gone = sent.answer.is_none();
            if let Some(answer) = &sent.answer {
                assert_eq!(answer.status, 201, "{answer}");
                self.acknowledged.fetch_add(1, Ordering::Relaxed);
            }
            self.sent.lock().expect("no writer panics with it").push(sent);
            if gone {
                return;
            }
        }
    }
}

/// What the record says of a ticket is whole.
async fn is_whole(http: &reqwest::Client, url: &str, token: &str, ticket: &Value) {
    let id = ticket["id"].as_str().expect("an id");
    let path = format!("{url}/api/v1/tickets/{id}/timeline/verification");
    let answer = Ask::new(http, "GET", &path).token(token).send().await.is(200);
    assert!(answer.read::<Verification>().verified, "{id}");
}

/// The bodies of all messages of a ticket.
async fn messages(http: &reqwest::Client, url: &str, token: &str, case: Uuid) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("{url}/api/v1/tickets/{case}/timeline?limit=100{cursor}");
        let page = Ask::new(http, "GET", &path).token(token).send().await.is(200).value();
        let items = page["items"].as_array().expect("items");
        let bodies = items.iter().filter_map(|item| item["message"]["body"].as_str());
        found.extend(bodies.map(str::to_owned));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

both! {
    async fn ten_kills_under_load_lose_nothing_that_was_acknowledged(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(question()).await;
        let key =
            app.key(&app.admin("Olga").await, Some(&acme), "tickets:read tickets:write").await;
        let binary = Binary::new(app.database_url(), app.dir());
        let (next, acknowledged) = (AtomicU32::new(0), AtomicU32::new(0));
        let sent = Mutex::new(Vec::new());
        let http = reqwest::Client::new();

        for round in 0..KILLS {
            let served = binary.serve(&http).await;
            let load = Load {
                // Connections of a server that is gone must not be tried on the next one.
                http: reqwest::Client::new(),
                url: binary.url(),
                token: &key.token,
                case: case.id,
                next: &next,
                acknowledged: &acknowledged,
                sent: &sent,
            };
            let killer = async {
                let wanted = acknowledged.load(Ordering::Relaxed) + EACH_ROUND;
                for _ in 0..4_000 {
                    if acknowledged.load(Ordering::Relaxed) >= wanted {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                // At another moment of a request each time.
                tokio::time::sleep(Duration::from_millis(u64::from(round) * 7)).await;
                served.kill();
            };
            futures_util::future::join(join_all((0..WRITERS).map(|_| load.write())), killer).await;
        }

        let sent = sent.into_inner().expect("no writer panicked");
        let served = binary.serve(&http).await;
        let answered = sent.iter().filter(|sent| sent.answer.is_some()).count();
        assert!(answered >= (KILLS * EACH_ROUND) as usize, "{answered} of {}", sent.len());
        let load = Load {
            http: http.clone(),
            url: binary.url(),
            token: &key.token,
            case: case.id,
            next: &next,
            acknowledged: &acknowledged,
            sent: &Mutex::default(),
        };
        let there = messages(&http, &binary.url(), &key.token, case.id).await;
        for sent in &sent {
            let again = load.ask(sent).send().await.is(201);
            match &sent.answer {
                Some(first) => {
                    assert_eq!(again.header("idempotency-replayed"), Some("true"));
                    assert_eq!(again.body, first.body, "{}", sent.key);
                    if let Some(body) = sent.body["body"].as_str() {
                        let times = there.iter().filter(|there| *there == body).count();
                        assert_eq!(times, 1, "{body}");
                    }
                }
                // Nobody knows whether it went through; asked again, it is done once.
                None => {
                    let more = load.ask(sent).send().await.is(201);
                    assert_eq!(more.body, again.body, "{}", sent.key);
                }
            }
            if sent.path == "/api/v1/tickets" {
                let ticket = again.value();
                is_whole(&http, &binary.url(), &key.token, &ticket).await;
                let path = format!(
                    "{}/api/v1/tickets/{}",
                    binary.url(),
                    ticket["number"].as_str().expect("a number")
                );
                let shown = Ask::new(&http, "GET", &path).token(&key.token).send().await.is(200);
                assert_eq!(shown.value()["subject"], sent.body["subject"]);
            }
        }
        let there = messages(&http, &binary.url(), &key.token, case.id).await;
        let written = sent.iter().filter(|sent| sent.body["body"].is_string()).count();
        assert_eq!(there.len(), written, "each message once, the unacknowledged ones too");
        is_whole(&http, &binary.url(), &key.token, &json!({ "id": case.id })).await;
        served.kill();
        let audit = binary.run(&["audit", "verify"]);
        let told = String::from_utf8_lossy(&audit.stdout).into_owned();
        assert!(audit.status.success() && told.contains(" 0 broken"), "{told}");
        let gone = Ask::new(&http, "GET", &binary.url()).try_send().await;
        assert!(gone.is_err(), "the last one is dead too");
    }
}
