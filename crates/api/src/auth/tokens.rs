//! Access tokens, refresh tokens and one-time links.

use aval_domain::record::hex;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::config::Config;

/// How long an access token lives.
pub const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(10);

const ISSUER: &str = "aval";

/// What an access token says. All claims are required.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// The person.
    pub sub: Uuid,
    /// The session, looked up at each request.
    pub sid: Uuid,
    iat: i64,
    exp: i64,
}

/// Makes and reads access tokens: HS256 only.
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    audience: String,
}

impl Tokens {
    /// With a key of their own.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let key = config.derived_key("access-token");
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[&config.base_url]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // The end is compared with our own clock below.
        validation.validate_exp = false;
        Self {
            encoding: EncodingKey::from_secret(&key),
            decoding: DecodingKey::from_secret(&key),
            validation,
            audience: config.base_url.clone(),
        }
    }

    /// A token for a session.
    ///
    /// # Errors
    /// When signing fails, which is a mistake of ours.
    pub fn issue(&self, person: Uuid, session: Uuid, now: DateTime<Utc>) -> anyhow::Result<String> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: self.audience.clone(),
            sub: person,
            sid: session,
            iat: now.timestamp(),
            exp: (now + ACCESS_LIFE).timestamp(),
        };
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)?)
    }

    /// What a token says, if it is ours and has not ended.
    #[must_use]
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        let claims =
            jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation).ok()?.claims;
        (claims.exp > now.timestamp()).then_some(claims)
    }
}

/// How secrets are stored. They are random and long, so a plain digest is enough.
#[must_use]
pub fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Compares without telling by time where two texts differ.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> (Tokens, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a directory");
        let config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        (Tokens::new(&config), dir)
    }

    #[test]
    fn a_token_reads_back_until_it_ends() {
        let (tokens, _dir) = tokens();
        let now = DateTime::from_timestamp(1_783_700_000, 0).expect("an instant");
        let (person, session) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let token = tokens.issue(person, session, now).expect("a token");
        let claims = tokens.read(&token, now).expect("valid");
        assert_eq!((claims.sub, claims.sid), (person, session));
        assert!(tokens.read(&token, now + ACCESS_LIFE - TimeDelta::seconds(1)).is_some());
        assert!(tokens.read(&token, now + ACCESS_LIFE).is_none());
    }

    #[test]
    fn a_token_of_another_key_or_algorithm_is_refused() {
        let (mine, _a) = tokens();
        let (other, _b) = tokens();
        let now = DateTime::from_timestamp(1_783_700_000, 0).expect("an instant");
        let token = other.issue(Uuid::nil(), Uuid::nil(), now).expect("a token");
        assert!(mine.read(&token, now).is_none());
        let unsigned =
            format!("{}.{}.", "eyJhbGciOiJub25lIn0", token.split('.').nth(1).expect("claims"));
        assert!(mine.read(&unsigned, now).is_none());
    }
}
