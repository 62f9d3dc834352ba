//! A coordinator designates a reporter.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::audit::AuditAction;
use aval_contract::companies::{InviteReporter, Reporter};
use aval_contract::error::ErrorCode;
use aval_domain::lifecycle::Role;
use aval_domain::reporters::free_slot;
use aval_domain::text::{Email, PersonName};
use serde_json::json;

use super::reporter;
use crate::audit::{self, Deed};
use crate::auth::Coordinator;
use crate::change::{Answer, Change};
use crate::db::person::{self, Enrolment, Invitee};
use crate::db::{Tx, company};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params, path_id};
use crate::sessions::links;

/// Invite somebody as reporter; she holds one of the two slots from now on
#[utoipa::path(
    tag = "companies",
    params(("id" = Uuid, Path, description = "The company")),
    request_body = InviteReporter,
    responses((status = 201, description = "Invited by mail", body = Reporter))
)]
#[post("/companies/{id}/reporters")]
pub(super) async fn invite_reporter(
    Coordinator(caller): Coordinator,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(InviteReporter { email, name }): Body<InviteReporter>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let mut checks = Checks::new();
    let email = checks.text("/email", Email::parse(&email));
    let name = checks.text("/name", PersonName::parse(&name));
    checks.done()?;

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let company = company::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let invitee = Invitee {
        email: email.map(Email::into_string).unwrap_or_default(),
        name: name.map(PersonName::into_string).unwrap_or_default(),
        role: Role::Reporter,
        place: Some((id, slot_in(tx, &company).await?)),
    };
    let person = match person::enrol(tx, invitee, pending.now).await? {
        Enrolment::Done(person) => person,
        Enrolment::EmailTaken => return Err(ApiError::Code(ErrorCode::EmailTaken)),
        Enrolment::SlotTaken => return Err(ApiError::Code(ErrorCode::ReporterLimit)),
    };
    links::invite(tx, &person, pending.now).await?;
    let data = json!({ "company_id": id, "email": person.email, "name": person.name });
    let deed = Deed::about(AuditAction::ReporterInvited, person.id, Some(id));
    audit::record(tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::json(StatusCode::CREATED, &reporter(person))?).await
}

/// A free slot of a locked company. The lock makes parallel invitations take turns; should one
/// get around it, the constraint on slots refuses her.
async fn slot_in(tx: &Tx, company: &company::Model) -> Result<u8> {
    if !company.active {
        return Err(ApiError::Code(ErrorCode::Conflict));
    }
    let taken = person::taken_slots(tx, company.id).await?;
    free_slot(&taken).ok_or(ApiError::Code(ErrorCode::ReporterLimit))
}
