//! The refresh token, which travels in a cookie only: scripts never see it, and other sites never
//! send it.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use chrono::TimeDelta;
use uuid::Uuid;

use crate::auth::tokens;
use crate::config::{Config, random_secret};

/// How long a session lives after its last renewal.
pub(super) const SESSION_LIFE: TimeDelta = TimeDelta::days(14);

/// A session and 256 random bits: `<session>.<secret>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RefreshToken {
    pub(super) session: Uuid,
    secret: String,
}

impl RefreshToken {
    pub(super) fn new(session: Uuid) -> Self {
        Self { session, secret: random_secret() }
    }

    fn parse(text: &str) -> Option<Self> {
        let (session, secret) = text.split_once('.')?;
        let session = session.parse().ok()?;
        (!secret.is_empty()).then(|| Self { session, secret: secret.to_owned() })
    }

    /// What is stored.
    pub(super) fn digest(&self) -> String {
        tokens::digest(&self.secret)
    }

    /// The token that a request brought.
    pub(super) fn of(request: &HttpRequest, config: &Config) -> Option<Self> {
        Self::parse(request.cookie(name(config))?.value())
    }

    /// The cookie that carries it.
    pub(super) fn cookie(&self, config: &Config) -> Cookie<'static> {
        let mut cookie = bare(config, format!("{}.{}", self.session, self.secret));
        cookie.set_max_age(Duration::seconds(SESSION_LIFE.num_seconds()));
        cookie
    }
}

/// A cookie that removes the one with the token.
pub(super) fn removal(config: &Config) -> Cookie<'static> {
    let mut cookie = bare(config, String::new());
    cookie.make_removal();
    cookie
}

/// Behind TLS the prefix binds the cookie to this very host. Browsers take it over TLS only, so
/// that on loopback it goes without.
fn name(config: &Config) -> &'static str {
    if config.behind_tls() { "__Host-aval_refresh" } else { "aval_refresh" }
}

fn bare(config: &Config, value: String) -> Cookie<'static> {
    Cookie::build(name(config), value)
        .path("/")
        .http_only(true)
        .secure(config.behind_tls())
        .same_site(SameSite::Strict)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookie(base_url: &str) -> String {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        base_url.clone_into(&mut config.base_url);
        RefreshToken::new(Uuid::from_u128(1)).cookie(&config).to_string()
    }

    #[test]
    fn a_token_reads_back_and_nothing_else_does() {
        let token = RefreshToken::new(Uuid::from_u128(7));
        let text = format!("{}.{}", token.session, token.secret);
        assert_eq!(RefreshToken::parse(&text), Some(token));
        for text in ["", ".", "x.y", "00000000-0000-0000-0000-000000000007", "x"] {
            assert_eq!(RefreshToken::parse(text), None, "{text}");
        }
        let empty = "00000000-0000-0000-0000-000000000007.";
        assert_eq!(RefreshToken::parse(empty), None);
    }

    #[test]
    fn behind_tls_the_cookie_is_bound_to_the_host() {
        let cookie = cookie("https://soporte.example.com");
        assert!(cookie.starts_with("__Host-aval_refresh="), "{cookie}");
        for part in ["; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/", "; Max-Age=1209600"]
        {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }

    #[test]
    fn on_loopback_the_cookie_is_plain_but_no_script_reads_it() {
        let cookie = cookie("http://127.0.0.1:8080");
        assert!(cookie.starts_with("aval_refresh="), "{cookie}");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        assert!(!cookie.contains("Secure"), "{cookie}");
    }
}
