//! A system that is told things by webhooks, so that a test reads what really went over the wire.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// The first line.
    pub line: String,
    /// The headers by their names in small letters.
    pub headers: HashMap<String, String>,
    /// The body.
    pub body: String,
}

impl Received {
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}: {self:?}"))
    }

    #[track_caller]
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    /// What the message is about.
    #[track_caller]
    pub fn event(&self) -> String {
        self.value()["type"].as_str().expect("a type").to_owned()
    }
}

/// What is answered to one request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A status, further header lines, a body.
    Status(u16, String, String),
    /// A status, once this has passed.
    Late(Duration, u16),
    /// A status, once the test says so.
    Held(Arc<Notify>, u16),
    /// A status, and an answer that breaks off.
    Torn(u16),
    /// Nothing, for as long as the sink is there.
    Silence,
}

impl Reply {
    pub fn status(status: u16) -> Self {
        Self::Status(status, String::new(), String::new())
    }
}

#[derive(Default)]
struct Inbox {
    received: Vec<Received>,
    replies: VecDeque<Reply>,
}

/// The server. Answers 204 unless told otherwise. Ends when dropped.
pub struct HookSink {
    port: u16,
    inbox: Arc<Mutex<Inbox>>,
    server: JoinHandle<()>,
}

impl HookSink {
    pub async fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = socket.local_addr().expect("an address").port();
        let inbox = Arc::<Mutex<Inbox>>::default();
        let kept = Arc::clone(&inbox);
        let server = tokio::spawn(async move {
            let mut talks = JoinSet::new();
            loop {
                let (stream, _) = socket.accept().await.expect("a connection");
                talks.spawn(talk(stream, Arc::clone(&kept)));
            }
        });
        Self { port, inbox, server }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/aval", self.port)
    }

    /// What it answers to the next requests, one after the other.
    pub fn will_answer(&self, replies: impl IntoIterator<Item = Reply>) {
        self.inbox.lock().expect("nobody panics here").replies.extend(replies);
    }

    /// What has come so far.
    pub fn received(&self) -> Vec<Received> {
        self.inbox.lock().expect("nobody panics here").received.clone()
    }

    /// Waits until this many requests have come, and gives them.
    #[track_caller]
    pub fn waits_for(&self, wanted: usize) -> impl Future<Output = Vec<Received>> + '_ {
        let place = std::panic::Location::caller();
        async move {
            for _ in 0..1_000 {
                if self.received().len() >= wanted {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            let received = self.received();
            assert_eq!(received.len(), wanted, "at {place}: {received:?}");
            received
        }
    }
}

impl Drop for HookSink {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn talk(mut stream: TcpStream, inbox: Arc<Mutex<Inbox>>) {
    let mut bytes = Vec::new();
    let received = loop {
        let mut chunk = [0; 16 * 1024];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(length) => bytes.extend_from_slice(&chunk[..length]),
        }
        if let Some(received) = whole(&bytes) {
            break received;
        }
    };
    let reply = {
        let mut inbox = inbox.lock().expect("nobody panics here");
        inbox.received.push(received);
        inbox.replies.pop_front().unwrap_or(Reply::status(204))
    };
    let (status, headers, body, length) = match reply {
        Reply::Silence => std::future::pending().await,
        Reply::Status(status, headers, body) => {
            let length = body.len();
            (status, headers, body, length)
        }
        Reply::Late(pause, status) => {
            tokio::time::sleep(pause).await;
            (status, String::new(), String::new(), 0)
        }
        Reply::Held(go_on, status) => {
            go_on.notified().await;
            (status, String::new(), String::new(), 0)
        }
        Reply::Torn(status) => (status, String::new(), "recib".to_owned(), 100),
    };
    let answer = format!(
        "HTTP/1.1 {status} x\r\n{headers}content-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    );
    // Whoever has hung up meanwhile needs no answer.
    drop(stream.write_all(answer.as_bytes()).await);
}

/// A request, once all of it has come.
fn whole(bytes: &[u8]) -> Option<Received> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let line = lines.next()?.to_owned();
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(Some(0), |text| text.parse().ok())?;
    (body.len() >= length).then(|| Received { line, headers, body: body.to_owned() })
}
