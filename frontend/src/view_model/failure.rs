//! What went wrong with a call, as people are told.

use aval_contract::error::{ErrorCode, Problem};
use aval_domain::lifecycle::Guard;

use crate::i18n::Texts;

/// Why something could not be loaded or done.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// The server was not reached.
    Offline,
    /// The server's answer is none of this API's, or the request could not be written.
    Unreadable,
}

impl Failure {
    /// What to tell the reader: what happened and what to do.
    ///
    /// With `guard_failed` this is the text of the guard, which says what is missing.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        match self {
            Self::Problem(problem) => match problem.guard {
                Some(guard) => texts.guard(guard).to_owned(),
                None => texts.error_code(problem.code).to_owned(),
            },
            Self::Offline => texts.errors.offline.to_owned(),
            Self::Unreadable => texts.errors.unreadable_answer.to_owned(),
        }
    }

    /// The code of the server's refusal.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Offline | Self::Unreadable => None,
        }
    }

    /// Whether nobody is signed in any more.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.code() == Some(ErrorCode::Unauthorized)
    }

    /// What is wrong with one field, by its pointer (`/subject`), in the language of the answer.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&str> {
        match self {
            Self::Problem(problem) => problem
                .errors
                .iter()
                .find(|error| error.pointer == pointer)
                .map(|error| error.message.as_str()),
            Self::Offline | Self::Unreadable => None,
        }
    }

    /// The places, in the list that was sent, of files that the server does not have.
    #[must_use]
    pub fn unknown_files(&self) -> Vec<usize> {
        match self {
            Self::Problem(problem) => problem
                .errors
                .iter()
                .filter_map(|error| error.pointer.strip_prefix("/attachment_ids/")?.parse().ok())
                .collect(),
            Self::Offline | Self::Unreadable => Vec::new(),
        }
    }

    /// Whether the refusal as a whole is about one field, though the server did not point at it.
    #[must_use]
    pub fn is_about(&self, pointer: &str) -> bool {
        self.only_field() == Some(pointer)
    }

    /// Whether the refusal as a whole is about some one field.
    #[must_use]
    pub fn is_of_a_field(&self) -> bool {
        self.only_field().is_some()
    }

    fn only_field(&self) -> Option<&'static str> {
        let Self::Problem(problem) = self else { return None };
        match (problem.code, problem.guard) {
            (ErrorCode::EmailTaken, _) => Some("/email"),
            (ErrorCode::NitTaken, _) => Some("/nit"),
            (ErrorCode::NameTaken, _) => Some("/name"),
            (
                _,
                Some(
                    Guard::DuplicateTargetSelf
                    | Guard::DuplicateTargetForeign
                    | Guard::DuplicateTargetDuplicate,
                ),
            ) => Some("/target"),
            (_, _) => None,
        }
    }

    /// The id that finds the request in the server's log, for failures worth asking about.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) if problem.code == ErrorCode::Internal => {
                Some(&problem.request_id)
            }
            Self::Problem(_) | Self::Offline | Self::Unreadable => None,
        }
    }
}

impl From<aval_client::Error> for Failure {
    fn from(error: aval_client::Error) -> Self {
        match error {
            aval_client::Error::Problem(problem) => Self::Problem(problem),
            aval_client::Error::Network(_) => Self::Offline,
            aval_client::Error::Decode { .. } | aval_client::Error::Request(_) => Self::Unreadable,
        }
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::error::FieldError;
    use aval_contract::me::Locale;
    use aval_domain::lifecycle::Guard;

    use super::*;

    fn problem(code: ErrorCode) -> Problem {
        Problem {
            type_uri: format!("urn:aval:problem:{code}"),
            title: String::new(),
            status: 409,
            detail: String::new(),
            code,
            request_id: "r-1".to_owned(),
            errors: Vec::new(),
            guard: None,
            allowed_stages: Vec::new(),
            current_version: None,
            earliest_start: None,
            overlap_at: None,
        }
    }

    #[test]
    fn a_guard_says_what_is_missing() {
        let mut refusal = problem(ErrorCode::GuardFailed);
        refusal.guard = Some(Guard::NoAssignee);
        assert_eq!(
            Failure::Problem(Box::new(refusal)).text(Texts::of(Locale::Es)),
            "El caso todavía no tiene ingeniero asignado."
        );
    }

    #[test]
    fn every_code_and_guard_has_its_own_text_in_every_language() {
        for locale in [Locale::Es, Locale::En] {
            let texts = Texts::of(locale);
            let mut said: Vec<&str> =
                ErrorCode::ALL.iter().map(|code| texts.error_code(*code)).collect();
            said.extend(Guard::ALL.iter().map(|guard| texts.guard(*guard)));
            assert!(said.iter().all(|text| text.ends_with(['.', '?'])), "{said:?}");
            let total = said.len();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), total, "two causes share a text");
        }
    }

    #[test]
    fn a_field_shows_what_the_server_said_of_it() {
        let mut refusal = problem(ErrorCode::ValidationFailed);
        refusal.errors.push(FieldError {
            pointer: "/subject".to_owned(),
            code: "empty".to_owned(),
            message: "Escribe un asunto.".to_owned(),
        });
        let failure = Failure::Problem(Box::new(refusal));
        assert_eq!(failure.field("/subject"), Some("Escribe un asunto."));
        assert_eq!(failure.field("/kind"), None);
    }

    #[test]
    fn files_that_the_server_does_not_have_are_found_by_their_place() {
        let mut refusal = problem(ErrorCode::ValidationFailed);
        refusal.errors = ["/attachment_ids/0", "/body", "/attachment_ids/12", "/attachment_ids"]
            .map(|pointer| FieldError {
                pointer: pointer.to_owned(),
                code: "unknown".to_owned(),
                message: String::new(),
            })
            .into();
        assert_eq!(Failure::Problem(Box::new(refusal)).unknown_files(), [0, 12]);
        assert!(Failure::Offline.unknown_files().is_empty());
    }

    #[test]
    fn what_is_taken_belongs_to_its_field() {
        let failure = Failure::Problem(Box::new(problem(ErrorCode::EmailTaken)));
        assert!(failure.is_about("/email"));
        assert!(!failure.is_about("/name"));
        assert!(failure.is_of_a_field() && !Failure::Offline.is_of_a_field());
        let foreign = Problem {
            guard: Some(Guard::DuplicateTargetForeign),
            ..problem(ErrorCode::GuardFailed)
        };
        assert!(Failure::Problem(Box::new(foreign)).is_about("/target"));
    }

    #[test]
    fn only_our_own_faults_come_with_a_reference() {
        assert_eq!(
            Failure::Problem(Box::new(problem(ErrorCode::Internal))).reference(),
            Some("r-1")
        );
        assert_eq!(Failure::Problem(Box::new(problem(ErrorCode::NotFound))).reference(), None);
    }
}
