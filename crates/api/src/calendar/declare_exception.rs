//! An admin declares a closure or a one-off working day.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use aval_contract::audit::AuditAction;
use aval_contract::calendar::CalendarException;
use aval_contract::error::ErrorCode;
use aval_domain::text::ShortText;
use serde_json::json;

use super::is_supported;
use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change};
use crate::db::{Word, calendar_exception};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};
use crate::jobs::reevaluate;

/// Declare a closure or a one-off working day; due times of open tickets follow
#[utoipa::path(
    tag = "calendar",
    operation_id = "create_calendar_exception",
    request_body = CalendarException,
    responses((status = 201, description = "Declared", body = CalendarException))
)]
#[post("/calendar/exceptions")]
pub(super) async fn declare_exception(
    Admin(caller): Admin,
    change: Change,
    _none: Params<NoParams>,
    Body(CalendarException { date, kind, name }): Body<CalendarException>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let name = checks.text("/name", ShortText::<120>::parse(&name));
    if !is_supported(date) {
        checks.refuse("/date", "out_of_range");
    }
    checks.done()?;
    let name = name.map(ShortText::into_string).unwrap_or_default();

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    calendar_exception::take_turn(tx).await?;
    let row = calendar_exception::Model {
        date,
        kind: Word(kind),
        name: name.clone(),
        created_by: caller.id(),
        created_at: pending.now,
    };
    if !calendar_exception::insert(tx, row).await? {
        return Err(ApiError::Code(ErrorCode::Conflict));
    }
    reevaluate::ask(tx, pending.now).await?;
    let data = json!({ "date": date, "kind": kind, "name": name });
    let deed = Deed::plain(AuditAction::CalendarExceptionDeclared);
    audit::record(tx, &caller, deed, data, pending.now).await?;
    let declared = CalendarException { date, kind, name };
    pending.answer(Answer::json(StatusCode::CREATED, &declared)?).await
}
