//! Markdown in, sanitised HTML out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The HTML of a text, by ammonia's default list of elements and attributes.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    let mut raw = String::with_capacity(markdown.len() * 3 / 2);
    // People write one step a line and mean it: a line end stays one.
    let events = Parser::new_ext(markdown, OPTIONS).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        event => event,
    });
    html::push_html(&mut raw, events);
    ammonia::clean(&raw)
}

/// What a text says without its Markdown, on one line.
#[must_use]
pub fn to_plain(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            // A word that is only partly emphasised stays one word.
            Event::Start(tag) if tag_is_inline(&tag) => {}
            Event::End(tag) if end_is_inline(tag) => {}
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tag_is_inline(tag: &Tag<'_>) -> bool {
    end_is_inline(tag.to_end())
}

fn end_is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

#[cfg(test)]
mod tests {
    use super::{to_html, to_plain};

    #[test]
    fn a_plain_text_has_the_words_and_none_of_the_marks() {
        let text = "1. **Cierra** otras\n2. Pulsa `F5`\n\n- el [cand*ado*](https://x.co)";
        assert_eq!(to_plain(text), "Cierra otras Pulsa F5 el candado");
        assert_eq!(to_plain("a < b & c\nd"), "a < b & c d");
    }

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(to_html("Hola **Ana**").trim(), "<p>Hola <strong>Ana</strong></p>");
    }

    #[test]
    fn a_line_end_stays_a_line_end() {
        assert_eq!(to_html("Abrir\nMarcar").trim(), "<p>Abrir<br>\nMarcar</p>");
    }

    #[test]
    fn scripts_handlers_and_styles_are_gone() {
        let html = to_html(
            "<script>alert(1)</script>\n\nHola <img src=x onerror=alert(1)>\n\n\
             [x](javascript:alert(1))\n\n<p style=\"color:red\">y</p>",
        );
        assert!(html.contains("Hola"), "{html}");
        for bad in ["script", "onerror", "javascript", "style"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
    }
}
