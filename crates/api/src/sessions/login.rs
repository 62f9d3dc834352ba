//! Signs a person in with her password.

use actix_web::{HttpRequest, HttpResponse, post, web};
use aval_contract::auth::{Login, SignedIn};
use aval_contract::error::ErrorCode;
use aval_domain::people::PersonStatus;
use aval_domain::text::Email;

use super::{open, slow_down};
use crate::app::State;
use crate::clock;
use crate::db::person;
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};

/// Signs a person in.
///
/// The refresh token comes in an HttpOnly cookie. Whoever can't sign in hears the same after the
/// same time, whatever the cause. An `Idempotency-Key` is taken and left aside: each sign-in is a
/// session of its own.
#[utoipa::path(
    tag = "sessions",
    request_body = Login,
    responses((status = 200, description = "Signed in", body = SignedIn))
)]
#[post("/auth/login")]
pub(super) async fn login(
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(Login { email, password }): Body<Login>,
) -> Result<HttpResponse> {
    let refused = || ApiError::Code(ErrorCode::InvalidCredentials);
    slow_down(&state, &request, "login", &email)?;
    let known = match Email::parse(&email) {
        Ok(email) => person::who_may_sign_in(state.db.read(), email.as_str()).await?,
        Err(_) => None,
    };
    // Without a hash the same work is done in vain.
    let stored = known.as_ref().and_then(|person| person.password_hash.clone());
    let fits = state.passwords.verify(password.into(), stored).await?;
    let known = known.filter(|_| fits).ok_or_else(refused)?;

    let tx = state.db.begin().await?;
    let now = clock::now();
    // Her password may have been changed, or she have been removed, while this one was verified.
    let person = person::lock(&tx, known.id, PersonStatus::Active)
        .await?
        .filter(|person| person.password_hash == known.password_hash)
        .ok_or_else(refused)?;
    let opened = open::open(&tx, &state, &request, person, now).await?;
    tx.commit().await?;
    Ok(opened.answer())
}
