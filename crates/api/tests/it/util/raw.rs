//! Requests as they go over the wire, for tests of statuses, headers and bytes.

use std::str::FromStr as _;

use aval_contract::error::{ErrorCode, Problem};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A request that is being put together.
pub struct Ask {
    request: reqwest::RequestBuilder,
}

impl Ask {
    pub fn new(http: &reqwest::Client, method: &str, url: &str) -> Self {
        let method = reqwest::Method::from_str(method).expect("a method");
        Self { request: http.request(method, url) }
    }

    pub fn header(self, name: &str, value: &str) -> Self {
        Self { request: self.request.header(name, value) }
    }

    pub fn token(self, token: &str) -> Self {
        self.header("Authorization", &format!("Bearer {token}"))
    }

    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    pub fn seen(self, version: i64) -> Self {
        self.header("If-Match", &format!("\"{version}\""))
    }

    pub fn json(self, body: &impl serde::Serialize) -> Self {
        Self { request: self.request.json(body) }
    }

    /// A body that claims to be JSON.
    pub fn text(self, body: impl Into<reqwest::Body>) -> Self {
        self.header("Content-Type", "application/json").body(body)
    }

    pub fn body(self, body: impl Into<reqwest::Body>) -> Self {
        Self { request: self.request.body(body) }
    }

    pub fn file(self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let part = reqwest::multipart::Part::bytes(bytes.into()).file_name(name.to_owned());
        self.form(reqwest::multipart::Form::new().part("file", part))
    }

    pub fn form(self, form: reqwest::multipart::Form) -> Self {
        Self { request: self.request.multipart(form) }
    }

    /// Sends it. Whatever comes back, a refusal is a problem document with a known code and every
    /// answer has a request id.
    pub async fn send(self) -> Answer {
        self.try_send().await.expect("an answer")
    }

    /// Like [`Self::send`], where the server may be gone.
    pub async fn try_send(self) -> reqwest::Result<Answer> {
        let response = self.request.send().await?;
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await?.to_vec(),
        };
        answer.check_envelope();
        Ok(answer)
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    fn check_envelope(&self) {
        let id = self.header("x-request-id").expect("every answer has X-Request-Id");
        if self.status >= 400 && self.header("content-type") != Some("text/plain") {
            assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self}");
            let problem = self.problem();
            assert_eq!(problem.status, self.status, "{self}");
            assert_eq!(problem.request_id, id, "{self}");
            assert_eq!(problem.type_uri, format!("urn:aval:problem:{}", problem.code));
            assert!(!problem.title.is_empty() && !problem.detail.is_empty(), "{self}");
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("ASCII"))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    #[track_caller]
    pub fn value(&self) -> Value {
        self.read()
    }

    #[track_caller]
    pub fn problem(&self) -> Problem {
        self.read()
    }

    /// Goes on only with this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// Goes on only with this refusal.
    #[track_caller]
    pub fn is_refused(&self, status: u16, code: ErrorCode) -> Problem {
        assert_eq!(self.status, status, "{self}");
        let problem = self.problem();
        assert_eq!(problem.code, code, "{self}");
        problem
    }

    /// Goes on only when exactly these fields were refused, each with its code.
    #[track_caller]
    pub fn names(self, wrong: &[(&str, &str)]) {
        let problem = self.is_refused(422, ErrorCode::ValidationFailed);
        let named: Vec<(&str, &str)> =
            problem.errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect();
        assert_eq!(named, wrong);
    }

    /// The bytes and headers with what differs from one request to the next taken out.
    pub fn but_for_the_request(&self) -> (u16, Vec<(HeaderName, HeaderValue)>, String) {
        let id = self.header("x-request-id").unwrap_or_default();
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .filter(|(name, _)| {
                !matches!(name.as_str(), "x-request-id" | "date" | "connection" | "ratelimit")
            })
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        // Their order means nothing and changes from one answer to the next.
        headers.sort_by(|a, b| (a.0.as_str(), a.1.as_bytes()).cmp(&(b.0.as_str(), b.1.as_bytes())));
        (self.status, headers, self.text().replace(id, "…"))
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status, self.text())
    }
}
