//! Support writes an article.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, post};
use aval_contract::articles::{Article, CreateArticle};
use aval_contract::audit::AuditAction;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use super::written::Written;
use crate::audit::{self, Deed};
use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::{Word, article, article_version, solution};
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};
use crate::search::index;

/// Write an article
///
/// It is a draft until it is published.
#[utoipa::path(
    tag = "articles",
    operation_id = "create_article",
    request_body = CreateArticle,
    responses((status = 201, description = "The draft", body = Article))
)]
#[post("/articles")]
pub(super) async fn create(
    Staff(caller): Staff,
    change: Change,
    _none: Params<NoParams>,
    Body(body): Body<CreateArticle>,
) -> Result<HttpResponse> {
    let pending = change.begin(caller.id()).await?;
    if let Some(id) = body.solution_id
        && solution::Entity::find_by_id(id).one(&pending.tx).await?.is_none()
    {
        return Err(ApiError::invalid("/solution_id", "unknown"));
    }
    let article = article::Model {
        id: Uuid::now_v7(),
        solution_id: body.solution_id,
        newest: 1,
        published: None,
        published_at: None,
        withdrawn_at: None,
        revision: 1,
        created_at: pending.now,
        updated_at: pending.now,
    };
    let mut version = article_version::Model {
        article_id: article.id,
        number: 1,
        title: String::new(),
        body: String::new(),
        audience: Word(body.audience),
        company_id: None,
        category_id: None,
        written_by: caller.id(),
        written_at: pending.now,
        published_at: None,
        published_by: None,
    };
    let files = Written::from(&body).put_into(&pending, &caller, &mut version, Vec::new()).await?;
    article::save(&pending.tx, &article, &version, &files).await?;
    index::article(&pending.tx, &article).await?;
    let data = json!({ "title": version.title, "audience": version.audience.0 });
    let deed = Deed::about(AuditAction::ArticleCreated, article.id, version.company_id);
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    let body = super::load(&pending.tx, &caller, article.id).await?;
    let answer = Answer::json(StatusCode::CREATED, &body)?
        .header(header::LOCATION, format!("/api/v1/articles/{}", article.id))
        .version(article.revision);
    pending.answer(answer).await
}
