//! Somebody gives an endpoint a new secret.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::audit::AuditAction;
use aval_contract::ticket_actions::Empty;
use aval_contract::webhooks::WebhookWithSecret;
use serde_json::json;

use super::{secret, shown};
use crate::app::State;
use crate::audit::{self, Deed};
use crate::auth::WebhookManager;
use crate::change::{Answer, Change};
use crate::db::webhook;
use crate::error::{ApiError, Result};
use crate::http::{Body, IfMatch, NoParams, Params, path_id};

/// Give an endpoint a new secret; it is in this answer and nowhere else
///
/// For 24 hours messages are signed with the old one as well, and with what was still old then.
#[utoipa::path(
    tag = "webhooks",
    operation_id = "rotate_webhook_secret",
    params(
        ("id" = Uuid, Path, description = "The endpoint"),
        ("If-Match" = String, Header, description = "The endpoint's version")
    ),
    request_body = Empty,
    responses((status = 200, description = "With its new secret", body = WebhookWithSecret))
)]
#[post("/webhooks/{id}/rotate-secret")]
pub(super) async fn rotate_secret(
    WebhookManager(caller): WebhookManager,
    change: Change,
    state: web::Data<State>,
    path: web::Path<String>,
    seen: IfMatch,
    _none: Params<NoParams>,
    Body(Empty {}): Body<Empty>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let pending = match change.begin(caller.id()).await {
        Err(ApiError::Replay(kept)) => return secret::add(&state.config, kept.render()).await,
        begun => begun?,
    };
    let tx = &pending.tx;
    let mut webhook = webhook::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    seen.check(webhook.version)?;
    if !secret::old_ones_sign(&webhook, pending.now) {
        webhook.secret_first = webhook.secret_number;
    }
    webhook.secret_number += 1;
    webhook.secret_rotated_at = Some(pending.now);
    webhook.updated_at = pending.now;
    webhook.version += 1;
    webhook::save(tx, &webhook).await?;
    let data = json!({ "url": webhook.url, "secret_number": webhook.secret_number });
    let deed = Deed::about(AuditAction::WebhookSecretRotated, id, webhook.company_id);
    audit::record(tx, &caller, deed, data, pending.now).await?;
    let now = shown(tx, &caller.actor, id).await?;
    let kept = Answer::json(StatusCode::OK, &now)?.version(now.version);
    secret::add(&state.config, pending.answer(kept).await?).await
}
