//! The index of words: FTS5 on SQLite, a `tsvector` on Postgres. Both hold the same tokens and are
//! asked the same patterns.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sea_orm::DatabaseBackend;

use crate::search::words::Pattern;

/// The pattern in the language of the engine's index.
#[must_use]
pub fn condition(backend: DatabaseBackend, pattern: &Pattern) -> String {
    let mut text = String::new();
    match backend {
        DatabaseBackend::Postgres => as_tsquery(pattern, &mut text),
        _ => as_fts5(pattern, &mut text),
    }
    text
}

/// The tokens as the engine's index takes them.
#[must_use]
pub fn indexed(backend: DatabaseBackend, tokens: &[String]) -> String {
    match backend {
        DatabaseBackend::Postgres => as_tsvector(tokens),
        _ => tokens.join(" "),
    }
}

// Tokens are letters and digits only, so that none can end the quotes around it.

fn as_fts5(pattern: &Pattern, text: &mut String) {
    match pattern {
        Pattern::Token(token) => write!(text, "\"{token}\"").expect("a text takes all"),
        Pattern::Beginning(start) => write!(text, "\"{start}\" *").expect("a text takes all"),
        Pattern::Row(row) => write!(text, "\"{}\"", row.join(" ")).expect("a text takes all"),
        Pattern::All(all) => joined(all, " AND ", text, as_fts5),
        Pattern::Any(any) => joined(any, " OR ", text, as_fts5),
    }
}

fn as_tsquery(pattern: &Pattern, text: &mut String) {
    match pattern {
        Pattern::Token(token) => write!(text, "'{token}'").expect("a text takes all"),
        Pattern::Beginning(start) => write!(text, "'{start}':*").expect("a text takes all"),
        Pattern::Row(row) => {
            write!(text, "('{}')", row.join("' <-> '")).expect("a text takes all");
        }
        Pattern::All(all) => joined(all, " & ", text, as_tsquery),
        Pattern::Any(any) => joined(any, " | ", text, as_tsquery),
    }
}

fn joined(
    patterns: &[Pattern],
    between: &str,
    text: &mut String,
    write: impl Fn(&Pattern, &mut String),
) {
    text.push('(');
    for (place, pattern) in patterns.iter().enumerate() {
        if place > 0 {
            text.push_str(between);
        }
        write(pattern, text);
    }
    text.push(')');
}

fn as_tsvector(tokens: &[String]) -> String {
    let mut places = BTreeMap::<&str, Vec<String>>::new();
    for (place, token) in tokens.iter().enumerate() {
        places.entry(token).or_default().push((place + 1).to_string());
    }
    let mut text = String::new();
    for (token, places) in places {
        write!(text, "'{token}':{} ", places.join(",")).expect("a text takes all");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_written_in_both_languages() {
        let token = |text: &str| Pattern::Token(text.to_owned());
        let pattern = Pattern::All(vec![
            Pattern::Any(vec![Pattern::Beginning("wcai".to_owned()), token("scai")]),
            Pattern::Row(vec!["wno".to_owned(), "wentra".to_owned()]),
        ]);
        assert_eq!(
            condition(DatabaseBackend::Sqlite, &pattern),
            r#"(("wcai" * OR "scai") AND "wno wentra")"#
        );
        assert_eq!(
            condition(DatabaseBackend::Postgres, &pattern),
            "(('wcai':* | 'scai') & ('wno' <-> 'wentra'))"
        );
    }

    #[test]
    fn tokens_keep_their_places() {
        let tokens = ["wno", "wno", "wva"].map(str::to_owned);
        assert_eq!(indexed(DatabaseBackend::Sqlite, &tokens), "wno wno wva");
        assert_eq!(indexed(DatabaseBackend::Postgres, &tokens), "'wno':1,2 'wva':3 ");
    }
}
