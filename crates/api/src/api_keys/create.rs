//! An admin makes a key.

use actix_web::body::to_bytes;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use anyhow::anyhow;
use aval_contract::api_keys::{ApiKey, CreateApiKey, CreatedApiKey};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_domain::calendar::LAST_YEAR;
use aval_domain::lifecycle::Actor;
use aval_domain::text::ShortText;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike as _, Utc};
use rand::RngExt as _;
use uuid::Uuid;

use super::{answer, scopes_text};
use crate::app::State;
use crate::audit::{self, Deed};
use crate::auth::{Admin, tokens};
use crate::change::{Answer, Change, Pending};
use crate::config::Config;
use crate::db::{api_key, company};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};

/// Make a key; its secret is in this answer and nowhere else
#[utoipa::path(
    tag = "api keys",
    operation_id = "create_api_key",
    request_body = CreateApiKey,
    responses((status = 201, description = "Made", body = CreatedApiKey))
)]
#[post("/api-keys")]
pub(super) async fn create(
    Admin(caller): Admin,
    change: Change,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(body): Body<CreateApiKey>,
) -> Result<HttpResponse> {
    let wanted = Wanted::parse(&body)?;

    let pending = match change.begin(caller.id()).await {
        Err(ApiError::Replay(kept)) => return with_secret(&state.config, kept.render()).await,
        begun => begun?,
    };
    // Asked only now, so that a kept answer is given again after its key has ended.
    if wanted.expires_at.is_some_and(|at| at <= pending.now) {
        return Err(ApiError::invalid("/expires_at", "in_past"));
    }
    let company_name = company_of(&pending, &caller.actor, body.company_id).await?;
    let id = Uuid::now_v7();
    let key = api_key::Model {
        id,
        prefix: random_prefix(),
        secret_hash: tokens::digest(&secret_of(&state.config, id)),
        name: wanted.name,
        scopes: scopes_text(&body.scopes),
        company_id: body.company_id,
        created_at: pending.now,
        created_by: caller.id(),
        expires_at: wanted.expires_at,
        last_used_at: None,
        revoked_at: None,
    };
    api_key::insert(&pending.tx, key.clone()).await?;
    let key = answer(api_key::Row { key, company_name });
    let data = serde_json::to_value(&key).map_err(anyhow::Error::from)?;
    let deed = Deed::about(AuditAction::ApiKeyCreated, id, body.company_id);
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    let kept = Answer::json(StatusCode::CREATED, &key)?;
    with_secret(&state.config, pending.answer(kept).await?).await
}

/// What was asked for, in the form in which it is kept.
struct Wanted {
    name: String,
    expires_at: Option<DateTime<Utc>>,
}

impl Wanted {
    fn parse(body: &CreateApiKey) -> Result<Self> {
        let mut checks = Checks::new();
        let name = checks.text("/name", ShortText::<80>::parse(&body.name));
        if body.scopes.is_empty() {
            checks.refuse("/scopes", "empty");
        }
        if body.expires_at.is_some_and(|at| at.year() > LAST_YEAR) {
            checks.refuse("/expires_at", "out_of_range");
        }
        checks.done()?;
        Ok(Self {
            name: name.map(ShortText::into_string).unwrap_or_default(),
            // Cut to what both database engines keep.
            expires_at: body
                .expires_at
                .and_then(|at| DateTime::from_timestamp_micros(at.timestamp_micros())),
        })
    }
}

/// The name of the company that a key is for, which must be there and active.
async fn company_of(pending: &Pending, actor: &Actor, id: Option<Uuid>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let company = company::lock_for(&pending.tx, actor, id)
        .await?
        .ok_or_else(|| ApiError::invalid("/company_id", "unknown"))?;
    if !company.active {
        return Err(ApiError::Code(ErrorCode::Conflict));
    }
    Ok(Some(company.name))
}

/// Twelve characters that find the key's row. None is the `_` that ends it.
fn random_prefix() -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut random = rand::rng();
    (0..12).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect()
}

/// The secret of a key: 256 bits that follow from the server's own secret and the key's id, so
/// that an answer can be given again for its `Idempotency-Key` while only the digest is stored.
fn secret_of(config: &Config, key: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(config.derived_key(&format!("api-key {key}")))
}

/// Adds the secret to an answer, which is kept for its `Idempotency-Key` without it.
async fn with_secret(config: &Config, kept: HttpResponse) -> Result<HttpResponse> {
    let (head, body) = kept.into_parts();
    let body = to_bytes(body).await.map_err(|error| anyhow!("a kept answer: {error}"))?;
    let key: ApiKey = serde_json::from_slice(&body).map_err(anyhow::Error::from)?;
    let secret = format!("aval_{}_{}", key.prefix, secret_of(config, key.id));
    let created = CreatedApiKey { key, secret };
    let body = serde_json::to_string(&created).map_err(anyhow::Error::from)?;
    Ok(head.set_body(body).map_into_boxed_body())
}
