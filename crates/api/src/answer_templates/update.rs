//! A coordinator changes a template.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use aval_contract::answer_templates::{AnswerTemplate, UpdateAnswerTemplate};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use serde_json::json;

use super::{answer, parse_body, parse_name};
use crate::audit::{self, Deed};
use crate::auth::Coordinator;
use crate::change::{Answer, Change};
use crate::db::answer_template;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params, path_id};

/// Rename a template of an answer, or change its text
#[utoipa::path(
    tag = "answer templates",
    operation_id = "update_answer_template",
    params(("id" = Uuid, Path, description = "The template")),
    request_body = UpdateAnswerTemplate,
    responses((status = 200, description = "As it is now", body = AnswerTemplate))
)]
#[patch("/answer-templates/{id}")]
pub(super) async fn update(
    Coordinator(caller): Coordinator,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(UpdateAnswerTemplate { name, body }): Body<UpdateAnswerTemplate>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let name = name.map(|name| parse_name(&name)).transpose()?;
    let body = body.map(|body| parse_body(&body)).transpose()?;

    let pending = change.begin(caller.id()).await?;
    let before = answer_template::lock(&pending.tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let mut after = before.clone();
    if let Some(name) = name {
        after.rename(name);
    }
    if let Some(body) = body {
        after.body = body;
    }
    if after != before {
        if !answer_template::save(&pending.tx, &after).await? {
            return Err(ApiError::Code(ErrorCode::NameTaken));
        }
        let data = json!({ "from": answer(before), "to": answer(after.clone()) });
        let deed = Deed::to(AuditAction::AnswerTemplateUpdated, id);
        audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    }
    pending.answer(Answer::json(StatusCode::OK, &answer(after))?).await
}
