//! Renews a session: a new access token, and the next refresh token in the place of this one.

use actix_web::{HttpRequest, HttpResponse, post, web};
use aval_contract::auth::SignedIn;
use aval_contract::error::ErrorCode;
use aval_domain::people::PersonStatus;
use chrono::{DateTime, TimeDelta, Utc};

use super::cookie::{RefreshToken, SESSION_LIFE};
use super::open::{self, Opened};
use crate::app::State;
use crate::auth::tokens;
use crate::clock;
use crate::db::{Tx, person, session};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// How long the token before the present one still gets an access token: two tabs that renew at
/// once are no theft.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// Renews the session of the cookie.
///
/// Each refresh token is good for one use. One that was used before ends its session: either it
/// was stolen, or the one that replaced it was.
#[utoipa::path(
    tag = "sessions",
    responses((status = 200, description = "Signed in for longer", body = SignedIn))
)]
#[post("/auth/refresh")]
pub(super) async fn refresh(
    request: HttpRequest,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let unauthorized = || ApiError::Code(ErrorCode::Unauthorized);
    let token = RefreshToken::of(&request, &state.config).ok_or_else(unauthorized)?;
    let tx = state.db.begin().await?;
    let renewed = renew(&tx, &state, &token, clock::now()).await?;
    // Also when it was refused: that may have ended the session.
    tx.commit().await?;
    Ok(renewed.ok_or_else(unauthorized)?.answer())
}

async fn renew(
    tx: &Tx,
    state: &State,
    token: &RefreshToken,
    now: DateTime<Utc>,
) -> Result<Option<Opened>> {
    let Some(person) = session::person_of(tx, token.session).await? else { return Ok(None) };
    let person = person::lock(tx, person, PersonStatus::Active).await?;
    let Some(open) = session::lock_open(tx, token.session, now).await? else { return Ok(None) };
    let verdict = judge(&open, &token.digest(), now);
    if verdict == Verdict::Replayed {
        tracing::warn!(session = %open.id, "a used refresh token came back; its session is ended");
        session::end(tx, open.person_id, open.id, now).await?;
        return Ok(None);
    }
    let Some(person) = person else { return Ok(None) };
    let cookie = match verdict {
        Verdict::Current => {
            let next = RefreshToken::new(open.id);
            session::rotate(tx, &open, &next.digest(), now, now + SESSION_LIFE).await?;
            Some(next.cookie(&state.config))
        }
        Verdict::JustReplaced | Verdict::Replayed => None,
    };
    open::signed_in(tx, state, person, open.id, cookie, now).await.map(Some)
}

/// What a refresh token is to its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Current,
    /// By another tab, a moment ago.
    JustReplaced,
    Replayed,
}

fn judge(session: &session::Model, digest: &str, now: DateTime<Utc>) -> Verdict {
    let was_previous =
        session.previous_hash.as_deref().is_some_and(|previous| tokens::same(previous, digest));
    if tokens::same(&session.refresh_hash, digest) {
        Verdict::Current
    } else if was_previous && now - session.rotated_at <= GRACE {
        Verdict::JustReplaced
    } else {
        Verdict::Replayed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_token_before_lives_ten_seconds_longer_and_older_ones_end_the_session() {
        let rotated_at = DateTime::from_timestamp(1_783_700_000, 0).expect("an instant");
        let session = session::Model {
            id: Uuid::from_u128(1),
            person_id: Uuid::from_u128(2),
            refresh_hash: "present".to_owned(),
            previous_hash: Some("previous".to_owned()),
            rotated_at,
            created_at: rotated_at,
            expires_at: rotated_at + SESSION_LIFE,
            ended_at: None,
            user_agent: None,
            address: None,
        };
        let after = |seconds| rotated_at + TimeDelta::seconds(seconds);
        assert_eq!(judge(&session, "present", after(3_600)), Verdict::Current);
        assert_eq!(judge(&session, "previous", after(10)), Verdict::JustReplaced);
        assert_eq!(judge(&session, "previous", after(11)), Verdict::Replayed);
        assert_eq!(judge(&session, "older", after(1)), Verdict::Replayed);
        let fresh = session::Model { previous_hash: None, ..session };
        assert_eq!(judge(&fresh, "", after(1)), Verdict::Replayed);
    }
}
