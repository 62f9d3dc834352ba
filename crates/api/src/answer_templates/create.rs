//! A coordinator makes a template.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use aval_contract::answer_templates::{AnswerTemplate, CreateAnswerTemplate};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_domain::text::fold;
use serde_json::json;
use uuid::Uuid;

use super::{answer, parse_body, parse_name};
use crate::audit::{self, Deed};
use crate::auth::Coordinator;
use crate::change::{Answer, Change};
use crate::db::answer_template;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};

/// Make a template of an answer
#[utoipa::path(
    tag = "answer templates",
    operation_id = "create_answer_template",
    request_body = CreateAnswerTemplate,
    responses((status = 201, description = "Made", body = AnswerTemplate))
)]
#[post("/answer-templates")]
pub(super) async fn create(
    Coordinator(caller): Coordinator,
    change: Change,
    _none: Params<NoParams>,
    Body(CreateAnswerTemplate { name, body }): Body<CreateAnswerTemplate>,
) -> Result<HttpResponse> {
    let (name, body) = (parse_name(&name)?, parse_body(&body)?);

    let pending = change.begin(caller.id()).await?;
    let template =
        answer_template::Model { id: Uuid::now_v7(), folded_name: fold(&name), name, body };
    if !answer_template::insert(&pending.tx, &template).await? {
        return Err(ApiError::Code(ErrorCode::NameTaken));
    }
    let (id, data) = (template.id, json!({ "name": template.name, "body": template.body }));
    let deed = Deed::to(AuditAction::AnswerTemplateCreated, id);
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::json(StatusCode::CREATED, &answer(template))?).await
}
