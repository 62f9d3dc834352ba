//! Every way to say no, and the one table from there to statuses and codes.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use aval_contract::error::{ErrorCode, FieldError, Problem};
use aval_contract::me::Locale;
use aval_domain::after_hours::WindowError;
use aval_domain::calendar::{FIRST_YEAR, LAST_YEAR, OutOfRange};
use aval_domain::lifecycle::{Guard, Refusal, Stage};
use aval_domain::text::TextError;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use sea_orm::DbErr;

use crate::change::StoredAnswer;
use crate::db::engine::is_away;
use crate::texts;

/// What a handler returns.
pub type Result<T, E = ApiError> = std::result::Result<T, E>;

/// Why a request is refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// A refusal that needs no more words.
    #[error("{0}")]
    Code(ErrorCode),
    /// Fields or parameters are wrong.
    #[error("validation failed")]
    Validation(Vec<Invalid>),
    /// The action is not possible from this stage.
    #[error("wrong stage")]
    WrongStage(&'static [Stage]),
    /// A condition does not hold.
    #[error("guard {0}")]
    Guard(Guard),
    /// The path exists, the method does not.
    #[error("method not allowed")]
    MethodNotAllowed {
        /// The methods that do, as `Allow` names them.
        allow: String,
    },
    /// An after-hours window starts too soon.
    #[error("notice too short")]
    NoticeTooShort {
        /// From when on one asked for now may start.
        earliest_start: DateTime<Utc>,
    },
    /// Support is open during some of an after-hours window.
    #[error("overlaps service hours")]
    OverlapsServiceHours {
        /// The first instant of it in service hours.
        at: DateTime<Utc>,
    },
    /// The ticket has another version by now.
    #[error("stale version")]
    Stale {
        /// The version it has.
        current: i64,
    },
    /// Too many requests.
    #[error("too many requests")]
    RateLimited {
        /// Seconds until the next one may come.
        retry_after: u64,
    },
    /// The answer that the same request got before: no error, but it ends the handler.
    #[error("replayed")]
    Replay(Box<StoredAnswer>),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// Anything else that is our fault.
    #[error("internal: {0:#}")]
    Internal(#[from] anyhow::Error),
}

/// One wrong field or parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// `/field` in the body or `?name` in the query.
    pub pointer: String,
    /// A key of [`texts::invalid`].
    pub code: &'static str,
}

impl Invalid {
    /// A wrong field.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self { pointer: pointer.into(), code }
    }
}

impl ApiError {
    /// What the caller may not know of.
    pub const NOT_FOUND: Self = Self::Code(ErrorCode::NotFound);

    /// One wrong field.
    #[must_use]
    pub fn invalid(pointer: &str, code: &'static str) -> Self {
        Self::Validation(vec![Invalid::new(pointer, code)])
    }

    /// The code of the problem document.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Code(code) => *code,
            Self::Validation(_) => ErrorCode::ValidationFailed,
            Self::WrongStage(_) => ErrorCode::WrongStage,
            Self::Guard(_) => ErrorCode::GuardFailed,
            Self::MethodNotAllowed { .. } => ErrorCode::MethodNotAllowed,
            Self::NoticeTooShort { .. } => ErrorCode::NoticeTooShort,
            Self::OverlapsServiceHours { .. } => ErrorCode::OverlapsServiceHours,
            Self::Stale { .. } => ErrorCode::PreconditionFailed,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Database(error) if is_away(error) => ErrorCode::Unavailable,
            Self::Replay(_) | Self::Database(_) | Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// The whole answer, in the caller's language.
    #[must_use]
    pub fn render(&self, locale: Locale, request_id: &str) -> HttpResponse {
        if let Self::Replay(answer) = self {
            return answer.render();
        }
        let code = self.code();
        let status = status_of(code);
        let mut problem = Problem {
            type_uri: format!("urn:aval:problem:{code}"),
            title: texts::title(code, locale).to_owned(),
            status: status.as_u16(),
            detail: texts::detail(code, locale).to_owned(),
            code,
            request_id: request_id.to_owned(),
            errors: Vec::new(),
            guard: None,
            allowed_stages: Vec::new(),
            current_version: None,
            earliest_start: None,
            overlap_at: None,
        };
        let mut answer = HttpResponseBuilder::new(status);
        match self {
            Self::Validation(wrong) => {
                problem.errors = wrong
                    .iter()
                    .map(|invalid| FieldError {
                        pointer: invalid.pointer.clone(),
                        code: invalid.code.to_owned(),
                        message: texts::invalid(invalid.code, locale).to_owned(),
                    })
                    .collect();
            }
            Self::WrongStage(stages) => problem.allowed_stages = stages.to_vec(),
            Self::Guard(guard) => {
                problem.guard = Some(*guard);
                problem.detail = texts::guard(*guard, locale).to_owned();
            }
            Self::MethodNotAllowed { allow } => {
                answer.insert_header((header::ALLOW, allow.as_str()));
            }
            Self::NoticeTooShort { earliest_start } => {
                problem.earliest_start = Some(*earliest_start);
            }
            Self::OverlapsServiceHours { at } => problem.overlap_at = Some(*at),
            Self::Stale { current } => {
                problem.current_version = Some(*current);
                answer.insert_header((header::ETAG, format!("\"{current}\"")));
            }
            Self::RateLimited { retry_after } => {
                answer.insert_header((header::RETRY_AFTER, retry_after.to_string()));
            }
            Self::Code(ErrorCode::Unavailable) | Self::Database(_) => {
                answer.insert_header((header::RETRY_AFTER, "5"));
            }
            Self::Code(_) | Self::Replay(_) | Self::Internal(_) => {}
        }
        if code == ErrorCode::Unauthorized {
            answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        answer.content_type("application/problem+json").json(problem)
    }
}

/// The one table of statuses.
#[must_use]
pub const fn status_of(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::Unauthorized | ErrorCode::InvalidCredentials => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden | ErrorCode::ScopeMissing => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::MalformedBody => StatusCode::BAD_REQUEST,
        ErrorCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::TokenInvalid
        | ErrorCode::ValidationFailed
        | ErrorCode::CursorInvalid
        | ErrorCode::NoticeTooShort
        | ErrorCode::OverlapsServiceHours
        | ErrorCode::IdempotencyMismatch => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::WrongStage
        | ErrorCode::GuardFailed
        | ErrorCode::ReporterLimit
        | ErrorCode::EmailTaken
        | ErrorCode::NitTaken
        | ErrorCode::NameTaken
        | ErrorCode::WindowOverlap
        | ErrorCode::Conflict => StatusCode::CONFLICT,
        ErrorCode::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        ErrorCode::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Replay(answer) => answer.status(),
            _ => status_of(self.code()),
        }
    }

    // The middleware that knows the request's id and language renders it; this is what remains
    // where that middleware is not around.
    fn error_response(&self) -> HttpResponse {
        self.render(Locale::Es, "")
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Forbidden => Self::Code(ErrorCode::Forbidden),
            Refusal::WrongStage { allowed } => Self::WrongStage(allowed),
            Refusal::Guard(guard) => Self::Guard(guard),
        }
    }
}

impl From<OutOfRange> for ApiError {
    fn from(_: OutOfRange) -> Self {
        Self::Guard(Guard::OutsideCalendar)
    }
}

impl From<WindowError> for ApiError {
    fn from(error: WindowError) -> Self {
        match error {
            WindowError::EndBeforeStart => Self::invalid("/ends_at", "before_start"),
            WindowError::StartsInPast => Self::invalid("/starts_at", "in_past"),
            WindowError::TooSoon { earliest_start } => Self::NoticeTooShort { earliest_start },
            WindowError::OverlapsServiceHours { opens } => Self::OverlapsServiceHours { at: opens },
            WindowError::OutOfRange(error) => error.into(),
        }
    }
}

/// Collects what is wrong with a body, so that the caller hears of everything at once.
#[derive(Debug, Default)]
pub struct Checks(Vec<Invalid>);

impl Checks {
    /// Nothing wrong so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a wrong field.
    pub fn refuse(&mut self, pointer: &str, code: &'static str) {
        self.0.push(Invalid::new(pointer, code));
    }

    /// Keeps a parsed text, or notes why it is none.
    pub fn text<T>(&mut self, pointer: &str, parsed: Result<T, TextError>) -> Option<T> {
        parsed.map_err(|error| self.refuse(pointer, error.code())).ok()
    }

    /// Parses a text that may be missing; an empty one counts as missing.
    pub fn optional<T>(
        &mut self,
        pointer: &str,
        raw: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, TextError>,
    ) -> Option<T> {
        let raw = raw.filter(|raw| !raw.trim().is_empty())?;
        self.text(pointer, parse(raw))
    }

    /// Notes what is wrong with the first and the last date of a period: a year that the calendar does
    /// not know, or an end before the beginning.
    pub fn dates(&mut self, from: Option<NaiveDate>, to: Option<NaiveDate>) {
        let mut are_known = true;
        for (pointer, date) in [("?from", from), ("?to", to)] {
            if date.is_some_and(|date| !(FIRST_YEAR..=LAST_YEAR).contains(&date.year())) {
                self.refuse(pointer, "out_of_range");
                are_known = false;
            }
        }
        if are_known && from.zip(to).is_some_and(|(from, to)| to < from) {
            self.refuse("?to", "before_start");
        }
    }

    /// The error that holds all that was noted.
    #[must_use]
    pub fn refusal(self) -> ApiError {
        ApiError::Validation(self.0)
    }

    /// The end: goes on only when nothing was wrong.
    ///
    /// # Errors
    /// All that was noted.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(self.refusal()) }
    }
}
