//! A coordinator enters a customer.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, post};
use aval_contract::audit::AuditAction;
use aval_contract::companies::{Company, CreateCompany};
use aval_contract::error::ErrorCode;
use aval_domain::nit::Nit;
use aval_domain::text::{CompanyName, LongText, fold};
use serde_json::json;
use uuid::Uuid;

use super::answer;
use crate::audit::{self, Deed};
use crate::auth::Coordinator;
use crate::change::{Answer, Change};
use crate::db::company;
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};

/// Enter a company
#[utoipa::path(
    tag = "companies",
    operation_id = "create_company",
    request_body = CreateCompany,
    responses((
        status = 201,
        description = "Entered",
        body = Company,
        headers(("Location" = String, description = "Where it is"))
    ))
)]
#[post("/companies")]
pub(super) async fn create(
    Coordinator(caller): Coordinator,
    change: Change,
    _none: Params<NoParams>,
    Body(CreateCompany { name, nit, contract }): Body<CreateCompany>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let name = checks.text("/name", CompanyName::parse(&name));
    let nit = Nit::parse(&nit).map_err(|error| checks.refuse("/nit", error.code())).ok();
    let contract = checks.optional("/contract", contract.as_deref(), LongText::<2000>::parse);
    checks.done()?;

    let pending = change.begin(caller.id()).await?;
    let name = name.map(CompanyName::into_string).unwrap_or_default();
    let company = company::Model {
        id: Uuid::now_v7(),
        folded_name: fold(&name),
        name,
        nit: nit.map(|nit| nit.to_string()).unwrap_or_default(),
        contract: contract.map(LongText::into_string),
        active: true,
        created_at: pending.now,
        sla_override: None,
    };
    if !company::insert(&pending.tx, &company).await? {
        return Err(ApiError::Code(ErrorCode::NitTaken));
    }
    let data = json!({ "name": company.name, "nit": company.nit });
    let deed = Deed::about(AuditAction::CompanyCreated, company.id, Some(company.id));
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    let location = format!("/api/v1/companies/{}", company.id);
    let body = answer(company::Row { company, active_reporters: 0 });
    pending
        .answer(Answer::json(StatusCode::CREATED, &body)?.header(header::LOCATION, location))
        .await
}
