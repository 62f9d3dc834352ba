//! What was said when a ticket was closed, or when it came back to support.

use aval_contract::tickets::TicketForReporter;
use aval_contract::timeline::TimelineEntry;
use aval_contract::{EventKind, Stage};
use chrono::{DateTime, Utc};

use super::story::{Part, actor_name, story};
use crate::i18n::Texts;
use crate::view_model::time;

/// Words that stand at the top of a ticket's page, quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastWord {
    /// The words, as they were typed; empty where nothing was said.
    pub text: String,
    /// Who said them: "Marcela Ríos", or of a ticket that came back "Marcela Ríos reabrió el caso
    /// hoy a las 10:00".
    pub by: String,
}

/// Why a ticket is closed, or why it is being worked on once more; `None` where nobody said
/// anything of either.
#[must_use]
pub fn last_word(
    texts: &Texts,
    now: DateTime<Utc>,
    ticket: &TicketForReporter,
    timeline: &[TimelineEntry],
) -> Option<LastWord> {
    let closed = match ticket.stage {
        Stage::Closed => true,
        Stage::Open | Stage::Analysis | Stage::Solution => false,
        Stage::Testing => return None,
    };
    let turns: &[EventKind] = if closed {
        &[EventKind::SolutionConfirmed, EventKind::Withdrawn]
    } else {
        &[EventKind::SolutionRejected, EventKind::Reopened]
    };
    let entry = timeline
        .iter()
        .filter(|entry| turns.contains(&entry.kind))
        .max_by_key(|entry| entry.seq)?;
    let told = story(texts, now, entry);
    let text = told.parts.into_iter().find_map(|part| match part {
        Part::Line { text, .. } => Some(text),
        Part::Html { .. } => None,
    });
    let name = actor_name(texts, &entry.actor);
    if closed {
        return text.map(|text| LastWord { text, by: name });
    }
    let when = time::when(texts, now, entry.at);
    let by = format!("{name} {} {when}", told.headline);
    Some(LastWord { text: text.unwrap_or_default(), by })
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use serde_json::json;

    use super::*;
    use crate::view_model::tickets::samples::{at, entry, ticket};

    fn said(stage: Stage, timeline: &[TimelineEntry]) -> Option<LastWord> {
        let ticket = TicketForReporter { stage, ..ticket() };
        last_word(Texts::of(Locale::Es), at(50), &ticket, timeline)
    }

    fn event(hour: i64, kind: EventKind, data: serde_json::Value) -> TimelineEntry {
        TimelineEntry { kind, data, ..entry(hour, Stage::Analysis) }
    }

    #[test]
    fn a_ticket_that_came_back_says_why_until_it_is_tested_again() {
        let timeline = [
            event(5, EventKind::SolutionRejected, json!({ "reason": "Sigue el ruido." })),
            event(48, EventKind::Reopened, json!({ "reason": "Volvió el ruido." })),
        ];
        let word = said(Stage::Analysis, &timeline).expect("it was reopened");
        assert_eq!(word.text, "Volvió el ruido.");
        assert!(word.by.starts_with("Ana Torres reabrió el caso "), "{}", word.by);
        assert!(said(Stage::Solution, &timeline).is_some());
        assert_eq!(said(Stage::Testing, &timeline), None);
        assert_eq!(said(Stage::Analysis, &[]), None);
    }

    #[test]
    fn a_closed_ticket_keeps_the_words_with_which_it_was_closed() {
        let closed = |data| said(Stage::Closed, &[event(5, EventKind::SolutionConfirmed, data)]);
        let word = closed(json!({ "comment": "Gracias." })).expect("there is a comment");
        assert_eq!((word.text.as_str(), word.by.as_str()), ("Gracias.", "Ana Torres"));
        assert_eq!(closed(json!({})), None);
    }
}
