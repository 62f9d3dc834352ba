//! Somebody deletes an endpoint.

use actix_web::{HttpResponse, delete, web};
use aval_contract::audit::AuditAction;
use serde_json::json;

use crate::audit::{self, Deed};
use crate::auth::WebhookManager;
use crate::change::{Answer, Change};
use crate::db::webhook;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// Delete an endpoint with its log: it is told nothing more, not even what is under way
#[utoipa::path(
    tag = "webhooks",
    operation_id = "delete_webhook",
    params(("id" = Uuid, Path, description = "The endpoint")),
    responses((status = 204, description = "Deleted"))
)]
#[delete("/webhooks/{id}")]
pub(super) async fn delete(
    WebhookManager(caller): WebhookManager,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let webhook = webhook::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let data = json!({ "url": webhook.url, "description": webhook.description });
    let deed = Deed::about(AuditAction::WebhookDeleted, id, webhook.company_id);
    webhook::delete(tx, webhook, pending.now).await?;
    audit::record(tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::empty()).await
}
