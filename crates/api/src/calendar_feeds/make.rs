//! Somebody of support makes the secret address of her calendar feed, or a new one.

use actix_web::body::to_bytes;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use anyhow::anyhow;
use aval_contract::after_hours::CreatedCalendarFeed;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SECRET_ADDRESSES;
use crate::app::State;
use crate::auth::{Staff, tokens};
use crate::change::{Answer, Change};
use crate::config::Config;
use crate::db::calendar_feed;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// Make the address of the caller's calendar feed; an earlier one ends. It is in this answer and
/// nowhere else
#[utoipa::path(
    operation_id = "create_calendar_feed",
    tag = "me",
    responses((status = 201, description = "Made", body = CreatedCalendarFeed))
)]
#[post("/me/calendar-feed")]
pub(super) async fn make(
    Staff(caller): Staff,
    change: Change,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let pending = match change.begin(caller.id()).await {
        Err(ApiError::Replay(kept)) => return with_address(&state.config, kept.render()).await,
        begun => begun?,
    };
    let (id, created_at) = (Uuid::now_v7(), pending.now);
    let feed = calendar_feed::Model {
        person_id: caller.id(),
        id,
        token_hash: tokens::digest(&token_of(&state.config, id)),
        created_at,
    };
    calendar_feed::replace(&pending.tx, feed).await?;
    let kept = Answer::json(StatusCode::CREATED, &Kept { id, created_at })?;
    with_address(&state.config, pending.answer(kept).await?).await
}

/// What is kept of the answer for its `Idempotency-Key`.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: Uuid,
    created_at: DateTime<Utc>,
}

/// The token of an address: 256 bits that follow from the server's own secret and the feed's id,
/// so that an answer can be given again for its `Idempotency-Key` while only the digest is stored.
fn token_of(config: &Config, feed: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(config.derived_key(&format!("calendar-feed {feed}")))
}

/// The answer with the address, from the one that is kept without it.
async fn with_address(config: &Config, kept: HttpResponse) -> Result<HttpResponse> {
    let (head, body) = kept.into_parts();
    let body = to_bytes(body).await.map_err(|error| anyhow!("a kept answer: {error}"))?;
    let Kept { id, created_at } = serde_json::from_slice(&body).map_err(anyhow::Error::from)?;
    let token = token_of(config, id);
    let url = format!("{}{SECRET_ADDRESSES}{token}.ics", config.base_url);
    let created = CreatedCalendarFeed { url, created_at };
    let body = serde_json::to_string(&created).map_err(anyhow::Error::from)?;
    Ok(head.set_body(body).map_into_boxed_body())
}
