//! The proof of a closure, where silence closed the ticket.

use aval_contract::EventKind;
use aval_contract::tickets::{Closure, Visibility};
use aval_contract::timeline::TimelineEntry;
use aval_domain::testing::{EventRef, Evidence};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::story::{Part, actor_name, story};
use crate::i18n::Texts;
use crate::view_model::time;

/// The proof of silence, in the order in which it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// "2 recordatorios · 1 intento de contacto"
    pub summary: String,
    /// Each fact.
    pub facts: Vec<Fact>,
}

/// One fact of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// The whole instant.
    pub when: String,
    /// What the record says of it, where it is there.
    pub what: Option<String>,
    /// Its place in the public record, where it stands there.
    pub seq: Option<i64>,
}

/// The proof that a closure carries; `None` where somebody closed the ticket.
#[must_use]
pub fn proof_of(
    texts: &Texts,
    now: DateTime<Utc>,
    closure: &Closure,
    timeline: &[TimelineEntry],
) -> Option<Proof> {
    let evidence = Evidence::deserialize(closure.evidence.as_ref()?).ok()?;
    Some(proof(texts, now, &evidence, timeline))
}

fn proof(
    texts: &Texts,
    now: DateTime<Utc>,
    evidence: &Evidence,
    timeline: &[TimelineEntry],
) -> Proof {
    let words = texts.times();
    let Evidence { clarification, ends_at, reminders, attempts } = evidence;
    let fact = |label, event: &EventRef| Fact {
        label,
        when: time::in_full(texts, event.at),
        what: told(texts, now, event, timeline),
        seq: Some(event.seq),
    };
    let mut between: Vec<(DateTime<Utc>, Fact)> = reminders
        .iter()
        .map(|event| (event.at, fact(words.reminder, event)))
        .chain(attempts.iter().map(|event| (event.at, fact(words.attempt, event))))
        .collect();
    between.sort_by_key(|(at, _)| *at);
    let end = Fact {
        label: words.period_end,
        when: time::in_full(texts, *ends_at),
        what: Some(words.no_answer_until_end.to_owned()),
        seq: None,
    };
    let counts = [(words.reminders_count)(reminders.len()), (words.attempts_count)(attempts.len())];
    Proof {
        summary: time::capitalised(&counts.join(" · ")),
        facts: std::iter::once(fact(words.clarification, clarification))
            .chain(between.into_iter().map(|(_, fact)| fact))
            .chain([end])
            .collect(),
    }
}

/// What the record says of an event: who did what, and of a contact how it went. A reminder's label
/// says all there is.
fn told(
    texts: &Texts,
    now: DateTime<Utc>,
    event: &EventRef,
    timeline: &[TimelineEntry],
) -> Option<String> {
    let entry = timeline
        .iter()
        .find(|entry| entry.visibility == Visibility::Public && entry.seq == event.seq)?;
    if entry.kind == EventKind::ReminderSent {
        return None;
    }
    let told = story(texts, now, entry);
    let first = format!("{} {}", actor_name(texts, &entry.actor), told.headline);
    let lines = told.parts.into_iter().filter_map(|part| match part {
        Part::Line { text, .. } if entry.kind == EventKind::ContactLogged => Some(text),
        Part::Line { .. } | Part::Html { .. } => None,
    });
    Some(std::iter::once(first).chain(lines).collect::<Vec<_>>().join(" · "))
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use aval_contract::{ClosureKind, Stage};
    use serde_json::json;

    use super::*;
    use crate::view_model::tickets::samples::{at, entry};

    fn closed(kind: ClosureKind, evidence: Option<serde_json::Value>) -> Closure {
        Closure { kind, at: at(33), by: None, evidence }
    }

    fn said(closure: &Closure, timeline: &[TimelineEntry]) -> Option<Proof> {
        proof_of(Texts::of(Locale::Es), at(34), closure, timeline)
    }

    #[test]
    fn silence_is_proved_fact_by_fact_in_their_order() {
        let mut delivered = entry(0, Stage::Testing);
        delivered.kind = EventKind::SolutionDelivered;
        let mut called = entry(5, Stage::Testing);
        called.kind = EventKind::ContactLogged;
        called.data = json!({ "channel": "phone", "direction": "outbound",
            "outcome": "no_answer", "summary": "No contestó." });
        let mut reminded = entry(24, Stage::Testing);
        reminded.kind = EventKind::ReminderSent;
        let reference = |entry: &TimelineEntry| json!({ "seq": entry.seq, "at": entry.at });
        let evidence = json!({
            "clarification": reference(&delivered),
            "ends_at": at(33),
            "reminders": [reference(&reminded)],
            "attempts": [reference(&called)],
        });
        let closure = closed(ClosureKind::Tacit, Some(evidence));
        let proof = said(&closure, &[delivered, called, reminded]).expect("there is evidence");
        assert_eq!(proof.summary, "1 recordatorio · 1 intento de contacto");
        let labels: Vec<&str> = proof.facts.iter().map(|fact| fact.label).collect();
        assert_eq!(
            labels,
            [
                "Última aclaración de soporte",
                "Intento de contacto",
                "Recordatorio",
                "Fin del plazo"
            ]
        );
        assert_eq!(proof.facts[0].what.as_deref(), Some("Ana Torres entregó la solución"));
        assert!(proof.facts[1].what.as_deref().is_some_and(|what| what.ends_with("No contestó.")));
        assert_eq!((proof.facts[2].what.as_deref(), proof.facts[2].seq), (None, Some(25)));
        assert_eq!(proof.facts[3].when, "el jueves 9 de julio de 2026 a las 17:00");
    }

    #[test]
    fn evidence_that_cannot_be_read_is_left_out_and_an_approval_needs_none() {
        let closure = closed(ClosureKind::Tacit, Some(json!({ "other": 1 })));
        assert_eq!(said(&closure, &[]), None);
        assert_eq!(said(&closed(ClosureKind::Approved, None), &[]), None);
    }
}
