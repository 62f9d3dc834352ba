//! Support publishes what it wrote.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::articles::Article;
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Empty;
use serde_json::json;

use crate::audit::{self, Deed};
use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::article;
use crate::error::{ApiError, Result};
use crate::http::{Body, IfMatch, NoParams, Params, path_id};
use crate::search::index;

/// Publish the newest version of an article
///
/// From now on its readers see that one. One that was withdrawn is there again.
#[utoipa::path(
    tag = "articles",
    operation_id = "publish_article",
    params(
        ("id" = Uuid, Path, description = "The article"),
        ("If-Match" = String, Header, description = "The article's revision")
    ),
    request_body = Empty,
    responses((status = 200, description = "As its readers see it", body = Article))
)]
#[post("/articles/{id}/publish")]
pub(super) async fn publish(
    Staff(caller): Staff,
    change: Change,
    path: web::Path<String>,
    seen: IfMatch,
    _none: Params<NoParams>,
    Body(Empty {}): Body<Empty>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let pending = change.begin(caller.id()).await?;
    let mut article = article::lock(&pending.tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    seen.check(article.revision)?;
    if article.readable() == Some(article.newest) {
        return Err(ApiError::Code(ErrorCode::Conflict));
    }
    article.published = Some(article.newest);
    article.published_at = Some(pending.now);
    article.withdrawn_at = None;
    article.updated_at = pending.now;
    article.revision += 1;
    article::publish(&pending.tx, &article, caller.id()).await?;
    index::article(&pending.tx, &article).await?;
    let body = super::load(&pending.tx, &caller, id).await?;
    let company = body.company.as_ref().map(|company| company.id);
    let data = json!({
        "title": body.title,
        "version": article.newest,
        "audience": body.audience,
        "company_id": company,
    });
    let deed = Deed::about(AuditAction::ArticlePublished, id, company);
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::json(StatusCode::OK, &body)?.version(article.revision)).await
}
