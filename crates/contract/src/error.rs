//! Errors: RFC 9457 problem documents with a closed set of codes.

use std::fmt;

use aval_domain::lifecycle::{Guard, Stage};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $text:tt,)*) => {
        /// Every reason for which the API says no. Clients switch on this, never on texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl ErrorCode {
            /// All codes, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it stands in a problem document.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

error_codes! {
    /// No token, or one that is not valid (any more).
    Unauthorized = "unauthorized",
    /// E-mail address and password don't belong together.
    InvalidCredentials = "invalid_credentials",
    /// The one-time link was used, replaced or has run out.
    TokenInvalid = "token_invalid",
    /// The caller's role may not do this, and that it exists is no secret.
    Forbidden = "forbidden",
    /// The API key lacks the scope of this operation.
    ScopeMissing = "scope_missing",
    /// Not there, or not the caller's to know of.
    NotFound = "not_found",
    /// The path exists, the method does not.
    MethodNotAllowed = "method_not_allowed",
    /// The body is not JSON of the documented shape.
    MalformedBody = "malformed_body",
    /// The body's media type or encoding is not taken here.
    UnsupportedMediaType = "unsupported_media_type",
    /// The body is larger than the limit.
    BodyTooLarge = "body_too_large",
    /// Fields or parameters are missing, unknown or out of range: see `errors`.
    ValidationFailed = "validation_failed",
    /// The cursor was not made by this list.
    CursorInvalid = "cursor_invalid",
    /// The action is not possible from the ticket's stage.
    WrongStage = "wrong_stage",
    /// A condition of the action does not hold: see `guard`.
    GuardFailed = "guard_failed",
    /// The company has two active reporters already.
    ReporterLimit = "reporter_limit",
    /// Somebody with that e-mail address is there already.
    EmailTaken = "email_taken",
    /// A company with that NIT is there already.
    NitTaken = "nit_taken",
    /// The name is taken.
    NameTaken = "name_taken",
    /// The after-hours window starts too soon: see `earliest_start`.
    NoticeTooShort = "notice_too_short",
    /// Support is open during some of the after-hours window: see `overlap_at`.
    OverlapsServiceHours = "overlaps_service_hours",
    /// The engineer has another after-hours window at that time.
    WindowOverlap = "window_overlap",
    /// The entry is in use or in a state that does not allow this.
    Conflict = "conflict",
    /// `If-Match` with the ticket's version is needed.
    PreconditionRequired = "precondition_required",
    /// The ticket has changed since that version: see `current_version`.
    PreconditionFailed = "precondition_failed",
    /// The `Idempotency-Key` was used with another request.
    IdempotencyMismatch = "idempotency_mismatch",
    /// Too many requests; `Retry-After` says when to come back.
    RateLimited = "rate_limited",
    /// The database can't be reached now; try again.
    Unavailable = "unavailable",
    /// Our fault; the request id finds it in the log.
    Internal = "internal",
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with one field or parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// RFC 6901 pointer into the body (`/subject`), or `?name` for a query parameter.
    pub pointer: String,
    /// What is wrong: `required`, `empty`, `too_long`, `malformed`, `unknown`, `out_of_range`, …
    pub code: String,
    /// The same in words, in the caller's language.
    pub message: String,
}

/// An error answer: `application/problem+json` of RFC 9457.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:aval:problem:<code>`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// The kind of error, in the caller's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time and what to do, in the caller's language.
    pub detail: String,
    /// What clients switch on.
    pub code: ErrorCode,
    /// Finds the request in our log.
    pub request_id: String,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With `guard_failed`: the condition that does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard: Option<Guard>,
    /// With `wrong_stage`: the stages from which the action is possible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_stages: Vec<Stage>,
    /// With `precondition_failed`: the ticket's version now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i64>,
    /// With `notice_too_short`: from when on a window asked for now may start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest_start: Option<DateTime<Utc>>,
    /// With `overlaps_service_hours`: the first instant of the window in service hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap_at: Option<DateTime<Utc>>,
}
