//! What the timeline tells of work plans.

use aval_contract::timeline::TimelineEntry;
use aval_contract::{ActivityState, EventKind};
use serde::Deserialize;

use super::{Part, Story, Tone, read};
use crate::i18n::Texts;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Version {
    version: Option<i32>,
    activities: Option<Vec<serde::de::IgnoredAny>>,
    comment: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Updated {
    activity: Option<Named>,
    state: Option<Move>,
    notes: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    title: String,
}

#[derive(Deserialize)]
struct Move {
    from: ActivityState,
    to: ActivityState,
}

/// A version of the plan was written, sent, decided on or taken back.
pub(super) fn version(texts: &Texts, tone: Tone, headline: &str, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let Version { version, activities, comment } = read(entry);
    let mut parts = Vec::new();
    if let Some(version) = version {
        let mut text = (words.plan_version)(version);
        if let Some(activities) = activities {
            text = format!("{text}, {}", (words.plan_activities)(activities.len()));
        }
        parts.push(Part::Line { label: words.plan, text });
    }
    if let Some(text) = comment.filter(|text| !text.trim().is_empty()) {
        // Why she said no is the reason for what follows; with a yes it is only a comment.
        let label = match entry.kind == EventKind::WorkPlanRejected {
            true => words.reason,
            false => words.comment,
        };
        parts.push(Part::Line { label, text });
    }
    Story { tone, headline: headline.to_owned(), parts, attachments: Vec::new() }
}

/// An activity was begun, ended, or something was noted about it.
pub(super) fn activity(texts: &Texts, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let Updated { activity, state, notes } = read(entry);
    let became = state.filter(|state| state.from != state.to).map(|state| state.to);
    let headline = match (activity, became) {
        (None, _) => words.work_plan_activity_updated.to_owned(),
        (Some(Named { title }), Some(ActivityState::InProgress)) => (words.plan_begun)(&title),
        (Some(Named { title }), Some(ActivityState::Done)) => (words.plan_finished)(&title),
        (Some(Named { title }), Some(ActivityState::Cancelled)) => (words.plan_cancelled)(&title),
        (Some(Named { title }), Some(ActivityState::Pending) | None) => (words.plan_noted)(&title),
    };
    let note = notes.filter(|text| !text.trim().is_empty());
    Story {
        tone: Tone::Plain,
        headline,
        parts: note.map(|text| Part::Line { label: words.note, text }).into_iter().collect(),
        attachments: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::Stage;
    use aval_contract::me::Locale;
    use serde_json::{Value, json};

    use super::*;
    use crate::view_model::tickets::samples::{at, entry};
    use crate::view_model::tickets::story::story;

    fn told(kind: EventKind, data: Value) -> (String, Vec<String>) {
        let event = TimelineEntry { kind, data, ..entry(1, Stage::Analysis) };
        let story = story(Texts::of(Locale::Es), at(2), &event);
        let lines = story.parts.iter().map(|part| match part {
            Part::Line { label, text } => format!("{label}: {text}"),
            Part::Html { html, .. } => html.clone(),
        });
        (story.headline, lines.collect())
    }

    #[test]
    fn a_version_is_told_with_its_number_and_size() {
        let data = json!({"version": 2, "objective": "x", "activities": [{"title": "a"}, {}]});
        let (headline, lines) = told(EventKind::WorkPlanSubmitted, data);
        assert_eq!(headline, "envió el plan de trabajo para aprobación");
        assert_eq!(lines, ["Plan: versión 2, 2 actividades"]);
        let (_, lines) = told(EventKind::WorkPlanWithdrawn, json!({"version": 1}));
        assert_eq!(lines, ["Plan: versión 1"]);
    }

    #[test]
    fn a_no_has_a_reason_and_a_yes_a_comment() {
        let data = json!({"version": 1, "comment": "El viernes no."});
        let (_, lines) = told(EventKind::WorkPlanRejected, data.clone());
        assert_eq!(lines, ["Plan: versión 1", "Motivo: El viernes no."]);
        let (_, lines) = told(EventKind::WorkPlanApproved, data);
        assert_eq!(lines, ["Plan: versión 1", "Comentario: El viernes no."]);
        let (_, lines) = told(EventKind::WorkPlanApproved, json!({"version": 1, "comment": null}));
        assert_eq!(lines, ["Plan: versión 1"]);
    }

    #[test]
    fn an_activity_tells_its_name_and_what_became_of_it() {
        let update = |from: &str, to: &str, notes: Value| {
            json!({"version": 1, "activity": {"id": uuid::Uuid::nil(), "title": "Respaldar"},
                   "state": {"from": from, "to": to}, "notes": notes})
        };
        let kind = EventKind::WorkPlanActivityUpdated;
        let (headline, lines) = told(kind, update("pending", "in_progress", json!(null)));
        assert_eq!((headline.as_str(), lines.len()), ("empezó «Respaldar» del plan", 0));
        let (headline, lines) = told(kind, update("in_progress", "done", json!("Sin novedad.")));
        assert_eq!(headline, "terminó «Respaldar» del plan");
        assert_eq!(lines, ["Nota: Sin novedad."]);
        let (headline, _) = told(kind, update("pending", "cancelled", json!(null)));
        assert_eq!(headline, "registró que «Respaldar» del plan no se hará");
        let (headline, _) = told(kind, update("done", "done", json!("Ojo.")));
        assert_eq!(headline, "anotó algo sobre «Respaldar» del plan");
    }
}
