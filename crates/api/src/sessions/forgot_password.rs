//! Sends a link to a new password.

use actix_web::{HttpRequest, HttpResponse, post, web};
use aval_contract::auth::ForgotPassword;
use aval_domain::text::Email;

use super::{links, slow_down};
use crate::app::State;
use crate::clock;
use crate::error::Result;
use crate::http::{Body, NoParams, Params};

/// Sends a link to a new password, if somebody with this address may sign in.
///
/// The answer is the same in any case. Whether the address is known is looked up only afterwards,
/// so that the time to answer doesn't tell either.
#[utoipa::path(
    tag = "sessions",
    request_body = ForgotPassword,
    responses((status = 202, description = "A mail goes out, if the address is known"))
)]
#[post("/auth/forgot-password")]
pub(super) async fn forgot_password(
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(ForgotPassword { email }): Body<ForgotPassword>,
) -> Result<HttpResponse> {
    slow_down(&state, &request, "forgot", &email)?;
    // What is no address at all is nobody's, which is no secret.
    if let Ok(email) = Email::parse(&email) {
        let tx = state.db.begin().await?;
        links::request_reset(&tx, email, clock::now()).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::Accepted().finish())
}
