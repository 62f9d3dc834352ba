//! From the HTML of a mail to text of ours. Nothing is fetched, nothing is run, images stay out.
//!
//! The HTML is gone through once, piece by piece, and no tree is made of it: strangers can write
//! HTML of which a tree takes minutes. What comes out is text, which is sanitised like any other
//! when it is shown.

use mail_parser::decoders::html::add_html_token;

/// How much of the HTML is read. An answer stands at its beginning.
const MOST: usize = 512 * 1024;

/// Elements that begin a line.
const LINES: [&str; 11] =
    ["div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "ul", "ol", "blockquote"];

/// Elements whose content is for programs.
const SILENT: [&str; 5] = ["script", "style", "title", "template", "textarea"];

/// The longest name of a character, `&` and `;` included.
const LONGEST_ENTITY: usize = 34;

/// The text of some HTML, in Markdown: paragraphs, lists, quotes and links.
pub(super) fn to_text(html: &str) -> String {
    let mut rest = &html[..html.floor_char_boundary(MOST)];
    let mut text = Text::default();
    while let Some(at) = rest.find('<') {
        text.add(&rest[..at]);
        rest = &rest[at..];
        rest = match Markup::at(rest) {
            Markup::None => {
                text.add("<");
                &rest[1..]
            }
            Markup::Skipped { end } => &rest[end..],
            Markup::Tag { tag, end } => {
                let name = name_of(tag);
                text.tag(&name, tag);
                behind(&rest[end..], &name)
            }
        };
    }
    text.add(rest);
    text.finish()
}

/// What begins at a `<`, and where it ends.
enum Markup<'a> {
    /// Nothing: it is a character like any other.
    None,
    /// A comment or declaration.
    Skipped { end: usize },
    /// A tag, given without its brackets.
    Tag { tag: &'a str, end: usize },
}

impl<'a> Markup<'a> {
    fn at(html: &'a str) -> Self {
        let end_of = |mark: &str| html.find(mark).map_or(html.len(), |at| at + mark.len());
        let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        let inside = &html[1..];
        if inside.starts_with("!--") {
            Self::Skipped { end: end_of("-->") }
        } else if inside.starts_with(['!', '?']) {
            Self::Skipped { end: end_of(">") }
        } else if begins(inside) || inside.strip_prefix('/').is_some_and(begins) {
            match end_of_tag(html) {
                Some(at) => Self::Tag { tag: &html[1..at], end: at + 1 },
                // One that never ends: so does none behind it.
                None => Self::Skipped { end: html.len() },
            }
        } else {
            Self::None
        }
    }
}

/// Where the `>` of a tag is: the first one outside quotes, or else the first one.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut quote = None;
    let outside = html.bytes().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None | Some(_), _) => {}
        }
        quote.is_none() && byte == b'>'
    });
    outside.or_else(|| html.find('>'))
}

/// The name of a tag in lower case, with the `/` of one that closes.
fn name_of(tag: &str) -> String {
    let end = tag[1..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(tag.len(), |at| at + 1);
    tag[..end].to_ascii_lowercase()
}

/// What stands behind an element that has nothing to say; of any other all of it.
fn behind<'a>(html: &'a str, name: &str) -> &'a str {
    if !SILENT.contains(&name) {
        return html;
    }
    let closes = |(at, _): &(usize, &str)| {
        html.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    html.match_indices("</").find(closes).map_or("", |(at, _)| &html[at..])
}

/// A text that grows line by line.
#[derive(Default)]
struct Text {
    done: String,
    line: String,
    quotes: usize,
    verbatim: usize,
    /// Where in the line the words of an open link begin, and where it leads.
    link: Option<(usize, String)>,
}

impl Text {
    fn tag(&mut self, name: &str, tag: &str) {
        match name {
            "br" => self.end_line(),
            "p" | "/p" => self.end_paragraph(),
            "li" => {
                self.new_line();
                self.line.push_str("- ");
            }
            "td" | "th" if !self.line.is_empty() => self.line.push(' '),
            "pre" => {
                self.end_paragraph();
                self.verbatim += 1;
            }
            "/pre" => {
                self.end_paragraph();
                self.verbatim = self.verbatim.saturating_sub(1);
            }
            "blockquote" => {
                self.new_line();
                self.quotes += 1;
            }
            "/blockquote" => {
                self.new_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "a" => self.link = Some((self.line.len(), target(tag))),
            "/a" => self.end_link(),
            name if LINES.contains(&name.trim_start_matches('/')) => self.new_line(),
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        let words = unescaped(words);
        if self.verbatim > 0 {
            for (place, line) in words.split('\n').enumerate() {
                if place > 0 {
                    self.end_line();
                }
                self.line.push_str(line);
            }
            return;
        }
        for c in words.chars() {
            if !c.is_whitespace() {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn end_link(&mut self) {
        let Some((start, target)) = self.link.take() else { return };
        // A link that a line end cut in two has its words already.
        let Some(words) = self.line.get(start..) else { return };
        let says = words.trim();
        if says.is_empty() || target.is_empty() || target.ends_with(says) {
            return;
        }
        let link = format!("[{says}]({target})");
        self.line.truncate(start);
        self.line.push_str(&link);
    }

    /// Ends the line if there is anything in it.
    fn new_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.end_line();
        }
        self.line.clear();
    }

    fn end_line(&mut self) {
        for _ in 0..self.quotes.min(5) {
            self.done.push_str("> ");
        }
        self.done.push_str(self.line.trim_end());
        self.done.push('\n');
        self.line.clear();
        if let Some((start, _)) = &mut self.link {
            *start = 0;
        }
    }

    fn end_paragraph(&mut self) {
        self.new_line();
        if !self.done.is_empty() && !self.done.ends_with("\n\n") {
            self.end_line();
        }
    }

    fn finish(mut self) -> String {
        self.new_line();
        self.done.trim().to_owned()
    }
}

/// Where an `a` leads, if that is somewhere on the web or a mailbox.
fn target(tag: &str) -> String {
    let lower = tag.to_ascii_lowercase();
    let value = lower.find("href").and_then(|at| {
        let value = tag[at + "href".len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quote {
            Some(quote) => value[1..].split(quote).next(),
            None => value.split_ascii_whitespace().next(),
        }
    });
    let value = unescaped(value.unwrap_or_default().trim());
    let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
    // A bracket would end the link, a space would break it.
    let breaks = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '<');
    if leads && !value.contains(breaks) { value } else { String::new() }
}

/// With the characters that names like `&aacute;` stand for.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let within = &rest.as_bytes()[..rest.len().min(LONGEST_ENTITY)];
        let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
        let end = 1 + within[1..].iter().take_while(|byte| of_name(byte)).count();
        let end = match within.get(end) {
            Some(b';') => {
                add_html_token(&mut plain, &within[..=end], false);
                end + 1
            }
            Some(_) | None => {
                plain.push('&');
                1
            }
        };
        rest = &rest[end..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lines_and_lists_stay() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><p>Hola,\n  \
                    Luis:</p><p>Sigue igual.<br>Desde ayer.</p><ul><li>uno</li><li>dos</li></ul>\
                    <div>Ana</div><div>Acme</div></body></html>";
        let text = "Hola, Luis:\n\nSigue igual.\nDesde ayer.\n\n- uno\n- dos\nAna\nAcme";
        assert_eq!(to_text(html), text);
    }

    #[test]
    fn scripts_images_and_remote_things_are_gone() {
        let html = "<SCRIPT>alert('<p>')</Script><img src=https://e.example/p.png onerror=x()>Hola\
                    <iframe src=https://e.example></iframe><a href='javascript:x()'>aquí</a>";
        assert_eq!(to_text(html), "Holaaquí");
    }

    #[test]
    fn links_say_where_they_lead() {
        let html = "Ver <a href=\"https://acme.example/a?b=1&amp;c=2\">la guía</a> y \
                    <a href=\"https://acme.example\">https://acme.example</a>";
        let text = "Ver [la guía](https://acme.example/a?b=1&c=2) y https://acme.example";
        assert_eq!(to_text(html), text);
    }

    #[test]
    fn quotes_are_marked() {
        let html = "Sí.<blockquote><div>¿Ya funciona?</div><div>Luis</div></blockquote>Gracias";
        assert_eq!(to_text(html), "Sí.\n> ¿Ya funciona?\n> Luis\nGracias");
    }

    #[test]
    fn code_keeps_its_lines_and_spaces() {
        assert_eq!(to_text("Sale:<pre>  a\n    b</pre>fin"), "Sale:\n\n  a\n    b\n\nfin");
    }

    #[test]
    fn characters_come_back_whatever_their_escape() {
        assert_eq!(to_text("5 &lt; 6 &amp;&amp; &aacute; &amp;lt; &nbsp; x"), "5 < 6 && á &lt; x");
    }

    #[test]
    fn what_is_no_html_is_text() {
        assert_eq!(to_text("a < b > c </div></p> ñ <"), "a < b > c\n\nñ <");
        assert_eq!(to_text("&;&x&#x110000;&#xZZ; &nope; 1&2"), "&;&x\u{fffd}&#xZZ; &nope; 1&2");
        for nothing in ["", "<p", "<a href=\"", "<!-- a", "<!", "<style>a", "<script>a</scrip"] {
            assert_eq!(to_text(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn quotes_and_comments_hide_the_end_of_a_tag() {
        let html = "<a title='>' href=\"https://a.example/?q=>\">x</a><!-- > </a> -->y";
        assert_eq!(to_text(html), "[x](https://a.example/?q=>)y");
        assert_eq!(to_text("<a title=\">z</a>"), "z");
    }

    #[test]
    fn html_of_which_a_tree_takes_minutes_takes_none() {
        for piece in
            ["<div><b><p>", "<b id=1><p>", "<a \">", "<a '", "<", "&", "<!--", "</", "<li>"]
        {
            to_text(&piece.repeat(MOST / piece.len()));
        }
    }
}
