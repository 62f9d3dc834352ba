//! The words asked for, marked in the texts in which they were found.

use std::ops::Range;

use aval_contract::search::Piece;

use super::words::Question;

/// About how many characters of a text are shown.
const EXCERPT: usize = 180;
/// How many of them come before the first word.
const BEFORE: usize = 50;

/// A whole text with the words marked.
#[must_use]
pub fn marked(question: &Question, text: &str) -> Vec<Piece> {
    pieces(text, question.matches(text))
}

/// The part of a text around the first of the words, with them marked; its beginning where it has
/// none of them.
#[must_use]
pub fn excerpt(question: &Question, text: &str) -> Vec<Piece> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = question.matches(&text).first().map_or(0, |range| range.start);
    let lead = text[..first].chars().count();
    let start = if lead > BEFORE { word_start(&text, lead - BEFORE) } else { 0 };
    let end = text[start..]
        .char_indices()
        .nth(EXCERPT)
        .map_or(text.len(), |(at, _)| start + text[start..start + at].rfind(' ').unwrap_or(at));
    let cut = format!(
        "{}{}{}",
        if start > 0 { "… " } else { "" },
        &text[start..end],
        if end < text.len() { " …" } else { "" }
    );
    marked(question, &cut)
}

/// Where the first word at or after this many characters begins, in bytes.
fn word_start(text: &str, characters: usize) -> usize {
    let at = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    text[at..].find(' ').map_or(at, |space| at + space + 1)
}

fn pieces(text: &str, marked: Vec<Range<usize>>) -> Vec<Piece> {
    let piece = |text: &str, marked| Piece { text: text.to_owned(), marked };
    let (mut pieces, mut at) = (Vec::new(), 0);
    for range in marked {
        if range.start > at {
            pieces.push(piece(&text[at..range.start], false));
        }
        at = range.end;
        pieces.push(piece(&text[range], true));
    }
    if at < text.len() {
        pieces.push(piece(&text[at..], false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(
                |piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() },
            )
            .collect()
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        let question = Question::parse("modulo abre");
        assert_eq!(shown(&marked(&question, "Los módulos no abren")), "Los [módulos] no [abren]");
        assert_eq!(shown(&marked(&question, "Nada")), "Nada");
    }

    #[test]
    fn an_excerpt_is_cut_at_words_around_the_first_match() {
        let text = format!("{} el módulo falla {}", "antes ".repeat(40), "después ".repeat(60));
        let found = shown(&excerpt(&Question::parse("modulo"), &text));
        assert!(found.starts_with("… antes"), "{found}");
        assert!(found.contains("[módulo]"), "{found}");
        assert!(found.ends_with("después …"), "{found}");
        assert!(found.chars().count() < EXCERPT + 20, "{found}");
    }

    #[test]
    fn a_short_text_is_shown_whole_on_one_line() {
        let question = Question::parse("hola");
        assert_eq!(shown(&excerpt(&question, "Hola\n\nmundo ")), "[Hola] mundo");
        assert_eq!(shown(&excerpt(&question, "")), "");
    }
}
