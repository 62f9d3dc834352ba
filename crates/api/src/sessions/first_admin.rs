//! Creates the first admin of a new installation.

use actix_web::{HttpRequest, HttpResponse, post, web};
use aval_contract::auth::{FirstAdmin, SignedIn};
use aval_contract::error::ErrorCode;
use aval_domain::text::{Email, PersonName};

use super::{admin, create_person_with_password, links, one_admin_is_there, open};
use crate::app::State;
use crate::clock;
use crate::db::one_time_link::Purpose;
use crate::db::person;
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};

/// Creates the first admin with the token of the link that `aval serve` printed, and signs in.
///
/// The link works once, and only while there is no admin.
#[utoipa::path(
    tag = "sessions",
    request_body = FirstAdmin,
    responses((status = 200, description = "Created and signed in", body = SignedIn))
)]
#[post("/auth/first-admin")]
pub(super) async fn first_admin(
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(FirstAdmin { token, email, name, password }): Body<FirstAdmin>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let email = checks.text("/email", Email::parse(&email));
    let name = checks.text("/name", PersonName::parse(&name));
    super::check_password(&mut checks, "/password", &password);
    let (Some(email), Some(name)) = (email, name) else { return Err(checks.refusal()) };
    let ready = links::prepare(&state, &request, Purpose::FirstAdmin, &token, password).await?;

    let tx = state.db.begin().await?;
    let now = clock::now();
    let hash = ready.redeem_unbound(&tx, now).await?;
    if person::is_there_an_admin(&tx).await? {
        return Err(ApiError::Code(ErrorCode::TokenInvalid));
    }
    let person = create_person_with_password(&tx, admin(email, name), hash, now).await?;
    one_admin_is_there(&tx, &person, now).await?;
    let opened = open::open(&tx, &state, &request, person, now).await?;
    tx.commit().await?;
    Ok(opened.answer())
}
