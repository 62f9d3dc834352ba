//! Somebody has a message sent once more.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Empty;
use aval_contract::webhooks::WebhookDelivery;
use serde_json::json;

use super::{deliver, deliveries};
use crate::audit::{self, Deed};
use crate::auth::WebhookManager;
use crate::change::{Answer, Change};
use crate::db::{webhook, webhook_delivery};
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params, path_id};

/// Send an endpoint a message once more, with the same `webhook-id`
#[utoipa::path(
    tag = "webhooks",
    operation_id = "redeliver_webhook",
    params(
        ("id" = Uuid, Path, description = "The endpoint"),
        ("delivery_id" = Uuid, Path, description = "The delivery")
    ),
    request_body = Empty,
    responses((status = 202, description = "To be sent", body = WebhookDelivery))
)]
#[post("/webhooks/{id}/deliveries/{delivery_id}/redeliver")]
pub(super) async fn redeliver(
    WebhookManager(caller): WebhookManager,
    change: Change,
    path: web::Path<(String, String)>,
    _none: Params<NoParams>,
    Body(Empty {}): Body<Empty>,
) -> Result<HttpResponse> {
    let (id, delivery) = (path_id(&path.0)?, path_id(&path.1)?);
    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let webhook = webhook::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    deliveries::shown(tx, id, delivery).await?;
    if !webhook::is_sent_to(tx, id).await? {
        return Err(ApiError::Code(ErrorCode::Conflict));
    }
    webhook_delivery::begin_anew(tx, delivery, pending.now).await?;
    let data = json!({ "url": webhook.url, "delivery_id": delivery });
    let deed = Deed::about(AuditAction::WebhookRedelivered, id, webhook.company_id);
    audit::record(tx, &caller, deed, data, pending.now).await?;
    let answer = deliveries::shown(tx, id, delivery).await?;
    deliver::wake();
    pending.answer(Answer::json(StatusCode::ACCEPTED, &answer)?).await
}
