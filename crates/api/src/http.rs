//! Reading requests: bodies, parameters and headers, each with the errors of the contract.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use aval_contract::error::ErrorCode;
use aval_contract::me::Locale;
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::error::{ApiError, Invalid, Result};

/// The most bytes of a JSON body.
pub const JSON_LIMIT: usize = 256 * 1024;

/// What a request's body says, as a digest: two requests with one `Idempotency-Key` must agree.
#[derive(Clone, Copy, Debug)]
pub struct BodyDigest(pub [u8; 32]);

/// A JSON body of exactly the documented shape.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            if request.content_type() != "application/json" {
                return Err(ApiError::Code(ErrorCode::UnsupportedMediaType));
            }
            let mut bytes = Vec::new();
            while let Some(chunk) = payload.next().await {
                let chunk = chunk.map_err(|_| ApiError::Code(ErrorCode::MalformedBody))?;
                if bytes.len() + chunk.len() > JSON_LIMIT {
                    return Err(ApiError::Code(ErrorCode::BodyTooLarge));
                }
                bytes.extend_from_slice(&chunk);
            }
            request.extensions_mut().insert(BodyDigest(Sha256::digest(&bytes).into()));
            parse_json(&bytes).map(Self)
        })
    }
}

/// Reads JSON, telling bad syntax (400) from a wrong shape (422).
fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    // Serde would take a list for the fields in their order, which no document promises.
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(ApiError::invalid("", "malformed"));
    }
    // A word of a closed set that is no text at all counts as bad syntax with serde.
    let is_json = || serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.inner();
        if cause.is_data() || is_json() {
            ApiError::Validation(vec![shape_error("/", &path, &cause.to_string())])
        } else {
            ApiError::Code(ErrorCode::MalformedBody)
        }
    })?;
    reader.end().map_err(|_| ApiError::Code(ErrorCode::MalformedBody))?;
    Ok(value)
}

/// Says which field has a wrong shape. Serde names missing and unknown fields in its message only.
fn shape_error(prefix: &str, path: &str, message: &str) -> Invalid {
    let named = |start: &str| {
        message.strip_prefix(start).and_then(|rest| rest.split('`').next()).map(str::to_owned)
    };
    let parent =
        if path == "." { String::new() } else { path.replace(['.', '['], "/").replace(']', "") };
    let join = |field: String| {
        if parent.is_empty() || parent == field { field } else { format!("{parent}/{field}") }
    };
    if let Some(field) = named("missing field `") {
        Invalid::new(format!("{prefix}{}", join(field)), "required")
    } else if let Some(field) = named("unknown field `") {
        Invalid::new(format!("{prefix}{}", join(field)), "unknown")
    } else {
        Invalid::new(format!("{prefix}{parent}"), "malformed")
    }
}

/// Query parameters of exactly the documented names.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let reader = serde_urlencoded::Deserializer::new(form_parse(request.query_string()));
        std::future::ready(serde_path_to_error::deserialize(reader).map(Self).map_err(|error| {
            let path = error.path().to_string();
            ApiError::Validation(vec![shape_error("?", &path, &error.inner().to_string())])
        }))
    }
}

fn form_parse(query: &str) -> url::form_urlencoded::Parse<'_> {
    url::form_urlencoded::parse(query.as_bytes())
}

/// Marks an operation that takes no query parameters: unknown ones are refused there too.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}

/// The version that the caller has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(Option<i64>);

impl IfMatch {
    /// Goes on only when the ticket still has that version.
    ///
    /// # Errors
    /// 412 with the present version.
    pub fn check(self, current: i64) -> Result<()> {
        match self.0 {
            None => Err(ApiError::Code(ErrorCode::PreconditionRequired)),
            Some(seen) if seen == current => Ok(()),
            Some(_) => Err(ApiError::Stale { current }),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let seen = request.headers().get(header::IF_MATCH).map(|value| {
            let text = value.to_str().unwrap_or_default().trim();
            // A tag that we never gave out can't be current.
            text.trim_start_matches("W/").trim_matches('"').parse().unwrap_or(-1)
        });
        std::future::ready(Ok(Self(seen)))
    }
}

/// The path by which a request is routed: with the escapes resolved that need none. What depends on
/// a path asks for this one, so that no spelling of it gets around anything.
#[must_use]
pub fn path_of(request: &HttpRequest) -> &str {
    request.match_info().as_str()
}

/// The language of an answer by `Accept-Language`: the first of ours that is named, else Spanish.
#[must_use]
pub fn locale_of(request: &HttpRequest) -> Locale {
    request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| {
            text.split(',').find_map(|part| {
                let tag = part.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                match tag.split('-').next() {
                    Some("es") => Some(Locale::Es),
                    Some("en") => Some(Locale::En),
                    _ => None,
                }
            })
        })
        .unwrap_or_default()
}

/// Reads a UUID from the path; what is none names nothing.
///
/// # Errors
/// 404.
pub fn path_id(text: &str) -> Result<uuid::Uuid> {
    text.parse().map_err(|_| ApiError::NOT_FOUND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aval_contract::auth::Login;

    fn refusal(body: &str) -> ApiError {
        parse_json::<Login>(body.as_bytes()).expect_err("refused")
    }

    #[test]
    fn a_missing_field_is_named() {
        let ApiError::Validation(wrong) = refusal(r#"{"email":"a@b.co"}"#) else { panic!() };
        assert_eq!(wrong, [Invalid::new("/password", "required")]);
    }

    #[test]
    fn an_unknown_field_is_named() {
        let ApiError::Validation(wrong) = refusal(r#"{"email":"a","password":"b","role":"admin"}"#)
        else {
            panic!()
        };
        assert_eq!(wrong, [Invalid::new("/role", "unknown")]);
    }

    #[test]
    fn a_wrong_type_is_named() {
        let ApiError::Validation(wrong) = refusal(r#"{"email":7,"password":"b"}"#) else {
            panic!()
        };
        assert_eq!(wrong, [Invalid::new("/email", "malformed")]);
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        for body in ["", "{", r#"{"email":"\ud800"}"#, "{} x"] {
            assert!(
                matches!(
                    parse_json::<serde_json::Value>(body.as_bytes()),
                    Err(ApiError::Code(ErrorCode::MalformedBody))
                ),
                "{body}"
            );
        }
    }
}
