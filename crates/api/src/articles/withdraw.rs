//! Support takes an article back.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::articles::ArticleHistory;
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Empty;
use serde_json::json;

use super::history;
use crate::audit::{self, Deed};
use crate::auth::Staff;
use crate::change::{Answer, Change};
use crate::db::article;
use crate::error::{ApiError, Result};
use crate::http::{Body, IfMatch, NoParams, Params, path_id};
use crate::search::index;

/// Take an article back
///
/// Its readers don't find it any more; publishing it brings it back.
#[utoipa::path(
    tag = "articles",
    operation_id = "withdraw_article",
    params(
        ("id" = Uuid, Path, description = "The article"),
        ("If-Match" = String, Header, description = "The article's revision")
    ),
    request_body = Empty,
    responses((status = 200, description = "As it is now", body = ArticleHistory))
)]
#[post("/articles/{id}/withdraw")]
pub(super) async fn withdraw(
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
    if article.readable().is_none() {
        return Err(ApiError::Code(ErrorCode::Conflict));
    }
    article.withdrawn_at = Some(pending.now);
    article.updated_at = pending.now;
    article.revision += 1;
    article::update(&pending.tx, &article).await?;
    index::article(&pending.tx, &article).await?;
    let body = history::load(&pending.tx, &article).await?;
    let version = body.versions.iter().find(|version| Some(version.number) == article.published);
    let company = version.and_then(|version| version.company.as_ref()).map(|company| company.id);
    let data = json!({ "title": version.map(|version| &version.title) });
    let deed = Deed::about(AuditAction::ArticleWithdrawn, id, company);
    audit::record(&pending.tx, &caller, deed, data, pending.now).await?;
    pending.answer(Answer::json(StatusCode::OK, &body)?.version(article.revision)).await
}
