//! Weeks that pass in a test: the real binary, told the time by a file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use aval_api::db::{job, timer};
use aval_contract::tickets::OpenTicket;
use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

use super::binary::{Binary, Served};
use super::{Actor, TestApp, incident};

/// A server with a worker, at an instant that the test chooses.
pub struct Weeks<'a> {
    app: &'a TestApp,
    pub binary: Binary,
    served: Option<Served>,
    clock: PathBuf,
    now: DateTime<Utc>,
}

/// A wall time of Bogota, `2026-07-10 10:00`.
pub fn bogota(wall: &str) -> DateTime<Utc> {
    let wall = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").expect("a wall time");
    aval_domain::calendar::BOGOTA.from_local_datetime(&wall).single().expect("one instant").to_utc()
}

impl<'a> Weeks<'a> {
    pub async fn begin(app: &'a TestApp, wall: &str) -> Self {
        Self::begin_with(app, wall, |binary| binary).await
    }

    /// With settings of its own.
    pub async fn begin_with(
        app: &'a TestApp,
        wall: &str,
        settings: impl FnOnce(Binary) -> Binary,
    ) -> Self {
        let clock = app.dir().join("clock");
        let now = bogota(wall);
        set(&clock, now);
        let binary = settings(Binary::beside(app).at(&clock));
        let served = Some(binary.serve(&app.http).await);
        Self { app, binary, served, clock, now }
    }

    /// Ends the server in order.
    pub async fn stop(&mut self) {
        let served = self.served.take().expect("it runs");
        assert!(served.stop().await.success());
    }

    /// Starts the server anew.
    pub async fn start(&mut self) {
        self.served = Some(self.binary.serve(&self.app.http).await);
    }

    /// An incident that began a while ago.
    pub fn incident(&self) -> OpenTicket {
        let began = self.now - TimeDelta::minutes(10);
        OpenTicket { occurred_from: Some(began), occurred_to: None, ..incident() }
    }

    /// Sets the time without waiting for what it brings.
    pub fn turn_to(&mut self, wall: &str) {
        self.now = bogota(wall);
        set(&self.clock, self.now);
    }

    /// Goes to a time and waits until all that was due by then has happened.
    pub async fn go_to(&mut self, wall: &str) {
        self.turn_to(wall);
        self.settle().await;
    }

    /// Waits until no timer and no job is due.
    pub async fn settle(&self) {
        let (mut least, mut looks) = (u64::MAX, 0);
        while looks < 1_200 {
            match self.due().await {
                0 => return,
                due if due < least => (least, looks) = (due, 0),
                _ => looks += 1,
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{least} stay due for half a minute at {}", self.now);
    }

    async fn due(&self) -> u64 {
        let db = self.app.state.db.read();
        let timers = timer::Entity::find()
            .filter(timer::Column::FiredAt.is_null())
            .filter(timer::Column::DueAt.lte(self.now))
            .count(db);
        let jobs = job::Entity::find()
            .filter(job::Column::State.eq(job::QUEUED))
            .filter(job::Column::RunAt.lte(self.now))
            .count(db);
        timers.await.expect("counted") + jobs.await.expect("counted")
    }

    /// What time it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The same person here and now: tokens live ten minutes only.
    pub async fn here(&self, actor: &Actor) -> Actor {
        let token = self.app.token_at(actor.id, self.now).await;
        Actor::by_url(&self.binary.url(), &self.app.http, actor, token)
    }

    /// Runs another command of the binary at this time, and gives what it prints.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.binary.run(arguments);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
        told
    }

    /// The subjects of all mails to an address so far, in the order of their jobs.
    pub fn mails_to(&self, email: &str) -> Vec<String> {
        self.app
            .read_mails()
            .iter()
            .filter_map(|source| {
                let mail = mail_parser::MessageParser::default().parse(source)?;
                let to = mail.to()?.first()?.address()?.to_owned();
                (to == email).then(|| mail.subject().unwrap_or_default().to_owned())
            })
            .collect()
    }
}

/// Readers never see half of it.
fn set(clock: &Path, now: DateTime<Utc>) {
    let new = clock.with_extension("new");
    std::fs::write(&new, now.to_rfc3339()).expect("written");
    std::fs::rename(&new, clock).expect("renamed");
}
