//! The record of what staff and admins did outside tickets.

use actix_web::{HttpResponse, get, web};
use aval_contract::audit::{AuditAction, AuditActor, AuditEntry, AuditQuery};
use aval_contract::companies::CompanyRef;
use aval_contract::page::Page;
use aval_domain::reports::Period;
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::app::State;
use crate::auth::{Admin, Caller};
use crate::change::json;
use crate::db::audit::{self, Filter};
use crate::db::{Tx, Word};
use crate::error::{ApiError, Checks, Result};
use crate::http::Params;
use crate::paging::{self, InstantPlace};

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list);
}

/// What is done, to what.
#[derive(Clone, Copy, Debug)]
pub struct Deed {
    action: AuditAction,
    target: Option<Uuid>,
    company: Option<Uuid>,
}

impl Deed {
    /// To something that has no id, as the calendar.
    #[must_use]
    pub fn plain(action: AuditAction) -> Self {
        Self { action, target: None, company: None }
    }

    /// To what has this id.
    #[must_use]
    pub fn to(action: AuditAction, target: Uuid) -> Self {
        Self { action, target: Some(target), company: None }
    }

    /// To what has this id and, if a company is named, concerns it.
    #[must_use]
    pub fn about(action: AuditAction, target: Uuid, company: Option<Uuid>) -> Self {
        Self { action, target: Some(target), company }
    }
}

/// Writes down what somebody did, in the transaction in which she did it.
///
/// # Errors
/// What the database says.
pub async fn record(
    tx: &Tx,
    caller: &Caller,
    deed: Deed,
    data: Value,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let Deed { action, target, company } = deed;
    let entry = audit::Model {
        id: Uuid::now_v7(),
        at: now,
        actor_id: Some(caller.id()).filter(|id| !id.is_nil()),
        actor_name: caller.name.clone(),
        action: Word(action),
        target_id: target,
        data: data.to_string(),
        company_id: company,
    };
    audit::insert(tx, entry).await
}

/// What staff and admins did outside tickets, newest first
#[utoipa::path(
    tag = "audit",
    operation_id = "list_audit",
    params(AuditQuery),
    responses((status = 200, description = "One page", body = Page<AuditEntry>))
)]
#[get("/audit")]
async fn list(
    _admin: Admin,
    state: web::Data<State>,
    Params(query): Params<AuditQuery>,
) -> Result<HttpResponse> {
    let limit = paging::limit(query.limit)?;
    let before: Option<InstantPlace> = paging::read_cursor(query.cursor.as_deref())?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let filter = filter_of(&query)?;
    let db = state.db.read();
    let rows = audit::page(db, &filter, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(audit::count(db, &filter).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &audit::Row| InstantPlace { at: row.entry.at, id: row.entry.id };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}

/// The filter that these parameters ask for.
fn filter_of(query: &AuditQuery) -> Result<Filter> {
    let AuditQuery { action, actor_id, company_id, from, to, .. } = *query;
    let mut checks = Checks::new();
    checks.dates(from, to);
    checks.done()?;
    let day = |name, date| {
        Period::of_dates(date, date).ok_or_else(|| ApiError::invalid(name, "out_of_range"))
    };
    Ok(Filter {
        action,
        actor: actor_id,
        company: company_id,
        from: from.map(|date| day("?from", date)).transpose()?.map(|day| day.from),
        to: to.map(|date| day("?to", date)).transpose()?.map(|day| day.to),
    })
}

fn answer(row: audit::Row) -> AuditEntry {
    let audit::Row { entry, company_name } = row;
    let audit::Model { id, at, actor_id, actor_name, action, target_id, data, company_id } = entry;
    AuditEntry {
        id,
        at,
        actor: AuditActor { id: actor_id, name: actor_name },
        action: action.0,
        target_id,
        company: company_id.zip(company_name).map(|(id, name)| CompanyRef { id, name }),
        data: serde_json::from_str(&data).unwrap_or(Value::String(data)),
    }
}
