//! An admin makes a date an ordinary one again.

use actix_web::{HttpResponse, delete, web};
use aval_contract::audit::AuditAction;
use serde_json::json;

use super::date_in;
use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change};
use crate::db::calendar_exception;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};
use crate::jobs::reevaluate;

/// Make a date an ordinary one again; due times of open tickets follow
#[utoipa::path(
    tag = "calendar",
    operation_id = "delete_calendar_exception",
    params(("date" = NaiveDate, Path, description = "The date of the exception")),
    responses((status = 204, description = "Ordinary again"))
)]
#[delete("/calendar/exceptions/{date}")]
pub(super) async fn remove_exception(
    Admin(caller): Admin,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let date = date_in(&path)?;

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    calendar_exception::take_turn(tx).await?;
    if !calendar_exception::remove(tx, date).await? {
        return Err(ApiError::NOT_FOUND);
    }
    reevaluate::ask(tx, pending.now).await?;
    let data = json!({ "date": date });
    let deed = Deed::plain(AuditAction::CalendarExceptionRemoved);
    audit::record(tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::empty()).await
}
