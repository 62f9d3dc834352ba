//! The stream of what happens.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpRequest, Responder, get, web};
use actix_web_lab::sse::{Data, Event, Sse};
use aval_contract::events::name;
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{MOST, News, floor, load};
use crate::app::State;
use crate::auth::{Caller, SignedIn, tokens};
use crate::db::{event, notification};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// How often something is sent although nothing happens, so that nobody in between hangs up.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// After how long a client should come back when the stream has ended.
const RETRY: Duration = Duration::from_secs(2);

/// What happens to tickets that the caller may see, and what she is told, as it happens:
/// Server-Sent Events. `event: ticket` carries a `TicketNews`, `event: notification` a
/// `Notification`; `ready` begins the stream, and after `reset` load anew what is shown. With
/// `Last-Event-ID` it goes on after that message; those of the last moments may come twice. The
/// stream ends after ten minutes, or when the session does: come back with a new token.
#[utoipa::path(
    operation_id = "stream_events",
    tag = "events",
    params(("Last-Event-ID" = Option<String>, Header, description = "Id of the last message received")),
    responses((
        status = 200,
        description = "Messages, until the stream ends",
        body = String,
        content_type = "text/event-stream"
    ))
)]
#[get("/events")]
pub(super) async fn stream(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    request: HttpRequest,
    Params(NoParams {}): Params<NoParams>,
) -> Result<impl Responder> {
    let last = last_event_id(&request)?;
    let id = Uuid::now_v7();
    let end = state.live.listeners.enter(id, &caller)?;
    let listening = Listening { id, state: state.clone() };
    // Heard from here on, before looking what there was: nothing falls in between.
    let news = state.live.news.subscribe();
    let missed = missed(&state, &caller, floor(last.unwrap_or(id))).await?;
    let life = tokens::ACCESS_LIFE.to_std().unwrap_or_default();
    let following = Following {
        told: missed.iter().flatten().filter_map(News::id).collect(),
        before: opening(id, missed).into_iter(),
        caller,
        news,
        end,
        until: Instant::now() + life,
        _listening: listening,
    };
    Ok(Sse::from_infallible_stream(following.into_stream())
        .with_keep_alive(KEEP_ALIVE)
        .with_retry_duration(RETRY))
}

fn last_event_id(request: &HttpRequest) -> Result<Option<Uuid>> {
    let Some(value) = request.headers().get("last-event-id") else { return Ok(None) };
    let id = value.to_str().ok().and_then(|text| text.parse().ok());
    id.map(Some).ok_or_else(|| ApiError::invalid("Last-Event-ID", "malformed"))
}

/// What the caller may learn of since an id; nothing in its place when it is too much.
async fn missed(state: &State, caller: &Caller, since: Uuid) -> Result<Option<Vec<News>>> {
    let db = state.db.read();
    let company = caller.company();
    let events = event::ids_since_for(db, since, company, MOST).await?;
    let notifications = notification::ids_since_for(db, since, caller.id(), MOST).await?;
    if events.len() as u64 == MOST || notifications.len() as u64 == MOST {
        return Ok(None);
    }
    let mut news = load(db, events, notifications).await?;
    news.retain(|news| news.is_for(caller));
    Ok(Some(news))
}

/// With what the stream begins. The first id is a place to come back to even when nothing happens.
fn opening(id: Uuid, missed: Option<Vec<News>>) -> Vec<Event> {
    let ready = Data::new("{}").event(name::READY).id(id.to_string());
    let missed = missed.unwrap_or_else(|| vec![News::Reset]);
    let missed = missed.iter().filter_map(message);
    missed.chain([Event::Data(ready)]).collect()
}

/// As it goes over the wire.
fn message(news: &News) -> Option<Event> {
    let data = match news {
        News::Ticket { news, .. } => {
            Data::new_json(news).ok()?.event(name::TICKET).id(news.id.to_string())
        }
        News::Notification { notification, .. } => Data::new_json(notification)
            .ok()?
            .event(name::NOTIFICATION)
            .id(notification.id.to_string()),
        News::Reset => Data::new("{}").event(name::RESET).id(Uuid::now_v7().to_string()),
    };
    Some(Event::Data(data))
}

/// Leaves the list of those who listen when the client has gone or the stream has ended.
struct Listening {
    id: Uuid,
    state: web::Data<State>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.state.live.listeners.leave(self.id);
    }
}

struct Following {
    caller: Caller,
    before: std::vec::IntoIter<Event>,
    told: HashSet<Uuid>,
    news: broadcast::Receiver<Arc<News>>,
    end: CancellationToken,
    until: Instant,
    _listening: Listening,
}

impl Following {
    fn into_stream(self) -> impl Stream<Item = Event> {
        unfold(self, |mut this| async move { Some((this.next().await?, this)) })
    }

    /// The next message; nothing when the stream ends.
    async fn next(&mut self) -> Option<Event> {
        if let Some(event) = self.before.next() {
            return Some(event);
        }
        loop {
            let news = tokio::select! {
                () = self.end.cancelled() => return None,
                () = tokio::time::sleep_until(self.until) => return None,
                news = self.news.recv() => news,
            };
            match news {
                Ok(news) => {
                    let known = news.id().is_some_and(|id| self.told.contains(&id));
                    if !known && news.is_for(&self.caller) {
                        return message(&news);
                    }
                }
                Err(RecvError::Lagged(_)) => return message(&News::Reset),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}
