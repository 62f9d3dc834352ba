//! One HTTP exchange: writing the request, repeating it when the connection is lost, reading
//! refusals.

use aval_contract::error::Problem;
use aval_contract::me::Locale;
use bytes::Bytes;
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, COOKIE, ETAG, HeaderMap, IF_MATCH,
    SET_COOKIE,
};
use reqwest::{Method, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::Error;

/// The header by which the server recognises a repeated `POST`.
pub(crate) const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Where the server is, and the connections to it.
#[derive(Debug)]
pub(crate) struct Transport {
    base_url: String,
    http: reqwest::Client,
}

/// Who calls, as headers say it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// The value of `Authorization`.
    pub(crate) authorization: Option<String>,
    /// The value of `Cookie`; only native programs have one, the browser keeps its own.
    pub(crate) cookie: Option<String>,
    /// The language of errors; without it, the browser's.
    pub(crate) locale: Option<Locale>,
}

/// A request that may be written more than once.
#[derive(Debug)]
pub(crate) struct Call {
    method: Method,
    segments: Vec<String>,
    query: Option<String>,
    body: Option<(String, Bytes)>,
    if_match: Option<i64>,
    idempotency_key: Option<String>,
    /// The form of the answer, where it is not the usual one.
    accept: Option<&'static str>,
    /// Whether the server may get it twice when only the answer was lost.
    repeatable: bool,
}

impl Call {
    fn new<const N: usize>(method: Method, segments: [&str; N]) -> Self {
        Self {
            repeatable: method == Method::GET,
            method,
            segments: segments.iter().map(ToString::to_string).collect(),
            query: None,
            body: None,
            if_match: None,
            idempotency_key: None,
            accept: None,
        }
    }

    /// `segments` follow `/api/v1` and are percent-encoded.
    pub(crate) fn get<const N: usize>(segments: [&str; N]) -> Self {
        Self::new(Method::GET, segments)
    }

    /// Without a key of the caller's, each `POST` has a fresh one.
    pub(crate) fn post<const N: usize>(segments: [&str; N], key: Option<&str>) -> Self {
        let key = key.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned);
        Self { idempotency_key: Some(key), repeatable: true, ..Self::new(Method::POST, segments) }
    }

    pub(crate) fn patch<const N: usize>(segments: [&str; N]) -> Self {
        Self::new(Method::PATCH, segments)
    }

    pub(crate) fn put<const N: usize>(segments: [&str; N]) -> Self {
        Self::new(Method::PUT, segments)
    }

    pub(crate) fn delete<const N: usize>(segments: [&str; N]) -> Self {
        Self::new(Method::DELETE, segments)
    }

    /// For a `POST` that must not arrive twice: refresh tokens and links are good for one use.
    pub(crate) fn only_once(mut self) -> Self {
        self.repeatable = false;
        self
    }

    pub(crate) fn query(mut self, query: &impl Serialize) -> Result<Self, Error> {
        let text = serde_urlencoded::to_string(query)
            .map_err(|cause| Error::Request(cause.to_string()))?;
        self.query = Some(text).filter(|text| !text.is_empty());
        Ok(self)
    }

    pub(crate) fn json(self, body: &impl Serialize) -> Result<Self, Error> {
        let bytes = serde_json::to_vec(body).map_err(|cause| Error::Request(cause.to_string()))?;
        Ok(self.body("application/json".to_owned(), bytes.into()))
    }

    pub(crate) fn body(mut self, content_type: String, bytes: Bytes) -> Self {
        self.body = Some((content_type, bytes));
        self
    }

    /// Asks for another form of the answer than JSON.
    pub(crate) fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
    }

    /// Only if the ticket still has this version.
    pub(crate) fn if_match(mut self, version: i64) -> Self {
        self.if_match = Some(version);
        self
    }

    pub(crate) fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    fn may_be_repeated_after(&self, cause: &reqwest::Error) -> bool {
        if cause.is_builder() || cause.is_timeout() {
            return false;
        }
        self.repeatable || never_arrived(cause)
    }
}

/// Whether the server can't have seen the request.
#[cfg(not(target_arch = "wasm32"))]
fn never_arrived(cause: &reqwest::Error) -> bool {
    cause.is_connect()
}

/// The browser doesn't tell a refused connection from a lost answer.
#[cfg(target_arch = "wasm32")]
fn never_arrived(_cause: &reqwest::Error) -> bool {
    false
}

/// An answer that is no refusal.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|cause| self.unreadable(cause.to_string()))
    }

    /// The ticket's version, for answers that are about a ticket and have it in no field.
    pub(crate) fn version(&self) -> Result<i64, Error> {
        self.headers
            .get(ETAG)
            .and_then(|tag| tag.to_str().ok())
            .and_then(|tag| tag.trim_start_matches("W/").trim_matches('"').parse().ok())
            .ok_or_else(|| self.unreadable("no version in the ETag".to_owned()))
    }

    /// What to send back as `Cookie`, if the server set one. Attributes are left aside: the cookie
    /// goes to the same server only, and the server ends it.
    pub(crate) fn cookie(&self) -> Option<String> {
        let pairs: Vec<&str> = self
            .headers
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok()?.split(';').next())
            .map(str::trim)
            .filter(|pair| pair.split_once('=').is_some_and(|(_, value)| !value.is_empty()))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn unreadable(&self, reason: String) -> Error {
        Error::Decode { status: self.status.as_u16(), reason }
    }

    fn accepted(self) -> Result<Self, Error> {
        if self.status.is_success() {
            return Ok(self);
        }
        if !self.status.is_client_error() && !self.status.is_server_error() {
            return Err(self.unreadable("neither a result nor a problem".to_owned()));
        }
        match self.json::<Problem>() {
            Ok(problem) => Err(Error::Problem(Box::new(problem))),
            Err(unreadable) => Err(unreadable),
        }
    }
}

impl Transport {
    pub(crate) fn new(base_url: &str, http: reqwest::Client) -> Self {
        Self { base_url: base_url.to_owned(), http }
    }

    /// The address of an operation of `/api/v1`.
    pub(crate) fn url(&self, call: &Call) -> Result<Url, Error> {
        let mut url = self.root()?;
        {
            let mut path = url
                .path_segments_mut()
                .map_err(|()| Error::Request(format!("{} has no paths", self.base_url)))?;
            path.pop_if_empty().extend(["api", "v1"]).extend(&call.segments);
        }
        url.set_query(call.query.as_deref());
        Ok(url)
    }

    /// Does the call, a second time if the connection was lost and twice is no harm.
    pub(crate) async fn exchange(&self, call: &Call, caller: &Caller) -> Result<Answer, Error> {
        let url = self.url(call)?;
        let answer = match self.attempt(url.clone(), call, caller).await {
            Err(cause) if call.may_be_repeated_after(&cause) => {
                self.attempt(url, call, caller).await?
            }
            first => first?,
        };
        answer.accepted()
    }

    async fn attempt(
        &self,
        url: Url,
        call: &Call,
        caller: &Caller,
    ) -> Result<Answer, reqwest::Error> {
        read(self.request(url, call, caller).send().await?).await
    }

    /// Does the call and leaves the answer to be read as it comes.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) async fn open(
        &self,
        call: &Call,
        caller: &Caller,
        last_event_id: Option<Uuid>,
    ) -> Result<reqwest::Response, Error> {
        let mut request = self.request(self.url(call)?, call, caller);
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id.to_string());
        }
        let response = request.send().await?;
        if response.status().is_success() {
            return Ok(response);
        }
        match read(response).await?.accepted() {
            Ok(answer) => Err(answer.unreadable("neither a result nor a problem".to_owned())),
            Err(refusal) => Err(refusal),
        }
    }

    fn request(&self, url: Url, call: &Call, caller: &Caller) -> reqwest::RequestBuilder {
        let mut request = self.http.request(call.method.clone(), url);
        if let Some(authorization) = &caller.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        if let Some(cookie) = &caller.cookie {
            request = request.header(COOKIE, cookie);
        }
        if let Some(locale) = caller.locale {
            request = request.header(ACCEPT_LANGUAGE, locale.as_str());
        }
        if let Some(key) = &call.idempotency_key {
            request = request.header(IDEMPOTENCY_KEY, key);
        }
        if let Some(version) = call.if_match {
            request = request.header(IF_MATCH, format!("\"{version}\""));
        }
        if let Some(media_type) = call.accept {
            request = request.header(ACCEPT, media_type);
        }
        if let Some((content_type, bytes)) = &call.body {
            request = request.header(CONTENT_TYPE, content_type).body(bytes.clone());
        }
        request
    }

    /// Whether the server says that it can take requests.
    pub(crate) async fn is_ready(&self) -> Result<bool, Error> {
        let mut url = self.root()?;
        url.path_segments_mut()
            .map_err(|()| Error::Request(format!("{} has no paths", self.base_url)))?
            .pop_if_empty()
            .extend(["health", "ready"]);
        Ok(self.http.get(url).send().await?.status().is_success())
    }

    fn root(&self) -> Result<Url, Error> {
        Url::parse(&self.base_url)
            .map_err(|cause| Error::Request(format!("{}: {cause}", self.base_url)))
    }
}

async fn read(response: reqwest::Response) -> Result<Answer, reqwest::Error> {
    let status = response.status();
    let headers = response.headers().clone();
    Ok(Answer { status, headers, body: response.bytes().await? })
}

/// A client for servers of this API: it goes where it is told, not where it is sent.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn default_http() -> reqwest::Client {
    use std::time::Duration;

    reqwest::Client::builder()
        .user_agent(concat!("aval-client/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(10))
        // Long enough for the largest upload over a slow line.
        .read_timeout(Duration::from_secs(180))
        .build()
        .unwrap_or_default()
}

/// The browser's `fetch`, which has its own rules for all of it.
#[cfg(target_arch = "wasm32")]
pub(crate) fn default_http() -> reqwest::Client {
    reqwest::Client::new()
}
