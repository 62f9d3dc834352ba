//! Sets a new password by the link of a mail.

use actix_web::{HttpRequest, HttpResponse, post, web};
use aval_contract::auth::{ResetPassword, SignedIn};
use aval_domain::people::PersonStatus;

use super::{links, open};
use crate::app::State;
use crate::clock;
use crate::db::one_time_link::{self, Purpose};
use crate::db::{person, session};
use crate::error::Result;
use crate::http::{Body, NoParams, Params};
use crate::mail::{self, Outgoing, Template};

/// Sets a new password with a link's token, ends all other sessions and links, and signs in.
#[utoipa::path(
    tag = "sessions",
    request_body = ResetPassword,
    responses((status = 200, description = "Changed and signed in", body = SignedIn))
)]
#[post("/auth/reset-password")]
pub(super) async fn reset_password(
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(ResetPassword { token, password }): Body<ResetPassword>,
) -> Result<HttpResponse> {
    let ready = links::prepare(&state, &request, Purpose::Reset, &token, password).await?;
    let tx = state.db.begin().await?;
    let now = clock::now();
    let (person, hash) = ready.redeem(&tx, PersonStatus::Active, now).await?;
    let person = person::set_password(&tx, person, hash).await?;
    one_time_link::end_all_of(&tx, person.id, now).await?;
    session::end_all(&tx, person.id, now).await?;
    let mail = Outgoing::to_person(&person, Template::PasswordChanged { at: now });
    mail::enqueue(&tx, mail, now).await?;
    let opened = open::open(&tx, &state, &request, person, now).await?;
    tx.commit().await?;
    Ok(opened.answer())
}
