//! Slowing down, never locking out.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::HttpRequest;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::Config;
use crate::error::{ApiError, Result};

/// Limits by principal, by account and by peer address.
pub struct Throttle {
    requests: DefaultKeyedRateLimiter<String>,
    accounts: DefaultKeyedRateLimiter<String>,
    peers: DefaultKeyedRateLimiter<IpAddr>,
    trusted_proxies: Vec<IpAddr>,
    limit: NonZeroU32,
    clock: DefaultClock,
}

/// How many sign-in attempts an address has for each that an account has: offices share one.
const ACCOUNTS_PER_PEER: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

impl Throttle {
    /// With the limits of the settings.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let per_minute = |limit: NonZeroU32| Quota::per_minute(limit);
        let peers = config.login_rate_limit.saturating_mul(ACCOUNTS_PER_PEER);
        Self {
            requests: RateLimiter::keyed(per_minute(config.rate_limit)),
            accounts: RateLimiter::keyed(per_minute(config.login_rate_limit)),
            peers: RateLimiter::keyed(per_minute(peers)),
            trusted_proxies: config.trusted_proxies.clone(),
            limit: config.rate_limit,
            clock: DefaultClock::default(),
        }
    }

    /// Requests a minute that a principal may make.
    #[must_use]
    pub fn limit(&self) -> NonZeroU32 {
        self.limit
    }

    /// One more request of a principal, named by its token or its address.
    ///
    /// # Errors
    /// 429
    pub fn request(&self, principal: &str) -> Result<()> {
        self.requests
            .check_key(&principal.to_owned())
            .map_err(|not_until| refused(not_until.wait_time_from(self.clock.now())))
    }

    /// One more sign-in attempt.
    ///
    /// # Errors
    /// 429
    pub fn sign_in(&self, account: &str, peer: Option<IpAddr>) -> Result<()> {
        if let Some(peer) = peer {
            self.peers
                .check_key(&peer)
                .map_err(|not_until| refused(not_until.wait_time_from(self.clock.now())))?;
        }
        self.accounts
            .check_key(&account.to_lowercase())
            .map_err(|not_until| refused(not_until.wait_time_from(self.clock.now())))
    }

    /// The peer's address: of the socket, or, when that is a trusted proxy's, the last one in
    /// `X-Forwarded-For` that is not.
    #[must_use]
    pub fn peer(&self, request: &HttpRequest) -> Option<IpAddr> {
        let socket = request.peer_addr()?.ip();
        if !self.trusted_proxies.contains(&socket) {
            return Some(socket);
        }
        request
            .headers()
            .get_all("x-forwarded-for")
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(','))
            .filter_map(|part| part.trim().parse().ok())
            .filter(|address| !self.trusted_proxies.contains(address))
            .last()
            .or(Some(socket))
    }

    /// Forgets whoever has not been slowed down lately.
    pub fn tidy(&self) {
        self.requests.retain_recent();
        self.accounts.retain_recent();
        self.peers.retain_recent();
    }
}

fn refused(wait: Duration) -> ApiError {
    ApiError::RateLimited { retry_after: wait.as_secs() + 1 }
}
