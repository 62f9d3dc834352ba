//! The worker's part: messages go out to endpoints.
//!
//! An endpoint is claimed for the length of a lease, sent its next message, and let go: its messages
//! go out one after the other, and one that does not answer holds up nobody else's. A fence counts
//! the claims, so that a worker that slept over its lease changes nothing.

use std::time::Duration;

use actix_web::web;
use aval_contract::audit::AuditAction;
use aval_domain::webhooks::{
    DeliveryFailure, DeliveryState, DisabledReason, WebhookEvent, has_failed_for_days,
    next_attempt, pause_until,
};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use sea_orm::DbErr;
use serde_json::json;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;
use uuid::Uuid;

use super::{outbound, secret};
use crate::app::State;
use crate::audit::{self, Deed};
use crate::auth::Caller;
use crate::clock;
use crate::db::{Tx, Word, person, webhook, webhook_attempt, webhook_delivery, webhook_message};
use crate::error::Result;
use crate::jobs;
use crate::mail::{self, Outgoing, Template};
use crate::outbound::Reply;

/// How long a claim holds: longer than an exchange may take.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// To how many endpoints a worker sends at once. They cost little but waiting.
const PARALLEL: usize = 32;
/// The status with which an endpoint says that it wants no more.
const GONE: u16 = 410;
/// The statuses whose `Retry-After` is meant for whatever else it would be sent: too many requests, and
/// unavailable.
const BUSY: [u16; 2] = [429, 503];

/// Wakes the workers of this process.
static WAKE: Notify = Notify::const_new();

/// Tells the workers of this process that there is about to be something to send.
pub(super) fn wake() {
    WAKE.notify_waiters();
}

/// Sends what is due until told to stop.
pub async fn deliver_all(state: &web::Data<State>, stop: &CancellationToken) {
    jobs::work_off(stop, &WAKE, PARALLEL, |free| {
        let state = state.clone();
        async move {
            let claimed = claim(&state, free).await?;
            Ok(claimed
                .into_iter()
                .map(|webhook| {
                    let state = state.clone();
                    async move {
                        if let Err(error) = deliver_next(&state, &webhook).await {
                            // The lease runs out, and then it is sent once more.
                            tracing::warn!(webhook = %webhook.id, %error, "a delivery failed");
                        }
                    }
                })
                .collect())
        }
    })
    .await;
}

async fn claim(state: &State, free: usize) -> Result<Vec<webhook::Model>, DbErr> {
    if !webhook::any_ready(state.db.read(), clock::now()).await? {
        return Ok(Vec::new());
    }
    let tx = state.db.begin().await?;
    let now = clock::now();
    let claimed = webhook::claim(&tx, free as u64, now, now + LEASE).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// Sends a claimed endpoint its next message and lets it go.
async fn deliver_next(state: &State, claimed: &webhook::Model) -> Result<()> {
    let sent = send_next(state, claimed).await?;
    let tx = state.db.begin().await?;
    let Some(mut webhook) = webhook::release(&tx, claimed.id, claimed.fence, clock::now()).await?
    else {
        tracing::warn!(webhook = %claimed.id, "slept over the lease of an endpoint");
        return Ok(());
    };
    if let Some(sent) = sent
        && let Some(delivery) = webhook_delivery::lock(&tx, sent.delivery).await?
    {
        note(&tx, &mut webhook, delivery, sent).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What came of sending a message.
struct Sent {
    delivery: Uuid,
    event: WebhookEvent,
    /// Where to.
    url: String,
    at: DateTime<Utc>,
    took: Duration,
    outcome: Result<Reply, DeliveryFailure>,
}

/// Sends a claimed endpoint its next message, if there is one and the endpoint still wants it.
async fn send_next(state: &State, claimed: &webhook::Model) -> Result<Option<Sent>> {
    let db = state.db.read();
    let Some(delivery) = webhook_delivery::next_of(db, claimed.id, clock::now()).await? else {
        return Ok(None);
    };
    let Some(message) = webhook_message::find(db, delivery.message_id).await? else {
        return Ok(None);
    };
    // As it is now: what was sent can't be called back.
    let held = webhook::held(db, claimed.id, claimed.fence, clock::now()).await?;
    let Some(webhook) = held else { return Ok(None) };
    let (at, began) = (clock::now(), Instant::now());
    let outcome = send(state, &webhook, &message, at).await;
    Ok(Some(Sent {
        delivery: delivery.id,
        event: message.event.0,
        url: webhook.url,
        at,
        took: began.elapsed(),
        outcome,
    }))
}

async fn send(
    state: &State,
    webhook: &webhook::Model,
    message: &webhook_message::Model,
    now: DateTime<Utc>,
) -> Result<Reply, DeliveryFailure> {
    match (webhook.url.parse::<Url>(), headers(state, webhook, message, now)) {
        (Ok(url), Some(headers)) => {
            outbound(state, webhook.of_support).post(&url, headers, message.body.clone()).await
        }
        _ => Err(DeliveryFailure::AddressRefused),
    }
}

fn headers(
    state: &State,
    webhook: &webhook::Model,
    message: &webhook_message::Model,
    now: DateTime<Utc>,
) -> Option<HeaderMap> {
    let signed = secret::signatures(&state.config, webhook, message.id, now, &message.body);
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in [
        ("webhook-id", message.id.to_string()),
        ("webhook-timestamp", now.timestamp().to_string()),
        ("webhook-signature", signed),
    ] {
        headers.insert(HeaderName::from_static(name), value.parse().ok()?);
    }
    Some(headers)
}

/// Writes down what came of an attempt: in the log, for the message, and for the endpoint.
async fn note(
    tx: &Tx,
    webhook: &mut webhook::Model,
    delivery: webhook_delivery::Model,
    sent: Sent,
) -> Result<()> {
    let now = clock::now();
    let (is_test, is_moved) = (sent.event == WebhookEvent::Test, sent.url != webhook.url);
    let (status, wish) = match &sent.outcome {
        Ok(reply) => (Some(reply.status), reply.retry_after),
        Err(_) => (None, None),
    };
    webhook_attempt::insert(tx, attempt(delivery.id, sent)).await?;
    if is_moved && !matches!(status, Some(200..=299)) {
        // What an old address says is no sign of the new one, which is asked next.
        return Ok(());
    }
    let failed = delivery.failed.saturating_add(1);
    let again = next_attempt(now, failed, wish, rand::random());
    let (state, run_at, failed) = match status {
        Some(200..=299) => (DeliveryState::Delivered, delivery.run_at, delivery.failed),
        Some(GONE) => (DeliveryState::Failed, delivery.run_at, failed),
        // Whoever tries an endpoint out wants to know now.
        _ if is_test => (DeliveryState::Failed, delivery.run_at, failed),
        _ => again.map_or((DeliveryState::Failed, delivery.run_at, failed), |at| {
            (DeliveryState::Pending, at, failed)
        }),
    };
    webhook_delivery::set(tx, delivery.id, state, run_at, failed).await?;

    let since = match state {
        DeliveryState::Delivered => None,
        DeliveryState::Pending | DeliveryState::Failed if is_test => webhook.failing_since,
        DeliveryState::Pending | DeliveryState::Failed => webhook.failing_since.or(Some(now)),
    };
    let is_gone = status == Some(GONE);
    let has_failed = state == DeliveryState::Failed
        && !is_test
        && since.is_some_and(|since| has_failed_for_days(since, now));
    let disabled = if is_gone {
        Some(DisabledReason::Gone)
    } else {
        has_failed.then_some(DisabledReason::Failing)
    };
    let asked = wish.filter(|_| status.is_some_and(|status| BUSY.contains(&status)));
    let pause = asked.map(|wish| pause_until(now, wish)).or(webhook.not_before);
    if since != webhook.failing_since || pause != webhook.not_before || disabled.is_some() {
        webhook.failing_since = since;
        webhook.not_before = pause;
        if let Some(reason) = disabled {
            disable(tx, webhook, reason, now).await?;
        }
        webhook::save(tx, webhook).await?;
    }
    Ok(())
}

fn attempt(delivery: Uuid, sent: Sent) -> webhook_attempt::Model {
    let (status, failure, answer) = match sent.outcome {
        Ok(reply) => (i16::try_from(reply.status).ok(), None, reply.start),
        Err(failure) => (None, Some(Word(failure)), String::new()),
    };
    webhook_attempt::Model {
        id: Uuid::now_v7(),
        delivery_id: delivery,
        at: sent.at,
        duration_ms: i32::try_from(sent.took.as_millis()).unwrap_or(i32::MAX),
        status,
        failure,
        answer,
    }
}

/// Switches an endpoint off and tells its owner. One that somebody has switched off meanwhile stays
/// as it is.
async fn disable(
    tx: &Tx,
    webhook: &mut webhook::Model,
    reason: DisabledReason,
    now: DateTime<Utc>,
) -> Result<()> {
    if !webhook.active {
        return Ok(());
    }
    webhook.active = false;
    webhook.disabled_reason = Some(Word(reason));
    webhook.updated_at = now;
    webhook.version += 1;
    let data = json!({ "url": webhook.url, "reason": reason });
    let mut aval = Caller::timer();
    aval.name.push_str("Aval");
    let deed = Deed::about(AuditAction::WebhookDisabled, webhook.id, webhook.company_id);
    audit::record(tx, &aval, deed, data, now).await?;
    let url: Option<Url> = webhook.url.parse().ok();
    let host = url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    for told in owners(tx, webhook.owner_id).await? {
        let template = Template::WebhookDisabled {
            host: host.clone(),
            description: webhook.description.clone(),
            gone: reason == DisabledReason::Gone,
        };
        mail::enqueue(tx, Outgoing::to_person(&told, template), now).await?;
    }
    Ok(())
}

/// Whoever made an endpoint; the admins, once she has left.
async fn owners(tx: &Tx, made_by: Uuid) -> Result<Vec<person::Model>, DbErr> {
    let owner = person::active_staff(tx, &[made_by]).await?;
    if owner.is_empty() { person::active_admins(tx).await } else { Ok(owner) }
}
