//! Parsed texts: a value of one of these types has been checked, once, at the edge.
//!
//! Every one is trimmed and in Unicode's composed form (NFC), so that the same words are the same
//! bytes whatever keyboard wrote them. Lengths count characters (Unicode scalar values) after
//! that.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing in it that one could see.
    #[error("empty")]
    Empty,
    /// Longer than allowed.
    #[error("longer than {max} characters")]
    TooLong {
        /// The most characters.
        max: usize,
    },
    /// Shorter than allowed.
    #[error("shorter than {min} characters")]
    TooShort {
        /// The least characters.
        min: usize,
    },
    /// NUL, another control character, or one that reverses the direction of what follows.
    #[error("contains a control character")]
    ControlCharacter,
    /// Not of the form that it must have.
    #[error("malformed")]
    Malformed,
}

impl TextError {
    /// The word for this error in answers of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::TooShort { .. } => "too_short",
            Self::ControlCharacter => "control_character",
            Self::Malformed => "malformed",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

/// Characters that make text read in another order than it is stored: names and subjects could
/// pass for others with them.
const fn reorders(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that are there and can't be seen; a text of nothing else is empty.
const fn invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

fn clean(raw: &str, lines: Lines, min: usize, max: usize) -> Result<String, TextError> {
    // Browsers send line ends as CR LF; a lone CR would hide text in a terminal.
    let text: String = match lines {
        Lines::One => raw.trim().nfc().collect(),
        Lines::Many => raw.trim().replace("\r\n", "\n").nfc().collect(),
    };
    let refused = |c: char| match (lines, c) {
        (Lines::Many, '\n' | '\t') => false,
        (Lines::One | Lines::Many, c) => c.is_control() || reorders(c),
    };
    if text.chars().any(refused) {
        return Err(TextError::ControlCharacter);
    }
    if text.chars().all(|c| c.is_whitespace() || invisible(c)) {
        return Err(TextError::Empty);
    }
    let length = text.chars().count();
    if length > max {
        Err(TextError::TooLong { max })
    } else if length < min {
        Err(TextError::TooShort { min })
    } else {
        Ok(text)
    }
}

macro_rules! text_value {
    ($(#[$meta:meta])* $name:ident $(<const $max:ident>)?, parse: $parse:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name $(<const $max: usize>)? (String);

        impl $(<const $max: usize>)? $name $(<$max>)? {
            /// Checks a text and takes it in its clean form.
            ///
            /// # Errors
            /// [`TextError`] if it is not such a text.
            pub fn parse(raw: &str) -> Result<Self, TextError> {
                let parse: fn(&str) -> Result<String, TextError> = $parse;
                parse(raw).map(Self)
            }

            /// The clean text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The clean text, for keeping.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl $(<const $max: usize>)? fmt::Display for $name $(<$max>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_value! {
    /// One line of up to `MAX` characters.
    ShortText<const MAX>, parse: |raw| clean(raw, Lines::One, 1, MAX)
}

text_value! {
    /// Paragraphs of up to `MAX` characters: tabs and line ends are kept, the latter as `\n`.
    LongText<const MAX>, parse: |raw| clean(raw, Lines::Many, 1, MAX)
}

text_value! {
    /// The subject of a ticket: one line, 1 to 200 characters.
    Subject, parse: |raw| clean(raw, Lines::One, 1, 200)
}

text_value! {
    /// The Markdown of a description, message or note: 1 to 20,000 characters.
    Body, parse: |raw| clean(raw, Lines::Many, 1, 20_000)
}

text_value! {
    /// Why somebody does something: 1 to 2,000 characters.
    Reason, parse: |raw| clean(raw, Lines::Many, 1, 2_000)
}

text_value! {
    /// The name of a person: one line of 2 to 120 characters, a letter among them.
    PersonName, parse: |raw| {
        let name = clean(raw, Lines::One, 2, 120)?;
        if name.chars().any(char::is_alphabetic) { Ok(name) } else { Err(TextError::Malformed) }
    }
}

text_value! {
    /// The name of a company: one line of 1 to 160 characters, a letter or digit among them.
    CompanyName, parse: |raw| {
        let name = clean(raw, Lines::One, 1, 160)?;
        if name.chars().any(char::is_alphanumeric) { Ok(name) } else { Err(TextError::Malformed) }
    }
}

text_value! {
    /// The query of an address, without its question mark: up to 2,000 characters, `name=value` with
    /// `&` between them, percent-encoded.
    AddressQuery, parse: |raw| {
        let query = clean(raw, Lines::One, 1, 2_000)?;
        let pair = |pair: &str| pair.split_once('=').is_some_and(|(name, value)| {
            !name.is_empty() && [name, value].into_iter().all(is_encoded)
        });
        if query.split('&').all(pair) { Ok(query) } else { Err(TextError::Malformed) }
    }
}

/// Whether a part of a query has only characters that may stand there as they are.
fn is_encoded(part: &str) -> bool {
    part.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/%+:".contains(c))
}

text_value! {
    /// An e-mail address in lower case, at most 254 characters, of the form that mail servers on
    /// the internet take: ASCII, no quotes, no comments, a domain with a dot.
    ///
    /// Only the domain is case-insensitive by RFC 5321; no server in use tells `Ana@` from `ana@`,
    /// and two accounts that differ in case would be a trap.
    Email, parse: |raw| {
        let address = clean(raw, Lines::One, 1, Email::MAX)?.to_ascii_lowercase();
        if is_address(&address) { Ok(address) } else { Err(TextError::Malformed) }
    }
}

impl Email {
    /// The most characters of an address (RFC 5321, the path without its brackets).
    pub const MAX: usize = 254;
}

fn is_address(address: &str) -> bool {
    address.split_once('@').is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
}

fn is_local_part(local: &str) -> bool {
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    local.len() <= 64 && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom))
}

fn is_domain(domain: &str) -> bool {
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let last_is_a_name = domain
        .rsplit('.')
        .next()
        .is_some_and(|last| last.len() >= 2 && last.chars().any(|c| c.is_ascii_alphabetic()));
    domain.contains('.') && domain.split('.').all(label) && last_is_a_name
}

/// A text as search compares it: lower case, without accents, so that `Facturación` and
/// `FACTURACION` are one. The tilde of ñ goes too: not every keyboard has it.
#[must_use]
pub fn fold(text: &str) -> String {
    // Compatibility forms as well, so that full-width letters and ligatures are found.
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_of_an_address_is_pairs_with_nothing_that_would_end_it() {
        for query in ["stage=open", "q=ca%C3%ADda+de%20voz&sort=-priority", "a="] {
            assert_eq!(AddressQuery::parse(query).expect("a query").as_str(), query);
        }
        for query in ["stage", "=open", "a=b&", "?a=b", "a=b#c", "a=b c", "a=\"b\"", "q=caída"] {
            assert_eq!(AddressQuery::parse(query), Err(TextError::Malformed), "{query}");
        }
        let long = format!("q={}", "x".repeat(2_000));
        assert_eq!(AddressQuery::parse(&long), Err(TextError::TooLong { max: 2_000 }));
    }

    #[test]
    fn a_subject_is_trimmed_and_composed() {
        let subject = Subject::parse("  Cai\u{301}da del marcador \n").unwrap();
        assert_eq!(subject.as_str(), "Caída del marcador");
    }

    #[test]
    fn a_subject_has_one_to_two_hundred_characters_not_bytes() {
        assert_eq!(Subject::parse("ñ".repeat(200).as_str()).unwrap().as_str().len(), 400);
        assert_eq!(Subject::parse(&"ñ".repeat(201)), Err(TextError::TooLong { max: 200 }));
        assert_eq!(Subject::parse(" \t\n"), Err(TextError::Empty));
        assert_eq!(Subject::parse(""), Err(TextError::Empty));
    }

    #[test]
    fn a_text_of_invisible_characters_is_empty() {
        assert_eq!(Subject::parse("\u{200B}\u{FEFF} \u{200D}"), Err(TextError::Empty));
        assert!(Subject::parse("👩\u{200D}💻").is_ok(), "joined emoji stay");
    }

    #[test]
    fn control_characters_are_refused_in_every_text() {
        for bad in ["a\0b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b", "a\u{202E}b", "a\u{2066}b"] {
            assert_eq!(Subject::parse(bad), Err(TextError::ControlCharacter), "{bad:?}");
            assert_eq!(Body::parse(bad), Err(TextError::ControlCharacter), "{bad:?}");
            assert_eq!(Email::parse(bad), Err(TextError::ControlCharacter), "{bad:?}");
        }
    }

    #[test]
    fn one_line_has_no_line_end_and_a_body_keeps_them() {
        assert_eq!(Subject::parse("a\nb"), Err(TextError::ControlCharacter));
        assert_eq!(Body::parse("a\r\n\tb\n").unwrap().as_str(), "a\n\tb");
        assert_eq!(Body::parse("a\rb"), Err(TextError::ControlCharacter));
    }

    #[test]
    fn a_body_may_have_twenty_thousand_characters() {
        assert!(Body::parse(&"á".repeat(20_000)).is_ok());
        assert_eq!(Body::parse(&"á".repeat(20_001)), Err(TextError::TooLong { max: 20_000 }));
    }

    #[test]
    fn short_and_long_texts_carry_their_limit() {
        assert_eq!(ShortText::<3>::parse("abcd"), Err(TextError::TooLong { max: 3 }));
        assert_eq!(ShortText::<3>::parse(" abc ").unwrap().into_string(), "abc");
        assert_eq!(LongText::<3>::parse("a\nb").unwrap().to_string(), "a\nb");
        assert_eq!(LongText::<3>::parse("a\nbc"), Err(TextError::TooLong { max: 3 }));
    }

    #[test]
    fn a_reason_is_needed_and_has_an_end() {
        assert_eq!(Reason::parse("  "), Err(TextError::Empty));
        assert_eq!(Reason::parse(&"x".repeat(2_001)), Err(TextError::TooLong { max: 2_000 }));
    }

    #[test]
    fn names_of_people_have_a_letter_and_two_characters() {
        assert_eq!(PersonName::parse(" Íñigo Núñez ").unwrap().as_str(), "Íñigo Núñez");
        assert_eq!(PersonName::parse("李"), Err(TextError::TooShort { min: 2 }));
        assert_eq!(PersonName::parse("42"), Err(TextError::Malformed));
        assert!(PersonName::parse("李娜").is_ok());
    }

    #[test]
    fn a_company_may_be_named_by_digits() {
        assert!(CompanyName::parse("472").is_ok());
        assert_eq!(CompanyName::parse("--"), Err(TextError::Malformed));
    }

    #[test]
    fn addresses_are_taken_in_lower_case() {
        let cases = [
            ("Ana.Ruiz@Contacto.COM.co", "ana.ruiz@contacto.com.co"),
            (" ana+casos@example.org ", "ana+casos@example.org"),
            ("o'neil_1@a-b.example", "o'neil_1@a-b.example"),
            ("x@xn--nio-8na.co", "x@xn--nio-8na.co"),
        ];
        for (raw, clean) in cases {
            assert_eq!(Email::parse(raw).map(Email::into_string), Ok(clean.to_owned()));
        }
    }

    #[test]
    fn what_no_mail_server_would_take_is_no_address() {
        for raw in [
            "ana",
            "@",
            "ana@",
            "@example.org",
            "ana@localhost",
            "ana@@example.org",
            "a@b@example.org",
            ".ana@example.org",
            "ana.@example.org",
            "a..b@example.org",
            "ana@example..org",
            "ana@-example.org",
            "ana@example-.org",
            "ana@example.org.",
            "ana ruiz@example.org",
            "\"ana\"@example.org",
            "ana@[127.0.0.1]",
            "ana@127.0.0.1",
            "Ana <ana@example.org>",
            "ána@example.org",
            "ana@niño.co",
            "ana@example.c",
            "ana@example.org,b@example.org",
        ] {
            assert_eq!(Email::parse(raw), Err(TextError::Malformed), "{raw:?}");
        }
    }

    #[test]
    fn addresses_have_their_limits() {
        let domain = format!("{}.{}.{}.co", "a".repeat(63), "b".repeat(63), "c".repeat(63));
        let longest = format!("{}@{domain}", "x".repeat(254 - 1 - domain.len()));
        assert_eq!(longest.len(), 254);
        assert!(Email::parse(&longest).is_ok());
        assert_eq!(Email::parse(&format!("x{longest}")), Err(TextError::TooLong { max: 254 }));
        let local = "x".repeat(65);
        assert_eq!(Email::parse(&format!("{local}@example.org")), Err(TextError::Malformed));
        let label = "x".repeat(64);
        assert_eq!(Email::parse(&format!("ana@{label}.org")), Err(TextError::Malformed));
    }

    #[test]
    fn folded_texts_differ_neither_in_case_nor_in_accents() {
        assert_eq!(fold("FACTURACIÓN"), "facturacion");
        assert_eq!(fold("Cai\u{301}da"), fold("CAÍDA"));
        assert_eq!(fold("Pingüino niño"), "pinguino nino");
        assert_eq!(fold("ＡＢ ﬁn"), "ab fin");
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for text in ["Ñandú", "İstanbul", "ǅ", "ΑΣ", "Straße"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[test]
    fn every_error_has_its_own_word() {
        let codes = [
            TextError::Empty.code(),
            TextError::TooLong { max: 1 }.code(),
            TextError::TooShort { min: 1 }.code(),
            TextError::ControlCharacter.code(),
            TextError::Malformed.code(),
        ];
        assert_eq!(codes, ["empty", "too_long", "too_short", "control_character", "malformed"]);
    }

    proptest::proptest! {
        #[test]
        fn a_clean_text_is_clean_already(raw in ".{0,60}") {
            if let Ok(subject) = Subject::parse(&raw) {
                let again = Subject::parse(subject.as_str());
                proptest::prop_assert_eq!(again, Ok(subject));
            }
        }

        #[test]
        fn an_address_parses_to_itself(raw in "[A-Za-z0-9.+_-]{1,12}@[A-Za-z0-9.-]{1,20}") {
            if let Ok(email) = Email::parse(&raw) {
                let again = Email::parse(email.as_str());
                proptest::prop_assert_eq!(again, Ok(email));
            }
        }
    }
}
