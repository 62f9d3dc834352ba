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
/// How many it takes up in one look.
const AT_ONCE: u64 = 100;
/// How long it leaves the database to requests between two looks when more is due than one takes up,
/// as after a long absence.
const BREATH: Duration = Duration::from_millis(200);

/// Lets happen what is due until told to stop. All replicas may do so: each timer happens once.
pub(super) async fn watch(state: &web::Data<State>, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match round(state, stop).await {
            Ok(true) => BREATH,
            Ok(false) => POLL,
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

/// Takes up what is due. `true`: there may be more.
async fn round(state: &web::Data<State>, stop: &CancellationToken) -> Result<bool, DbErr> {
    let due = timer::due(state.db.read(), clock::now(), AT_ONCE).await?;
    let is_full = due.len() as u64 == AT_ONCE;
    let mut is_moving = false;
    for timer in due {
        if stop.is_cancelled() {
            break;
        }
        match timers::fire(state, &timer).await {
            Ok(done) => is_moving |= done,
            Err(error) => {
                tracing::warn!(timer = %timer.id, kind = %timer.kind.0, %error, "a timer failed");
                if let Err(error) = timers::retry_later(state, &timer).await {
                    tracing::warn!(timer = %timer.id, %error, "it can't be put off either");
                }
            }
        }
    }
    Ok(is_full && is_moving)
}
