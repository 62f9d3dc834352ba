//! Somebody has another system told of what happens.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, post, web};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_contract::webhooks::{CreateWebhook, WebhookWithSecret};
use serde_json::json;
use uuid::Uuid;

use super::{MOST, checked_description, checked_events, checked_url, outbound, secret, shown};
use crate::app::State;
use crate::audit::{self, Deed};
use crate::auth::{Caller, WebhookManager};
use crate::change::{Answer, Change, Pending};
use crate::db::{api_key, company, webhook};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};

/// Make an endpoint; its secret is in this answer and nowhere else
#[utoipa::path(
    tag = "webhooks",
    operation_id = "create_webhook",
    request_body = CreateWebhook,
    responses((status = 201, description = "Made", body = WebhookWithSecret))
)]
#[post("/webhooks")]
pub(super) async fn create(
    WebhookManager(caller): WebhookManager,
    change: Change,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(body): Body<CreateWebhook>,
) -> Result<HttpResponse> {
    let company = body.company_id.or(caller.company());
    let of_support = caller.company().is_none();
    let mut checks = Checks::new();
    let url = checked_url(&mut checks, outbound(&state, of_support), &body.url);
    let description = checked_description(&mut checks, body.description.as_deref());
    let events = checked_events(&mut checks, &body.events, company);
    checks.done()?;

    let pending = match change.begin(caller.id()).await {
        Err(ApiError::Replay(kept)) => return secret::add(&state.config, kept.render()).await,
        begun => begun?,
    };
    let (tx, now) = (&pending.tx, pending.now);
    check_company(&pending, &caller, company).await?;
    if webhook::count_of(tx, company).await? >= MOST {
        return Err(ApiError::invalid("/url", "too_many_webhooks"));
    }
    let id = Uuid::now_v7();
    let row = webhook::Model {
        id,
        company_id: company,
        owner_id: owner(&pending, &caller).await?,
        url,
        of_support,
        description,
        events,
        active: true,
        disabled_reason: None,
        failing_since: None,
        secret_number: 1,
        secret_first: 1,
        secret_rotated_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        lease_until: None,
        fence: 0,
        not_before: None,
        deleted_at: None,
    };
    webhook::insert(tx, &row).await?;
    let data = json!({ "url": row.url, "events": body.events, "company_id": company });
    let deed = Deed::about(AuditAction::WebhookCreated, id, company);
    audit::record(tx, &caller, deed, data, now).await?;
    let made = shown(tx, &caller.actor, id).await?;
    let kept = Answer::json(StatusCode::CREATED, &made)?
        .version(made.version)
        .header(header::LOCATION, format!("/api/v1/webhooks/{id}"));
    secret::add(&state.config, pending.answer(kept).await?).await
}

/// Goes on only with a company that the caller may know of and that is active, or with none. Its lock,
/// or support's, lets two who make endpoints at once count one after the other.
async fn check_company(pending: &Pending, caller: &Caller, id: Option<Uuid>) -> Result<()> {
    let Some(id) = id else { return Ok(webhook::take_turn_of_support(&pending.tx).await?) };
    let company = company::lock_for(&pending.tx, &caller.actor, id)
        .await?
        .ok_or_else(|| ApiError::invalid("/company_id", "unknown"))?;
    if company.active { Ok(()) } else { Err(ApiError::Code(ErrorCode::Conflict)) }
}

/// Who is told when the endpoint is switched off: who makes it, or made the key that does.
async fn owner(pending: &Pending, caller: &Caller) -> Result<Uuid> {
    match caller.person_id() {
        Some(person) => Ok(person),
        None => {
            Ok(api_key::maker_of(&pending.tx, caller.id()).await?.ok_or(ApiError::NOT_FOUND)?)
        }
    }
}
