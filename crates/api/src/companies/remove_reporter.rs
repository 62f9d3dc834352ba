//! A coordinator ends the access of a designated reporter.

use actix_web::{HttpResponse, delete, web};
use aval_contract::audit::AuditAction;
use aval_domain::people::PersonStatus;
use serde_json::json;

use crate::audit::{self, Deed};
use crate::auth::Coordinator;
use crate::change::{Answer, Change};
use crate::db::{Word, company, one_time_link, person, session};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// End a reporter's access and free the slot; the history stays
#[utoipa::path(
    tag = "companies",
    params(
        ("id" = Uuid, Path, description = "The company"),
        ("user_id" = Uuid, Path, description = "The reporter")
    ),
    responses((status = 204, description = "Ended"))
)]
#[delete("/companies/{id}/reporters/{user_id}")]
pub(super) async fn remove_reporter(
    Coordinator(caller): Coordinator,
    change: Change,
    path: web::Path<(String, String)>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let (company, user) = (path_id(&path.0)?, path_id(&path.1)?);

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    company::lock_for(tx, &caller.actor, company).await?.ok_or(ApiError::NOT_FOUND)?;
    let mut person = person::lock_reporter(tx, company, user).await?.ok_or(ApiError::NOT_FOUND)?;
    // Ending an access that has ended changes nothing.
    if person.status.0 != PersonStatus::Inactive {
        person.status = Word(PersonStatus::Inactive);
        person.reporter_slot = None;
        person::save(tx, &person).await?;
        session::end_all(tx, user, pending.now).await?;
        one_time_link::end_all_of(tx, user, pending.now).await?;
        let data = json!({ "company_id": company, "email": person.email, "name": person.name });
        let deed = Deed::about(AuditAction::ReporterRemoved, user, Some(company));
        audit::record(tx, &caller, deed, data, pending.now).await?;
    }
    pending.answer(Answer::empty()).await
}
