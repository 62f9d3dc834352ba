//! One tokenizer for what is written and what is asked, so that both engines give one answer.

use aval_domain::text::fold;
use rust_stemmers::{Algorithm, Stemmer};

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// A word without its ending and without accents: stemmed as Spanish first, since accents matter
/// to the stemmer.
fn stem(word: &str) -> String {
    fold(&Stemmer::create(Algorithm::Spanish).stem(word))
}

/// What is kept beside a ticket to be searched: ` word word `. Whole words stand beside their
/// stems, because the stemmer leaves words alone that are asked for without their accents.
#[must_use]
pub fn document(parts: &[&str]) -> String {
    let mut text = String::from(" ");
    for word in parts.iter().flat_map(|part| words(part)) {
        let mut forms = vec![stem(&word), fold(&word)];
        forms.dedup();
        for form in forms.iter().filter(|form| !form.is_empty()) {
            text.push_str(form);
            text.push(' ');
        }
    }
    text
}

/// Patterns that must all match a [`document`]: each word asked for begins one of its words.
#[must_use]
pub fn patterns(asked: &str) -> Vec<String> {
    words(asked)
        .map(|word| stem(&word))
        .filter(|word| !word.is_empty())
        .take(12)
        .map(|word| format!("% {word}%"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(document_text: &str, asked: &str) -> bool {
        let document = document(&[document_text]);
        patterns(asked).iter().all(|pattern| document.contains(pattern.trim_matches('%')))
    }

    #[test]
    fn accents_case_and_word_endings_do_not_matter() {
        assert!(finds("La facturación electrónica falló", "FACTURACION"));
        assert!(finds("Los agentes no pueden llamar", "agente llamar"));
        assert!(finds("No abre el módulo de nómina", "modulos nomina"));
        assert!(!finds("No abre el módulo", "nómina"));
    }

    #[test]
    fn a_word_that_is_being_typed_finds_too() {
        assert!(finds("CASO-000123 Marcador caído", "marcad"));
        assert!(finds("CASO-000123 Marcador caído", "caso-000123"));
    }
}
