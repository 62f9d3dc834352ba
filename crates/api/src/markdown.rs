//! Markdown in, sanitised HTML out.

use pulldown_cmark::{Event, Options, Parser, html};

/// The HTML of a text, by ammonia's default list of elements and attributes.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut raw = String::with_capacity(markdown.len() * 3 / 2);
    // People write one step a line and mean it: a line end stays one.
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        event => event,
    });
    html::push_html(&mut raw, events);
    ammonia::clean(&raw)
}

#[cfg(test)]
mod tests {
    use super::to_html;

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
