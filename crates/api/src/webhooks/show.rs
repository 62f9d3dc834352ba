//! Somebody looks at one endpoint.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder, get, web};
use aval_contract::webhooks::Webhook;

use super::shown;
use crate::app::State;
use crate::auth::WebhookManager;
use crate::error::Result;
use crate::http::{NoParams, Params, path_id};

/// One endpoint
#[utoipa::path(
    tag = "webhooks",
    operation_id = "show_webhook",
    params(("id" = Uuid, Path, description = "The endpoint")),
    responses((status = 200, description = "Without its secret", body = Webhook))
)]
#[get("/webhooks/{id}")]
pub(super) async fn show(
    WebhookManager(caller): WebhookManager,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let webhook = shown(state.db.read(), &caller.actor, path_id(&path)?).await?;
    Ok(HttpResponseBuilder::new(StatusCode::OK)
        .insert_header((header::ETAG, format!("\"{}\"", webhook.version)))
        .json(webhook))
}
