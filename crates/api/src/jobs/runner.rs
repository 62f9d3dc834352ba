//! The worker: claims due jobs, does them, and notes what came of it.

use std::time::Duration;

use actix_web::web;
use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DbErr;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::reevaluate::Reevaluate;
use super::{Claim, Job, housekeeping, timers};
use crate::app::State;
use crate::clock;
use crate::db::job;
use crate::mail;
use crate::notifications::Digest;
use crate::search::index::IndexAll;
use crate::sessions::links::LinkRequest;
use crate::webhooks;

/// How long a claim holds. Longer than [`TIME_LIMIT`], so that a worker that is merely slow keeps
/// what it claimed.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How long one attempt may take.
const TIME_LIMIT: Duration = Duration::from_secs(50);
/// How many jobs a worker does at once.
const PARALLEL: usize = 4;
/// After this many failed attempts a job is dead and somebody has to look.
const MAX_ATTEMPTS: i16 = 10;
/// How often a worker looks when nobody wakes it: other processes enqueue too.
const POLL: Duration = Duration::from_secs(1);
/// How soon it looks again after it was woken: the transaction is about to commit then.
const SECOND_LOOK: Duration = Duration::from_millis(20);
/// How long jobs under way may go on after the worker was told to stop.
const GRACE: Duration = Duration::from_secs(25);

/// Wakes the workers of this process. Which of several servers in one process (as in tests) a job
/// belongs to does not matter: a worker that finds nothing goes on waiting.
static WAKE: Notify = Notify::const_new();

/// Tells the workers of this process that a job is about to be there.
pub(super) fn wake() {
    WAKE.notify_waiters();
}

/// Does jobs and keeps the house until told to stop; then finishes what is under way.
pub async fn run_worker(state: web::Data<State>, stop: CancellationToken) {
    let given = || (state.clone(), stop.clone());
    tokio::join!(
        lasting(&stop, || {
            let (state, stop) = given();
            async move { do_jobs(&state, &stop).await }
        }),
        lasting(&stop, || {
            let (state, stop) = given();
            async move { timers::watch(&state, &stop).await }
        }),
        lasting(&stop, || {
            let (state, stop) = given();
            async move { webhooks::deliver::deliver_all(&state, &stop).await }
        }),
        lasting(&stop, || {
            let (state, stop) = given();
            async move { housekeeping::keep_house(&state, &stop).await }
        })
    );
}

/// Runs a part of the worker and begins it anew when it panics: the others depend on it as little as
/// it on them.
async fn lasting<F>(stop: &CancellationToken, part: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    while let Err(error) = tokio::spawn(part()).await {
        tracing::error!(%error, "a part of the worker panicked");
        if stop.is_cancelled() {
            return;
        }
        tokio::time::sleep(POLL).await;
    }
}

async fn do_jobs(state: &web::Data<State>, stop: &CancellationToken) {
    work_off(stop, &WAKE, PARALLEL, |free| {
        let state = state.clone();
        async move {
            let claimed = claim(&state, free).await?;
            Ok(claimed
                .into_iter()
                .map(|row| {
                    let state = state.clone();
                    async move { attempt(&state, row).await }
                })
                .collect())
        }
    })
    .await;
}

/// Claims what is due and does it, so many pieces at once, until told to stop; then finishes what is
/// under way. `claim` takes as many as it is told and makes of each what is to be done.
pub async fn work_off<C, F, T>(stop: &CancellationToken, wake: &Notify, parallel: usize, claim: C)
where
    C: Fn(usize) -> F,
    F: Future<Output = Result<Vec<T>, DbErr>>,
    T: Future<Output = ()> + Send + 'static,
{
    let mut running = JoinSet::new();
    let mut pause = POLL;
    while !stop.is_cancelled() {
        // Made before looking, so that a call in between is not missed.
        let woken = wake.notified();
        let free = parallel.saturating_sub(running.len());
        if free > 0 {
            match claim(free).await {
                Ok(claimed) => {
                    for piece in claimed {
                        running.spawn(piece);
                    }
                }
                Err(error) => tracing::warn!(%error, "nothing can be claimed now"),
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            Some(ended) = running.join_next() => note_panic(ended),
            () = woken => pause = SECOND_LOOK,
            () = tokio::time::sleep(pause) => pause = (pause * 3).min(POLL),
        }
    }
    let rest = async {
        while let Some(ended) = running.join_next().await {
            note_panic(ended);
        }
    };
    if tokio::time::timeout(GRACE, rest).await.is_err() {
        tracing::warn!("jobs under way were left to another worker");
    }
}

fn note_panic(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        // Its lease runs out, and then it counts as one more failed attempt.
        tracing::error!(%error, "a job panicked");
    }
}

/// Claims as many due jobs as there are free hands.
async fn claim(state: &State, free: usize) -> Result<Vec<job::Model>, DbErr> {
    if !job::any_ready(state.db.read(), clock::now()).await? {
        return Ok(Vec::new());
    }
    let tx = state.db.begin().await?;
    let now = clock::now();
    let claimed = job::claim(&tx, free as u64, now, now + LEASE).await?;
    tx.commit().await?;
    Ok(claimed)
}

async fn attempt(state: &State, row: job::Model) {
    let claim = Claim::of(&row);
    let outcome = if row.attempts > MAX_ATTEMPTS {
        // Each earlier attempt ended with the process; this one would too.
        Err(anyhow::anyhow!("never came to an end in {MAX_ATTEMPTS} attempts"))
    } else {
        tokio::time::timeout(TIME_LIMIT, dispatch(state, &row, &claim))
            .await
            .unwrap_or_else(|_| Err(anyhow::anyhow!("took longer than {TIME_LIMIT:?}")))
    };
    match note(state, &row, &claim, outcome).await {
        Ok(true) => {}
        Ok(false) => tracing::warn!(job = %row.id, kind = %row.kind, "slept over its lease"),
        // The lease runs out, and the job is done once more.
        Err(error) => tracing::warn!(job = %row.id, %error, "a job's end can't be noted now"),
    }
}

/// Every kind of job. One that is not known (any more) fails until it is dead.
async fn dispatch(state: &State, row: &job::Model, claim: &Claim) -> anyhow::Result<()> {
    async fn run<J: Job>(state: &State, row: &job::Model, claim: &Claim) -> anyhow::Result<()> {
        let job: J = serde_json::from_str(&row.payload).context("the payload can't be read")?;
        job.run(state, claim).await
    }
    match row.kind.as_str() {
        mail::Outgoing::KIND => run::<mail::Outgoing>(state, row, claim).await,
        Digest::KIND => run::<Digest>(state, row, claim).await,
        Reevaluate::KIND => run::<Reevaluate>(state, row, claim).await,
        IndexAll::KIND => run::<IndexAll>(state, row, claim).await,
        LinkRequest::KIND => run::<LinkRequest>(state, row, claim).await,
        kind => anyhow::bail!("nobody knows jobs of the kind {kind}"),
    }
}

/// Writes down what came of an attempt. `false`: the job is somebody else's by now.
pub(super) async fn note(
    state: &State,
    row: &job::Model,
    claim: &Claim,
    outcome: anyhow::Result<()>,
) -> Result<bool, DbErr> {
    let tx = state.db.begin().await?;
    let now = clock::now();
    let noted = match outcome {
        Ok(()) => job::finish(&tx, claim.id, claim.fence, now).await?,
        Err(error) => {
            let text = format!("{error:#}");
            let dead = row.attempts >= MAX_ATTEMPTS;
            let noted = if dead {
                job::give_up(&tx, claim.id, claim.fence, now, &text).await?
            } else {
                let run_at = next_attempt(now, row.attempts, rand::random());
                job::put_off(&tx, claim.id, claim.fence, run_at, &text).await?
            };
            if noted && dead {
                tracing::error!(job = %row.id, kind = %row.kind, error = %text, "a job is dead");
            } else if noted {
                tracing::warn!(job = %row.id, kind = %row.kind, error = %text, "a job failed");
            }
            noted
        }
    };
    tx.commit().await?;
    Ok(noted)
}

/// When to try again after a number of failed attempts: 10 s later, then three times as long each
/// time, six hours at most, and up to a quarter more by chance (0..1) so that jobs that failed
/// together don't come back together. Ten attempts take some fifteen hours.
fn next_attempt(now: DateTime<Utc>, attempts: i16, chance: f64) -> DateTime<Utc> {
    let steps = u32::from(attempts.saturating_sub(1).unsigned_abs()).min(16);
    let pause = (10 * 3_u64.pow(steps)).min(6 * 3600);
    let seconds = pause as f64 * (1.0 + chance / 4.0);
    now + TimeDelta::milliseconds((seconds * 1000.0) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(attempts: i16, chance: f64) -> TimeDelta {
        let now = DateTime::from_timestamp(1_783_700_000, 0).expect("an instant");
        next_attempt(now, attempts, chance) - now
    }

    #[test]
    fn each_pause_is_three_times_the_last_up_to_six_hours() {
        assert_eq!(pause(1, 0.0), TimeDelta::seconds(10));
        assert_eq!(pause(2, 0.0), TimeDelta::seconds(30));
        assert_eq!(pause(5, 0.0), TimeDelta::seconds(810));
        assert_eq!(pause(8, 0.0), TimeDelta::hours(6));
        assert_eq!(pause(9, 0.0), TimeDelta::hours(6));
        assert_eq!(pause(i16::MAX, 0.0), TimeDelta::hours(6));
    }

    #[test]
    fn chance_spreads_pauses_by_a_quarter() {
        assert_eq!(pause(1, 0.5), TimeDelta::milliseconds(11_250));
        assert!(pause(9, 0.999) < TimeDelta::minutes(450));
    }

    #[test]
    fn all_attempts_together_outlast_a_night_without_a_mail_server() {
        let all = (1..MAX_ATTEMPTS).map(|attempt| pause(attempt, 0.0)).sum::<TimeDelta>();
        assert!(all > TimeDelta::hours(12), "{all}");
    }

    #[test]
    fn an_attempt_ends_before_its_lease() {
        assert!(TIME_LIMIT.as_secs() < LEASE.num_seconds().unsigned_abs());
    }
}
