//! A server that hands each request to a closure and keeps it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aval_client::contract::auth::Login;
use aval_client::{Anonymous, Client, Session};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    /// With the query.
    pub path: String,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}

/// What to answer.
pub enum Reply {
    /// Status and JSON body.
    Json(u16, Value),
    /// The same with one more header.
    JsonWith(u16, Value, &'static str, String),
    /// Status, media type, text.
    Text(u16, &'static str, &'static str),
    /// No answer: the connection ends after the request was read.
    HangUp,
}

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// `answer` gets the request and how many requests to that path came before it.
    pub async fn start<F>(answer: F) -> Self
    where
        F: Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(answer);
        let log = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&answer), Arc::clone(&log)));
            }
        });
        Self { url, seen }
    }

    pub fn client(&self) -> Anonymous {
        Client::new(&self.url)
    }

    /// Signs Ana in; `answer` must let her.
    pub async fn ana(&self) -> Session {
        let login = Login { email: "ana@acme.co".into(), password: "una clave larga".into() };
        self.client().login(&login).await.expect("Ana may sign in")
    }

    /// All requests whose path begins so, in order.
    pub fn seen(&self, path: &str) -> Vec<Seen> {
        let seen = self.seen.lock().expect("no test panics while it holds the log");
        seen.iter().filter(|request| request.path.starts_with(path)).cloned().collect()
    }
}

async fn serve<F>(mut stream: TcpStream, answer: Arc<F>, log: Arc<Mutex<Vec<Seen>>>)
where
    F: Fn(&Seen, usize) -> Reply,
{
    let Some(request) = read(&mut stream).await else { return };
    let before = {
        let mut log = log.lock().expect("no test panics while it holds the log");
        let before = log.iter().filter(|seen| seen.path == request.path).count();
        log.push(request.clone());
        before
    };
    let (status, media_type, extra, body) = match answer(&request, before) {
        Reply::Json(status, body) => (status, "application/json", String::new(), body.to_string()),
        Reply::JsonWith(status, body, name, value) => {
            (status, "application/json", format!("{name}: {value}\r\n"), body.to_string())
        }
        Reply::Text(status, media_type, body) => {
            (status, media_type, String::new(), body.to_owned())
        }
        Reply::HangUp => return,
    };
    let head = format!(
        "HTTP/1.1 {status} Told\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         {extra}Connection: close\r\n\r\n",
        body.len()
    );
    // A client that went away is part of some tests.
    let _ = stream.write_all((head + &body).as_bytes()).await;
}

async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).ok()?;
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length").map_or(0, |text| text.parse().unwrap_or(0));
    let mut body = bytes.split_off(head_end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Seen { method, path, headers, body })
}

/// The answer to a sign-in or renewal.
pub fn signed_in(token: &str, expires_in: u32) -> Value {
    json!({
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": expires_in,
        "user": {
            "id": "01935a1e-0000-7000-8000-000000000001",
            "email": "ana@acme.co",
            "name": "Ana",
            "role": "reporter",
            "company": {"id": "01935a1e-0000-7000-8000-000000000002", "name": "Acme"},
            "locale": "es",
        },
    })
}

/// A refusal.
pub fn problem(status: u16, code: &str) -> Reply {
    let body = json!({
        "type": format!("urn:aval:problem:{code}"),
        "title": "No",
        "status": status,
        "detail": "No se puede.",
        "code": code,
        "request_id": "r-1",
    });
    Reply::JsonWith(status, body, "X-Request-Id", "r-1".to_owned())
}

/// A ticket as its company sees it.
pub fn ticket(version: i64) -> Value {
    let clock = json!({
        "started_at": "2026-11-23T13:00:00Z", "target": "PT4H", "due_at": null,
        "elapsed": "PT1H", "remaining": "PT3H", "paused": false, "breached": false,
        "met": null, "ended_at": null,
    });
    json!({
        "id": "01935a1e-0000-7000-8000-00000000000a",
        "number": "CASO-000123",
        "company": {"id": "01935a1e-0000-7000-8000-000000000002", "name": "Acme"},
        "subject": "No entran llamadas",
        "description": "Desde las 8.",
        "description_html": "<p>Desde las 8.</p>",
        "kind": "incident",
        "category": null,
        "priority": "normal",
        "stage": "testing",
        "waiting_on": "customer",
        "reporter": null,
        "affected_user": null,
        "campaign": null,
        "steps": null,
        "steps_html": null,
        "occurred_from": null,
        "occurred_to": null,
        "assignee": null,
        "created_at": "2026-11-23T13:00:00Z",
        "updated_at": "2026-11-23T13:00:00Z",
        "stage_since": "2026-11-23T13:00:00Z",
        "testing": null,
        "closure": null,
        "work_plan": null,
        "follow_up_of": null,
        "duplicate_of": null,
        "clocks": {"first_contact": clock, "resolution": clock},
        "version": version,
    })
}
