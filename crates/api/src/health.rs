//! Health, metrics and the document: outside `/api/v1`.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use sea_orm::ConnectionTrait as _;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::State;
use crate::db::{Db, job};
use crate::error::{ApiError, Result};

/// Health, metrics and the document.
pub fn routes(config: &mut ServiceConfig) {
    config.service(live).service(ready).service(metrics).service(document);
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    status: u16,
}

/// Numbers for operators.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Histogram,
    db: Db,
}

impl Metrics {
    /// All at zero.
    #[must_use]
    pub fn new(db: Db) -> Self {
        let mut registry = Registry::with_prefix("aval");
        let requests = Family::default();
        let seconds =
            Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]);
        registry.register("requests", "Answered requests", requests.clone());
        registry.register("request_seconds", "Time to answer", seconds.clone());
        Self { registry, requests, seconds, db }
    }

    /// Counts one answer.
    pub fn count(&self, route: Option<&str>, status: StatusCode, took: Duration) {
        let labels =
            RequestLabels { route: route.unwrap_or("other").to_owned(), status: status.as_u16() };
        self.requests.get_or_create(&labels).inc();
        self.seconds.observe(took.as_secs_f64());
    }
}

/// How long the database may take to answer whoever watches over us.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the process runs.
#[utoipa::path(tag = "operations", responses((status = 200, description = "It runs")))]
#[get("/health/live")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}

/// Whether requests can be served: not stopping, and the database answers.
#[utoipa::path(
    tag = "operations",
    responses(
        (status = 200, description = "Requests can be served"),
        (status = 503, description = "Not now")
    )
)]
#[get("/health/ready")]
pub async fn ready(state: web::Data<State>) -> HttpResponse {
    let asked =
        tokio::time::timeout(PATIENCE, state.db.read().execute_unprepared("SELECT 1")).await;
    if !state.under_way.is_stopping() && matches!(asked, Ok(Ok(_))) {
        HttpResponse::Ok().content_type("text/plain").body("ready")
    } else {
        HttpResponse::ServiceUnavailable().content_type("text/plain").body("not ready")
    }
}

/// Numbers for operators in the OpenMetrics text format, where `AVAL_METRICS` is set.
#[utoipa::path(
    tag = "operations",
    responses(
        (status = 200, description = "Numbers", body = String, content_type = "text/plain"),
        (status = 404, description = "Switched off")
    )
)]
#[get("/metrics")]
pub async fn metrics(state: web::Data<State>) -> Result<HttpResponse> {
    if !state.config.metrics {
        return Err(ApiError::NOT_FOUND);
    }
    let mut text = String::new();
    encode_registry(&mut text, &state.metrics.registry).map_err(anyhow::Error::from)?;
    encode_registry(&mut text, &counted_now(&state).await).map_err(anyhow::Error::from)?;
    encode_eof(&mut text).map_err(anyhow::Error::from)?;
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(text))
}

/// Numbers that are counted when somebody asks. Those of the jobs come from their table, since the
/// worker may be another process; while the database is away they are left out.
async fn counted_now(state: &State) -> Registry {
    let mut registry = Registry::with_prefix("aval");
    let statements = ConstCounter::new(state.metrics.db.statements());
    registry.register("statements", "Database statements", statements);
    let under_way = ConstGauge::new(state.under_way.count());
    registry.register("requests_under_way", "Requests, this one included", under_way);
    let streams = ConstGauge::new(state.live.count());
    registry.register("event_streams", "Open streams of what happens", streams);
    let asked = tokio::time::timeout(PATIENCE, job::backlog(state.db.read())).await;
    if let Ok(Ok(job::Backlog { queued, dead })) = asked {
        registry.register("queued_jobs", "Jobs that are not done yet", ConstGauge::new(queued));
        registry.register("dead_jobs", "Jobs that were given up", ConstGauge::new(dead));
    }
    registry
}

/// The OpenAPI document.
#[utoipa::path(
    tag = "operations",
    responses((status = 200, description = "OpenAPI 3.1", body = Object))
)]
#[get("/api/openapi.json")]
pub async fn document() -> HttpResponse {
    HttpResponse::Ok().json(crate::app::openapi())
}
