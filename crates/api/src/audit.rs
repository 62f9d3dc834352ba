//! The record of what staff and admins did outside tickets.

use actix_web::{HttpResponse, get, web};
use aval_contract::audit::{AuditActor, AuditEntry};
use aval_contract::page::{Page, PageQuery};
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::app::State;
use crate::auth::{Admin, Caller};
use crate::change::json;
use crate::db::{Tx, audit};
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, InstantPlace};

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list);
}

/// Writes down what somebody did, in the transaction in which she did it.
///
/// # Errors
/// What the database says.
pub async fn record(
    tx: &Tx,
    caller: &Caller,
    action: &'static str,
    target: Option<Uuid>,
    data: Value,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let entry = audit::Model {
        id: Uuid::now_v7(),
        at: now,
        actor_id: Some(caller.id()).filter(|id| !id.is_nil()),
        actor_name: caller.name.clone(),
        action: action.to_owned(),
        target_id: target,
        data: data.to_string(),
    };
    audit::insert(tx, entry).await
}

/// What staff and admins did outside tickets, newest first
#[utoipa::path(
    tag = "audit",
    operation_id = "list_audit",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<AuditEntry>))
)]
#[get("/audit")]
async fn list(
    _admin: Admin,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before): (_, Option<InstantPlace>) = paging::asked(&query)?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let db = state.db.read();
    let rows = audit::page(db, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(audit::count(db).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &audit::Model| InstantPlace { at: row.at, id: row.id };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}

fn answer(row: audit::Model) -> AuditEntry {
    let audit::Model { id, at, actor_id, actor_name, action, target_id, data } = row;
    AuditEntry {
        id,
        at,
        actor: AuditActor { id: actor_id, name: actor_name },
        action,
        target_id,
        data: serde_json::from_str(&data).unwrap_or(Value::String(data)),
    }
}
