//! Support writes on an article.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use aval_contract::articles::{ArticleHistory, UpdateArticle};
use aval_contract::audit::AuditAction;
use serde_json::json;

use super::history;
use super::written::{Written, draft_of};
use crate::audit::{self, Deed};
use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::article;
use crate::error::{ApiError, Result};
use crate::http::{Body, IfMatch, NoParams, Params, path_id};
use crate::search::index;

/// Write on an article
///
/// Its readers go on seeing what is published until this is published too.
#[utoipa::path(
    tag = "articles",
    operation_id = "update_article",
    params(
        ("id" = Uuid, Path, description = "The article"),
        ("If-Match" = String, Header, description = "The article's revision")
    ),
    request_body = UpdateArticle,
    responses((status = 200, description = "As it is now", body = ArticleHistory))
)]
#[patch("/articles/{id}")]
pub(super) async fn update(
    Staff(caller): Staff,
    change: Change,
    path: web::Path<String>,
    seen: IfMatch,
    _none: Params<NoParams>,
    Body(body): Body<UpdateArticle>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let pending = change.begin(caller.id()).await?;
    let mut article = article::lock(&pending.tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    seen.check(article.revision)?;
    let (mut version, had) = draft_of(&pending.tx, &mut article).await?;
    let files = Written::from(body).put_into(&pending, &caller, &mut version, had).await?;
    article.revision += 1;
    article.updated_at = pending.now;
    article::save(&pending.tx, &article, &version, &files).await?;
    index::article(&pending.tx, &article).await?;
    let data = json!({ "title": version.title, "version": version.number });
    let deed = Deed::about(AuditAction::ArticleUpdated, id, version.company_id);
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    let body = history::load(&pending.tx, &article).await?;
    pending.answer(Answer::json(StatusCode::OK, &body)?.version(article.revision)).await
}
