//! Checks a form makes before it troubles the server. The server checks everything again.

use aval_domain::nit::Nit;

use crate::i18n::Texts;

/// Length of a password, in characters.
const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 10..=128;

/// What is wrong with a required text.
#[must_use]
pub fn required(texts: &Texts, value: &str) -> Option<String> {
    value.trim().is_empty().then(|| texts.common.required.to_owned())
}

/// What is wrong with an e-mail address. Only slips of the pen: the domain's own check brings the
/// tables of Unicode along, which is too much for a page somebody signs in on.
#[must_use]
pub fn email(texts: &Texts, value: &str) -> Option<String> {
    let value = value.trim();
    let plausible = value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !value.contains(char::is_whitespace)
    });
    (!plausible).then(|| texts.session.email_malformed.to_owned())
}

/// What is wrong with a new password.
#[must_use]
pub fn new_password(texts: &Texts, value: &str) -> Option<String> {
    (!PASSWORD_LENGTH.contains(&value.chars().count()))
        .then(|| texts.session.password_length.to_owned())
}

/// What is wrong with a NIT, check digit included.
#[must_use]
pub fn nit(texts: &Texts, value: &str) -> Option<String> {
    let malformed = || texts.admin().nit_malformed.to_owned();
    required(texts, value).or_else(|| Nit::parse(value).is_err().then(malformed))
}

/// A text that may be left out: `None` when nothing but space was written.
#[must_use]
pub fn optional(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// One or two letters that stand for a person: "Ana María Ruiz" is `AR`. The style sheet makes
/// them capitals.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    words.next().into_iter().chain(words.next_back()).collect()
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;

    use super::*;

    #[test]
    fn addresses_with_slips_are_told() {
        let texts = Texts::of(Locale::Es);
        for good in ["ana@empresa.co", " ana.ruiz+x@mail.empresa.com.co "] {
            assert_eq!(email(texts, good), None, "{good}");
        }
        for bad in ["", "ana", "ana@", "@empresa.co", "ana@empresa", "a na@empresa.co"] {
            assert!(email(texts, bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_counted_in_characters() {
        let texts = Texts::of(Locale::Es);
        assert!(new_password(texts, "contraseñ").is_some());
        assert_eq!(new_password(texts, "contraseña"), None);
        assert!(new_password(texts, &"ñ".repeat(129)).is_some());
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Ana María Ruiz"), "AR");
        assert_eq!(initials("óscar"), "ó");
        assert_eq!(initials("  "), "");
    }
}
