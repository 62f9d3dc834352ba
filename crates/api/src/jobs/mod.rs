//! Effects later: what a transaction decided is done after it, by a worker, at least once.
//!
//! A job is a row, written in the transaction that wants it. A worker claims it for the length of a
//! lease; a fence counts the claims, so that a worker that slept over its lease changes nothing.

mod housekeeping;
pub mod reevaluate;
mod runner;
#[cfg(test)]
mod tests;
mod timers;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::app::State;
use crate::clock;
use crate::db::job;
use crate::error::Result;

pub use housekeeping::keep_memory;
pub use runner::{run_worker, work_off};

/// Something to do after a transaction. Its fields are what the row keeps, as JSON.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The word in the table. Rows outlive the program that wrote them, so it never changes.
    const KIND: &'static str;

    /// Does it. May run more than once: a worker that dies half-way is followed by another.
    ///
    /// # Errors
    /// What went wrong; the job is tried again later.
    fn run(&self, state: &State, claim: &Claim) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// A worker's hold on a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The job.
    pub id: Uuid,
    /// When the job was written down; the same at each attempt.
    pub created_at: DateTime<Utc>,
    fence: i64,
}

impl Claim {
    fn of(row: &job::Model) -> Self {
        Self { id: row.id, created_at: row.created_at, fence: row.fence }
    }

    /// Goes on only while nobody else may have taken the job over: to be asked right before an
    /// effect that can't be taken back.
    ///
    /// # Errors
    /// When the lease is over, or the database can't say.
    pub async fn check(&self, state: &State) -> anyhow::Result<()> {
        let held = job::is_held(state.db.read(), self.id, self.fence, clock::now()).await?;
        anyhow::ensure!(held, "slept over the lease");
        Ok(())
    }
}

/// Writes a job down, to be done at `run_at` or soon after, if the transaction commits.
///
/// # Errors
/// What the database says.
pub async fn enqueue<J: Job>(
    tx: &impl ConnectionTrait,
    job: &J,
    run_at: DateTime<Utc>,
) -> Result<()> {
    job::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(J::KIND.to_owned()),
        payload: Set(serde_json::to_string(job).map_err(anyhow::Error::from)?),
        state: Set(job::QUEUED.to_owned()),
        run_at: Set(run_at),
        attempts: Set(0),
        lease_until: Set(None),
        fence: Set(0),
        last_error: Set(None),
        created_at: Set(clock::now()),
        finished_at: Set(None),
    }
    .insert(tx)
    .await?;
    runner::wake();
    Ok(())
}
