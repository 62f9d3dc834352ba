//! A new session: what signing in, accepting an invitation and resetting a password end in.

use actix_web::cookie::Cookie;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use aval_contract::auth::SignedIn;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, Set};
use uuid::Uuid;

use super::cookie::{RefreshToken, SESSION_LIFE};
use super::user;
use crate::app::State;
use crate::auth::tokens::ACCESS_LIFE;
use crate::db::{Tx, person, session};
use crate::error::Result;

/// The most characters kept of how a browser names itself.
const USER_AGENT_MAX: usize = 200;

/// Signed in, but for the commit.
pub(super) struct Opened {
    body: SignedIn,
    cookie: Option<Cookie<'static>>,
}

impl Opened {
    /// The answer, once the transaction is through.
    pub(super) fn answer(self) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        if let Some(cookie) = self.cookie {
            answer.cookie(cookie);
        }
        answer.json(self.body)
    }
}

/// Opens a session for a person who has proved who she is.
pub(super) async fn open(
    tx: &Tx,
    state: &State,
    request: &HttpRequest,
    person: person::Model,
    now: DateTime<Utc>,
) -> Result<Opened> {
    let token = RefreshToken::new(Uuid::now_v7());
    session::ActiveModel {
        id: Set(token.session),
        person_id: Set(person.id),
        refresh_hash: Set(token.digest()),
        previous_hash: Set(None),
        rotated_at: Set(now),
        created_at: Set(now),
        expires_at: Set(now + SESSION_LIFE),
        ended_at: Set(None),
        user_agent: Set(user_agent(request)),
        address: Set(state.throttle.peer(request).map(|address| address.to_string())),
    }
    .insert(tx)
    .await?;
    signed_in(tx, state, person, token.session, Some(token.cookie(&state.config)), now).await
}

/// An access token for a session that is open.
pub(super) async fn signed_in(
    tx: &Tx,
    state: &State,
    person: person::Model,
    session: Uuid,
    cookie: Option<Cookie<'static>>,
    now: DateTime<Utc>,
) -> Result<Opened> {
    let body = SignedIn {
        access_token: state.tokens.issue(person.id, session, now)?,
        token_type: "Bearer".to_owned(),
        expires_in: u32::try_from(ACCESS_LIFE.num_seconds()).unwrap_or_default(),
        user: user(tx, person).await?,
    };
    Ok(Opened { body, cookie })
}

fn user_agent(request: &HttpRequest) -> Option<String> {
    let text = request.headers().get(header::USER_AGENT)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.chars().take(USER_AGENT_MAX).collect())
}
