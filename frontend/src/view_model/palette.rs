//! What the palette finds.

/// Text as it is compared: small letters without the accents of Spanish. The tables for all scripts
/// would weigh more than the palette.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'á' | 'à' => 'a',
            'é' | 'è' => 'e',
            'í' => 'i',
            'ó' | 'ò' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            letter => letter,
        })
        .collect()
}

/// Whether each word that was typed begins a word of the text.
#[must_use]
pub fn finds(typed: &str, text: &str) -> bool {
    let text = plain(text);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    plain(typed).split_whitespace().all(|word| words.iter().any(|known| known.starts_with(word)))
}

/// The number of a case that was typed, however it was: `CASO-000123`, `caso 123`, `123`.
#[must_use]
pub fn case_number(typed: &str) -> Option<String> {
    let plain = plain(typed.trim());
    let digits = plain.strip_prefix("caso").unwrap_or(&plain).trim_start_matches(['-', ' ', '#']);
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| format!("CASO-{:0>6}", digits.trim_start_matches('0')))
}

/// Whether it is worth asking the server for cases.
#[must_use]
pub fn is_worth_asking(typed: &str) -> bool {
    typed.trim().chars().count() >= 2 || case_number(typed).is_some()
}

/// The place among `count` entries that is `by` further, around the ends.
#[must_use]
pub fn step(at: usize, by: isize, count: usize) -> usize {
    let (Ok(at), Ok(count)) = (isize::try_from(at), isize::try_from(count)) else { return 0 };
    if count == 0 { 0 } else { usize::try_from((at + by).rem_euclid(count)).unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginnings_without_accents_in_any_order() {
        assert!(finds("", "Categorías"));
        assert!(finds("CATEGORIAS", "Categorías"));
        assert!(finds("osc tema", "Cambiar tema: oscuro"));
        assert!(finds("año", "Ver el ano"));
        assert!(!finds("tegor", "Categorías"), "not from the middle");
        assert!(!finds("tema verde", "Cambiar tema: oscuro"));
    }

    #[test]
    fn the_number_of_a_case_is_known_however_it_is_written() {
        for typed in ["CASO-000123", "caso 123", " 123 ", "caso-123", "CASO 000123", "#123"] {
            assert_eq!(case_number(typed).as_deref(), Some("CASO-000123"), "{typed}");
        }
        assert_eq!(case_number("1234567").as_deref(), Some("CASO-1234567"));
        for typed in ["", "caso", "12a", "troncal 123", "1234567890"] {
            assert_eq!(case_number(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_single_letter_is_no_question_but_a_single_digit_is() {
        assert!(!is_worth_asking(" t "));
        assert!(is_worth_asking("tr"));
        assert!(is_worth_asking("7"));
    }

    #[test]
    fn the_arrows_go_around_the_ends() {
        assert_eq!(step(0, 1, 3), 1);
        assert_eq!(step(2, 1, 3), 0);
        assert_eq!(step(0, -1, 3), 2);
        assert_eq!(step(0, 1, 0), 0);
    }
}
