//! One tokenizer for what is written and what is asked, so that both engines give one answer.

use aval_domain::text::fold;
use rust_stemmers::{Algorithm, Stemmer};

/// The words of a text as they are compared: stemmed as Spanish first (accents matter to the
/// stemmer), then without accents.
fn words(text: &str) -> impl Iterator<Item = String> {
    let stemmer = Stemmer::create(Algorithm::Spanish);
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| fold(&stemmer.stem(&word.to_lowercase())))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .into_iter()
}

/// What is kept beside a ticket to be searched: ` word word `.
#[must_use]
pub fn document(parts: &[&str]) -> String {
    let mut text = String::from(" ");
    for part in parts {
        for word in words(part) {
            text.push_str(&word);
            text.push(' ');
        }
    }
    text
}

/// Patterns that must all match a [`document`]: each word asked for begins one of its words.
#[must_use]
pub fn patterns(asked: &str) -> Vec<String> {
    words(asked).take(12).map(|word| format!("% {word}%")).collect()
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
