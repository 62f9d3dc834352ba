//! Somebody looks what an endpoint was sent.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use aval_contract::page::{Page, PageQuery};
use aval_contract::webhooks::{DeliveryState, WebhookAttempt, WebhookDelivery};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::app::State;
use crate::auth::WebhookManager;
use crate::change::json;
use crate::db::{ticket, webhook, webhook_attempt, webhook_delivery};
use crate::error::{ApiError, Result};
use crate::http::{Params, path_id};
use crate::paging::{self, InstantPlace};

/// What an endpoint was sent, newest first, with what came of each attempt; kept for 30 days
#[utoipa::path(
    tag = "webhooks",
    operation_id = "list_webhook_deliveries",
    params(("id" = Uuid, Path, description = "The endpoint"), PageQuery),
    responses((status = 200, description = "One page", body = Page<WebhookDelivery>))
)]
#[get("/webhooks/{id}/deliveries")]
pub(super) async fn deliveries(
    WebhookManager(caller): WebhookManager,
    state: web::Data<State>,
    path: web::Path<String>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let (limit, before): (_, Option<InstantPlace>) = paging::asked(&query)?;
    let before = before.map(InstantPlace::checked).transpose()?;
    // Where a message stands and what came of sending it belong together.
    let db = &state.db.snapshot().await?;
    webhook::row_for(db, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let rows = webhook_delivery::page_of(db, id, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(webhook_delivery::count_of(db, id).await?),
        Some(false) | None => None,
    };
    let attempts = attempts(db, &rows).await?;
    let place_of = |row: &webhook_delivery::Row| InstantPlace {
        at: row.delivery.created_at,
        id: row.delivery.id,
    };
    let answer = |row: webhook_delivery::Row| {
        let own = attempts.get(&row.delivery.id).cloned().unwrap_or_default();
        answer(row, own)
    };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}

/// One delivery of an endpoint as it is now.
///
/// # Errors
/// 404 when the endpoint has none with this id.
pub(super) async fn shown(
    db: &impl ConnectionTrait,
    webhook: Uuid,
    id: Uuid,
) -> Result<WebhookDelivery> {
    let row = webhook_delivery::row_of(db, webhook, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let rows = [row];
    let attempts = attempts(db, &rows).await?.remove(&id).unwrap_or_default();
    let [row] = rows;
    Ok(answer(row, attempts))
}

async fn attempts(
    db: &impl ConnectionTrait,
    rows: &[webhook_delivery::Row],
) -> Result<HashMap<Uuid, Vec<WebhookAttempt>>> {
    let ids = rows.iter().map(|row| row.delivery.id).collect();
    let mut found: HashMap<Uuid, Vec<WebhookAttempt>> = HashMap::new();
    for attempt in webhook_attempt::of_deliveries(db, ids).await? {
        let webhook_attempt::Model { id: _, delivery_id, at, duration_ms, status, failure, answer } =
            attempt;
        found.entry(delivery_id).or_default().push(WebhookAttempt {
            at,
            duration_ms,
            status: status.and_then(|status| u16::try_from(status).ok()),
            failure: failure.map(|failure| failure.0),
            answer,
        });
    }
    Ok(found)
}

fn answer(row: webhook_delivery::Row, attempts: Vec<WebhookAttempt>) -> WebhookDelivery {
    let webhook_delivery::Row { delivery, event, ticket_id, ticket_number, not_before } = row;
    let webhook_delivery::Model {
        id,
        webhook_id: _,
        message_id,
        state,
        run_at,
        failed: _,
        created_at,
    } = delivery;
    WebhookDelivery {
        id,
        message_id,
        event: event.0,
        ticket_id,
        ticket_number: ticket_number.map(ticket::number_text),
        state: state.0,
        created_at,
        next_attempt_at: (state.0 == DeliveryState::Pending)
            .then(|| not_before.map_or(run_at, |pause| run_at.max(pause))),
        attempts,
    }
}
