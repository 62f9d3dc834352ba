//! Changes the signed-in person's name, language or wishes about mails.

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
use crate::notifications::topics_text;

/// Changes name, language or what she wants no mails about; fields left out stay as they are.
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
    Body(UpdateMe { name, locale, muted_mail }): Body<UpdateMe>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let name = name.and_then(|name| checks.text("/name", PersonName::parse(&name)));
    if let Some(place) = muted_mail.iter().flatten().position(|topic| !topic.may_be_muted()) {
        checks.refuse(&format!("/muted_mail/{place}"), "not_allowed");
    }
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
    if let Some(topics) = muted_mail {
        person.muted_mail = topics_text(&topics);
    }
    person::save(&pending.tx, &person).await?;
    let answer = Answer::json(StatusCode::OK, &user(&pending.tx, person).await?)?;
    pending.answer(answer).await
}
