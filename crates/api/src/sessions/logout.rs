//! Signs a person out here.

use actix_web::{HttpRequest, HttpResponse, post, web};

use super::cookie::{self, RefreshToken};
use crate::app::State;
use crate::auth::SignedIn;
use crate::clock;
use crate::db::session;
use crate::error::Result;
use crate::http::{NoParams, Params};

/// Signs out: ends the session of the cookie and that of the access token, which usually are one.
///
/// Whoever is not signed in (any more) hears the same.
#[utoipa::path(
    tag = "sessions",
    responses((status = 204, description = "Signed out; the cookie is removed"))
)]
#[post("/auth/logout")]
pub(super) async fn logout(
    caller: Option<SignedIn>,
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let of_token = caller.and_then(|SignedIn(caller)| caller.session);
    let of_cookie = RefreshToken::of(&request, &state.config).map(|token| token.session);
    if of_token.is_some() || of_cookie.is_some() {
        let tx = state.db.begin().await?;
        let now = clock::now();
        // A stale refresh token would end its session too, so that it need not be looked at.
        for id in [of_token, of_cookie].into_iter().flatten() {
            if let Some(open) = session::lock_open(&tx, id, now).await? {
                session::end(&tx, open.person_id, open.id, now).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().cookie(cookie::removal(&state.config)).finish())
}
