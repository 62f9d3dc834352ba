//! One-time links: random, kept as digests, used once, bound to one person.
//!
//! Who needs one is written down by the request; the worker makes the link and mails it. Rows hold
//! no more than a random seed; the token comes from it together with our secret key, so that a
//! copy of the database lets nobody in.

use actix_web::HttpRequest;
use aval_contract::error::ErrorCode;
use aval_domain::people::PersonStatus;
use aval_domain::text::Email;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{check_password, slow_down};
use crate::app::State;
use crate::auth::tokens;
use crate::clock;
use crate::config::{Config, random_secret};
use crate::db::one_time_link::{self, Purpose};
use crate::db::{Tx, company, person};
use crate::error::{ApiError, Checks, Result};
use crate::jobs::{self, Claim, Job};
use crate::mail::{self, Outgoing, Template};

/// How long an invitation, and the link for the first admin, can be used.
pub const INVITE_LIFE: TimeDelta = TimeDelta::hours(72);
/// How long a link to a new password can be used.
pub const RESET_LIFE: TimeDelta = TimeDelta::minutes(30);
/// How many links to a new password a person is sent in an hour, whoever asks.
const RESETS_AN_HOUR: u64 = 5;

/// Sends an invited person her link, in the place of an earlier one, if the transaction commits.
///
/// # Errors
/// What the database says.
pub async fn invite(
    tx: &impl ConnectionTrait,
    person: &person::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    jobs::enqueue(tx, &LinkRequest::Invite { person: person.id }, now).await
}

/// Sends whoever may sign in with this address a link to a new password.
///
/// # Errors
/// What the database says.
pub(super) async fn request_reset(
    tx: &impl ConnectionTrait,
    email: Email,
    now: DateTime<Utc>,
) -> Result<()> {
    jobs::enqueue(tx, &LinkRequest::Reset { email: email.into_string() }, now).await
}

/// A link with which the first admin is created, in the place of earlier ones; nothing when there
/// is an admin. It is shown on the terminal of whoever starts the server, and nowhere else.
///
/// # Errors
/// What the database says.
pub async fn first_admin(state: &State) -> Result<Option<String>> {
    let tx = state.db.begin().await?;
    if person::is_there_an_admin(&tx).await? {
        return Ok(None);
    }
    let now = clock::now();
    let token = random_secret();
    one_time_link::end_first_admin(&tx, now).await?;
    let link = NewLink { person: None, purpose: Purpose::FirstAdmin, life: INVITE_LIFE };
    link.insert(&tx, Uuid::now_v7(), &token, now).await?;
    tx.commit().await?;
    Ok(Some(format!("{}/primer-admin/{token}", state.config.base_url)))
}

/// Where an invited person chooses her password.
#[must_use]
pub fn invite_url(config: &Config, seed: &str) -> String {
    format!("{}/invite/{}", config.base_url, token_of(config, seed))
}

/// Where somebody who forgot her password chooses another.
#[must_use]
pub fn reset_url(config: &Config, seed: &str) -> String {
    format!("{}/reset/{}", config.base_url, token_of(config, seed))
}

/// Where one asks for a link to a new password.
#[must_use]
pub fn forgot_url(config: &Config) -> String {
    format!("{}/recuperar", config.base_url)
}

/// The token of a seed: 256 bits that only this installation can tell.
fn token_of(config: &Config, seed: &str) -> String {
    URL_SAFE_NO_PAD.encode(config.derived_key(&format!("one-time-link {seed}")))
}

struct NewLink {
    person: Option<Uuid>,
    purpose: Purpose,
    life: TimeDelta,
}

impl NewLink {
    async fn insert(self, tx: &Tx, id: Uuid, token: &str, now: DateTime<Utc>) -> Result<()> {
        one_time_link::ActiveModel {
            id: Set(id),
            person_id: Set(self.person),
            purpose: Set(self.purpose.as_str().to_owned()),
            token_hash: Set(tokens::digest(token)),
            created_at: Set(now),
            expires_at: Set(now + self.life),
            used_at: Set(None),
        }
        .insert(tx)
        .await?;
        Ok(())
    }
}

/// Somebody needs a link: the worker makes and mails it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum LinkRequest {
    /// An invited person.
    Invite {
        /// Who.
        person: Uuid,
    },
    /// Whoever has this address, if anybody.
    Reset {
        /// In lower case.
        email: String,
    },
}

impl Job for LinkRequest {
    const KIND: &'static str = "link";

    async fn run(&self, state: &State, claim: &Claim) -> anyhow::Result<()> {
        let tx = state.db.begin().await?;
        let now = clock::now();
        let person = match self {
            Self::Invite { person } => person::lock(&tx, *person, PersonStatus::Invited).await?,
            Self::Reset { email } => who_may_reset(&tx, email, now).await?,
        };
        // The link has the job's id: an attempt whose end could not be noted is not repeated.
        let made_before = one_time_link::Entity::find_by_id(claim.id).one(&tx).await?.is_some();
        if let (Some(person), false) = (person, made_before) {
            self.give(&tx, state, claim, &person, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

impl LinkRequest {
    async fn give(
        &self,
        tx: &Tx,
        state: &State,
        claim: &Claim,
        person: &person::Model,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let seed = random_secret();
        let token = token_of(&state.config, &seed);
        let (purpose, life) = match self {
            Self::Invite { .. } => (Purpose::Invite, INVITE_LIFE),
            Self::Reset { .. } => (Purpose::Reset, RESET_LIFE),
        };
        one_time_link::end_all_of(tx, person.id, now).await?;
        let link = NewLink { person: Some(person.id), purpose, life };
        link.insert(tx, claim.id, &token, now).await?;
        let until = now + life;
        let template = match self {
            Self::Reset { .. } => Template::ResetPassword { seed, until },
            Self::Invite { .. } => {
                let company = match person.company_id {
                    None => None,
                    Some(id) => company::active(tx, id).await?.map(|row| row.name),
                };
                Template::Invite { seed, company, until }
            }
        };
        mail::enqueue(tx, Outgoing::to_person(person, template), now).await
    }
}

/// The person with this address, locked, unless she can't sign in or was sent too many links
/// lately. Her lock comes before those of her links everywhere, so that nobody waits for somebody
/// who waits for her.
async fn who_may_reset(tx: &Tx, email: &str, now: DateTime<Utc>) -> Result<Option<person::Model>> {
    let Some(known) = person::who_may_sign_in(tx, email).await? else { return Ok(None) };
    let Some(person) = person::lock(tx, known.id, PersonStatus::Active).await? else {
        return Ok(None);
    };
    let hour_ago = now - TimeDelta::hours(1);
    let lately = one_time_link::given_since(tx, person.id, Purpose::Reset, hour_ago).await?;
    Ok((lately < RESETS_AN_HOUR).then_some(person))
}

/// A link that was good a moment ago, and the new password's hash.
pub(super) struct Ready {
    purpose: Purpose,
    token_hash: String,
    person: Option<Uuid>,
    password_hash: String,
}

/// Does the slow part of using a link before the transaction: checks and hashes the password.
///
/// # Errors
/// 422 for a link or password that is not good, 429.
pub(super) async fn prepare(
    state: &State,
    request: &HttpRequest,
    purpose: Purpose,
    token: &str,
    password: String,
) -> Result<Ready> {
    slow_down(state, request, purpose.as_str(), token)?;
    let mut checks = Checks::new();
    check_password(&mut checks, "/password", &password);
    checks.done()?;
    let token_hash = tokens::digest(token);
    let link = one_time_link::usable(state.db.read(), purpose, &token_hash, clock::now())
        .await?
        .ok_or(ApiError::Code(ErrorCode::TokenInvalid))?;
    let password_hash = state.passwords.hash(password.into()).await?;
    Ok(Ready { purpose, token_hash, person: link.person_id, password_hash })
}

impl Ready {
    /// Uses the link up: its person, who must be in this state, and the password's hash.
    ///
    /// # Errors
    /// 422 when somebody else used it meanwhile, or the person may not use it any more.
    pub(super) async fn redeem(
        self,
        tx: &Tx,
        status: PersonStatus,
        now: DateTime<Utc>,
    ) -> Result<(person::Model, String)> {
        let invalid = || ApiError::Code(ErrorCode::TokenInvalid);
        let person = self.person.ok_or_else(invalid)?;
        let person = person::lock(tx, person, status).await?.ok_or_else(invalid)?;
        one_time_link::consume(tx, self.purpose, &self.token_hash, now)
            .await?
            .ok_or_else(invalid)?;
        Ok((person, self.password_hash))
    }

    /// Uses up a link that is nobody's yet: the password's hash.
    ///
    /// # Errors
    /// 422 when somebody else used it meanwhile.
    pub(super) async fn redeem_unbound(self, tx: &Tx, now: DateTime<Utc>) -> Result<String> {
        one_time_link::consume(tx, self.purpose, &self.token_hash, now)
            .await?
            .ok_or(ApiError::Code(ErrorCode::TokenInvalid))?;
        Ok(self.password_hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(dir: &tempfile::TempDir) -> Config {
        Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"))
    }

    #[test]
    fn a_seed_gives_one_token_here_and_another_elsewhere() {
        let dir = tempfile::tempdir().expect("a directory");
        let (here, elsewhere) = (config(&dir), config(&dir));
        let seed = random_secret();
        assert_eq!(token_of(&here, &seed), token_of(&here, &seed));
        assert_ne!(token_of(&here, &seed), token_of(&elsewhere, &seed));
        assert_ne!(token_of(&here, &seed), token_of(&here, &random_secret()));
        assert_eq!(token_of(&here, &seed).len(), 43, "256 bits");
    }

    #[test]
    fn links_begin_with_the_base_url() {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = config(&dir);
        "https://soporte.example.com".clone_into(&mut config.base_url);
        for url in [invite_url(&config, "s"), reset_url(&config, "s"), forgot_url(&config)] {
            assert!(url.starts_with("https://soporte.example.com/"), "{url}");
        }
    }
}
