//! Putting a template into an answer.

use aval_contract::tickets::TicketForReporter;
use aval_domain::answer_template::{Placeholder, fill};

/// A template as it reads in an answer about this ticket that `engineer` writes. Where no person
/// opened it, its company is greeted.
#[must_use]
pub fn filled(template: &str, ticket: &TicketForReporter, engineer: &str) -> String {
    let company = &ticket.company.name;
    fill(template, |placeholder| match placeholder {
        Placeholder::Reporter => {
            ticket.reporter.as_ref().map_or(company, |person| &person.name).clone()
        }
        Placeholder::Case => ticket.number.clone(),
        Placeholder::Company => company.clone(),
        Placeholder::Engineer => engineer.to_owned(),
    })
}

/// A template with its placeholders called as in the reader's language.
#[must_use]
pub fn in_words(template: &str, name_of: impl Fn(Placeholder) -> &'static str) -> String {
    fill(template, |placeholder| format!("{{{{{}}}}}", name_of(placeholder)))
}

/// The placeholder that is called so in the reader's language, however its letters are written.
#[must_use]
pub fn named_in(name: &str, name_of: impl Fn(Placeholder) -> &'static str) -> Option<Placeholder> {
    Placeholder::ALL.into_iter().find(|one| name_of(*one) == name.to_lowercase())
}

/// The beginning of a template, for the line under its name. A greeting, which all have, is left out.
#[must_use]
pub fn beginning(body: &str) -> String {
    const MOST: usize = 90;
    let rest = match body.trim_start().split_once('\n') {
        Some((first, rest)) if first.trim_end().ends_with([':', ',']) => rest,
        Some(_) | None => body,
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST).collect();
    format!("{}…", cut.trim_end())
}

/// Puts a piece where the cursor is, in place of what is marked, as a paragraph of its own. Places
/// count UTF-16 units, as the browser does. Comes to the text and where the cursor is then.
#[must_use]
pub fn inserted(text: &str, marked: (u32, u32), piece: &str) -> (String, u32) {
    let (before, rest) = text.split_at(byte_at(text, marked.0.min(marked.1)));
    let after = &text[byte_at(text, marked.0.max(marked.1))..];
    debug_assert!(rest.len() >= after.len());
    let mut whole = before.trim_end().to_owned();
    if !whole.is_empty() {
        whole.push_str("\n\n");
    }
    whole.push_str(piece);
    let cursor = u32::try_from(whole.encode_utf16().count()).unwrap_or(u32::MAX);
    let after = after.trim_start();
    if !after.is_empty() {
        whole.push_str("\n\n");
        whole.push_str(after);
    }
    (whole, cursor)
}

/// The byte at which so many UTF-16 units have passed.
fn byte_at(text: &str, units: u32) -> usize {
    let mut passed = 0;
    for (byte, letter) in text.char_indices() {
        if passed >= units as usize {
            return byte;
        }
        passed += letter.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use aval_contract::me::PersonRef;
    use aval_domain::answer_template::to_kept;

    use super::*;
    use crate::view_model::tickets::samples;

    #[test]
    fn a_template_speaks_of_the_case_and_of_who_answers() {
        let mut ticket = samples::ticket();
        ticket.number = "CASO-000123".to_owned();
        ticket.company.name = "Contacto Andino".to_owned();
        ticket.reporter = Some(PersonRef { id: uuid::Uuid::nil(), name: "Marcela".to_owned() });
        let template = "Hola, {{reporter}} de {{company}}: {{case}}. {{engineer}}";
        assert_eq!(
            filled(template, &ticket, "Andrés"),
            "Hola, Marcela de Contacto Andino: CASO-000123. Andrés"
        );
        ticket.reporter = None;
        assert_eq!(filled("Hola, {{reporter}}", &ticket, "Andrés"), "Hola, Contacto Andino");
    }

    #[test]
    fn templates_are_told_apart_by_what_follows_the_greeting() {
        assert_eq!(beginning("Hola, Marcela:\n\nRecibimos tu\ncaso."), "Recibimos tu caso.");
        assert_eq!(beginning("Hola, Marcela: gracias."), "Hola, Marcela: gracias.");
        assert_eq!(beginning("Gracias.\nEscribe si vuelve."), "Gracias. Escribe si vuelve.");
    }

    #[test]
    fn a_template_is_written_with_names_of_the_readers_language() {
        let spanish = |placeholder| match placeholder {
            Placeholder::Reporter => "usuario",
            Placeholder::Case => "caso",
            Placeholder::Company => "empresa",
            Placeholder::Engineer => "ingeniero",
        };
        let kept = "Hola, {{reporter}} de {{company}}: {{case}}. {{engineer}}";
        let shown = in_words(kept, spanish);
        assert_eq!(shown, "Hola, {{usuario}} de {{empresa}}: {{caso}}. {{ingeniero}}");
        assert_eq!(to_kept(&shown, |name| named_in(name, spanish)), kept);
        assert_eq!(to_kept("{{ Caso }}", |name| named_in(name, spanish)), "{{case}}");
        assert_eq!(to_kept("{{nadie}}", |name| named_in(name, spanish)), "{{nadie}}");
    }

    #[test]
    fn a_template_becomes_a_paragraph_where_the_cursor_is() {
        assert_eq!(inserted("", (0, 0), "Hola"), ("Hola".to_owned(), 4));
        assert_eq!(inserted("Uno dos", (3, 3), "Hola"), ("Uno\n\nHola\n\ndos".to_owned(), 9));
        assert_eq!(inserted("Uno\n", (4, 4), "Hola"), ("Uno\n\nHola".to_owned(), 9));
        assert_eq!(inserted("Uno dos tres", (4, 7), "X"), ("Uno\n\nX\n\ntres".to_owned(), 6));
    }

    #[test]
    fn the_cursor_is_counted_as_the_browser_does() {
        // An emoji is two units, and four bytes.
        assert_eq!(inserted("😀 sí", (2, 2), "ñ"), ("😀\n\nñ\n\nsí".to_owned(), 5));
        assert_eq!(inserted("ñandú", (99, 99), "x"), ("ñandú\n\nx".to_owned(), 8));
    }

    #[test]
    fn the_line_under_a_name_is_the_beginning_on_one_line() {
        assert_eq!(beginning("Hola:\n\n- uno\n- dos"), "- uno - dos");
        let long = beginning(&"palabra ".repeat(40));
        assert!(long.ends_with('…') && long.chars().count() <= 91, "{long}");
    }
}
