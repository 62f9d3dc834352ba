//! A reader says whether an article helped.

use actix_web::{HttpResponse, post, web};
use aval_contract::articles::ArticleFeedback;

use crate::auth::SignedIn;
use crate::change::{Answer, Change};
use crate::db::article::{self, Which};
use crate::db::article_vote;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params, path_id};

/// Say whether an article helped
#[utoipa::path(
    tag = "articles",
    operation_id = "give_article_feedback",
    params(("id" = Uuid, Path, description = "The article")),
    request_body = ArticleFeedback,
    responses((status = 204, description = "Kept, in place of what was said before"))
)]
#[post("/articles/{id}/feedback")]
pub(super) async fn give_feedback(
    SignedIn(caller): SignedIn,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(ArticleFeedback { helpful }): Body<ArticleFeedback>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let pending = change.begin(caller.id()).await?;
    let article = article::one(&pending.tx, &caller.actor, Which::Published, id).await?;
    article.ok_or(ApiError::NOT_FOUND)?;
    let vote = article_vote::Model {
        article_id: id,
        person_id: caller.id(),
        helpful,
        voted_at: pending.now,
    };
    article::vote(&pending.tx, vote).await?;
    pending.answer(Answer::empty()).await
}
