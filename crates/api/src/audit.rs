//! The record of what staff and admins did outside tickets.

use actix_web::{HttpResponse, get, web};
use aval_contract::audit::{AuditActor, AuditEntry};
use aval_contract::page::{Page, PageQuery};
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::app::State;
use crate::auth::{Admin, Caller};
use crate::change::json;
use crate::db::{Tx, audit};
use crate::error::Result;
use crate::http::Params;
use crate::paging;

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

/// Where a page of the record begins.
#[derive(Serialize, Deserialize)]
struct Place {
    at: DateTime<Utc>,
    id: Uuid,
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
    let limit = paging::limit(query.limit)?;
    let before: Option<Place> = paging::read_cursor(query.cursor.as_deref())?;
    if let Some(place) = &before {
        paging::check_instant(place.at)?;
    }
    let db = state.db.read();
    let before = before.map(|place| (place.at, place.id));
    let rows = audit::page(db, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(audit::count(db).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &audit::Model| Place { at: row.at, id: row.id };
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
