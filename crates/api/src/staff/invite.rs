//! An admin invites a colleague.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_contract::staff::{InviteStaff, StaffMember};
use aval_domain::lifecycle::Role;
use aval_domain::text::{Email, PersonName};
use serde_json::json;

use super::answer;
use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change};
use crate::db::person::{self, Enrolment, Invitee};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};
use crate::sessions::links;

/// Invite somebody to support; who left before comes back with her history
#[utoipa::path(
    tag = "staff",
    operation_id = "invite_staff",
    request_body = InviteStaff,
    responses((status = 201, description = "Invited by mail", body = StaffMember))
)]
#[post("/staff")]
pub(super) async fn invite(
    Admin(caller): Admin,
    change: Change,
    _none: Params<NoParams>,
    Body(InviteStaff { email, name, role }): Body<InviteStaff>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let email = checks.text("/email", Email::parse(&email));
    let name = checks.text("/name", PersonName::parse(&name));
    if role == Role::Reporter {
        checks.refuse("/role", "not_allowed");
    }
    checks.done()?;
    let invitee = Invitee {
        email: email.map(Email::into_string).unwrap_or_default(),
        name: name.map(PersonName::into_string).unwrap_or_default(),
        role,
        place: None,
    };

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let person = match person::enrol(tx, invitee, pending.now).await? {
        Enrolment::Done(person) => person,
        Enrolment::EmailTaken => return Err(ApiError::Code(ErrorCode::EmailTaken)),
        // Staff hold no slots.
        Enrolment::SlotTaken => return Err(ApiError::Code(ErrorCode::Conflict)),
    };
    links::invite(tx, &person, pending.now).await?;
    let data = json!({ "email": person.email, "name": person.name, "role": role });
    let deed = Deed::to(AuditAction::StaffInvited, person.id);
    audit::record(tx, &caller, deed, data, pending.now).await?;
    let row = person::staff_row(tx, person.id).await?.ok_or(ApiError::NOT_FOUND)?;
    pending.answer(Answer::json(StatusCode::CREATED, &answer(row))?).await
}
