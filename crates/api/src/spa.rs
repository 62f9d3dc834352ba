//! Serves the SPA from the files that `cargo xtask spa` made: embedded in release builds, read
//! from the folder in others.

use std::sync::LazyLock;

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse, web};
use anyhow::bail;
use aval_contract::error::ErrorCode;
use rust_embed::RustEmbed;

use crate::app;
use crate::error::ApiError;
use crate::guide;
use crate::http::path_of;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../frontend/dist"]
#[allow_missing = true]
struct Files;

const INDEX: &str = "index.html";

/// For files whose names carry a hash of their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Refuses to start without a SPA.
///
/// # Errors
/// Says how to make it.
pub fn check() -> anyhow::Result<()> {
    if Files::get(INDEX).is_none() {
        bail!("the SPA is missing: run `cargo xtask spa` first");
    }
    Ok(())
}

/// What no other route takes: every path outside `/api` is a file of the SPA or one of its pages.
pub fn routes(config: &mut web::ServiceConfig) {
    config.default_service(web::to(serve));
}

async fn serve(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let path = path_of(&request);
    let methods = methods_of(path);
    if !methods.is_empty() {
        // A method that this path has would have been routed.
        return Err(ApiError::MethodNotAllowed { allow: methods.join(", ") });
    }
    let path = path.trim_start_matches('/');
    if path.starts_with("api/") || path == "api" {
        return Err(ApiError::NOT_FOUND);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(ApiError::MethodNotAllowed { allow: "GET, HEAD".to_owned() });
    }
    if let Some(answer) = file(&request, path).or_else(|| picture(path)) {
        return Ok(answer);
    }
    // A missing asset is missing; anything else is a page that the SPA routes itself.
    if path.starts_with("assets/") || path.rsplit('/').next().is_some_and(|last| last.contains('.'))
    {
        return Err(ApiError::NOT_FOUND);
    }
    file(&request, INDEX).ok_or(ApiError::Code(ErrorCode::Internal))
}

/// The methods of an operation's path, by the document, which lists every route.
fn methods_of(path: &str) -> Vec<&'static str> {
    static OPERATIONS: LazyLock<Vec<(String, Vec<&'static str>)>> = LazyLock::new(operations);
    let fits = |template: &str| {
        let parts = || template.split('/').zip(path.split('/'));
        template.split('/').count() == path.split('/').count()
            && parts().all(|(wanted, part)| {
                wanted == part || (wanted.starts_with('{') && !part.is_empty())
            })
    };
    let fitting = OPERATIONS.iter().filter(|(template, _)| fits(template));
    fitting.flat_map(|(_, methods)| methods.iter().copied()).collect()
}

fn operations() -> Vec<(String, Vec<&'static str>)> {
    let paths = app::openapi().paths.paths.into_iter();
    let methods = |item: utoipa::openapi::PathItem| {
        let all = [
            ("GET", item.get.is_some()),
            ("POST", item.post.is_some()),
            ("PUT", item.put.is_some()),
            ("PATCH", item.patch.is_some()),
            ("DELETE", item.delete.is_some()),
        ];
        all.into_iter().filter(|(_, there)| *there).map(|(method, _)| method).collect()
    };
    paths.map(|(path, item)| (path, methods(item))).collect()
}

/// A file in the best encoding that the browser takes and that was made.
fn file(request: &HttpRequest, path: &str) -> Option<HttpResponse> {
    if path.is_empty() || path.contains("..") || path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    let accepted = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut answer = HttpResponse::Ok();
    answer.content_type(media_type(path)).insert_header((header::VARY, "Accept-Encoding"));
    if path.starts_with("assets/") {
        answer.insert_header((header::CACHE_CONTROL, FOR_EVER));
    } else {
        answer.insert_header((header::CACHE_CONTROL, "no-cache"));
    }
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if takes(accepted, encoding)
            && let Some(found) = Files::get(&format!("{path}.{ending}"))
        {
            answer.insert_header((header::CONTENT_ENCODING, encoding));
            return Some(answer.body(found.data.into_owned()));
        }
    }
    let found = Files::get(path)?;
    Some(answer.body(found.data.into_owned()))
}

/// A picture of the user guide.
fn picture(path: &str) -> Option<HttpResponse> {
    let content = guide::picture(path)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(media_type(path)).insert_header((header::CACHE_CONTROL, FOR_EVER));
    Some(answer.body(content))
}

/// Whether `Accept-Encoding` names an encoding, and not only to refuse it with the weight 0.
fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
