//! What all handlers share, and the list of all routes. No handler lives here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use actix_web::{HttpRequest, web};
use chrono::{DateTime, TimeDelta, Utc};
use object_store::ObjectStore;
use utoipa::OpenApi as _;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use uuid::Uuid;

use crate::auth::passwords::Passwords;
use crate::auth::throttle::Throttle;
use crate::auth::tokens::Tokens;
use crate::config::Config;
use crate::db::Db;
use crate::events::Live;
use crate::outbound::Outbound;
use crate::under_way::UnderWay;
use crate::{
    after_hours, answer_templates, api_keys, articles, attachments, audit, calendar,
    calendar_feeds, categories, clock, companies, events, guide, health, notifications, policies,
    quarantine, reports, saved_views, search, sessions, staff, tickets, webhooks, work_plans,
};

/// What all handlers share.
pub struct State {
    /// The settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// Access tokens.
    pub tokens: Tokens,
    /// Passwords.
    pub passwords: Passwords,
    /// Limits.
    pub throttle: Throttle,
    /// Files.
    pub files: Arc<dyn ObjectStore>,
    /// Numbers for operators.
    pub metrics: health::Metrics,
    /// What is sent to addresses that support named.
    pub outbound: Outbound,
    /// What is sent to addresses that customers named: whatever an operator allows support, to the
    /// public internet only.
    pub outbound_of_customers: Outbound,
    /// Streams of what happens.
    pub live: Live,
    /// Requests that are being answered.
    pub under_way: UnderWay,
    key_uses: Mutex<HashMap<Uuid, DateTime<Utc>>>,
}

impl State {
    /// Connects to all that is needed; the schema is brought up to date.
    ///
    /// # Errors
    /// One line that names what is missing.
    pub async fn start(config: Config) -> anyhow::Result<web::Data<Self>> {
        // First, so that a wrong setting is told before anything is done to the database.
        let files = attachments::store(&config)?;
        let db = Db::connect(&config.database_url, config.database_connections).await?;
        db.migrate().await?;
        search::index::ensure(&db).await?;
        Ok(web::Data::new(Self {
            tokens: Tokens::new(&config),
            passwords: Passwords::new()?,
            throttle: Throttle::new(&config),
            files,
            metrics: health::Metrics::new(db.clone()),
            outbound: Outbound::new(&config.outbound_allow),
            outbound_of_customers: Outbound::new(&[]),
            live: Live::default(),
            under_way: UnderWay::default(),
            key_uses: Mutex::default(),
            db,
            config,
        }))
    }

    /// The state behind a request.
    ///
    /// # Panics
    /// When the server was put together without it.
    #[must_use]
    pub fn of(request: &HttpRequest) -> web::Data<Self> {
        request.app_data::<web::Data<Self>>().expect("every server has its state").clone()
    }

    /// Remembers that a key was used, to the minute; written down by [`crate::jobs::keep_memory`].
    pub fn note_key_use(&self, key: Uuid) {
        let now = clock::now();
        let mut uses = self.key_uses.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let seen = uses.entry(key).or_insert(now);
        if now - *seen > TimeDelta::minutes(1) {
            *seen = now;
        }
    }

    /// The key uses noted since the last call.
    #[must_use]
    pub fn take_key_uses(&self) -> HashMap<Uuid, DateTime<Utc>> {
        std::mem::take(
            &mut *self.key_uses.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }
}

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Aval",
        version = "0.1.0",
        description = "The support centre's REST API. Conventions and quirks: docs/api.md.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(aval_contract::error::Problem, aval_contract::webhooks::WebhookMessage))
)]
struct Document;

/// All routes of the API, for the server and for the document alike.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.configure(health::routes).service(
        utoipa_actix_web::scope("/api/v1")
            .configure(sessions::routes)
            .configure(companies::routes)
            .configure(staff::routes)
            .configure(categories::routes)
            .configure(answer_templates::routes)
            .configure(saved_views::routes)
            .configure(tickets::routes)
            .configure(work_plans::routes)
            .configure(after_hours::routes)
            .configure(attachments::routes)
            .configure(articles::routes)
            .configure(search::routes)
            .configure(calendar::routes)
            .configure(calendar_feeds::routes)
            .configure(policies::routes)
            .configure(api_keys::routes)
            .configure(webhooks::routes)
            .configure(notifications::routes)
            .configure(events::routes)
            .configure(audit::routes)
            .configure(guide::routes)
            .configure(quarantine::routes)
            .configure(reports::routes),
    );
}

/// The OpenAPI document.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    use utoipa_actix_web::AppExt as _;
    let (_, collected) =
        actix_web::App::new().into_utoipa_app().configure(routes).split_for_parts();
    let mut document = Document::openapi();
    document.merge(collected);
    describe_errors(&mut document);
    document
}

/// Adds what every operation has in common: the token and the problem documents.
fn describe_errors(document: &mut utoipa::openapi::OpenApi) {
    use utoipa::openapi::security::SecurityRequirement;
    use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
    let components = document.components.get_or_insert_default();
    components.security_schemes.insert(
        "bearer".to_owned(),
        SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)).into(),
    );
    let problem = |text: &str| {
        RefOr::T(
            ResponseBuilder::new()
                .description(text)
                .content(
                    "application/problem+json",
                    Content::new(Some(Ref::from_schema_name("Problem"))),
                )
                .build(),
        )
    };
    for (path, item) in &mut document.paths.paths {
        let open_to_all = !path.starts_with("/api/v1/")
            || path.starts_with("/api/v1/auth/")
            || path.starts_with(calendar_feeds::SECRET_ADDRESSES)
            || path.starts_with(guide::PATH);
        let operations = [
            (&mut item.get, false),
            (&mut item.post, true),
            (&mut item.put, true),
            (&mut item.patch, true),
            (&mut item.delete, true),
        ];
        for (operation, changes) in operations {
            let Some(operation) = operation else { continue };
            if !path.starts_with("/api/v1/") {
                continue;
            }
            if !open_to_all {
                operation.security =
                    Some(vec![SecurityRequirement::new("bearer", Vec::<String>::new())]);
            }
            let responses = &mut operation.responses.responses;
            let mut add = |status: &str, text: &str| {
                responses.entry(status.to_owned()).or_insert_with(|| problem(text));
            };
            add("401", "No valid token, or wrong credentials");
            add("403", "Not allowed to this role or key");
            add("404", "Not there, or not yours to see");
            add("422", "Fields or parameters to correct");
            add("429", "Too many requests");
            add("503", "The database is away; try again");
            if changes {
                add("400", "The body can't be read");
                add("409", "The state does not allow it");
                add("412", "The version is stale");
                add("413", "The body is too large");
                add("415", "The body's type or encoding is not taken");
                add("428", "If-Match is missing");
            }
        }
    }
}
