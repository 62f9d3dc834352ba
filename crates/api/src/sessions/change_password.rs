//! Changes the signed-in person's password.

use actix_web::{HttpRequest, HttpResponse, post, web};
use aval_contract::error::ErrorCode;
use aval_contract::me::ChangePassword;
use aval_domain::people::PersonStatus;

use super::{check_password, slow_down};
use crate::app::State;
use crate::auth::SignedIn;
use crate::clock;
use crate::db::{one_time_link, person, session};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};
use crate::mail::{self, Outgoing, Template};

/// Changes the password and ends all other sessions and all links.
///
/// An `Idempotency-Key` is taken and left aside, since passwords are not kept in any form but as
/// hashes; repeating the request finds the new password set and changes nothing.
#[utoipa::path(
    tag = "me",
    request_body = ChangePassword,
    responses((status = 204, description = "Changed"))
)]
#[post("/me/password")]
pub(super) async fn change_password(
    SignedIn(caller): SignedIn,
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(ChangePassword { current_password, new_password }): Body<ChangePassword>,
) -> Result<HttpResponse> {
    let unauthorized = || ApiError::Code(ErrorCode::Unauthorized);
    slow_down(&state, &request, "password", &caller.id().to_string())?;
    let mut checks = Checks::new();
    check_password(&mut checks, "/new_password", &new_password);
    checks.done()?;
    let stored = person::password_hash(state.db.read(), caller.id()).await?;
    let fits = state.passwords.verify(current_password.into(), stored.clone()).await?;
    if !fits {
        return if state.passwords.verify(new_password.into(), stored).await? {
            Ok(HttpResponse::NoContent().finish())
        } else {
            Err(ApiError::invalid("/current_password", "wrong"))
        };
    }
    let hash = state.passwords.hash(new_password.into()).await?;

    let tx = state.db.begin().await?;
    let now = clock::now();
    let person = person::lock(&tx, caller.id(), PersonStatus::Active)
        .await?
        // Changed by somebody else meanwhile: then this session has ended too.
        .filter(|person| person.password_hash == stored)
        .ok_or_else(unauthorized)?;
    let person = person::set_password(&tx, person, hash).await?;
    one_time_link::end_all_of(&tx, person.id, now).await?;
    session::end_others(&tx, person.id, caller.session.unwrap_or_default(), now).await?;
    let mail = Outgoing::to_person(&person, Template::PasswordChanged { at: now });
    mail::enqueue(&tx, mail, now).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
