//! Looks what is due by itself, and lets it happen.

use std::time::Duration;

use actix_web::web;
use sea_orm::DbErr;
use tokio_util::sync::CancellationToken;

use crate::app::State;
use crate::clock;
use crate::db::timer;
use crate::tickets::timers;

/// How often it looks.
const POLL: Duration = Duration::from_secs(1);
/// How many it takes up in one look. After a long absence the rest waits for the next ones, so
/// that requests come in between.
const AT_ONCE: u64 = 100;

/// Lets happen what is due until told to stop. All replicas may do so: each timer happens once.
pub(super) async fn watch(state: &web::Data<State>, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match round(state, stop).await {
            // There is more.
            Ok(AT_ONCE) => Duration::ZERO,
            Ok(_) => POLL,
            Err(error) => {
                tracing::warn!(%error, "timers can't be read now");
                POLL
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Takes up what is due, and says how much that was.
async fn round(state: &web::Data<State>, stop: &CancellationToken) -> Result<u64, DbErr> {
    let due = timer::due(state.db.read(), clock::now(), AT_ONCE).await?;
    let mut taken = 0;
    for timer in due {
        if stop.is_cancelled() {
            break;
        }
        match timers::fire(state, &timer).await {
            Ok(()) => taken += 1,
            // It stays due; the others are not kept waiting by it.
            Err(error) => {
                tracing::warn!(timer = %timer.id, kind = %timer.kind.0, %error, "a timer failed");
            }
        }
    }
    Ok(taken)
}
