//! What somebody wrote into her answer, without what she answers.
//!
//! Programs quote in two ways: each line behind a `>`, or everything below a block of headers. Our
//! mails begin with a line that says where to write, which is the surest sign of where the quote
//! begins. When in doubt words are kept: a customer's answer must not be lost.

/// What stands at both ends of the line above which one answers.
const MARKS: (&str, &str) = ("##-", "-##");

/// How many lines of "On Monday somebody wrote:" may stand above a quote.
const MOST_INTRODUCTION: usize = 3;

/// What was written above or between what is quoted; all of it when nothing else is left.
pub(super) fn without_quote(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let kept = match first_quoted(&lines) {
        None => lines,
        Some(start) if is_cited(lines[start]) => {
            // Answers may stand between the quoted lines.
            let (above, below) = lines.split_at(start);
            let between = below.iter().copied().filter(|line| !is_cited(line));
            without_introduction(above).iter().copied().chain(between).collect()
        }
        Some(start) => without_introduction(&lines[..start]).to_vec(),
    };
    let kept = tidy(&kept);
    if kept.is_empty() { text.trim().to_owned() } else { kept }
}

/// Where the quote begins.
fn first_quoted(lines: &[&str]) -> Option<usize> {
    (0..lines.len()).find(|&at| {
        let line = lines[at];
        is_divider(line)
            || is_header_block(&lines[at..])
            || if is_cited(line) { is_citation(lines, at) } else { is_our_marker(line) }
    })
}

/// Whether the lines with a `>` from here on are what she answers: people write such lines too.
fn is_citation(lines: &[&str], at: usize) -> bool {
    let above = &lines[..at];
    let mut cited = lines[at..].iter().take_while(|line| is_cited(line));
    without_introduction(above).len() < above.len() || cited.any(|line| is_our_marker(line))
}

/// The line of our mails above which one answers.
fn is_our_marker(line: &str) -> bool {
    let after = line.find(MARKS.0).map(|at| &line[at + MARKS.0.len()..]);
    after.is_some_and(|after| after.contains(MARKS.1))
}

fn is_cited(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// `-----Mensaje original-----`
fn is_divider(line: &str) -> bool {
    let line = line.trim();
    let inside = line.trim_matches(|c| c == '-' || c == '_' || c == ' ').to_lowercase();
    line.starts_with("--")
        && ["mensaje original", "original message", "mensaje reenviado", "forwarded message"]
            .contains(&inside.as_str())
}

/// `De:`, `Enviado:` and so on, one below the other.
fn is_header_block(lines: &[&str]) -> bool {
    let begins = |line: Option<&&str>, words: &[&str]| {
        line.is_some_and(|line| {
            let line = line.trim().trim_start_matches('*').to_lowercase();
            words.iter().any(|word| line.starts_with(word))
        })
    };
    begins(lines.first(), &["de:", "from:"])
        && begins(lines.get(1), &["enviado:", "enviado el:", "fecha:", "sent:", "date:"])
        && begins(lines.get(2), &["para:", "to:"])
}

/// Without "El lunes … escribió:", which may run over several lines, and without a rule.
fn without_introduction<'a, 'b>(lines: &'a [&'b str]) -> &'a [&'b str] {
    let is_rule = |line: &str| line.len() >= 10 && line.bytes().all(|byte| byte == b'_');
    let tells = |line: &&str| !line.trim().is_empty() && !is_rule(line.trim());
    let Some(last) = lines.iter().rposition(tells) else { return lines };
    let end = last + 1;
    if !lines[last].trim_end().ends_with(':') {
        return if lines[end..].iter().any(|line| is_rule(line.trim())) {
            &lines[..end]
        } else {
            lines
        };
    }
    let from = end.saturating_sub(MOST_INTRODUCTION);
    let starts = |line: &str| {
        let line = line.trim_start();
        ["El ", "On ", "Le ", "Am "].iter().any(|word| line.starts_with(word))
    };
    match (from..end).rev().find(|&at| starts(lines[at])) {
        Some(start) if lines[start..end].iter().any(|line| line.contains('@')) => &lines[..start],
        _ => lines,
    }
}

/// Without blank lines around it, and never two of them together.
fn tidy(lines: &[&str]) -> String {
    let mut tidied: Vec<&str> = Vec::with_capacity(lines.len());
    for line in lines.iter().map(|line| line.trim_end()) {
        if !(line.is_empty() && tidied.last().is_none_or(|last| last.is_empty())) {
            tidied.push(line);
        }
    }
    tidied.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_a_quote_is_kept() {
        let text = "Ya funciona, gracias.\n\nEl mar, 21 jul 2026 a las 10:00, Centro de asistencia \
                    (<\nsoporte+caso-000001.abc@aval.example.com>) escribió:\n\n> ##- Responde por \
                    encima de esta línea -##\n>\n> Hola, Ana:\n";
        assert_eq!(without_quote(text), "Ya funciona, gracias.");
    }

    #[test]
    fn answers_between_quoted_lines_are_kept() {
        let text = "Respondo abajo.\n\nOn Tue, Jul 21, 2026 Soporte <s@aval.example.com> wrote:\n\
                    > ##- Reply above this line -##\n> ¿Con cuántos agentes?\nCon tres.\n> ¿Desde \
                    cuándo?\n\nDesde ayer.\n";
        assert_eq!(without_quote(text), "Respondo abajo.\n\nCon tres.\n\nDesde ayer.");
    }

    #[test]
    fn everything_below_a_block_of_headers_is_a_quote() {
        let text = "Sigue igual.\n\nMarta\n\n________________________________\nDe: Centro de asistencia <soporte@aval.example.com>\n\
                    Enviado: martes, 21 de julio de 2026 10:00\nPara: Ana\nAsunto: [CASO-000001]\n\
                    \nHola, Ana:\n";
        assert_eq!(without_quote(text), "Sigue igual.\n\nMarta");
        let divided = "Sigue igual.\n-----Mensaje original-----\nHola, Ana:";
        assert_eq!(without_quote(divided), "Sigue igual.");
    }

    #[test]
    fn everything_below_our_line_is_a_quote() {
        let text = "Sigue igual.\n\n##- Responde por encima de esta línea -##\n\nHola, Ana:\n";
        assert_eq!(without_quote(text), "Sigue igual.");
    }

    #[test]
    fn nothing_is_lost_when_all_is_written_below() {
        let text = "##- Responde por encima de esta línea -##\nHola, Ana:\n\nYa funciona.";
        assert_eq!(without_quote(text), text);
        let quoted = "> ##- Reply above this line -##\n> ¿Ya funciona?\nSí, gracias.";
        assert_eq!(without_quote(quoted), "Sí, gracias.");
        let alone = "> ##- Reply above this line -##\n> ¿Ya funciona?";
        assert_eq!(without_quote(alone), alone);
    }

    #[test]
    fn words_that_only_look_like_a_quote_are_kept() {
        let text = "El paso que falla es este:\n\nDe: 8 a 12\nA: 14\n\n5 > 3 y 2 < 4\n-- \nAna";
        assert_eq!(without_quote(text), text.replace("-- ", "--"));
        assert_eq!(without_quote("Pasos:\n> no es una cita"), "Pasos:\n> no es una cita");
        assert_eq!(without_quote(""), "");
    }
}
