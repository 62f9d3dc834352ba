//! Strangers' characters made fit for texts of ours.

/// Characters that can't be seen and change how others are shown (see [`aval_domain::text`]).
const fn is_trick(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// One line of at most so many characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let joined = words.join(" ");
    let clean: String = joined.chars().filter(|c| !is_trick(*c)).take(most).collect();
    clean.trim().to_owned()
}

/// Lines that end in `\n`, without other control characters.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let fit = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || is_trick(*c));
    text.chars().filter(fit).collect()
}

/// With `<` written so that Markdown takes it for itself and not for the beginning of an element,
/// which would not be shown. Addresses between angle brackets stay links.
pub(super) fn without_elements(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (place, piece) in text.split('<').enumerate() {
        if place > 0 {
            let is_link =
                ["http://", "https://", "mailto:"].iter().any(|scheme| piece.starts_with(scheme));
            let begins = piece.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
            escaped.push_str(if begins && !is_link { "\\<" } else { "<" });
        }
        escaped.push_str(piece);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::to_html;

    #[test]
    fn lines_end_in_one_way_and_hide_nothing() {
        assert_eq!(lines("a\r\nb\rc\n\td\0\u{1b}[31m\u{202e}e"), "a\nb\nc\n\td[31me");
        assert_eq!(line(" a\r\n\tb\0c  ", 9), "a b c");
        assert_eq!(line("áéíóú", 3), "áéí");
    }

    #[test]
    fn what_looks_like_an_element_is_shown() {
        for text in ["Dice <error> y </fin>", "a<b", "<!-- x -->", "1 < 2", "<?php", "<"] {
            let shown = to_html(&without_elements(text));
            let words = text.replace('<', "&lt;").replace('>', "&gt;");
            assert_eq!(shown.trim(), format!("<p>{words}</p>"), "{text}");
        }
        let link = to_html(&without_elements("<https://acme.example/>"));
        assert!(link.contains("<a href=\"https://acme.example/\""), "{link}");
    }
}
