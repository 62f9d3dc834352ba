//! Looks what was added to the record and passes it on.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use sea_orm::DatabaseBackend;
use sqlx::postgres::PgListener;
use tokio::sync::Notify;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{CHANNEL, MOST, News, WAKE, floor, load};
use crate::app::State;
use crate::db::{event, notification};
use crate::error::Result;

/// How often it looks by itself on the embedded database, into which another process may write.
const POLL_EMBEDDED: Duration = Duration::from_secs(1);
/// How often it looks by itself where replicas call each other: calls are lost only while the
/// connection for them is.
const POLL_CALLED: Duration = Duration::from_secs(30);
/// How soon it looks again after it was woken on the embedded database: the transaction is about to
/// commit then.
const SECOND_LOOK: Duration = Duration::from_millis(20);
/// The least time between two looks.
const BREATH: Duration = Duration::from_millis(20);
/// How often those who listen are looked at: who signed out hears nothing after five seconds.
const CHECK: Duration = Duration::from_secs(3);
/// How soon a lost connection for calls is sought again.
const RECONNECT: Duration = Duration::from_secs(1);

/// Passes on what happens to the streams that are open in this server, until told to stop.
pub async fn feed(state: web::Data<State>, stop: CancellationToken) {
    let called = Arc::new(Notify::new());
    let postgres = state.db.backend() == DatabaseBackend::Postgres;
    let calls = postgres.then(|| {
        let url = state.config.database_url.clone();
        tokio::spawn(stop.clone().run_until_cancelled_owned(hear_calls(url, called.clone())))
    });
    let poll = if postgres { POLL_CALLED } else { POLL_EMBEDDED };
    let mut check = tokio::time::interval(CHECK);
    check.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut known, mut pause) = (HashSet::new(), poll);
    while !stop.is_cancelled() {
        // Made before looking, so that a call in between is not missed.
        let woken = WAKE.notified();
        let looked = Instant::now();
        if let Err(error) = look(&state, &mut known).await {
            tracing::warn!(%error, "what happens can't be read now");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            _ = check.tick() => {
                if let Err(error) = state.live.listeners.end_those_who_may_no_longer(&state).await {
                    tracing::warn!(%error, "who listens can't be looked at now");
                }
            }
            () = called.notified() => {}
            () = woken => pause = SECOND_LOOK,
            () = tokio::time::sleep(pause) => pause = (pause * 3).min(poll),
        }
        tokio::time::sleep_until(looked + BREATH).await;
    }
    state.live.stop();
    if let Some(calls) = calls {
        // It ends with the same token.
        let _ = calls.await;
    }
}

/// Passes on what is new. `known`: what was passed on in the last moments.
async fn look(state: &State, known: &mut HashSet<Uuid>) -> Result<()> {
    if state.live.count() == 0 {
        known.clear();
        return Ok(());
    }
    let db = state.db.read();
    let floor = floor(Uuid::now_v7());
    known.retain(|id| *id >= floor);
    let events = event::ids_since(db, floor, MOST).await?;
    let notifications = notification::ids_since(db, floor, MOST).await?;
    if events.len() as u64 == MOST || notifications.len() as u64 == MOST {
        tracing::warn!("more happens than is passed on one by one");
        known.extend(events.into_iter().chain(notifications));
        // Without a listener there is nobody to tell.
        let _ = state.live.news.send(Arc::new(News::Reset));
        return Ok(());
    }
    let fresh = |ids: Vec<Uuid>| -> Vec<Uuid> {
        ids.into_iter().filter(|id| !known.contains(id)).collect()
    };
    let news = load(db, fresh(events), fresh(notifications)).await?;
    for news in news {
        known.extend(news.id());
        let _ = state.live.news.send(Arc::new(news));
    }
    Ok(())
}

/// Hears the calls of all replicas, for as long as it is awaited.
async fn hear_calls(url: String, called: Arc<Notify>) {
    loop {
        if let Err(error) = hear(&url, &called).await {
            tracing::warn!(%error, "calls of other replicas can't be heard now");
        }
        tokio::time::sleep(RECONNECT).await;
    }
}

async fn hear(url: &str, called: &Notify) -> std::result::Result<(), sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // What was called while the connection was lost is looked for as well.
        called.notify_one();
        listener.recv().await?;
    }
}
