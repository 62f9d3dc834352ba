//! What happens around every request: its id, who asks, limits, headers, errors, one log line.

use actix_web::HttpMessage;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use aval_contract::error::ErrorCode;
use tokio::time::Instant;
use uuid::Uuid;

use crate::app::State;
use crate::auth::Identity;
use crate::auth::throttle::{Principal, Standing};
use crate::calendar_feeds;
use crate::error::ApiError;
use crate::http::{locale_of, path_of};

/// The id of a request, in its answer, its errors and the log.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Wraps every request.
///
/// # Errors
/// None of its own: the errors of handlers become answers here.
pub async fn around<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let id = Uuid::now_v7().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let state = State::of(request.request());
    let _under_way = state.under_way.begin();
    let locale = locale_of(request.request());

    // The framework wants the request for itself until a handler has it: no copy before.
    let mut response = match admit(&request, &state).await {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(refusal) => {
            let rendered = refusal.render(locale, &id);
            request.into_response(rendered)
        }
    };
    let http = response.request().clone();
    if let Some(error) = response.response().error() {
        let rendered = match error.as_error::<ApiError>() {
            Some(known) => {
                tell(known, &id);
                known.render(locale, &id)
            }
            None => foreign(response.status()).render(locale, &id),
        };
        response = ServiceResponse::new(http.clone(), rendered);
    }
    if state.under_way.is_stopping() {
        // Whoever keeps connections open takes the next request to another replica.
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    finish_headers(response.headers_mut(), &http, &state, &id);
    state.metrics.count(http.match_pattern().as_deref(), response.status(), started.elapsed());
    tracing::info!(
        request_id = %id,
        method = %http.method(),
        path = %told_path(&http),
        status = response.status().as_u16(),
        millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    Ok(response)
}

/// The path as the log has it: without the secret of an address that is one.
fn told_path(request: &actix_web::HttpRequest) -> String {
    if request.path().starts_with(calendar_feeds::SECRET_ADDRESSES) {
        format!("{}…", calendar_feeds::SECRET_ADDRESSES)
    } else {
        request.path().to_owned()
    }
}

/// Finds out who asks and whether it is too often; refuses encoded bodies.
async fn admit(request: &ServiceRequest, state: &State) -> Result<(), ApiError> {
    let http = request.request();
    if !path_of(http).starts_with("/api/v1/") {
        return Ok(());
    }
    let encoded = http
        .headers()
        .get(header::CONTENT_ENCODING)
        .is_some_and(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
    if encoded {
        return Err(ApiError::Code(ErrorCode::UnsupportedMediaType));
    }
    // Before anything is looked up, an address has a limit; then each principal has its own, and
    // strangers share one by address.
    let peer = state.throttle.peer(http);
    let principal = if http.headers().contains_key(header::AUTHORIZATION) {
        state.throttle.arrival(peer)?;
        let identity = Identity::of(http, state).await;
        let known = identity.caller().map(|caller| Principal::Known(caller.id()));
        request.extensions_mut().insert(identity);
        known
    } else {
        None
    };
    let (standing, verdict) =
        state.throttle.request(principal.unwrap_or(Principal::Stranger(peer)));
    request.extensions_mut().insert(standing);
    verdict
}

/// Errors that come from the framework, in our envelope.
fn foreign(status: actix_web::http::StatusCode) -> ApiError {
    ApiError::Code(match status.as_u16() {
        404 => ErrorCode::NotFound,
        405 => ErrorCode::MethodNotAllowed,
        413 => ErrorCode::BodyTooLarge,
        415 => ErrorCode::UnsupportedMediaType,
        status if status < 500 => ErrorCode::MalformedBody,
        _ => ErrorCode::Internal,
    })
}

/// Errors that are our fault are logged once, here, with the id that the caller got.
fn tell(error: &ApiError, id: &str) {
    match error.code() {
        ErrorCode::Internal if !matches!(error, ApiError::Replay(_)) => {
            tracing::error!(request_id = %id, error = %error, "request failed");
        }
        ErrorCode::Unavailable => {
            tracing::warn!(request_id = %id, error = %error, "database away");
        }
        _ => {}
    }
}

/// The policy of SECURITY.md: no inline script or style anywhere.
const DOCUMENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

/// What is no document does nothing, even where somebody opens it as one.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Swagger UI styles its own elements, so its page alone may.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' \
    'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

fn finish_headers(
    headers: &mut HeaderMap,
    request: &actix_web::HttpRequest,
    state: &State,
    id: &str,
) {
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    let path = path_of(request);
    set(HeaderName::from_static("x-request-id"), id);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if state.config.behind_tls() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if path.starts_with("/api/docs/") {
        set(header::CONTENT_SECURITY_POLICY, DOCS_POLICY);
    } else if path.starts_with("/api/") {
        if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
            let policy = HeaderValue::from_static(DATA_POLICY);
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        tell_limit(headers, request, state);
    } else if path.starts_with("/assets/") {
        set(header::CONTENT_SECURITY_POLICY, DATA_POLICY);
    } else {
        set(header::CONTENT_SECURITY_POLICY, DOCUMENT_POLICY);
    }
}

/// The limit of requests and what is left of it (draft-ietf-httpapi-ratelimit-headers).
fn tell_limit(headers: &mut HeaderMap, request: &actix_web::HttpRequest, state: &State) {
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    set("ratelimit-policy", format!("\"default\";q={};w=60", state.throttle.limit()));
    if let Some(Standing { remaining, reset }) = request.extensions().get().copied() {
        set("ratelimit", format!("\"default\";r={remaining};t={reset}"));
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_log_has_paths_and_no_secret_of_an_address() {
        let told = |path: &str| told_path(&TestRequest::with_uri(path).to_http_request());
        assert_eq!(told("/api/v1/tickets/CASO-000123?q=x"), "/api/v1/tickets/CASO-000123");
        assert_eq!(told("/api/v1/calendar-feeds/secret.ics"), "/api/v1/calendar-feeds/…");
    }
}
