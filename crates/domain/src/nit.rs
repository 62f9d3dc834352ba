//! The NIT, Colombia's tax id, with its check digit.

use std::fmt;

/// The weights of DIAN's check digit, from the rightmost digit leftwards.
const WEIGHTS: [u32; 15] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

/// The least digits a number has before its check digit: old identity cards are that short.
const MIN_DIGITS: usize = 5;

/// A NIT whose check digit is right, spelt `900123456-8`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nit(String);

/// Why a text is not a NIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NitError {
    /// Not 5 to 15 digits without a leading zero, a hyphen and one digit.
    #[error("a NIT looks like 900123456-8")]
    Malformed,
    /// The check digit belongs to another number.
    #[error("the check digit does not match")]
    WrongCheckDigit,
}

impl NitError {
    /// The word for this error in answers of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::WrongCheckDigit => "wrong_check_digit",
        }
    }
}

impl Nit {
    /// Reads a NIT as people write it: dots and spaces are let go, the hyphen is needed, since
    /// without it nobody can tell whether the last digit is the check digit.
    ///
    /// # Errors
    /// [`NitError`] if it has not that form or the check digit is wrong.
    pub fn parse(raw: &str) -> Result<Self, NitError> {
        let compact: String = raw.chars().filter(|c| *c != '.' && !c.is_whitespace()).collect();
        let (number, check) = compact.split_once('-').ok_or(NitError::Malformed)?;
        let digits = digits_of(number).ok_or(NitError::Malformed)?;
        if !(MIN_DIGITS..=WEIGHTS.len()).contains(&digits.len()) || digits[0] == 0 {
            return Err(NitError::Malformed);
        }
        let [check] = digits_of(check).ok_or(NitError::Malformed)?[..] else {
            return Err(NitError::Malformed);
        };
        if check == check_digit(&digits) {
            Ok(Self(compact))
        } else {
            Err(NitError::WrongCheckDigit)
        }
    }

    /// The canonical spelling: digits, hyphen, check digit.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Nit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn digits_of(text: &str) -> Option<Vec<u32>> {
    // `to_digit` takes ASCII digits only, so Arabic-Indic ones are refused.
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// DIAN's rule: the weighted sum modulo 11; 0 and 1 stand for themselves, others for 11 less them.
fn check_digit(digits: &[u32]) -> u32 {
    let sum: u32 = digits.iter().rev().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    match sum % 11 {
        rest @ (0 | 1) => rest,
        rest => 11 - rest,
    }
}

#[cfg(test)]
mod tests {
    use super::{Nit, NitError};

    #[test]
    fn the_example_of_the_contract_is_a_nit() {
        assert_eq!(Nit::parse("900123456-8").unwrap().as_str(), "900123456-8");
    }

    #[test]
    fn nits_that_are_printed_on_invoices_are_taken() {
        // Bancolombia, Ecopetrol, Éxito, Avianca and DIAN itself.
        for nit in ["890903938-8", "899999068-1", "890900608-9", "890100577-6", "800197268-4"] {
            assert_eq!(Nit::parse(nit).map(|nit| nit.to_string()), Ok(nit.to_owned()));
        }
    }

    #[test]
    fn dots_and_spaces_are_let_go() {
        assert_eq!(Nit::parse(" 900.123.456 - 8 ").unwrap().as_str(), "900123456-8");
    }

    #[test]
    fn every_other_check_digit_is_refused() {
        for digit in (0..=9).filter(|digit| *digit != 8) {
            let nit = format!("900123456-{digit}");
            assert_eq!(Nit::parse(&nit), Err(NitError::WrongCheckDigit), "{nit}");
        }
    }

    #[test]
    fn swapped_neighbours_are_noticed() {
        assert_eq!(Nit::parse("900123465-8"), Err(NitError::WrongCheckDigit));
    }

    #[test]
    fn anything_that_is_not_digits_hyphen_digit_is_malformed() {
        for raw in [
            "",
            "-",
            "900123456",
            "9001234568",
            "900123456-",
            "-8",
            "900123456-88",
            "900-123456-8",
            "90012345A-8",
            "٩٠٠١٢٣٤٥٦-8",
            "0900123456-8",
            "1234-5",
            "1234567890123456-1",
            "900123456-8\0",
            "900123456–8",
        ] {
            assert_eq!(Nit::parse(raw), Err(NitError::Malformed), "{raw:?}");
        }
    }

    #[test]
    fn fifteen_digits_still_have_a_check_digit() {
        let taken =
            (0..=9).filter(|digit| Nit::parse(&format!("123456789012345-{digit}")).is_ok()).count();
        assert_eq!(taken, 1);
    }
}
