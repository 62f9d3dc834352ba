//! Signs the person out somewhere.

use actix_web::{HttpResponse, delete, web};

use crate::app::State;
use crate::auth::SignedIn;
use crate::clock;
use crate::db::session;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// Ends one of the signed-in person's sessions.
#[utoipa::path(
    operation_id = "end_session",
    tag = "me",
    params(("id" = uuid::Uuid, Path, description = "The session")),
    responses((status = 204, description = "Ended"))
)]
#[delete("/me/sessions/{id}")]
pub(super) async fn end(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let tx = state.db.begin().await?;
    let ended = session::end(&tx, caller.id(), id, clock::now()).await?;
    tx.commit().await?;
    if ended { Ok(HttpResponse::NoContent().finish()) } else { Err(ApiError::NOT_FOUND) }
}
