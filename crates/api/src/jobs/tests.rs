use std::time::Duration;

use actix_web::web;
use aval_domain::people::Locale;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::EntityTrait as _;
use tokio_util::sync::CancellationToken;

use super::{Job as _, enqueue, run_worker, runner};
use crate::app::State;
use crate::clock;
use crate::config::Config;
use crate::db::job;
use crate::mail::{Outgoing, Recipient, Template};

struct House {
    state: web::Data<State>,
    dir: tempfile::TempDir,
}

impl House {
    async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let listen = "127.0.0.1:1".parse().expect("an address");
        let config = Config::embedded(dir.path(), listen);
        Self { state: State::start(config).await.expect("a state"), dir }
    }

    async fn enqueues_a_mail(&self, commit: bool) {
        let mail = Outgoing {
            to: Recipient {
                name: "Ana".to_owned(),
                email: "ana@example.com".to_owned(),
                may_reply: true,
            },
            locale: Locale::Es,
            template: Template::PasswordChanged { at: clock::now() },
        };
        let tx = self.state.db.begin().await.expect("a transaction");
        enqueue(&tx, &mail, clock::now()).await.expect("enqueued");
        if commit {
            tx.commit().await.expect("committed");
        } else {
            tx.rollback().await.expect("rolled back");
        }
    }

    async fn claims(&self, now: DateTime<Utc>) -> Vec<job::Model> {
        let tx = self.state.db.begin().await.expect("a transaction");
        let lease = now + TimeDelta::seconds(60);
        let claimed = job::claim(&tx, 10, now, lease).await.expect("claimed");
        tx.commit().await.expect("committed");
        claimed
    }

    async fn the_job(&self) -> job::Model {
        let row = job::Entity::find().one(self.state.db.read()).await.expect("read");
        row.expect("a job")
    }

    fn mails(&self) -> Vec<String> {
        let Ok(dir) = std::fs::read_dir(self.dir.path().join("mail")) else { return Vec::new() };
        dir.map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("readable"))
            .collect()
    }

    /// Works until there is a mail, or for five seconds at most.
    async fn works_until_a_mail_is_out(&self) {
        let stop = CancellationToken::new();
        let watch = async {
            for _ in 0..500 {
                if !self.mails().is_empty() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            stop.cancel();
        };
        tokio::join!(run_worker(self.state.clone(), stop.clone()), watch);
    }
}

#[tokio::test]
async fn a_mail_goes_out_after_its_transaction_and_once() {
    let house = House::new().await;
    house.enqueues_a_mail(false).await;
    house.enqueues_a_mail(true).await;
    house.works_until_a_mail_is_out().await;
    let mails = house.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains("To: Ana <ana@example.com>"), "{mails:?}");
    let job = house.the_job().await;
    assert_eq!((job.state.as_str(), job.attempts), (job::DONE, 1));
    assert!(job.finished_at.is_some() && job.lease_until.is_none());
}

#[tokio::test]
async fn a_claimed_job_is_nobody_elses_until_the_lease_is_over() {
    let house = House::new().await;
    house.enqueues_a_mail(true).await;
    let now = clock::now();
    assert_eq!(house.claims(now).await.len(), 1);
    assert_eq!(house.claims(now + TimeDelta::seconds(59)).await.len(), 0);
    let again = house.claims(now + TimeDelta::seconds(60)).await;
    assert_eq!((again[0].attempts, again[0].fence), (2, 2));
}

#[tokio::test]
async fn a_worker_that_slept_over_its_lease_changes_nothing() {
    let house = House::new().await;
    house.enqueues_a_mail(true).await;
    let now = clock::now();
    let late = house.claims(now).await.remove(0);
    let present = house.claims(now + TimeDelta::minutes(2)).await.remove(0);
    let before = house.the_job().await;

    let claim = super::Claim::of(&late);
    assert!(claim.check(&house.state).await.is_err(), "it may not send either");
    for outcome in [Ok(()), Err(anyhow::anyhow!("late"))] {
        let noted = runner::note(&house.state, &late, &claim, outcome).await.expect("asked");
        assert!(!noted);
    }
    assert_eq!(house.the_job().await, before);

    let claim = super::Claim::of(&present);
    assert!(runner::note(&house.state, &present, &claim, Ok(())).await.expect("asked"));
    assert_eq!(house.the_job().await.state, job::DONE);
}

#[tokio::test]
async fn a_failing_job_is_put_off_and_after_ten_attempts_it_is_dead() {
    let house = House::new().await;
    house.enqueues_a_mail(true).await;
    let mut now = clock::now();
    for attempt in 1..=10 {
        let row = house.claims(now).await.remove(0);
        assert_eq!(row.attempts, attempt);
        let claim = super::Claim::of(&row);
        let failed = Err(anyhow::anyhow!("no route").context("the mail server"));
        assert!(runner::note(&house.state, &row, &claim, failed).await.expect("noted"));
        let after = house.the_job().await;
        assert_eq!(after.last_error.as_deref(), Some("the mail server: no route"));
        assert_eq!(after.state, if attempt < 10 { job::QUEUED } else { job::DEAD });
        let pause = after.run_at - clock::now();
        assert!(pause > TimeDelta::seconds(9) || attempt == 10, "{pause}");
        now += TimeDelta::days(1);
    }
    assert_eq!(house.claims(now + TimeDelta::days(9)).await.len(), 0);
    let backlog = job::backlog(house.state.db.read()).await.expect("counted");
    assert_eq!((backlog.queued, backlog.dead), (0, 1));
}

#[test]
fn kinds_never_change_since_rows_outlive_the_program() {
    assert_eq!(Outgoing::KIND, "mail");
    assert_eq!(crate::sessions::links::LinkRequest::KIND, "link");
}
