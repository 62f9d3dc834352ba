//! What can go wrong with a call.

use std::sync::Arc;

use aval_contract::error::{ErrorCode, FieldError, Problem};

/// Why a call has no result. Cheap to clone, because concurrent calls share a failed renewal.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The server said no, and why. Switch on [`Problem::code`], never on the texts.
    #[error("{} ({}): {}", .0.code, .0.status, .0.detail)]
    Problem(Box<Problem>),
    /// The server was not reached, or its answer was lost. A `POST` may be repeated with the same
    /// idempotency key.
    #[error("the server can't be reached")]
    Network(#[source] Arc<reqwest::Error>),
    /// The answer is not one of this API: another version of it, or a proxy in between.
    #[error("the answer ({status}) can't be read: {reason}")]
    Decode {
        /// The HTTP status.
        status: u16,
        /// What does not fit.
        reason: String,
    },
    /// The request can't be written: the base URL is no URL, or a value has no place in a query.
    #[error("the request can't be written: {0}")]
    Request(String),
}

impl Error {
    /// The code of the server's refusal.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        self.problem().map(|problem| problem.code)
    }

    /// The server's refusal as a whole.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Network(_) | Self::Decode { .. } | Self::Request(_) => None,
        }
    }

    /// The HTTP status, where there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => Some(problem.status),
            Self::Decode { status, .. } => Some(*status),
            Self::Network(_) | Self::Request(_) => None,
        }
    }

    /// Whether the thing is not there, or not the caller's to know of.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.code() == Some(ErrorCode::NotFound)
    }

    /// Whether nobody is signed in (any more): the way on is the login page.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.code() == Some(ErrorCode::Unauthorized)
    }

    /// Whether the server was not reached.
    #[must_use]
    pub fn is_network(&self) -> bool {
        matches!(self, Self::Network(_))
    }

    /// What is wrong with one field: its RFC 6901 pointer (`/subject`), or `?name` for a query
    /// parameter.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&FieldError> {
        self.problem()?.errors.iter().find(|error| error.pointer == pointer)
    }
}

impl From<reqwest::Error> for Error {
    fn from(cause: reqwest::Error) -> Self {
        Self::Network(Arc::new(cause))
    }
}
