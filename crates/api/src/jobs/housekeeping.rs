//! What is tidied up every few minutes: by the worker what all share, by each serving process what
//! it has in memory. Doing it twice, or on several replicas at once, is
//! the same as once, so these are no rows in the table of jobs.

use std::time::Duration;

use actix_web::web;
use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use crate::app::State;
use crate::db::{
    api_key, idempotency_key, job, one_time_link, session, webhook, webhook_delivery,
    webhook_message,
};
use crate::mail::incoming;
use crate::{attachments, clock};

/// How long between two rounds.
const ROUND: Duration = Duration::from_secs(300);
/// How long an answer is kept for its `Idempotency-Key`.
const ANSWERS_KEPT: TimeDelta = TimeDelta::hours(24);
/// How long an uploaded file waits to be sent.
const UNSENT_KEPT: TimeDelta = TimeDelta::days(1);
/// How long used links, ended sessions, finished jobs and messages of webhooks can still be looked at.
const HISTORY_KEPT: TimeDelta = TimeDelta::days(30);

/// How many entries of the logs of deleted webhooks are removed at once: each stretch keeps whoever else
/// writes waiting on the embedded database.
const STRETCH: u64 = 1_000;

/// Tidies up the database and the store in rounds until told to stop: what the worker does.
pub(super) async fn keep_house(state: &web::Data<State>, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = tidy(state).await {
            // The next round does it.
            tracing::warn!(%error, "tidying up failed");
        }
        next_round(stop).await;
    }
}

/// Tidies up what a serving process has in memory, worker or not, until told to stop; then writes
/// down what is only there.
pub async fn keep_memory(state: web::Data<State>, stop: CancellationToken) {
    loop {
        state.throttle.tidy();
        if let Err(error) = note_key_uses(&state).await {
            tracing::warn!(%error, "the last uses of API keys were not noted");
        }
        if stop.is_cancelled() {
            return;
        }
        next_round(&stop).await;
    }
}

async fn next_round(stop: &CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(ROUND) => {}
    }
}

async fn tidy(state: &State) -> anyhow::Result<()> {
    let now = clock::now();
    let tx = state.db.begin().await?;
    idempotency_key::remove_used(&tx, now - ANSWERS_KEPT).await?;
    one_time_link::remove_over(&tx, now - HISTORY_KEPT).await?;
    session::remove_over(&tx, now - HISTORY_KEPT).await?;
    job::remove_done(&tx, now - HISTORY_KEPT).await?;
    webhook_message::remove_before(&tx, now - HISTORY_KEPT).await?;
    tx.commit().await?;
    while remove_logs(state).await? {}
    attachments::remove_unsent(state, now - UNSENT_KEPT).await?;
    incoming::forget(state, now - incoming::KEPT).await?;
    Ok(())
}

/// Removes a stretch of the logs of webhooks that were deleted, and those that have none left. Says
/// whether there is more.
async fn remove_logs(state: &State) -> anyhow::Result<bool> {
    let tx = state.db.begin().await?;
    let removed = webhook_delivery::remove_of_deleted(&tx, STRETCH).await?;
    if removed == 0 {
        webhook::remove_deleted(&tx).await?;
    }
    tx.commit().await?;
    Ok(removed > 0)
}

async fn note_key_uses(state: &State) -> anyhow::Result<()> {
    let uses = state.take_key_uses();
    if uses.is_empty() {
        return Ok(());
    }
    let tx = state.db.begin().await?;
    for (key, at) in uses {
        api_key::note_use(&tx, key, at).await?;
    }
    tx.commit().await?;
    Ok(())
}
