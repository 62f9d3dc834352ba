//! The secret that an endpoint shares with us, and what is signed with it.

use actix_web::HttpResponse;
use actix_web::body::to_bytes;
use anyhow::anyhow;
use aval_contract::webhooks::{Webhook, WebhookWithSecret};
use aval_domain::webhooks::OLD_SECRET_FOR;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use crate::config::Config;
use crate::db::webhook;
use crate::error::Result;

/// A secret of an endpoint: 256 bits that follow from the server's own secret, the endpoint's id and
/// the number of the secret, so that it is stored nowhere and an answer can be given again for its
/// `Idempotency-Key`.
fn key_of(config: &Config, webhook: Uuid, number: i32) -> [u8; 32] {
    config.derived_key(&format!("webhook {webhook} {number}"))
}

/// Adds the secret to an answer, which is kept for its `Idempotency-Key` without it.
pub(super) async fn add(config: &Config, kept: HttpResponse) -> Result<HttpResponse> {
    let (head, body) = kept.into_parts();
    let body = to_bytes(body).await.map_err(|error| anyhow!("a kept answer: {error}"))?;
    let webhook: Webhook = serde_json::from_slice(&body).map_err(anyhow::Error::from)?;
    let key = key_of(config, webhook.id, webhook.secret_number);
    let secret = format!("whsec_{}", STANDARD.encode(key));
    let body = serde_json::to_string(&WebhookWithSecret { webhook, secret })
        .map_err(anyhow::Error::from)?;
    Ok(head.set_body(body).map_into_boxed_body())
}

/// The most secrets that sign at once: whoever rotates more often has no use for the oldest.
const MOST_SECRETS: i32 = 5;

/// Whether the secrets before the present one still sign: for a day after a rotation.
pub(super) fn old_ones_sign(webhook: &webhook::Model, now: DateTime<Utc>) -> bool {
    webhook.secret_rotated_at.is_some_and(|at| now < at + OLD_SECRET_FOR)
}

/// `webhook-signature`: of the present secret and, for a day after a rotation, of the old ones.
pub(super) fn signatures(
    config: &Config,
    webhook: &webhook::Model,
    message: Uuid,
    now: DateTime<Utc>,
    body: &str,
) -> String {
    let newest = webhook.secret_number;
    let oldest = if old_ones_sign(webhook, now) { webhook.secret_first } else { newest };
    let signatures: Vec<String> = (oldest.max(newest - MOST_SECRETS + 1)..=newest)
        .rev()
        .map(|number| {
            let key = key_of(config, webhook.id, number);
            format!("v1,{}", STANDARD.encode(sign(&key, message, now, body)))
        })
        .collect();
    signatures.join(" ")
}

fn sign(key: &[u8; 32], message: Uuid, now: DateTime<Utc>, body: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
    mac.update(format!("{message}.{}.{body}", now.timestamp()).as_bytes());
    mac.finalize().into_bytes().to_vec()
}
