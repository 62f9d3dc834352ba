//! Somebody changes an endpoint, or switches it off or on.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use aval_contract::audit::AuditAction;
use aval_contract::webhooks::{UpdateWebhook, Webhook};
use serde_json::json;

use super::{checked_description, checked_events, checked_url, outbound, shown};
use crate::app::State;
use crate::audit::{self, Deed};
use crate::auth::WebhookManager;
use crate::change::{Answer, Change};
use crate::db::webhook;
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params, path_id};

/// Change an endpoint
///
/// While it is not active it is told nothing of what happens; what was under way goes on when it is
/// active again, unless it happened more than 30 days ago.
#[utoipa::path(
    tag = "webhooks",
    operation_id = "update_webhook",
    params(
        ("id" = Uuid, Path, description = "The endpoint"),
        ("If-Match" = String, Header, description = "The endpoint's version")
    ),
    request_body = UpdateWebhook,
    responses((status = 200, description = "As it is now", body = Webhook))
)]
#[patch("/webhooks/{id}")]
pub(super) async fn update(
    WebhookManager(caller): WebhookManager,
    change: Change,
    state: web::Data<State>,
    path: web::Path<String>,
    seen: IfMatch,
    _none: Params<NoParams>,
    Body(body): Body<UpdateWebhook>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let before = webhook::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    seen.check(before.version)?;
    let of_support = caller.company().is_none();
    let after = changed(&before, &body, &state, of_support)?;
    if after != before {
        let after =
            webhook::Model { updated_at: pending.now, version: before.version + 1, ..after };
        webhook::save(tx, &after).await?;
        let data = json!({ "url": after.url, "changes": body });
        let deed = Deed::about(AuditAction::WebhookUpdated, id, after.company_id);
        audit::record(tx, &caller, deed, data, pending.now).await?;
    }
    let now = shown(tx, &caller.actor, id).await?;
    let answer = Answer::json(StatusCode::OK, &now)?.version(now.version);
    pending.answer(answer).await
}

/// The endpoint with what somebody of support, or of a customer, asked for.
fn changed(
    before: &webhook::Model,
    body: &UpdateWebhook,
    state: &State,
    of_support: bool,
) -> Result<webhook::Model> {
    let UpdateWebhook { url, description, events, active } = body;
    let (mut after, mut checks) = (before.clone(), Checks::new());
    if let Some(url) = url {
        after.url = checked_url(&mut checks, outbound(state, of_support), url);
        if after.url != before.url {
            after.of_support = of_support;
        }
    }
    if let Some(description) = description {
        after.description = checked_description(&mut checks, Some(description));
    }
    if let Some(events) = events {
        after.events = checked_events(&mut checks, events, before.company_id);
    }
    checks.done()?;
    after.active = active.unwrap_or(before.active);
    if after.url != before.url || after.active != before.active {
        // What was is no sign of what will be.
        after.failing_since = None;
        after.not_before = None;
    }
    if after.active {
        after.disabled_reason = None;
    }
    Ok(after)
}
