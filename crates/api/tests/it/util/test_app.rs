//! A real server on a port of its own.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web;
use aval_api::app::State;
use aval_api::config::Config;
use aval_api::db::person::Invitee;
use aval_api::db::{Tx, company, session};
use aval_api::{clock, jobs, server, sessions};
use aval_domain::lifecycle::Role;
use aval_domain::nit::Nit;
use aval_domain::text::fold;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait as _, Set};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::database::{Database, Engine};
use super::raw::Ask;
use super::{Actor, Company};

/// Everybody's password.
pub const PASSWORD: &str = "tres gatos azules";

/// A server with its database and its folder.
pub struct TestApp {
    pub state: web::Data<State>,
    pub http: reqwest::Client,
    dir: TempDir,
    database: Option<Database>,
    server: ServerHandle,
    people: AtomicU32,
}

impl TestApp {
    pub async fn start(engine: Engine) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let database = Database::create(engine, dir.path()).await;
        let url = database.url.clone();
        let (state, server) = serve(dir.path(), &url, |_| {}).await;
        Self {
            state,
            http: reqwest::Client::new(),
            dir,
            database: Some(database),
            server,
            people: AtomicU32::new(0),
        }
    }

    /// A second server on the same database, with some settings of its own: what a replica is.
    pub async fn replica(&self, settings: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let key = self.state.config.secret_key.clone();
        let (state, server) = serve(dir.path(), self.database_url(), |config| {
            // People reach all replicas by one address, and their tokens are for it.
            config.base_url.clone_from(&self.state.config.base_url);
            config.secret_key = key;
            settings(config);
        })
        .await;
        Self {
            state,
            http: reqwest::Client::new(),
            dir,
            database: None,
            server,
            people: AtomicU32::new(1_000),
        }
    }

    pub fn database_url(&self) -> &str {
        &self.state.config.database_url
    }

    pub fn is_postgres(&self) -> bool {
        self.database_url().starts_with("postgres")
    }

    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.state.config.listen)
    }

    /// Ends the server and removes what it left.
    pub async fn stop(self) {
        self.server.stop(false).await;
        self.state.db.close().await;
        if let Some(database) = self.database {
            database.drop().await;
        }
    }

    /// A request of a stranger, until it is given a token.
    pub fn ask(&self, method: &str, path: &str) -> Ask {
        Ask::new(&self.http, method, &format!("{}{path}", self.url()))
    }

    /// Does something to the database without asking the server.
    pub async fn in_database<T>(&self, work: impl AsyncFnOnce(&Tx) -> T) -> T {
        let tx = self.state.db.begin().await.expect("a transaction");
        let result = work(&tx).await;
        tx.commit().await.expect("committed");
        result
    }

    /// Runs SQL without asking the server.
    pub async fn sql(&self, statement: &str) {
        self.in_database(async |tx| {
            tx.execute_unprepared(statement).await.expect(statement);
        })
        .await;
    }

    /// Holds the rows that a statement changes, until it is let go.
    pub async fn hold(&self, statement: &str) -> Tx {
        let tx = self.state.db.begin().await.expect("a transaction");
        tx.execute_unprepared(statement).await.expect(statement);
        tx
    }

    /// Waits until this many transactions wait for somebody's lock, so that a test knows who comes
    /// first. SQLite lets one writer in at a time: nobody gets in another's way there.
    pub async fn until_waiting(&self, wanted: u32) {
        if self.is_postgres() {
            let statement = format!(
                "DO $$ BEGIN FOR turn IN 1..3000 LOOP
                    IF (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                        AND wait_event_type = 'Lock') >= {wanted} THEN RETURN; END IF;
                    PERFORM pg_sleep(0.005);
                    PERFORM pg_stat_clear_snapshot();
                END LOOP; RAISE 'nobody waits'; END $$"
            );
            self.sql(&statement).await;
        }
    }

    /// Ends the connections that wait for somebody's lock, as an operator of Postgres may.
    pub async fn end_waiting(&self) {
        self.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .await;
    }

    pub async fn company(&self, name: &str) -> Company {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let row = company::Model {
            id: Uuid::now_v7(),
            name: name.to_owned(),
            folded_name: fold(name),
            nit: nit(900_100_000 + number),
            contract: None,
            active: true,
            created_at: clock::now(),
            sla_override: None,
        };
        let inserted =
            self.in_database(async |tx| company::insert(tx, &row).await.expect("inserted")).await;
        assert!(inserted, "NITs of tests differ");
        Company { id: row.id, name: row.name }
    }

    pub async fn reporter(&self, name: &str, company: &Company) -> Actor {
        self.person(name, Role::Reporter, Some(company)).await
    }

    pub async fn engineer(&self, name: &str) -> Actor {
        self.person(name, Role::Engineer, None).await
    }

    pub async fn coordinator(&self, name: &str) -> Actor {
        self.person(name, Role::Coordinator, None).await
    }

    pub async fn admin(&self, name: &str) -> Actor {
        self.person(name, Role::Admin, None).await
    }

    /// Somebody who is signed in and could sign in anew with [`PASSWORD`].
    async fn person(&self, name: &str, role: Role, company: Option<&Company>) -> Actor {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}{number}@example.com", name.to_lowercase().replace(' ', "."));
        let hash = password_hash(&self.state).await;
        let row = self
            .in_database(async |tx| {
                let place = match company {
                    None => None,
                    Some(company) => {
                        let taken =
                            aval_api::db::person::taken_slots(tx, company.id).await.expect("slots");
                        let slot = aval_domain::reporters::free_slot(&taken).expect("a free slot");
                        Some((company.id, slot))
                    }
                };
                let invitee = Invitee { email, name: name.to_owned(), role, place };
                sessions::create_person_with_password(tx, invitee, hash, clock::now())
                    .await
                    .expect("entered")
            })
            .await;
        let token = self.token_at(row.id, clock::now()).await;
        Actor::new(self, row.id, name, &row.email, token)
    }

    /// The access token of a session begun at an instant, without the cost of checking a password.
    pub async fn token_at(&self, person: Uuid, now: DateTime<Utc>) -> String {
        let id = Uuid::now_v7();
        let row = session::ActiveModel {
            id: Set(id),
            person_id: Set(person),
            refresh_hash: Set(format!("never handed out {id}")),
            previous_hash: Set(None),
            rotated_at: Set(now),
            created_at: Set(now),
            expires_at: Set(now + TimeDelta::hours(1)),
            ended_at: Set(None),
            user_agent: Set(None),
            address: Set(None),
        };
        self.in_database(async |tx| row.insert(tx).await.expect("inserted")).await;
        self.state.tokens.issue(person, id, now).expect("a token")
    }

    /// Starts the worker of this server.
    pub fn work(&self) -> Worker {
        let stop = CancellationToken::new();
        let task = tokio::spawn(jobs::run_worker(self.state.clone(), stop.clone()));
        Worker { stop, task }
    }

    /// Lets the worker run until this many mails are there, and gives their sources.
    pub async fn mails(&self, wanted: usize) -> Vec<Vec<u8>> {
        let worker = self.work();
        let mut sources = Vec::new();
        for _ in 0..1_000 {
            sources = self.read_mails();
            if sources.len() >= wanted {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        worker.stop().await;
        assert_eq!(sources.len(), wanted, "mails");
        sources
    }

    /// The sources of the mails that are there.
    pub fn read_mails(&self) -> Vec<Vec<u8>> {
        let mut files = files_below(&self.dir().join("mail"));
        files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
        files.sort();
        files.iter().map(|file| std::fs::read(file).expect("a mail")).collect()
    }

    /// The files in the store.
    pub fn stored_files(&self) -> Vec<PathBuf> {
        files_below(&self.dir().join("files"))
    }
}

/// A worker that is running.
pub struct Worker {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Worker {
    pub async fn stop(self) {
        self.stop.cancel();
        self.task.await.expect("it ends in order");
    }
}

async fn serve(
    dir: &Path,
    database_url: &str,
    settings: impl FnOnce(&mut Config),
) -> (web::Data<State>, ServerHandle) {
    let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let mut config = Config::embedded(dir, socket.local_addr().expect("an address"));
    config.database_url = database_url.to_owned();
    // Whatever tests send outward they take in themselves.
    config.outbound_allow = vec!["127.0.0.1/32".parse().expect("a network")];
    settings(&mut config);
    let state = State::start(config).await.expect("the state");
    let server = server::on(state.clone(), socket).expect("a server");
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (state, handle)
}

/// The hash of [`PASSWORD`], made once by this process.
async fn password_hash(state: &State) -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = async || state.passwords.hash(PASSWORD.to_owned().into()).await.expect("a hash");
    HASH.get_or_init(hash).await.clone()
}

/// A NIT with the check digit that fits.
fn nit(number: u32) -> String {
    (0..=9)
        .map(|digit| format!("{number}-{digit}"))
        .find(|text| Nit::parse(text).is_ok())
        .expect("one check digit fits")
}

fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files_below(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}
