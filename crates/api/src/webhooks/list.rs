//! Somebody looks which systems are told of what happens.

use actix_web::{HttpResponse, get, web};
use aval_contract::page::{Page, PageQuery};
use aval_contract::webhooks::Webhook;

use super::answer;
use crate::app::State;
use crate::auth::WebhookManager;
use crate::change::json;
use crate::db::webhook;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, InstantPlace};

/// All endpoints, newest first; a company's key gets those of its company
#[utoipa::path(
    tag = "webhooks",
    operation_id = "list_webhooks",
    params(PageQuery),
    responses((status = 200, description = "Without their secrets", body = Page<Webhook>))
)]
#[get("/webhooks")]
pub(super) async fn list(
    WebhookManager(caller): WebhookManager,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before): (_, Option<InstantPlace>) = paging::asked(&query)?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let db = state.db.read();
    let rows = webhook::page(db, &caller.actor, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(webhook::count(db, &caller.actor).await?),
        Some(false) | None => None,
    };
    let place_of =
        |row: &webhook::Row| InstantPlace { at: row.webhook.created_at, id: row.webhook.id };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}
