//! A coordinator changes a customer's entry or switches the customer off.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use aval_contract::audit::AuditAction;
use aval_contract::companies::{Company, UpdateCompany};
use aval_contract::error::ErrorCode;
use aval_contract::policies::SlaOverride;
use aval_domain::lifecycle::Role;
use aval_domain::text::{CompanyName, LongText};
use serde_json::{Value, json};

use super::answer;
use crate::audit::{self, Deed};
use crate::auth::Coordinator;
use crate::change::{Answer, Change};
use crate::db::{calendar_exception, company};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params, path_id};
use crate::jobs::reevaluate;

/// Change a company; people and keys of one that is not active are signed out
#[utoipa::path(
    tag = "companies",
    operation_id = "update_company",
    params(("id" = Uuid, Path, description = "The company")),
    request_body = UpdateCompany,
    responses((status = 200, description = "As it is now", body = Company))
)]
#[patch("/companies/{id}")]
pub(super) async fn update(
    Coordinator(caller): Coordinator,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(UpdateCompany { name, sla_override, contract, active }): Body<UpdateCompany>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    if sla_override.is_some() && caller.role() != Some(Role::Admin) {
        return Err(ApiError::Code(ErrorCode::Forbidden));
    }
    let mut checks = Checks::new();
    let name = name.and_then(|name| checks.text("/name", CompanyName::parse(&name)));
    let stays = contract.is_none();
    let contract = checks.optional("/contract", contract.as_deref(), LongText::<2000>::parse);
    checks.done()?;

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    if sla_override.is_some() {
        calendar_exception::take_turn(tx).await?;
    }
    let before = company::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let mut after = before.clone();
    if let Some(name) = name {
        after.rename(name.into_string());
    }
    if !stays {
        after.contract = contract.map(LongText::into_string);
    }
    after.active = active.unwrap_or(before.active);
    if let Some(wanted) = sla_override {
        let is_something = wanted != SlaOverride::default();
        let text = serde_json::to_string(&wanted).map_err(anyhow::Error::from)?;
        after.sla_override = is_something.then_some(text);
    }
    if after != before {
        company::save(tx, &after).await?;
        if after.sla_override != before.sla_override {
            reevaluate::ask(tx, pending.now).await?;
        }
        let data = json!({ "from": told(&before), "to": told(&after) });
        let deed = Deed::about(AuditAction::CompanyUpdated, id, Some(id));
        audit::record(tx, &caller, deed, data, pending.now).await?;
    }
    let row = company::row_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    pending.answer(Answer::json(StatusCode::OK, &answer(row))?).await
}

/// What the record keeps of a company.
fn told(company: &company::Model) -> Value {
    json!({
        "name": company.name,
        "contract": company.contract,
        "active": company.active,
        "sla_override": company.sla_override,
    })
}
