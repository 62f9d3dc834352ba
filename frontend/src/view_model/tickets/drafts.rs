//! What somebody has written and not sent yet: kept in the browser at each change, so that neither
//! a reload nor an expired session loses it.

use aval_contract::Kind;
use aval_contract::attachments::Attachment;
use aval_contract::tickets::OpenTicket;
use aval_domain::lifecycle::{Impact, OpeningField, Priority, Urgency, open_requirements};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::view_model::time::from_local_input;

/// The place of a draft in the browser's storage. The person is part of it: people share computers.
#[must_use]
pub fn new_ticket_key(person: Uuid) -> String {
    format!("aval.draft.new.{person}")
}

/// The place of a draft that begins with a subject of its own, so that it is not taken for another one.
#[must_use]
pub fn new_ticket_about_key(person: Uuid, subject: &str) -> String {
    format!("{}.{subject}", new_ticket_key(person))
}

/// The place of what somebody is writing on one ticket: `form` names the form of the page.
#[must_use]
pub fn ticket_form_key(person: Uuid, ticket: Uuid, form: &str) -> String {
    format!("aval.draft.{form}.{ticket}.{person}")
}

/// Reads a draft; one that an older program wrote in another form is as good as none.
#[must_use]
pub fn read<D: Draft>(text: &str) -> Option<D> {
    serde_json::from_str(text).ok().filter(|draft: &D| !draft.is_empty())
}

/// Writes a draft; `None` when there is nothing worth keeping, so that its place is cleared.
#[must_use]
pub fn write<D: Draft>(draft: &D) -> Option<String> {
    if draft.is_empty() {
        return None;
    }
    serde_json::to_string(draft).ok()
}

/// The place of the last try to send the draft that is kept under `draft`.
#[must_use]
pub fn attempt_key(draft: &str) -> String {
    format!("{draft}.attempt")
}

/// A try to send a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// By which the server recognises the same try when it comes again.
    pub key: String,
    /// What was sent, as JSON.
    request: String,
}

impl Attempt {
    /// The try that sends `request`: the last one once more if that sent the same, else a new one
    /// with a `fresh` key.
    #[must_use]
    pub fn next(
        last: Option<Self>,
        request: &impl Serialize,
        fresh: impl FnOnce() -> String,
    ) -> Self {
        let request = serde_json::to_string(request).unwrap_or_default();
        last.filter(|last| last.request == request)
            .unwrap_or_else(|| Self { key: fresh(), request })
    }

    /// Reads a try; one that can't be read is as good as none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Writes a try.
    #[must_use]
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

/// Something unsent that survives a reload.
pub trait Draft: Default + Serialize + DeserializeOwned {
    /// Whether nothing worth keeping is in it.
    fn is_empty(&self) -> bool;
}

/// The form of a new ticket. Texts are kept as typed, valid or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewTicket {
    /// What is asked for.
    pub kind: Option<Kind>,
    /// One line.
    pub subject: String,
    /// What happens.
    pub description: String,
    /// How to see it happen.
    pub steps: String,
    /// Since when, as a `datetime-local` input has it.
    pub occurred_from: String,
    /// Until when.
    pub occurred_to: String,
    /// Who is affected.
    pub affected_user: String,
    /// Where.
    pub campaign: String,
    /// The category's id.
    pub category: Option<Uuid>,
    /// How much work is affected.
    pub impact: Option<Impact>,
    /// How soon it is needed.
    pub urgency: Option<Urgency>,
    /// Files that are uploaded already.
    pub attachments: Vec<Attachment>,
    /// For staff: whose ticket it is.
    pub company: Option<Uuid>,
    /// Number of the closed ticket that this one follows up.
    pub follow_up_of: Option<String>,
}

impl Draft for NewTicket {
    fn is_empty(&self) -> bool {
        // What takes one click alone is nothing to restore with a notice.
        let Self { kind, company, follow_up_of, .. } = self.clone();
        *self == Self { kind, company, follow_up_of, ..Self::default() }
    }
}

impl NewTicket {
    /// The priority that impact and urgency make, once both are chosen.
    #[must_use]
    pub fn priority(&self) -> Option<Priority> {
        Some(Priority::from_impact_urgency(self.impact?, self.urgency?))
    }

    /// What this kind of ticket must have and the form does not have yet.
    #[must_use]
    pub fn missing(&self) -> Vec<OpeningField> {
        let given = |field: OpeningField| match field {
            OpeningField::Subject => !self.subject.trim().is_empty(),
            OpeningField::Description => !self.description.trim().is_empty(),
            OpeningField::Steps => !self.steps.trim().is_empty(),
            OpeningField::OccurredFrom => from_local_input(&self.occurred_from).is_some(),
        };
        OpeningField::ALL
            .into_iter()
            .filter(|field| self.requires(*field) && !given(*field))
            .collect()
    }

    /// Whether the form marks a field as required. Before a kind is chosen, what every kind needs.
    #[must_use]
    pub fn requires(&self, field: OpeningField) -> bool {
        let needs = |kind: Kind| open_requirements(kind).contains(&field);
        self.kind.map_or_else(|| Kind::ALL.into_iter().all(needs), needs)
    }

    /// The request; `None` until a kind is chosen.
    #[must_use]
    pub fn to_request(&self) -> Option<OpenTicket> {
        let given = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Some(OpenTicket {
            subject: self.subject.trim().to_owned(),
            description: self.description.trim().to_owned(),
            kind: self.kind?,
            priority: self.priority(),
            category_id: self.category,
            steps: given(&numbered(&self.steps)),
            affected_user: given(&self.affected_user),
            campaign: given(&self.campaign),
            occurred_from: from_local_input(&self.occurred_from),
            occurred_to: from_local_input(&self.occurred_to),
            attachment_ids: self.attachments.iter().map(|file| file.id).collect(),
            company_id: self.company,
            reporter_id: None,
            follow_up_of: self.follow_up_of.clone(),
        })
    }
}

/// Steps that were typed one a line, as a numbered list. What is one line, or has marks of its own,
/// stays as it is.
#[must_use]
pub fn numbered(text: &str) -> String {
    let steps: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let marks = ['-', '*', '+', '#', '>', '`', '|'];
    let plain = |line: &&str| {
        !line.starts_with(|first: char| first.is_ascii_digit() || marks.contains(&first))
    };
    if steps.len() < 2 || !steps.iter().all(plain) {
        return text.to_owned();
    }
    let lines = steps.iter().zip(1..).map(|(step, n)| format!("{n}. {step}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A text with files about a ticket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// Markdown.
    pub body: String,
    /// Files that are uploaded already.
    pub attachments: Vec<Attachment>,
}

impl Draft for Answer {
    fn is_empty(&self) -> bool {
        self.body.trim().is_empty() && self.attachments.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> NewTicket {
        NewTicket {
            kind: Some(Kind::Incident),
            subject: " Se caen las llamadas ".to_owned(),
            description: "A los diez segundos.".to_owned(),
            steps: "Marcar cualquier número.".to_owned(),
            occurred_from: "2026-07-08T10:30".to_owned(),
            impact: Some(Impact::High),
            urgency: Some(Urgency::Medium),
            attachments: vec![Attachment {
                id: Uuid::from_u128(5),
                name: "pantalla.png".to_owned(),
                size: 2048,
                media_type: "image/png".to_owned(),
                sha256: "00".to_owned(),
            }],
            ..NewTicket::default()
        }
    }

    #[test]
    fn a_draft_comes_back_with_its_uploaded_files() {
        let text = write(&filled()).expect("something to keep");
        assert_eq!(read::<NewTicket>(&text), Some(filled()));
    }

    #[test]
    fn the_same_sent_again_has_the_same_key_even_after_a_reload_and_a_change_has_another() {
        let request = filled().to_request();
        let first = Attempt::next(None, &request, || "one".to_owned());
        assert_eq!(first.key, "one");
        let reloaded = Attempt::read(&first.write().expect("it can be written"));
        let second = Attempt::next(reloaded, &request, || "two".to_owned());
        assert_eq!(second, first);
        let changed = NewTicket { subject: "Otra cosa".to_owned(), ..filled() }.to_request();
        assert_eq!(Attempt::next(Some(second), &changed, || "two".to_owned()).key, "two");
    }

    #[test]
    fn an_empty_form_leaves_no_draft() {
        let chosen = NewTicket { kind: Some(Kind::Request), ..NewTicket::default() };
        assert_eq!(write(&chosen), None);
        assert_eq!(write(&Answer { body: "  ".to_owned(), ..Answer::default() }), None);
        assert_eq!(read::<Answer>("{\"body\":\"\"}"), None);
    }

    #[test]
    fn a_draft_of_an_older_form_is_read_as_far_as_it_goes_and_nonsense_is_dropped() {
        let old = read::<Answer>("{\"body\":\"Hola\",\"mood\":\"glad\"}").expect("a draft");
        assert_eq!(old.body, "Hola");
        assert_eq!(read::<NewTicket>("[1]"), None);
        assert_eq!(read::<NewTicket>("{\"kind\":\"sixth\",\"subject\":\"x\"}"), None);
    }

    #[test]
    fn people_on_one_computer_have_drafts_of_their_own() {
        let (ana, luis, ticket) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        assert_ne!(new_ticket_key(ana), new_ticket_key(luis));
        assert_ne!(ticket_form_key(ana, ticket, "answer"), ticket_form_key(luis, ticket, "answer"));
    }

    #[test]
    fn an_incident_needs_steps_and_time_and_a_question_does_not() {
        let mut draft = NewTicket { kind: Some(Kind::Incident), ..NewTicket::default() };
        assert_eq!(draft.missing(), OpeningField::ALL);
        assert!(draft.requires(OpeningField::Steps));
        draft.kind = Some(Kind::Question);
        assert_eq!(draft.missing(), [OpeningField::Subject, OpeningField::Description]);
        assert!(!draft.requires(OpeningField::Steps));
        assert_eq!(filled().missing(), []);
        draft.kind = None;
        assert_eq!(draft.missing(), [OpeningField::Subject, OpeningField::Description]);
    }

    #[test]
    fn steps_of_one_a_line_are_numbered_and_lists_stay_as_they_are() {
        assert_eq!(numbered("Abrir\n\n Marcar \n¿Nada?"), "1. Abrir\n2. Marcar\n3. ¿Nada?");
        assert_eq!(numbered("Solo uno"), "Solo uno");
        assert_eq!(numbered("- Abrir\n- Marcar"), "- Abrir\n- Marcar");
    }

    #[test]
    fn the_request_is_trimmed_and_its_times_are_bogotas() {
        let request = filled().to_request().expect("a kind is chosen");
        assert_eq!(request.subject, "Se caen las llamadas");
        assert_eq!(request.priority, Some(Priority::High));
        assert_eq!(request.campaign, None);
        assert_eq!(request.attachment_ids, [Uuid::from_u128(5)]);
        let from = request.occurred_from.expect("it was given");
        assert_eq!(from.to_rfc3339(), "2026-07-08T15:30:00+00:00");
        assert_eq!(NewTicket::default().to_request(), None);
    }
}
