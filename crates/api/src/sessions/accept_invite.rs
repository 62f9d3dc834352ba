//! Sets the first password of an invited person.

use actix_web::{HttpRequest, HttpResponse, post, web};
use aval_contract::auth::{AcceptInvite, SignedIn};
use aval_domain::people::PersonStatus;

use super::{links, open};
use crate::app::State;
use crate::clock;
use crate::db::one_time_link::{self, Purpose};
use crate::db::person;
use crate::error::Result;
use crate::http::{Body, NoParams, Params};

/// Sets the first password with an invitation's token, and signs in.
#[utoipa::path(
    tag = "sessions",
    request_body = AcceptInvite,
    responses((status = 200, description = "Active and signed in", body = SignedIn))
)]
#[post("/auth/accept-invite")]
pub(super) async fn accept_invite(
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(AcceptInvite { token, password }): Body<AcceptInvite>,
) -> Result<HttpResponse> {
    let ready = links::prepare(&state, &request, Purpose::Invite, &token, password).await?;
    let tx = state.db.begin().await?;
    let now = clock::now();
    let (person, hash) = ready.redeem(&tx, PersonStatus::Invited, now).await?;
    let person = person::set_password(&tx, person, hash).await?;
    one_time_link::end_all_of(&tx, person.id, now).await?;
    let opened = open::open(&tx, &state, &request, person, now).await?;
    tx.commit().await?;
    Ok(opened.answer())
}
