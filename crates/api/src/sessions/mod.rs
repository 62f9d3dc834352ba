//! Signing in, staying signed in, and the signed-in person herself.
//!
//! None of the operations below `/auth`, nor the one that changes a password, keeps anything for an
//! `Idempotency-Key`: a digest of a body with a password would let somebody who gets hold of the
//! database try passwords on it, and answers hold tokens. The header is taken and left aside;
//! repeating one of these requests does no harm by itself.

mod accept_invite;
mod change_password;
mod cookie;
mod end;
mod first_admin;
mod forgot_password;
pub mod links;
mod list;
mod login;
mod logout;
mod open;
mod refresh;
mod reset_password;
mod show_me;
mod update_me;

use actix_web::HttpRequest;
use aval_contract::audit::AuditAction;
use aval_contract::companies::CompanyRef;
use aval_contract::error::ErrorCode;
use aval_contract::me::User;
use aval_domain::lifecycle::Role;
use aval_domain::text::{Email, PersonName};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use secrecy::SecretString;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::State;
use crate::auth::{passwords, tokens};
use crate::clock;
use crate::db::person::{Enrolment, Invitee};
use crate::db::{Tx, company, person};
use crate::error::{ApiError, Checks, Result};
use crate::notifications::topics_of;

/// All operations on sessions and on the signed-in person.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(login::login)
        .service(refresh::refresh)
        .service(logout::logout)
        .service(forgot_password::forgot_password)
        .service(reset_password::reset_password)
        .service(accept_invite::accept_invite)
        .service(first_admin::first_admin)
        .service(show_me::show_me)
        .service(update_me::update_me)
        .service(change_password::change_password)
        .service(list::list)
        .service(end::end);
}

/// Enters somebody who can sign in at once: for the command line and the demo. Everybody else gets
/// an invitation.
///
/// # Errors
/// 409 when the address or the slot is taken.
pub async fn create_person_with_password(
    tx: &Tx,
    invitee: Invitee,
    password_hash: String,
    now: DateTime<Utc>,
) -> Result<person::Model> {
    match person::enrol(tx, invitee, now).await? {
        Enrolment::Done(person) => Ok(person::set_password(tx, person, password_hash).await?),
        Enrolment::EmailTaken => Err(ApiError::Code(ErrorCode::EmailTaken)),
        Enrolment::SlotTaken => Err(ApiError::Code(ErrorCode::ReporterLimit)),
    }
}

/// Creates an admin from the shell, whose owner could do anything anyway.
///
/// # Errors
/// 409 when the address is taken.
pub async fn create_admin(
    state: &State,
    email: Email,
    name: PersonName,
    password: SecretString,
) -> Result<person::Model> {
    let hash = state.passwords.hash(password).await?;
    let tx = state.db.begin().await?;
    let now = clock::now();
    let admin = create_person_with_password(&tx, admin(email, name), hash, now).await?;
    one_admin_is_there(&tx, &admin, now).await?;
    tx.commit().await?;
    Ok(admin)
}

fn admin(email: Email, name: PersonName) -> Invitee {
    Invitee { email: email.into_string(), name: name.into_string(), role: Role::Admin, place: None }
}

/// Writes down that an admin came in without another one's doing, and ends the links with which
/// one could come in that way.
async fn one_admin_is_there(tx: &Tx, admin: &person::Model, now: DateTime<Utc>) -> Result<()> {
    use crate::auth::Caller;
    use crate::db::one_time_link;
    let data = serde_json::json!({ "email": admin.email, "name": admin.name, "role": Role::Admin });
    let deed = crate::audit::Deed::to(AuditAction::AdminCreated, admin.id);
    crate::audit::record(tx, &Caller::of_person(admin), deed, data, now).await?;
    one_time_link::end_first_admin(tx, now).await?;
    Ok(())
}

/// A person as shown to herself.
///
/// # Errors
/// What the database says.
async fn user(db: &impl ConnectionTrait, person: person::Model) -> Result<User> {
    let person::Model {
        id,
        email,
        name,
        folded_name: _,
        role,
        company_id,
        reporter_slot: _,
        status: _,
        locale,
        password_hash: _,
        created_at: _,
        muted_mail,
    } = person;
    let company = match company_id {
        None => None,
        Some(company) => {
            company::active(db, company).await?.map(|row| CompanyRef { id: row.id, name: row.name })
        }
    };
    let muted_mail = topics_of(&muted_mail);
    Ok(User { id, email, name, role: role.0, company, locale: locale.0, muted_mail })
}

/// Slows down whoever tries passwords or links, by what is tried and by where it comes from.
fn slow_down(state: &State, request: &HttpRequest, purpose: &str, account: &str) -> Result<()> {
    // As a digest, since whatever was sent is kept for a while.
    let account = tokens::digest(&format!("{purpose}\0{}", account.trim().to_lowercase()));
    state.throttle.sign_in(&account, state.throttle.peer(request))
}

/// Notes why a password is not taken.
fn check_password(checks: &mut Checks, pointer: &str, password: &str) {
    if let Some(code) = passwords::refusal(password) {
        checks.refuse(pointer, code);
    }
}
