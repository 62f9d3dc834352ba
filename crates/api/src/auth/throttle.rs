//! Slowing down, never locking out.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::HttpRequest;
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

use crate::config::Config;
use crate::error::{ApiError, Result};

/// Limits by principal, by account and by peer address.
pub struct Throttle {
    requests: DefaultKeyedRateLimiter<Principal, StateInformationMiddleware>,
    arrivals: DefaultKeyedRateLimiter<Option<IpAddr>>,
    accounts: DefaultKeyedRateLimiter<String>,
    peers: DefaultKeyedRateLimiter<IpAddr>,
    trusted_proxies: Vec<IpAddr>,
    limit: NonZeroU32,
    clock: DefaultClock,
}

/// How many sign-in attempts or requests with a token an address has for each that an account or
/// principal has: offices share one.
const PRINCIPALS_PER_PEER: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// Who has a limit of requests of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A person or key, whatever the token: a renewed one brings no new requests.
    Known(Uuid),
    /// Strangers, by where they are.
    Stranger(Option<IpAddr>),
}

/// What a principal has left, as the headers of its answers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Requests that may follow at once.
    pub remaining: u32,
    /// Seconds until all requests of the limit are there again; when none is left, until the next
    /// one is.
    pub reset: u64,
}

impl Throttle {
    /// With the limits of the settings.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let per_minute = |limit: NonZeroU32| Quota::per_minute(limit);
        let of_peer = |limit: NonZeroU32| per_minute(limit.saturating_mul(PRINCIPALS_PER_PEER));
        Self {
            requests: RateLimiter::keyed(per_minute(config.rate_limit)).with_middleware(),
            arrivals: RateLimiter::keyed(of_peer(config.rate_limit)),
            accounts: RateLimiter::keyed(per_minute(config.login_rate_limit)),
            peers: RateLimiter::keyed(of_peer(config.login_rate_limit)),
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

    /// One more request with a token from an address, before the token is looked up.
    ///
    /// # Errors
    /// 429
    pub fn arrival(&self, peer: Option<IpAddr>) -> Result<()> {
        self.arrivals
            .check_key(&peer)
            .map_err(|not_until| refused(not_until.wait_time_from(self.clock.now())))
    }

    /// One more request of a principal: what is left after it, and 429 when nothing was left.
    pub fn request(&self, principal: Principal) -> (Standing, Result<()>) {
        match self.requests.check_key(&principal) {
            Ok(left) => {
                let remaining = left.remaining_burst_capacity();
                let used = u64::from(self.limit.get().saturating_sub(remaining));
                let reset = (used * 60).div_ceil(u64::from(self.limit.get()));
                (Standing { remaining, reset }, Ok(()))
            }
            Err(not_until) => {
                let refusal = not_until.wait_time_from(self.clock.now());
                (Standing { remaining: 0, reset: seconds(refusal) }, Err(refused(refusal)))
            }
        }
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
        self.arrivals.retain_recent();
        self.accounts.retain_recent();
        self.peers.retain_recent();
    }
}

fn refused(wait: Duration) -> ApiError {
    ApiError::RateLimited { retry_after: seconds(wait) }
}

/// Whole seconds after which a wait is surely over.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + 1
}
