//! An admin has looked at a mail that was put aside, and nothing is to be done.

use actix_web::{HttpResponse, post, web};
use aval_contract::audit::AuditAction;
use serde_json::json;

use crate::app::State;
use crate::attachments;
use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change};
use crate::db::incoming_mail;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// Discard a mail that was put aside, with its source
#[utoipa::path(
    tag = "mail",
    operation_id = "discard_quarantined_mail",
    params(("id" = uuid::Uuid, Path, description = "The mail")),
    responses((status = 204, description = "Discarded"))
)]
#[post("/mail/quarantine/{id}/discard")]
pub(super) async fn discard(
    Admin(caller): Admin,
    change: Change,
    state: web::Data<State>,
    id: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let id = path_id(&id)?;

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let mut mail = incoming_mail::lock_kept(tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    // Discarding what has been discarded changes nothing.
    if mail.discarded_at.is_some() {
        return pending.answer(Answer::empty()).await;
    }
    let key = mail.storage_key.take();
    mail.discarded_at = Some(pending.now);
    mail.discarded_by = Some(caller.id());
    let data = json!({ "from": mail.sender, "subject": mail.subject });
    incoming_mail::save(tx, mail).await?;
    let deed = Deed::to(AuditAction::MailDiscarded, id);
    audit::record(tx, &caller, deed, data, pending.now).await?;
    let answer = pending.answer(Answer::empty()).await?;
    if let Some(key) = key {
        attachments::discard(&state, &key).await;
    }
    Ok(answer)
}
