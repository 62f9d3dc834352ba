//! Follows the stream of the server: opens it while the page is in view, comes back to where it was
//! after it ended, and passes on what it says.
//!
//! Out of view it is closed, since a browser has few connections to a server and many tabs.

use aval_client::{Decoder, Message, Received, Session as Api};
use aval_contract::notifications::NotificationsQuery;
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, RequestInit, Response};

use super::Live;
use crate::browser;
use crate::session::{Session, Status};

/// Pauses between tries, in milliseconds: the first, and the longest.
const PAUSE: (i32, i32) = (1_000, 30_000);

/// Follows the stream for as long as this sign-in lasts.
pub fn follow(session: Session, live: Live) {
    let epoch = untrack(|| session.epoch());
    let is_over = move || {
        untrack(|| session.epoch()) != epoch || untrack(|| session.status()) != Status::SignedIn
    };
    let api = session.api();
    leptos::task::spawn_local(async move {
        let (mut last, mut pause) = (None, PAUSE.0);
        while !is_over() {
            if browser::is_in_view() {
                let followed = one_stream(&api, live, &mut last, &is_over).await;
                live.connected.set(false);
                pause = if followed.is_ok() { PAUSE.0 } else { (pause * 2).min(PAUSE.1) };
                if is_over() {
                    break;
                }
            }
            browser::sleep(if browser::is_in_view() { pause } else { PAUSE.0 }).await;
        }
    });
}

/// Reads one stream to its end. `last`: the id to come back to.
async fn one_stream(
    api: &Api,
    live: Live,
    last: &mut Option<Uuid>,
    is_over: &impl Fn() -> bool,
) -> Result<(), JsValue> {
    let abort = AbortController::new()?;
    let closing = abort.clone();
    let listening = window_event_listener_untyped("visibilitychange", move |_| {
        if !browser::is_in_view() {
            closing.abort();
        }
    });
    let read = async {
        let reader = open(api, &abort, *last).await?;
        let mut decoder = Decoder::default();
        while let Some(bytes) = next_bytes(&reader).await? {
            for received in decoder.push(&bytes) {
                take(api, live, received, last).await;
            }
            if is_over() {
                abort.abort();
                break;
            }
        }
        Ok(())
    };
    let outcome = read.await;
    listening.remove();
    outcome
}

async fn open(
    api: &Api,
    abort: &AbortController,
    last: Option<Uuid>,
) -> Result<ReadableStreamDefaultReader, JsValue> {
    let refused = |_| JsValue::from_str("no stream");
    let headers = Headers::new()?;
    if let Some(authorization) = api.authorization().await.map_err(refused)? {
        headers.set("Authorization", &authorization)?;
    }
    if let Some(last) = last {
        headers.set("Last-Event-ID", &last.to_string())?;
    }
    let init = RequestInit::new();
    init.set_headers(&headers);
    init.set_signal(Some(&abort.signal()));
    let url = api.events_url().map_err(|_| JsValue::from_str("no address"))?;
    let fetching = browser::window().fetch_with_str_and_init(&url, &init);
    let response: Response = JsFuture::from(fetching).await?.dyn_into()?;
    let body = response.body().filter(|_| response.ok());
    let body = body.ok_or_else(|| JsValue::from_f64(f64::from(response.status())))?;
    body.get_reader().dyn_into().map_err(JsValue::from)
}

async fn next_bytes(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let chunk = JsFuture::from(reader.read()).await?;
    let of = |name: &str| js_sys::Reflect::get(&chunk, &JsValue::from_str(name));
    if of("done")?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(of("value")?.dyn_into::<js_sys::Uint8Array>()?.to_vec()))
}

async fn take(api: &Api, live: Live, received: Received, last: &mut Option<Uuid>) {
    let came_back = last.is_some();
    if received.id.is_some() {
        *last = received.id;
    }
    match received.message {
        Message::Ready => {
            live.connected.set(true);
            count_unread(api, live).await;
            if !came_back {
                // What happened between loading the page and now was told by nobody.
                live.happened(None);
            }
        }
        Message::Ticket(news) => live.happened(Some(news.ticket_id)),
        Message::Notification(_) => {
            live.unread.update(|unread| *unread += 1);
            live.told.update(|told| *told += 1);
        }
        Message::Reset => {
            count_unread(api, live).await;
            live.told.update(|told| *told += 1);
            live.happened(None);
        }
    }
}

async fn count_unread(api: &Api, live: Live) {
    let query = NotificationsQuery { unread: Some(true), limit: Some(1), cursor: None };
    if let Ok(page) = api.notifications().list(&query).await {
        live.unread.set(page.unread);
    }
}
