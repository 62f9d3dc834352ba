//! Signing in, and staying signed in.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aval_contract::auth::{
    AcceptInvite, FirstAdmin, ForgotPassword, Login, ResetPassword, SignedIn,
};
use aval_contract::me::{Locale, User};
use aval_contract::page::{Page, PageQuery};
use futures_channel::oneshot;
use serde::Serialize;
use serde::de::DeserializeOwned;
#[cfg(not(target_arch = "wasm32"))]
use uuid::Uuid;
use web_time::Instant;

#[cfg(not(target_arch = "wasm32"))]
use crate::EventStream;
use crate::error::Error;
use crate::events;
use crate::guide::Reader;
use crate::transport::{Answer, Call, Caller, Transport, default_http};
use crate::{UserGuide, detached};

/// How long before its end an access token is renewed, at the most.
const RENEW_BEFORE_END: Duration = Duration::from_secs(30);

/// Where everything begins: [`Anonymous`] under the name under which people look for it.
pub type Client = Anonymous;

/// Knows where the server is, and nobody yet.
#[derive(Clone, Debug)]
pub struct Anonymous {
    transport: Arc<Transport>,
    locale: Option<Locale>,
}

impl Anonymous {
    /// `base_url` is the address of the server without `/api/v1`: `https://soporte.example.com`,
    /// or the page's origin in a browser. One that is no URL shows as [`Error::Request`] at the
    /// first call.
    #[must_use]
    pub fn new(base_url: &str) -> Self {
        Self::with_http(base_url, default_http())
    }

    /// Like [`new`](Self::new), with a client of the caller's: for proxies, own certificates,
    /// other time limits.
    #[must_use]
    pub fn with_http(base_url: &str, http: reqwest::Client) -> Self {
        Self { transport: Arc::new(Transport::new(base_url, http)), locale: None }
    }

    /// In which language the server explains its refusals; sessions made from here begin with it.
    #[must_use]
    pub fn with_locale(mut self, locale: Locale) -> Self {
        self.locale = Some(locale);
        self
    }

    /// Signs a person in.
    ///
    /// # Errors
    /// `invalid_credentials`, `rate_limited`, or no connection.
    pub async fn login(&self, login: &Login) -> Result<Session, Error> {
        self.enter(Call::post(["auth", "login"], None), login).await
    }

    /// Takes up the session that the browser's cookie belongs to: what a page does when it loads.
    /// Native programs have no such cookie and get `unauthorized`.
    ///
    /// # Errors
    /// `unauthorized` when nobody is signed in, or no connection.
    pub async fn resume(&self) -> Result<Session, Error> {
        let answer = self.send(refresh()).await?;
        self.session_of(&answer)
    }

    /// Acts for a system. `key` is the whole `aval_<prefix>_<secret>`; the first call shows
    /// whether it is good.
    #[must_use]
    pub fn with_api_key(&self, key: &str) -> Session {
        Session::new(Arc::clone(&self.transport), self.locale, Credentials::ApiKey(key.to_owned()))
    }

    /// Sets the first password of an invited person and signs her in.
    ///
    /// # Errors
    /// `token_invalid`, `validation_failed`, or no connection.
    pub async fn accept_invite(&self, invite: &AcceptInvite) -> Result<Session, Error> {
        self.enter(by_link("accept-invite"), invite).await
    }

    /// Creates the first admin of a new installation and signs her in.
    ///
    /// # Errors
    /// `token_invalid`, `validation_failed`, or no connection.
    pub async fn first_admin(&self, admin: &FirstAdmin) -> Result<Session, Error> {
        self.enter(by_link("first-admin"), admin).await
    }

    /// Asks for a mail with a link to a new password. Whether the address is known stays open.
    ///
    /// # Errors
    /// `rate_limited`, or no connection.
    pub async fn forgot_password(&self, forgot: &ForgotPassword) -> Result<(), Error> {
        let call = Call::post(["auth", "forgot-password"], None).json(forgot)?;
        self.send(call).await?;
        Ok(())
    }

    /// Sets a new password with the link's token, which ends all other sessions of the person,
    /// and signs her in.
    ///
    /// # Errors
    /// `token_invalid`, `validation_failed`, or no connection.
    pub async fn reset_password(&self, reset: &ResetPassword) -> Result<Session, Error> {
        self.enter(by_link("reset-password"), reset).await
    }

    /// The user guide, as far as everybody may read it.
    #[must_use]
    pub fn guide(&self) -> UserGuide {
        UserGuide { reader: Reader::Anonymous(self.clone()) }
    }

    /// Whether the server is ready for requests (`GET /health/ready`).
    ///
    /// # Errors
    /// No connection.
    pub async fn health(&self) -> Result<bool, Error> {
        self.transport.is_ready().await
    }

    async fn enter(&self, door: Call, body: &impl Serialize) -> Result<Session, Error> {
        let answer = self.send(door.json(body)?).await?;
        self.session_of(&answer)
    }

    fn session_of(&self, answer: &Answer) -> Result<Session, Error> {
        let signed_in: SignedIn = answer.json()?;
        let locale = self.locale.unwrap_or(signed_in.user.locale);
        let person = Person::new(signed_in, answer.cookie());
        Ok(Session::new(
            Arc::clone(&self.transport),
            Some(locale),
            Credentials::Person(Box::new(person)),
        ))
    }

    pub(crate) async fn send(&self, call: Call) -> Result<Answer, Error> {
        self.transport.exchange(&call, &self.caller()).await
    }

    fn caller(&self) -> Caller {
        Caller { locale: self.locale, ..Caller::default() }
    }
}

/// Somebody signed in, or an API key. Clones are cheap and share what they know: a token renewed
/// by one is renewed for all.
#[derive(Clone)]
pub struct Session {
    shared: Arc<Shared>,
    idempotency_key: Option<Arc<str>>,
}

struct Shared {
    transport: Arc<Transport>,
    state: Mutex<State>,
}

struct State {
    locale: Option<Locale>,
    credentials: Credentials,
}

enum Credentials {
    ApiKey(String),
    Person(Box<Person>),
    /// Calls still go out, without a token, and the server refuses them in its own words.
    SignedOut,
}

struct Person {
    user: User,
    access_token: String,
    renew_at: Instant,
    /// Only natively; in the browser nobody but the browser sees it.
    cookie: Option<String>,
    /// Counts the renewals, so that a call knows whether its token is still the last one.
    serial: u64,
    /// While a renewal is under way: the calls that wait for it.
    waiting: Option<Vec<oneshot::Sender<Result<(), Error>>>>,
}

impl Person {
    fn new(signed_in: SignedIn, cookie: Option<String>) -> Self {
        Self {
            renew_at: renew_at(signed_in.expires_in),
            user: signed_in.user,
            access_token: signed_in.access_token,
            cookie,
            serial: 0,
            waiting: None,
        }
    }

    fn renewed(&mut self, signed_in: SignedIn, cookie: Option<String>) {
        self.renew_at = renew_at(signed_in.expires_in);
        self.user = signed_in.user;
        self.access_token = signed_in.access_token;
        self.cookie = cookie.or_else(|| self.cookie.take());
        self.serial += 1;
    }
}

fn renew_at(expires_in: u32) -> Instant {
    let lifetime = Duration::from_secs(expires_in.into());
    Instant::now() + (lifetime - RENEW_BEFORE_END.min(lifetime / 4))
}

/// Each link is good for one use: repeated after a lost answer, it would be refused although it
/// worked.
fn by_link(door: &str) -> Call {
    Call::post(["auth", door], None).only_once()
}

fn refresh() -> Call {
    Call::post(["auth", "refresh"], None).only_once()
}

impl Session {
    fn new(transport: Arc<Transport>, locale: Option<Locale>, credentials: Credentials) -> Self {
        let state = Mutex::new(State { locale, credentials });
        Self { shared: Arc::new(Shared { transport, state }), idempotency_key: None }
    }

    /// Who is signed in, as the server last said; `None` for an API key and after the session
    /// ended.
    #[must_use]
    pub fn user(&self) -> Option<User> {
        match &self.shared.state().credentials {
            Credentials::Person(person) => Some(person.user.clone()),
            Credentials::ApiKey(_) | Credentials::SignedOut => None,
        }
    }

    /// Whether there is something to sign calls with. Turns false by [`logout`](Self::logout), or
    /// when the server refuses to renew the token.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        match self.shared.state().credentials {
            Credentials::ApiKey(_) | Credentials::Person(_) => true,
            Credentials::SignedOut => false,
        }
    }

    /// In which language the server explains its refusals from now on. A session begins with the
    /// language of [`Anonymous::with_locale`], or else of its user.
    pub fn set_locale(&self, locale: Locale) {
        self.shared.state().locale = Some(locale);
    }

    /// The same session, whose `POST`s carry this key (1 to 255 characters) instead of a fresh one
    /// each: for programs that repeat a call later and want it done once. The server keeps a key
    /// for 24 hours and refuses it with another body, so use the result for one call.
    #[must_use]
    pub fn with_idempotency_key(&self, key: &str) -> Self {
        Self { shared: Arc::clone(&self.shared), idempotency_key: Some(key.into()) }
    }

    /// The value of an `Authorization` header that is good for the next moments, for requests that
    /// this client doesn't make itself. `None` after the session ended.
    ///
    /// # Errors
    /// Those of renewing the access token.
    pub async fn authorization(&self) -> Result<Option<String>, Error> {
        let (caller, _) = self.caller().await?;
        Ok(caller.authorization)
    }

    /// Ends the session here and on the server. If the server can't be reached, nothing changes
    /// and it can be tried again. An API key is only forgotten.
    ///
    /// # Errors
    /// No connection.
    pub async fn logout(&self) -> Result<(), Error> {
        if self.user().is_some() {
            // The renewal that may come first makes sure that the newest cookie is the one ended.
            let outcome = match self.caller().await {
                Ok((caller, _)) => {
                    let cookie = self.shared.cookie();
                    let call = self.post(["auth", "logout"]);
                    self.shared.transport.exchange(&call, &Caller { cookie, ..caller }).await
                }
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) if error.status() != Some(401) => return Err(error),
                Ok(_) | Err(_) => {}
            }
        }
        self.shared.state().credentials = Credentials::SignedOut;
        Ok(())
    }

    /// What happens, as it happens; after the message with this id where one is named. The stream
    /// ends after some minutes: open the next one with the id of the last message.
    ///
    /// # Errors
    /// `validation_failed`, `rate_limited`, `unauthorized`, or no connection.
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn events(&self, after: Option<Uuid>) -> Result<EventStream, Error> {
        let (caller, _) = self.caller().await?;
        let response = self.shared.transport.open(&events::call(), &caller, after).await?;
        Ok(EventStream::new(response))
    }

    /// Where [`Decoder`] gets its bytes from, for programs that open the stream themselves, such as
    /// those in a browser.
    ///
    /// # Errors
    /// When the base URL is none.
    pub fn events_url(&self) -> Result<String, Error> {
        self.url(&events::call())
    }

    pub(crate) fn post<const N: usize>(&self, segments: [&str; N]) -> Call {
        Call::post(segments, self.idempotency_key.as_deref())
    }

    pub(crate) async fn json<T: DeserializeOwned>(&self, call: Call) -> Result<T, Error> {
        self.send(call).await?.json()
    }

    /// All entries of a list, however many the server gives at a time.
    pub(crate) async fn all<T: DeserializeOwned>(
        &self,
        list: impl Fn() -> Call,
    ) -> Result<Page<T>, Error> {
        let (mut query, mut items) = (PageQuery::default(), Vec::new());
        loop {
            let page: Page<T> = self.json(list().query(&query)?).await?;
            items.extend(page.items);
            if page.next_cursor.is_none() {
                return Ok(Page { items, next_cursor: None, total: None });
            }
            query.cursor = page.next_cursor;
        }
    }

    pub(crate) async fn done(&self, call: Call) -> Result<(), Error> {
        self.send(call).await?;
        Ok(())
    }

    /// Signs the call and does it; if the token was refused, once more with a new one.
    pub(crate) async fn send(&self, call: Call) -> Result<Answer, Error> {
        let transport = &self.shared.transport;
        let (caller, serial) = self.caller().await?;
        match (transport.exchange(&call, &caller).await, serial) {
            (Err(error), Some(serial)) if error.is_unauthorized() => {
                self.renewed_since(serial).await?;
                let (caller, _) = self.shared.caller();
                transport.exchange(&call, &caller).await
            }
            (outcome, _) => outcome,
        }
    }

    pub(crate) fn url(&self, call: &Call) -> Result<String, Error> {
        Ok(self.shared.transport.url(call)?.into())
    }

    pub(crate) fn locale(&self) -> Option<Locale> {
        self.shared.state().locale
    }

    pub(crate) fn remember(&self, user: &User) {
        if let Credentials::Person(person) = &mut self.shared.state().credentials {
            person.user = user.clone();
        }
    }

    /// Who calls, with a token that will not end on the way, and the token's serial number.
    async fn caller(&self) -> Result<(Caller, Option<u64>), Error> {
        if let Some(serial) = self.shared.token_to_renew() {
            self.renewed_since(serial).await?;
        }
        Ok(self.shared.caller())
    }

    /// Waits until there is a newer token than the one with this serial number. The first to ask
    /// starts the renewal, the others wait for the same one.
    async fn renewed_since(&self, serial: u64) -> Result<(), Error> {
        let renewal = {
            let mut state = self.shared.state();
            let Credentials::Person(person) = &mut state.credentials else { return Ok(()) };
            if person.serial != serial {
                return Ok(());
            }
            let (sender, renewal) = oneshot::channel();
            if let Some(waiting) = &mut person.waiting {
                waiting.push(sender);
            } else {
                person.waiting = Some(vec![sender]);
                // On its own, not inside this call: a call given up half-way must not lose the
                // answer, because the old refresh token is used up by then.
                let renewal = Renewal(Arc::clone(&self.shared));
                detached::spawn(renewal.run());
            }
            renewal
        };
        // Nobody answers if somebody logged out meanwhile. Then the call goes on and the server
        // says what is to be said.
        renewal.await.unwrap_or(Ok(()))
    }
}

impl fmt::Debug for Session {
    /// Without the secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("user", &self.user()).finish_non_exhaustive()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // No code panics while it holds the lock, and what it guards is whole at any time.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn caller(&self) -> (Caller, Option<u64>) {
        let state = self.state();
        let (token, serial) = match &state.credentials {
            Credentials::ApiKey(key) => (Some(key), None),
            Credentials::Person(person) => (Some(&person.access_token), Some(person.serial)),
            Credentials::SignedOut => (None, None),
        };
        let authorization = token.map(|token| format!("Bearer {token}"));
        (Caller { authorization, cookie: None, locale: state.locale }, serial)
    }

    fn cookie(&self) -> Option<String> {
        match &self.state().credentials {
            Credentials::Person(person) => person.cookie.clone(),
            Credentials::ApiKey(_) | Credentials::SignedOut => None,
        }
    }

    fn token_to_renew(&self) -> Option<u64> {
        match &self.state().credentials {
            Credentials::Person(person) if Instant::now() >= person.renew_at => Some(person.serial),
            Credentials::Person(_) | Credentials::ApiKey(_) | Credentials::SignedOut => None,
        }
    }
}

// UI frameworks keep a session in places that ask for this, in wasm too.
const _: () = {
    const fn may_go_to_other_threads<T: Send + Sync + Clone + 'static>() {}
    may_go_to_other_threads::<Session>();
    may_go_to_other_threads::<Error>();
};

/// A renewal under way. When it is dropped unfinished, with its runtime, the next call may start
/// another.
struct Renewal(Arc<Shared>);

impl Renewal {
    async fn run(self) {
        let caller =
            Caller { cookie: self.0.cookie(), locale: self.0.state().locale, authorization: None };
        let outcome = match self.0.transport.exchange(&refresh(), &caller).await {
            Ok(answer) => answer.json().map(|signed_in| (signed_in, answer.cookie())),
            Err(error) => Err(error),
        };
        self.finish(outcome);
    }

    fn finish(&self, outcome: Result<(SignedIn, Option<String>), Error>) {
        let mut state = self.0.state();
        let Credentials::Person(person) = &mut state.credentials else { return };
        let waiting = person.waiting.take().unwrap_or_default();
        let told = outcome.as_ref().map(|_| ()).map_err(Error::clone);
        match outcome {
            Ok((signed_in, cookie)) => person.renewed(signed_in, cookie),
            Err(error) if error.status() == Some(401) => {
                state.credentials = Credentials::SignedOut;
            }
            // The session may well be alive: the next call tries again.
            Err(_) => {}
        }
        drop(state);
        for call in waiting {
            // Calls given up meanwhile no longer listen.
            drop(call.send(told.clone()));
        }
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        if let Credentials::Person(person) = &mut self.0.state().credentials {
            person.waiting = None;
        }
    }
}
