//! Starting together, losing the database, stopping in order.
//!
//! With the database away there is a quick 503, a process that lives on, and recovery. Those tests
//! are for Postgres only: SQLite is a file of the same machine, opened by the process itself;
//! there is nothing that could be away while the process is there.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use aval_api::db::Db;
use aval_contract::error::ErrorCode;
use sea_orm::ConnectionTrait as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

use crate::util::{Ask, Binary, Database, Engine, TestApp, both, incident, question, run};

/// A wire to Postgres that can be cut.
struct Wire {
    listen: SocketAddr,
    database: String,
    carrier: Option<JoinHandle<()>>,
}

impl Wire {
    async fn new(database: &str) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let listen = socket.local_addr().expect("an address");
        let mut wire = Self { listen, database: database.to_owned(), carrier: None };
        wire.carry(socket);
        wire
    }

    fn url(&self) -> String {
        let mut url = Url::parse(&self.database).expect("a URL");
        url.set_port(Some(self.listen.port())).expect("a port");
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.into()
    }

    fn carry(&mut self, socket: TcpListener) {
        let url = Url::parse(&self.database).expect("a URL");
        let host = url.host_str().expect("a host").to_owned();
        let port = url.port().unwrap_or(5432);
        self.carrier = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (mut near, _) = socket.accept().await.expect("a connection");
                let host = host.clone();
                connections.spawn(async move {
                    let mut far = TcpStream::connect((host, port)).await.expect("Postgres");
                    // Either side may hang up.
                    let _ = copy_bidirectional(&mut near, &mut far).await;
                });
            }
        }));
    }

    /// All connections break, and new ones are refused.
    async fn cut(&mut self) {
        if let Some(carrier) = self.carrier.take() {
            carrier.abort();
            // Its end drops the socket and the connections.
            assert!(carrier.await.expect_err("it never ends by itself").is_cancelled());
        }
    }

    async fn mend(&mut self) {
        let socket = TcpListener::bind(self.listen).await.expect("the same port");
        self.carry(socket);
    }
}

#[actix_web::test]
async fn without_its_database_the_server_says_503_soon_and_recovers() {
    run(Engine::Postgres, async |app| {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let case = ana.opens(question()).await;
        let mut wire = Wire::new(app.database_url()).await;
        let there = app.replica(|config| config.database_url = wire.url()).await;
        let ana = ana.at(&there);
        ana.gets("/api/v1/tickets").await.is(200);

        wire.cut().await;
        for path in ["/api/v1/tickets".to_owned(), format!("/api/v1/tickets/{}", case.id)] {
            let start = Instant::now();
            let answer = ana.gets(&path).await;
            let took = start.elapsed();
            assert!(took < Duration::from_millis(3_500), "{took:?}");
            assert!(answer.header("retry-after").is_some(), "{answer}");
            answer.is_refused(503, ErrorCode::Unavailable);
        }
        ana.posts("/api/v1/tickets", &question()).await.is_refused(503, ErrorCode::Unavailable);
        assert_eq!(there.ask("GET", "/health/live").send().await.status, 200);
        assert_eq!(there.ask("GET", "/health/ready").send().await.status, 503);

        wire.mend().await;
        let start = Instant::now();
        while ana.gets("/api/v1/tickets").await.status != 200 {
            assert!(start.elapsed() < Duration::from_secs(10), "no recovery in ten seconds");
        }
        assert_eq!(there.ask("GET", "/health/ready").send().await.status, 200);
        there.stop().await;
        wire.cut().await;
    })
    .await;
}

#[actix_web::test]
async fn connections_that_postgres_ends_are_replaced_unnoticed_or_with_503() {
    run(Engine::Postgres, async |app| {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let there = app.replica(|_| {}).await;
        let ana = ana.at(&there);
        let mut statuses = Vec::new();
        for _ in 0..5 {
            app.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await;
            for _ in 0..4 {
                statuses.push(ana.gets("/api/v1/tickets").await.status);
                statuses.push(ana.posts("/api/v1/tickets", &question()).await.status);
            }
        }
        assert!(statuses.iter().all(|status| matches!(status, 200 | 201 | 503)), "{statuses:?}");
        assert!(statuses.contains(&200) && statuses.contains(&201), "{statuses:?}");
        there.stop().await;
    })
    .await;
}

#[actix_web::test]
async fn a_statement_that_postgres_breaks_off_is_answered_with_503() {
    run(Engine::Postgres, async |app| {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let held = app.hold("UPDATE counters SET value = value").await;
        let breaks = async {
            app.until_waiting(1).await;
            app.end_waiting().await;
        };
        let (answer, ()) =
            futures_util::future::join(ana.posts("/api/v1/tickets", &question()), breaks).await;
        assert!(answer.header("retry-after").is_some(), "{answer}");
        answer.is_refused(503, ErrorCode::Unavailable);
        held.rollback().await.expect("let go");
        ana.posts("/api/v1/tickets", &question()).await.is(201);
    })
    .await;
}

#[actix_web::test]
async fn a_server_does_not_start_without_its_database() {
    run(Engine::Postgres, async |app: &TestApp| {
        let mut wire = Wire::new(app.database_url()).await;
        wire.cut().await;
        let audit = Binary::new(&wire.url(), app.dir()).run(&["audit", "verify"]);
        let told = String::from_utf8_lossy(&audit.stderr).into_owned();
        assert!(!audit.status.success());
        assert!(told.contains("AVAL_DATABASE_URL") && told.lines().count() == 1, "{told}");
    })
    .await;
}

#[actix_web::test]
async fn replicas_that_start_at_once_bring_the_schema_up_to_date_once() {
    let database = Database::empty().await;
    let starts = (0..4).map(async |_| {
        let db = Db::connect(&database.url, 3).await.expect("connected");
        db.migrate().await.expect("migrated");
        db.close().await;
    });
    futures_util::future::join_all(starts).await;
    database.drop().await;
}

/// Waits until the server has a request in hand beside the one that asks for it.
async fn is_under_way(app: &TestApp, binary: &Binary) {
    for _ in 0..1_000 {
        let url = format!("{}/metrics", binary.url());
        let numbers = Ask::new(&app.http, "GET", &url).send().await.is(200).text();
        if numbers.contains("aval_requests_under_way 2\n") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the request does not arrive");
}

/// Waits until the server takes no connections any more.
async fn nobody_new_is_let_in(host: &str) {
    for _ in 0..1_000 {
        match TcpStream::connect(host).await {
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => return,
            _ => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
    panic!("told to stop, it goes on taking connections");
}

both! {
    async fn told_to_stop_it_answers_what_is_under_way_and_ends_in_order(app: &TestApp) {
        let acme = app.company("Acme").await;
        let key =
            app.key(&app.admin("Olga").await, Some(&acme), "tickets:read tickets:write").await;
        let binary = Binary::new(app.database_url(), app.dir());
        let served = binary.serve(&app.http).await;
        // A request that has arrived in part when the word to stop comes.
        let body = serde_json::to_string(&incident()).expect("JSON");
        let (begin, rest) = body.split_at(body.len() / 2);
        let host = binary.url().replace("http://", "");
        let mut wire = TcpStream::connect(&host).await.expect("connected");
        let head = format!(
            "POST /api/v1/tickets HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{begin}",
            key.token,
            body.len()
        );
        wire.write_all(head.as_bytes()).await.expect("sent");
        is_under_way(app, &binary).await;
        let stopped = served.stop();
        let finished = async {
            nobody_new_is_let_in(&host).await;
            wire.write_all(rest.as_bytes()).await.expect("sent");
            let mut answer = String::new();
            wire.read_to_string(&mut answer).await.expect("answered");
            answer
        };
        let (status, answer) = futures_util::future::join(stopped, finished).await;
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
        assert!(status.success(), "{status}");
        assert_eq!(key.lists(&Default::default()).await.items.len(), 1);
    }

    async fn a_request_that_waits_long_is_answered_though_the_rest_of_the_server_is_done(
        app: &TestApp
    ) {
        let acme = app.company("Acme").await;
        let key =
            app.key(&app.admin("Olga").await, Some(&acme), "tickets:read tickets:write").await;
        let binary = Binary::new(app.database_url(), app.dir());
        let served = binary.serve(&app.http).await;
        // Somebody else holds what the request needs, for longer than idle threads take to end.
        let held = app.state.db.begin().await.expect("a transaction");
        held.execute_unprepared("UPDATE counters SET value = value").await.expect("held");
        let (http, url) = (reqwest::Client::new(), format!("{}/api/v1/tickets", binary.url()));
        let waiting = Ask::new(&http, "POST", &url).token(&key.token).json(&incident()).send();
        let rest = async {
            is_under_way(app, &binary).await;
            let release = async {
                tokio::time::sleep(Duration::from_millis(2_500)).await;
                held.rollback().await.expect("released");
            };
            futures_util::future::join(served.stop(), release).await
        };
        let (answer, (status, ())) = futures_util::future::join(waiting, rest).await;
        assert_eq!(answer.status, 201, "{answer}");
        assert_eq!(answer.header("connection"), Some("close"));
        assert!(status.success(), "{status}");
        assert_eq!(key.lists(&Default::default()).await.items.len(), 1);
    }
}
