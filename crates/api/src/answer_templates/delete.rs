//! A coordinator deletes a template. Answers that were written with it stay as they are.

use actix_web::{HttpResponse, delete, web};
use aval_contract::audit::AuditAction;
use serde_json::json;

use crate::audit::{self, Deed};
use crate::auth::Coordinator;
use crate::change::{Answer, Change};
use crate::db::answer_template;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// Delete a template of an answer; answers that were written with it stay
#[utoipa::path(
    tag = "answer templates",
    operation_id = "delete_answer_template",
    params(("id" = Uuid, Path, description = "The template")),
    responses((status = 204, description = "Deleted"))
)]
#[delete("/answer-templates/{id}")]
pub(super) async fn delete(
    Coordinator(caller): Coordinator,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let template = answer_template::lock(tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    answer_template::delete(tx, id).await?;
    let data = json!({ "name": template.name, "body": template.body });
    let deed = Deed::to(AuditAction::AnswerTemplateDeleted, id);
    audit::record(tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::empty()).await
}
