//! A ticket's timeline in words: one sentence for each kind of event, and what belongs to it.

#[path = "story_plans.rs"]
mod plans;

use aval_contract::attachments::Attachment;
use aval_contract::me::PersonRef;
use aval_contract::tickets::{Findings, Visibility};
use aval_contract::timeline::{ActorType, TimelineActor, TimelineEntry};
use aval_contract::{
    ContactChannel, ContactDirection, ContactOutcome, EventKind, Kind, Priority, ResolutionType,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::i18n::Texts;
use crate::view_model::time;

/// How an entry is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something happened.
    Plain,
    /// The ticket moved on.
    Forward,
    /// The ticket moved back, or the customer said no.
    Back,
    /// The ticket was settled.
    Settled,
    /// The ticket ended without a solution.
    Ended,
    /// Somebody of the customer wrote.
    CustomerMessage,
    /// Somebody of support wrote.
    SupportMessage,
    /// For staff only.
    Internal,
}

/// Something that belongs to an event, below its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A short text with its name.
    Line {
        /// Its name.
        label: &'static str,
        /// The text.
        text: String,
    },
    /// A text that the server made from Markdown.
    Html {
        /// Its name; a message has none.
        label: Option<&'static str>,
        /// Sanitised by the server.
        html: String,
    },
}

/// One event in words. The sentence goes on after the actor's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// How it is drawn.
    pub tone: Tone,
    /// "empezó el análisis"
    pub headline: String,
    /// What belongs to it.
    pub parts: Vec<Part>,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

/// The name under which an actor is shown.
#[must_use]
pub fn actor_name(texts: &Texts, actor: &TimelineActor) -> String {
    match actor.actor_type {
        ActorType::Person | ActorType::Integration => actor.name.clone(),
        ActorType::Timer => texts.tickets().story.timer.to_owned(),
        ActorType::Mail if actor.name.is_empty() => texts.tickets().story.mail.to_owned(),
        ActorType::Mail => actor.name.clone(),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Opened {
    kind: Option<Kind>,
    priority: Option<Priority>,
    attachments: Vec<Attachment>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Assigned {
    assignee: Option<PersonRef>,
    previous: Option<PersonRef>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Contact {
    channel: Option<ContactChannel>,
    direction: Option<ContactDirection>,
    outcome: Option<ContactOutcome>,
    summary: String,
    at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct Change<T> {
    from: Option<T>,
    to: Option<T>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Recategorized {
    kind: Option<Change<Kind>>,
    priority: Option<Change<Priority>>,
    category: Option<Change<String>>,
    reason: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Recorded {
    complete: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Delivered {
    number: Option<u32>,
    summary_html: String,
    test_steps_html: String,
    resolution_type: Option<ResolutionType>,
    ends_at: Option<DateTime<Utc>>,
    attachments: Vec<Attachment>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AfterHours {
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    task: Option<String>,
    contact: Option<String>,
    engineer: Option<PersonRef>,
    override_reason: Option<String>,
    reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Extended {
    ends_at: Option<DateTime<Utc>>,
    reason: String,
}

/// What the remaining kinds carry: most of them a reason, some a comment, a target or files.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Rest {
    reason: Option<String>,
    comment: Option<String>,
    target: Option<String>,
    fields: Vec<String>,
    attachments: Vec<Attachment>,
}

/// Reads what belongs to an event. What can't be read is left out: the sentence still stands.
fn read<T: Default + DeserializeOwned>(entry: &TimelineEntry) -> T {
    T::deserialize(&entry.data).unwrap_or_default()
}

/// Tells one event.
#[must_use]
pub fn story(texts: &Texts, now: DateTime<Utc>, entry: &TimelineEntry) -> Story {
    let mut told = tell(texts, now, entry);
    if let Some(message) = &entry.message {
        told.parts.push(Part::Html { label: None, html: message.body_html.clone() });
        told.attachments.extend(message.attachments.iter().cloned());
    }
    if entry.visibility == Visibility::Internal {
        told.tone = Tone::Internal;
    }
    told
}

fn tell(texts: &Texts, now: DateTime<Utc>, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let plain = |tone: Tone, headline: &str| -> Story {
        let rest: Rest = read(entry);
        let reason = rest.reason.or(rest.comment).filter(|text| !text.trim().is_empty());
        Story {
            tone,
            headline: headline.to_owned(),
            parts: reason
                .map(|text| Part::Line { label: words.reason, text })
                .into_iter()
                .collect(),
            attachments: rest.attachments,
        }
    };
    let of_plan = |tone, headline| plans::version(texts, tone, headline, entry);
    let wrote = if entry.actor.staff { Tone::SupportMessage } else { Tone::CustomerMessage };
    match entry.kind {
        EventKind::TicketOpened => opened(texts, entry),
        EventKind::Assigned => assigned(texts, entry),
        EventKind::ContactLogged => contact(texts, now, entry),
        EventKind::InformationRequested => plain(wrote, words.information_requested),
        EventKind::AnalysisStarted => plain(Tone::Forward, words.analysis_started),
        EventKind::Recategorized => recategorized(texts, entry),
        EventKind::AnalysisRecorded => match entry.visibility {
            Visibility::Public => recorded(texts, entry),
            Visibility::Internal => findings_written(texts, entry),
        },
        EventKind::SolutionStarted => plain(Tone::Forward, words.solution_started),
        EventKind::ReturnedToAnalysis => plain(Tone::Back, words.returned_to_analysis),
        EventKind::SolutionDelivered => delivered(texts, now, entry),
        EventKind::TestingExtended => extended(texts, now, entry),
        EventKind::SolutionConfirmed => {
            let comment = read::<Rest>(entry).comment.filter(|text| !text.trim().is_empty());
            Story {
                parts: comment
                    .map(|text| Part::Line { label: words.comment, text })
                    .into_iter()
                    .collect(),
                ..plain(Tone::Settled, words.solution_confirmed)
            }
        }
        EventKind::SolutionRejected => plain(Tone::Back, words.solution_rejected),
        EventKind::ClosedTacitly => plain(Tone::Settled, words.closed_tacitly),
        EventKind::Withdrawn => plain(Tone::Ended, words.withdrawn),
        EventKind::MarkedDuplicate => {
            let target = read::<Rest>(entry).target.unwrap_or_default();
            plain(Tone::Ended, &(words.marked_duplicate)(&target))
        }
        EventKind::Reopened => plain(Tone::Back, words.reopened),
        EventKind::MessagePosted => plain(wrote, words.message_posted),
        EventKind::InternalNoteAdded => plain(Tone::Internal, words.internal_note_added),
        EventKind::DetailsEdited => edited(texts, entry),
        EventKind::AttachmentAdded => plain(Tone::Plain, words.attachment_added),
        EventKind::ReminderSent => plain(Tone::Plain, words.reminder_sent),
        EventKind::MachineMailRecorded => plain(Tone::Plain, words.machine_mail_recorded),
        EventKind::ClockWarned => plain(Tone::Internal, words.clock_warned),
        EventKind::ClockBreached => plain(Tone::Internal, words.clock_breached),
        EventKind::WorkPlanDrafted => of_plan(Tone::Internal, words.work_plan_drafted),
        EventKind::WorkPlanDiscarded => of_plan(Tone::Internal, words.work_plan_discarded),
        EventKind::WorkPlanSubmitted => of_plan(Tone::Plain, words.work_plan_submitted),
        EventKind::WorkPlanApproved => of_plan(Tone::Forward, words.work_plan_approved),
        EventKind::WorkPlanRejected => of_plan(Tone::Back, words.work_plan_rejected),
        EventKind::WorkPlanWithdrawn => of_plan(Tone::Back, words.work_plan_withdrawn),
        EventKind::WorkPlanActivityUpdated => plans::activity(texts, entry),
        EventKind::AfterHoursAsked => {
            let proposed = entry.actor.staff;
            let headline =
                if proposed { words.after_hours_proposed } else { words.after_hours_asked };
            window(texts, now, entry, Tone::Plain, headline)
        }
        EventKind::AfterHoursAgreed => {
            window(texts, now, entry, Tone::Forward, words.after_hours_agreed)
        }
        EventKind::AfterHoursDeclined => {
            window(texts, now, entry, Tone::Back, words.after_hours_declined)
        }
        EventKind::AfterHoursDone => {
            window(texts, now, entry, Tone::Forward, words.after_hours_done)
        }
        EventKind::AfterHoursMissed => {
            window(texts, now, entry, Tone::Back, words.after_hours_missed)
        }
        EventKind::AfterHoursCancelled => {
            window(texts, now, entry, Tone::Back, words.after_hours_cancelled)
        }
    }
}

fn opened(texts: &Texts, entry: &TimelineEntry) -> Story {
    let Opened { kind, priority, attachments } = read(entry);
    let labels = &texts.tickets().page;
    let mut parts = Vec::new();
    if let Some(kind) = kind {
        parts.push(Part::Line { label: labels.kind, text: texts.kind(kind).to_owned() });
    }
    if let Some(priority) = priority {
        parts
            .push(Part::Line { label: labels.priority, text: texts.priority(priority).to_owned() });
    }
    let headline = texts.tickets().story.ticket_opened.to_owned();
    Story { tone: Tone::Forward, headline, parts, attachments }
}

fn assigned(texts: &Texts, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let Assigned { assignee, previous } = read(entry);
    let headline = match (assignee, previous) {
        (Some(new), _) if Some(new.id) == entry.actor.id => words.assigned_self.to_owned(),
        (Some(new), Some(old)) => (words.reassigned)(&old.name, &new.name),
        (Some(new), None) => (words.assigned)(&new.name),
        (None, _) => words.assigned_somebody.to_owned(),
    };
    Story { tone: Tone::Plain, headline, parts: Vec::new(), attachments: Vec::new() }
}

fn contact(texts: &Texts, now: DateTime<Utc>, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let Contact { channel, direction, outcome, summary, at } = read(entry);
    let facts: Vec<&str> = [
        channel.map(|value| texts.channel(value)),
        direction.map(|value| texts.direction(value)),
        outcome.map(|value| texts.outcome(value)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut parts = Vec::new();
    if !facts.is_empty() {
        parts.push(Part::Line { label: words.contact, text: facts.join(" · ") });
    }
    // Said only when the contact was logged later than it took place.
    if let Some(at) = at.filter(|at| (entry.at - *at).num_minutes() >= 1) {
        parts.push(Part::Line { label: words.contact_at, text: time::when(texts, now, at) });
    }
    if !summary.is_empty() {
        parts.push(Part::Line { label: words.summary, text: summary });
    }
    let headline = words.contact_logged.to_owned();
    Story { tone: Tone::Plain, headline, parts, attachments: Vec::new() }
}

fn recategorized(texts: &Texts, entry: &TimelineEntry) -> Story {
    let (words, labels) = (&texts.tickets().story, &texts.tickets().page);
    let Recategorized { kind, priority, category, reason } = read(entry);
    let none = || labels.no_category.to_owned();
    let changes = [
        kind.map(|Change { from, to }| {
            let name = |kind: Option<Kind>| kind.map(|kind| texts.kind(kind).to_owned());
            (labels.kind, name(from), name(to))
        }),
        priority.map(|Change { from, to }| {
            let name =
                |priority: Option<Priority>| priority.map(|value| texts.priority(value).to_owned());
            (labels.priority, name(from), name(to))
        }),
        category.map(|Change { from, to }| (labels.category, from, to)),
    ];
    let mut parts: Vec<Part> = changes
        .into_iter()
        .flatten()
        .map(|(label, from, to)| {
            let text = (words.changed)(&from.unwrap_or_else(none), &to.unwrap_or_else(none));
            Part::Line { label, text }
        })
        .collect();
    if !reason.is_empty() {
        parts.push(Part::Line { label: words.reason, text: reason });
    }
    let headline = words.recategorized.to_owned();
    Story { tone: Tone::Plain, headline, parts, attachments: Vec::new() }
}

fn recorded(texts: &Texts, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let Recorded { complete } = read(entry);
    let headline = if complete { words.analysis_complete } else { words.analysis_recorded };
    Story {
        tone: Tone::Plain,
        headline: headline.to_owned(),
        parts: Vec::new(),
        attachments: Vec::new(),
    }
}

/// What staff see beside the public event: the texts themselves.
fn findings_written(texts: &Texts, entry: &TimelineEntry) -> Story {
    let (words, labels) = (&texts.tickets().story, &texts.tickets().actions);
    let findings: Findings = read(entry);
    let parts = [
        (labels.identification, findings.identification),
        (labels.validation, findings.validation),
        (labels.structure, findings.structure),
        (labels.alarm_type, findings.alarm_type),
    ]
    .into_iter()
    .filter_map(|(label, text)| Some(Part::Line { label, text: text? }))
    .collect();
    let headline = words.findings_written.to_owned();
    Story { tone: Tone::Internal, headline, parts, attachments: Vec::new() }
}

fn delivered(texts: &Texts, now: DateTime<Utc>, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let Delivered { number, summary_html, test_steps_html, resolution_type, ends_at, attachments } =
        read(entry);
    let mut parts = Vec::new();
    if let Some(resolution) = resolution_type {
        let text = texts.resolution(resolution).to_owned();
        parts.push(Part::Line { label: words.resolution, text });
    }
    if let Some(ends_at) = ends_at {
        let text = time::when(texts, now, ends_at);
        parts.push(Part::Line { label: words.testing_ends, text });
    }
    if !summary_html.is_empty() {
        parts.push(Part::Html { label: Some(words.what_was_done), html: summary_html });
    }
    if !test_steps_html.is_empty() {
        parts.push(Part::Html { label: Some(words.how_to_test), html: test_steps_html });
    }
    let headline = match number {
        Some(number @ 2..) => (words.solution_delivered_again)(number),
        Some(_) | None => words.solution_delivered.to_owned(),
    };
    Story { tone: Tone::Forward, headline, parts, attachments }
}

fn extended(texts: &Texts, now: DateTime<Utc>, entry: &TimelineEntry) -> Story {
    let words = &texts.tickets().story;
    let Extended { ends_at, reason } = read(entry);
    let mut parts = Vec::new();
    if let Some(ends_at) = ends_at {
        let text = time::when(texts, now, ends_at);
        parts.push(Part::Line { label: words.testing_ends, text });
    }
    if !reason.is_empty() {
        parts.push(Part::Line { label: words.reason, text: reason });
    }
    let headline = words.testing_extended.to_owned();
    Story { tone: Tone::Plain, headline, parts, attachments: Vec::new() }
}

fn window(
    texts: &Texts,
    now: DateTime<Utc>,
    entry: &TimelineEntry,
    tone: Tone,
    headline: &str,
) -> Story {
    let words = &texts.tickets().story;
    let AfterHours { starts_at, ends_at, task, contact, engineer, override_reason, reason } =
        read(entry);
    let when = starts_at.zip(ends_at).map(|(starts, ends)| time::span(texts, now, starts, ends));
    let parts = [
        (words.window_when, when.map(|when| time::capitalised(&when))),
        (words.window_task, task),
        (words.window_contact, contact),
        (words.window_engineer, engineer.map(|person| person.name)),
        (words.window_override, override_reason),
        (words.reason, reason),
    ]
    .into_iter()
    .filter_map(|(label, text)| Some(Part::Line { label, text: text? }))
    .collect();
    Story { tone, headline: headline.to_owned(), parts, attachments: Vec::new() }
}

fn edited(texts: &Texts, entry: &TimelineEntry) -> Story {
    let (words, labels) = (&texts.tickets().story, &texts.tickets().page);
    let fields = read::<Rest>(entry).fields;
    let names: Vec<&str> = fields
        .iter()
        .filter_map(|field| match field.as_str() {
            "subject" => Some(labels.subject),
            "description" => Some(labels.description),
            "steps" => Some(labels.steps),
            "affected_user" => Some(labels.affected_user),
            "campaign" => Some(labels.campaign),
            "occurred_from" => Some(labels.occurred_from),
            "occurred_to" => Some(labels.occurred_to),
            _ => None,
        })
        .collect();
    let mut parts = Vec::new();
    if !names.is_empty() {
        parts.push(Part::Line { label: words.fields, text: names.join(", ") });
    }
    let headline = words.details_edited.to_owned();
    Story { tone: Tone::Plain, headline, parts, attachments: Vec::new() }
}

/// The steps for testing that the last delivery gave, as sanitised HTML, with what was done.
#[must_use]
pub fn last_delivery(timeline: &[TimelineEntry]) -> Option<(String, String)> {
    let entry = timeline.iter().rev().find(|entry| entry.kind == EventKind::SolutionDelivered)?;
    let Delivered { summary_html, test_steps_html, .. } = read(entry);
    Some((summary_html, test_steps_html))
}

/// Each entry, with its day where it is the first of it.
#[must_use]
pub fn starts_day(timeline: &[TimelineEntry]) -> Vec<(Option<NaiveDate>, TimelineEntry)> {
    let mut before = None;
    timeline
        .iter()
        .map(|entry| {
            let day = Some(time::date_of(entry.at));
            let starts = if day == before { None } else { day };
            before = day;
            (starts, entry.clone())
        })
        .collect()
}

#[cfg(test)]
#[path = "story_tests.rs"]
mod tests;
