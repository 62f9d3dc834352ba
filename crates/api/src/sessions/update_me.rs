//! Changes the signed-in person's name or language.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch};
use aval_contract::error::ErrorCode;
use aval_contract::me::{UpdateMe, User};
use aval_domain::people::PersonStatus;
use aval_domain::text::PersonName;

use super::user;
use crate::auth::SignedIn;
use crate::change::{Answer, Change};
use crate::db::{Word, person};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};

/// Changes name or language; fields left out stay as they are.
#[utoipa::path(
    tag = "me",
    request_body = UpdateMe,
    responses((status = 200, description = "The person after it", body = User))
)]
#[patch("/me")]
pub(super) async fn update_me(
    SignedIn(caller): SignedIn,
    change: Change,
    _none: Params<NoParams>,
    Body(UpdateMe { name, locale }): Body<UpdateMe>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let name = name.and_then(|name| checks.text("/name", PersonName::parse(&name)));
    checks.done()?;

    let pending = change.begin(caller.id()).await?;
    let mut person = person::lock(&pending.tx, caller.id(), PersonStatus::Active)
        .await?
        .ok_or(ApiError::Code(ErrorCode::Unauthorized))?;
    if let Some(name) = name {
        person.rename(name.into_string());
    }
    if let Some(locale) = locale {
        person.locale = Word(locale);
    }
    person::save(&pending.tx, &person).await?;
    let answer = Answer::json(StatusCode::OK, &user(&pending.tx, person).await?)?;
    pending.answer(answer).await
}
