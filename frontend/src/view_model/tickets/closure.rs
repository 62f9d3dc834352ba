//! How a ticket came to be closed, and the proof where silence closed it.

use aval_contract::EventKind;
use aval_contract::tickets::{Closure, Visibility};
use aval_contract::timeline::TimelineEntry;
use aval_domain::testing::{EventRef, Evidence};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::story::{Part, actor_name, story};
use crate::i18n::Texts;
use crate::view_model::time;

/// A closure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosureWords {
    /// "Con aval"
    pub how: &'static str,
    /// "Marcela Ríos, el jueves 26 de noviembre de 2026 a las 10:30"
    pub by: String,
    /// The proof, where silence closed it.
    pub proof: Option<Proof>,
}

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

/// How a ticket was closed.
#[must_use]
pub fn closure_words(
    texts: &Texts,
    now: DateTime<Utc>,
    closure: &Closure,
    timeline: &[TimelineEntry],
) -> ClosureWords {
    let words = texts.times();
    let when = time::in_full(texts, closure.at);
    let by = match &closure.by {
        Some(person) => (words.closed_by)(&person.name, &when),
        None => (words.closed_by_timer)(&when),
    };
    let evidence = closure.evidence.as_ref().and_then(|found| Evidence::deserialize(found).ok());
    ClosureWords {
        how: texts.closure(closure.kind),
        by,
        proof: evidence.map(|found| proof(texts, now, &found, timeline)),
    }
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
    use aval_contract::me::{Locale, PersonRef};
    use aval_contract::{ClosureKind, Stage};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::view_model::tickets::samples::{at, entry};

    fn closed(kind: ClosureKind, by: Option<&str>, evidence: Option<serde_json::Value>) -> Closure {
        let by = by.map(|name| PersonRef { id: Uuid::from_u128(9), name: name.to_owned() });
        Closure { kind, at: at(33), by, evidence }
    }

    fn said(closure: &Closure, timeline: &[TimelineEntry]) -> ClosureWords {
        closure_words(Texts::of(Locale::Es), at(34), closure, timeline)
    }

    #[test]
    fn an_approval_names_who_gave_it_and_when() {
        let said = said(&closed(ClosureKind::Approved, Some("Marcela Ríos"), None), &[]);
        assert_eq!(said.how, "Con aval");
        assert_eq!(said.by, "Marcela Ríos, el jueves 9 de julio de 2026 a las 17:00");
        assert_eq!(said.proof, None);
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
        let closure = closed(ClosureKind::Tacit, None, Some(evidence));
        let said = said(&closure, &[delivered, called, reminded]);
        assert!(said.by.starts_with("Aval, al terminar el plazo"), "{}", said.by);
        let proof = said.proof.expect("there is evidence");
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
    fn evidence_that_cannot_be_read_is_left_out() {
        let closure = closed(ClosureKind::Tacit, None, Some(json!({ "other": 1 })));
        assert_eq!(said(&closure, &[]).proof, None);
    }
}
