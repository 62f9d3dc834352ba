//! Texts that support writes once and uses in many answers, with places that the case fills in.

use std::fmt::Write as _;

use crate::closed_enum::closed_enum;
use crate::text::{Body, TextError};

closed_enum! {
    /// What a template leaves for the case to say, written `{{reporter}}`.
    pub enum Placeholder {
        /// The name of whoever opened the case.
        Reporter = "reporter",
        /// The number of the case.
        Case = "case",
        /// The name of the company.
        Company = "company",
        /// The name of whoever answers.
        Engineer = "engineer",
    }
}

impl Placeholder {
    /// As it stands in a template.
    #[must_use]
    pub fn written(self) -> String {
        format!("{{{{{self}}}}}")
    }
}

/// Why a text is no template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It is no text for an answer either.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It has a place that nothing fills in.
    #[error("unknown placeholder")]
    UnknownPlaceholder,
}

impl TemplateError {
    /// The word for this error in answers of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text(error) => error.code(),
            Self::UnknownPlaceholder => "unknown_placeholder",
        }
    }
}

/// The text of a template: all of its placeholders are known ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateBody(String);

impl TemplateBody {
    /// Checks a text and takes it in its clean form.
    ///
    /// # Errors
    /// [`TemplateError`] if it is no text for an answer, or has a placeholder that is not known.
    pub fn parse(raw: &str) -> Result<Self, TemplateError> {
        let body = Body::parse(raw)?;
        let known =
            pieces(body.as_str()).into_iter().all(|piece| !matches!(piece, Piece::Unknown(_)));
        if known { Ok(Self(body.into_string())) } else { Err(TemplateError::UnknownPlaceholder) }
    }

    /// The clean text, for keeping.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Fills in the places of a template. What is in braces and not known stays as it is.
#[must_use]
pub fn fill(template: &str, value: impl Fn(Placeholder) -> String) -> String {
    let mut filled = String::with_capacity(template.len());
    for piece in pieces(template) {
        // Writing to a string never fails.
        let _ = match piece {
            Piece::Text(text) => filled.write_str(text),
            Piece::Known(placeholder) => filled.write_str(&value(placeholder)),
            Piece::Unknown(word) => write!(filled, "{{{{{word}}}}}"),
        };
    }
    filled
}

/// A template that somebody wrote with names of her own language, as it is kept: `named` tells which
/// placeholder such a name is of. Names that are kept, and those that nobody knows, stay as they are.
#[must_use]
pub fn to_kept(template: &str, named: impl Fn(&str) -> Option<Placeholder>) -> String {
    let mut kept = String::with_capacity(template.len());
    for piece in pieces(template) {
        // Writing to a string never fails.
        let _ = match piece {
            Piece::Text(text) => kept.write_str(text),
            Piece::Known(placeholder) => kept.write_str(&placeholder.written()),
            Piece::Unknown(word) => match named(word.trim()) {
                Some(placeholder) => kept.write_str(&placeholder.written()),
                None => write!(kept, "{{{{{word}}}}}"),
            },
        };
    }
    kept
}

/// A part of a template.
enum Piece<'a> {
    Text(&'a str),
    Known(Placeholder),
    /// What stands in double braces and is no placeholder, with its spaces.
    Unknown(&'a str),
}

/// Takes a template apart. Braces that nothing closes are text: there may be code in an answer.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((word, behind)) = after.split_once("}}") else { break };
        pieces.push(Piece::Text(before));
        pieces.push(match word.trim().parse() {
            Ok(placeholder) => Piece::Known(placeholder),
            Err(_) => Piece::Unknown(word),
        });
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> String {
        fill(template, |placeholder| placeholder.as_str().to_uppercase())
    }

    #[test]
    fn each_placeholder_is_filled_in_as_often_as_it_occurs() {
        assert_eq!(
            filled("Hola, {{reporter}} ({{company}}): {{ case }}. {{reporter}}, soy {{engineer}}."),
            "Hola, REPORTER (COMPANY): CASE. REPORTER, soy ENGINEER."
        );
        for placeholder in Placeholder::ALL {
            assert_eq!(filled(&placeholder.written()), placeholder.as_str().to_uppercase());
        }
    }

    #[test]
    fn names_of_another_language_are_kept_as_everybody_reads_them() {
        let named = |name: &str| (name == "caso").then_some(Placeholder::Case);
        assert_eq!(
            to_kept("{{caso}}, {{ caso }}, {{case}}, {{ company }}, {{otra}} y {{caso", named),
            "{{case}}, {{case}}, {{case}}, {{company}}, {{otra}} y {{caso"
        );
    }

    #[test]
    fn what_a_placeholder_brings_is_not_read_again() {
        assert_eq!(fill("{{case}}", |_| "{{company}}".to_owned()), "{{company}}");
    }

    #[test]
    fn a_template_with_a_placeholder_that_nobody_knows_is_refused() {
        for body in ["Hola, {{nombre}}", "{{}}", "{{Reporter}}", "{{reporter}} {{x}}"] {
            let refused = TemplateBody::parse(body);
            assert_eq!(refused, Err(TemplateError::UnknownPlaceholder), "{body}");
        }
        assert_eq!(TemplateBody::parse("  "), Err(TemplateError::Text(TextError::Empty)));
    }

    #[test]
    fn braces_that_nothing_closes_are_text() {
        for body in ["if (a) { b }", "use {{ to open", "}} and {"] {
            let kept = TemplateBody::parse(body).expect("a template").into_string();
            assert_eq!(kept, body);
            assert_eq!(filled(body), body);
        }
    }
}
