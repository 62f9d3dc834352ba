//! Somebody tries an endpoint out.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Empty;
use aval_contract::webhooks::{WebhookData, WebhookDelivery, WebhookEvent, WebhookMessage};
use serde_json::json;
use uuid::Uuid;

use super::deliver;
use super::deliveries;
use crate::audit::{self, Deed};
use crate::auth::WebhookManager;
use crate::change::{Answer, Change};
use crate::db::{Word, webhook, webhook_delivery, webhook_message};
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params, path_id};

/// Send an endpoint a `webhook.test`, once
#[utoipa::path(
    tag = "webhooks",
    operation_id = "test_webhook",
    params(("id" = Uuid, Path, description = "The endpoint")),
    request_body = Empty,
    responses((status = 202, description = "To be sent", body = WebhookDelivery))
)]
#[post("/webhooks/{id}/test")]
pub(super) async fn test(
    WebhookManager(caller): WebhookManager,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(Empty {}): Body<Empty>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let pending = change.begin(caller.id()).await?;
    let (tx, now) = (&pending.tx, pending.now);
    let webhook = webhook::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    if !webhook::is_sent_to(tx, id).await? {
        return Err(ApiError::Code(ErrorCode::Conflict));
    }
    let event = WebhookEvent::Test;
    let body = WebhookMessage { event, timestamp: now, data: WebhookData::default() };
    let message = webhook_message::Model {
        id: Uuid::now_v7(),
        event: Word(event),
        ticket_id: None,
        body: serde_json::to_string(&body).map_err(anyhow::Error::from)?,
        created_at: now,
    };
    let delivery = webhook_delivery::Model::new(id, message.id, now);
    let delivery_id = delivery.id;
    webhook_message::insert(tx, vec![message]).await?;
    webhook_delivery::insert(tx, vec![delivery]).await?;
    let data = json!({ "url": webhook.url, "delivery_id": delivery_id });
    let deed = Deed::about(AuditAction::WebhookTested, id, webhook.company_id);
    audit::record(tx, &caller, deed, data, now).await?;
    let answer = deliveries::shown(tx, id, delivery_id).await?;
    deliver::wake();
    pending.answer(Answer::json(StatusCode::ACCEPTED, &answer)?).await
}
