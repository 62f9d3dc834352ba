//! Addresses of other systems that are told what happens, by the rules of Standard Webhooks
//! (standardwebhooks.com).
//!
//! What they are told is written down in the transaction that makes it so ([`tell`]), as whoever
//! reports for the ticket's company may read it. The worker sends it ([`deliver`]).

mod create;
mod delete;
pub mod deliver;
mod deliveries;
mod list;
mod redeliver;
mod rotate_secret;
mod secret;
mod show;
pub mod tell;
mod try_out;
mod update;

use aval_contract::companies::CompanyRef;
use aval_contract::webhooks::{Webhook, WebhookEvent};
use aval_domain::lifecycle::Actor;
use aval_domain::text::ShortText;
use sea_orm::ConnectionTrait;
use url::Url;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::app::State;
use crate::db::webhook;
use crate::error::{ApiError, Checks, Result};
use crate::outbound::Outbound;

/// The most endpoints of a company, or of support.
const MOST: u64 = 20;
/// The most characters of an address.
const LONGEST_URL: usize = 2_000;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(create::create)
        .service(show::show)
        .service(update::update)
        .service(delete::delete)
        .service(rotate_secret::rotate_secret)
        .service(try_out::test)
        .service(deliveries::deliveries)
        .service(redeliver::redeliver);
}

/// What sends to an address, by whether support named it or a customer did: only support's may be in
/// the networks that an operator allows.
fn outbound(state: &State, of_support: bool) -> &Outbound {
    if of_support { &state.outbound } else { &state.outbound_of_customers }
}

/// An address as it is kept.
fn checked_url(checks: &mut Checks, outbound: &Outbound, raw: &str) -> String {
    if raw.chars().count() > LONGEST_URL {
        checks.refuse("/url", "too_long");
        return String::new();
    }
    let Ok(mut url) = raw.trim().parse::<Url>() else {
        checks.refuse("/url", "malformed");
        return String::new();
    };
    if let Err(code) = outbound.check(&url) {
        checks.refuse("/url", code);
    }
    url.set_fragment(None);
    url.into()
}

fn checked_description(checks: &mut Checks, raw: Option<&str>) -> String {
    checks
        .optional("/description", raw, ShortText::<200>::parse)
        .map(ShortText::into_string)
        .unwrap_or_default()
}

/// Events as an endpoint's row holds them: each once, in the order of [`WebhookEvent::ALL`].
fn checked_events(checks: &mut Checks, events: &[WebhookEvent], company: Option<Uuid>) -> String {
    if company.is_some() && events.iter().any(|event| event.is_for_support()) {
        checks.refuse("/events", "support_only");
    }
    let words: Vec<&str> = WebhookEvent::ALL
        .into_iter()
        .filter(|event| events.contains(event))
        .map(WebhookEvent::as_str)
        .collect();
    words.join(" ")
}

/// An endpoint as it is now.
async fn shown(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<Webhook> {
    Ok(answer(webhook::row_for(db, actor, id).await?.ok_or(ApiError::NOT_FOUND)?))
}

fn answer(row: webhook::Row) -> Webhook {
    let webhook::Row { webhook, company_name } = row;
    let events = webhook.chosen();
    let webhook::Model {
        id,
        company_id,
        owner_id: _,
        url,
        of_support: _,
        description,
        events: _,
        active,
        disabled_reason,
        failing_since,
        secret_number,
        secret_first: _,
        secret_rotated_at,
        created_at,
        updated_at,
        version,
        lease_until: _,
        fence: _,
        not_before: _,
        deleted_at: _,
    } = webhook;
    Webhook {
        id,
        url,
        description,
        events,
        company: company_id.zip(company_name).map(|(id, name)| CompanyRef { id, name }),
        active,
        disabled_reason: disabled_reason.map(|reason| reason.0),
        failing_since,
        secret_number,
        secret_rotated_at,
        created_at,
        updated_at,
        version,
    }
}
