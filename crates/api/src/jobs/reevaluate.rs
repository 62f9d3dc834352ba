//! Brings the running tickets in line with changed rules, a stretch at a time.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use uuid::Uuid;

use super::{Claim, Job, enqueue};
use crate::app::State;
use crate::clock;
use crate::db::{Tx, reevaluation, running_ticket};
use crate::error::Result;
use crate::rules::Rules;
use crate::tickets::derived;

/// How long one attempt goes on before it hands over to the next, well within a lease.
const SLICE: Duration = Duration::from_secs(20);

/// Goes over the running tickets, once for each change of the rules.
#[derive(Serialize, Deserialize)]
pub struct Reevaluate {
    round: Uuid,
}

/// Asks for it, in the transaction that changes the rules.
///
/// # Errors
/// What the database says.
pub async fn ask(tx: &Tx, now: DateTime<Utc>) -> Result<()> {
    let round = Uuid::now_v7();
    reevaluation::ActiveModel {
        id: Set(round),
        asked_at: Set(now),
        last_ticket: Set(Uuid::nil()),
        done: Set(0),
        total: Set(i64::try_from(running_ticket::count(tx).await?).unwrap_or(i64::MAX)),
        finished_at: Set(None),
    }
    .insert(tx)
    .await?;
    enqueue(tx, &Reevaluate { round }, now).await
}

impl Job for Reevaluate {
    const KIND: &'static str = "reevaluate";

    async fn run(&self, state: &State, claim: &Claim) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            claim.check(state).await?;
            let tx = state.db.begin().await?;
            let is_done = self.step(&tx).await?;
            let is_late = began.elapsed() > SLICE;
            if is_late && !is_done {
                enqueue(&tx, &Self { round: self.round }, clock::now()).await?;
            }
            tx.commit().await?;
            if is_done || is_late {
                return Ok(());
            }
        }
    }
}

impl Reevaluate {
    /// The next stretch of tickets. `true`: there are no more.
    async fn step(&self, tx: &Tx) -> anyhow::Result<bool> {
        // Two workers that go over the same tickets take turns here.
        let Some(round) = reevaluation::lock_unfinished(tx, self.round).await? else {
            return Ok(true);
        };
        let rules = Rules::load(tx).await?;
        let stretch = derived::rebuild_after(tx, &rules, round.last_ticket).await?;
        let mut row = round.clone().into_active_model();
        match stretch.last {
            Some(last) => {
                row.last_ticket = Set(last);
                row.done = Set(round.done + i64::try_from(stretch.looked_at)?);
            }
            None => row.finished_at = Set(Some(clock::now())),
        }
        row.update(tx).await?;
        Ok(stretch.last.is_none())
    }
}
