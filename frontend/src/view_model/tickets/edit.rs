//! Correcting what a ticket says: only what was changed is sent, and only that is kept as a draft.

use std::collections::BTreeMap;

use aval_contract::ticket_actions::RecordAnalysis;
use aval_contract::tickets::{Findings, TicketForReporter, UpdateTicket};

use serde::{Deserialize, Serialize};

use super::drafts::Draft;
use crate::view_model::time::{from_local_input, to_local_input};

/// The form with a ticket's details, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DetailsForm {
    /// One line.
    pub subject: String,
    /// Markdown.
    pub description: String,
    /// Markdown.
    pub steps: String,
    /// A name.
    pub affected_user: String,
    /// A name.
    pub campaign: String,
    /// As a `datetime-local` input has it.
    pub occurred_from: String,
    /// As a `datetime-local` input has it.
    pub occurred_to: String,
}

impl DetailsForm {
    /// The names of its texts in a draft, in the order of [`DetailsForm::into_texts`].
    pub const NAMES: [&str; 7] = [
        "subject",
        "description",
        "steps",
        "affected_user",
        "campaign",
        "occurred_from",
        "occurred_to",
    ];

    /// Its texts.
    #[must_use]
    pub fn into_texts(self) -> [String; 7] {
        let Self {
            subject,
            description,
            steps,
            affected_user,
            campaign,
            occurred_from,
            occurred_to,
        } = self;
        [subject, description, steps, affected_user, campaign, occurred_from, occurred_to]
    }

    /// The form with these texts.
    #[must_use]
    pub fn from_texts(texts: [String; 7]) -> Self {
        let [subject, description, steps, affected_user, campaign, occurred_from, occurred_to] =
            texts;
        Self { subject, description, steps, affected_user, campaign, occurred_from, occurred_to }
    }

    /// The form as it is opened.
    #[must_use]
    pub fn of(ticket: &TicketForReporter) -> Self {
        Self {
            subject: ticket.subject.clone(),
            description: ticket.description.clone(),
            steps: ticket.steps.clone().unwrap_or_default(),
            affected_user: ticket.affected_user.clone().unwrap_or_default(),
            campaign: ticket.campaign.clone().unwrap_or_default(),
            occurred_from: ticket.occurred_from.map(to_local_input).unwrap_or_default(),
            occurred_to: ticket.occurred_to.map(to_local_input).unwrap_or_default(),
        }
    }

    /// What differs from the ticket as it was when the form was opened; `None` when nothing does.
    ///
    /// A time can't be removed, only changed: an emptied or half-typed one stays as it was.
    #[must_use]
    pub fn changes(&self, before: &TicketForReporter) -> Option<UpdateTicket> {
        let old = Self::of(before);
        let text = |new: &str, old: &str| {
            let new = new.trim();
            (new != old.trim()).then(|| new.to_owned())
        };
        let time = |new: &str, old: &str| if new == old { None } else { from_local_input(new) };
        let changes = UpdateTicket {
            subject: text(&self.subject, &old.subject),
            description: text(&self.description, &old.description),
            steps: text(&self.steps, &old.steps),
            affected_user: text(&self.affected_user, &old.affected_user),
            campaign: text(&self.campaign, &old.campaign),
            occurred_from: time(&self.occurred_from, &old.occurred_from),
            occurred_to: time(&self.occurred_to, &old.occurred_to),
        };
        (changes != UpdateTicket::default()).then_some(changes)
    }
}

/// What somebody typed over recorded texts and has not sent yet, by the names of the fields.
///
/// Only fields that differ from what was recorded are in it, each with what that was: a form that
/// was only looked at leaves no draft, and a draft never hides what others recorded since.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Edits(BTreeMap<String, Edit>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Edit {
    recorded: String,
    typed: String,
}

impl Draft for Edits {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Edits {
    /// Where what is typed differs from what is recorded.
    #[must_use]
    pub fn between<const N: usize>(
        names: &[&str; N],
        recorded: &[String; N],
        typed: [String; N],
    ) -> Self {
        let fields = names.iter().zip(recorded).zip(typed);
        let edits = fields
            .filter(|((_, recorded), typed)| *recorded != typed)
            .map(|((name, recorded), typed)| {
                ((*name).to_owned(), Edit { recorded: recorded.clone(), typed })
            })
            .collect();
        Self(edits)
    }

    /// The texts of the form over what is recorded now, and what was typed over texts that somebody
    /// has changed since: there the newer text stands.
    #[must_use]
    pub fn over<const N: usize>(
        mut self,
        names: &[&str; N],
        recorded: &[String; N],
    ) -> ([String; N], Vec<String>) {
        let mut texts = recorded.clone();
        let mut left_behind = Vec::new();
        for (name, text) in names.iter().zip(&mut texts) {
            let Some(edit) = self.0.remove(*name).filter(|edit| edit.typed != *text) else {
                continue;
            };
            if edit.recorded == *text {
                *text = edit.typed;
            } else if !edit.typed.trim().is_empty() {
                left_behind.push(edit.typed);
            }
        }
        (texts, left_behind)
    }
}

/// The names of the findings in a draft, in the order of [`finding_texts`].
pub const FINDING_NAMES: [&str; 4] = ["identification", "validation", "structure", "alarm_type"];

/// The findings as their form shows them.
#[must_use]
pub fn finding_texts(findings: &Findings) -> [String; 4] {
    let Findings { identification, validation, structure, alarm_type } = findings.clone();
    [identification, validation, structure, alarm_type].map(Option::unwrap_or_default)
}

/// The findings that were written or changed, in the order identification, validation, structure,
/// alarm type; `None` when none was. An emptied one stays as it was: findings are not taken back.
#[must_use]
pub fn changed_findings(recorded: &Findings, typed: &[String; 4]) -> Option<RecordAnalysis> {
    let changed = |recorded: &Option<String>, typed: &String| {
        let typed = typed.trim();
        let new = !typed.is_empty() && recorded.as_deref().map(str::trim) != Some(typed);
        new.then(|| typed.to_owned())
    };
    let [identification, validation, structure, alarm_type] = typed;
    let changes = RecordAnalysis {
        identification: changed(&recorded.identification, identification),
        validation: changed(&recorded.validation, validation),
        structure: changed(&recorded.structure, structure),
        alarm_type: changed(&recorded.alarm_type, alarm_type),
    };
    (changes != RecordAnalysis::default()).then_some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::tickets::drafts::{read, write};
    use crate::view_model::tickets::samples::{at, ticket};

    #[test]
    fn an_untouched_form_changes_nothing_even_with_seconds_the_input_does_not_show() {
        let mut ticket = ticket();
        ticket.occurred_from = Some(at(1) + chrono::TimeDelta::seconds(42));
        assert_eq!(DetailsForm::of(&ticket).changes(&ticket), None);
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let mut ticket = ticket();
        ticket.campaign = Some("Ventas".to_owned());
        let mut form = DetailsForm::of(&ticket);
        form.subject.push_str(" de nuevo");
        form.campaign.clear();
        form.occurred_to = "2026-07-08T10:30".to_owned();
        let expected = UpdateTicket {
            subject: Some("Se caen las llamadas de nuevo".to_owned()),
            campaign: Some(String::new()),
            occurred_to: from_local_input("2026-07-08T10:30"),
            ..UpdateTicket::default()
        };
        assert_eq!(form.changes(&ticket), Some(expected));
    }

    #[test]
    fn a_form_that_was_only_looked_at_leaves_no_draft() {
        let recorded = DetailsForm::of(&ticket()).into_texts();
        let typed = recorded.clone();
        assert!(Edits::between(&DetailsForm::NAMES, &recorded, typed).is_empty());
    }

    #[test]
    fn a_draft_brings_back_what_was_typed_and_leaves_what_others_recorded_since() {
        let words = |words: [&str; 4]| words.map(str::to_owned);
        let recorded = words(["Troncal", "Replicado", "", "Pérdida"]);
        let typed = words(["Troncal", "Replicado dos veces", "PBX", "Ruido"]);
        let edits = Edits::between(&FINDING_NAMES, &recorded, typed);
        let edits: Edits = read(&write(&edits).expect("something to keep")).expect("a draft");

        let (same, nothing) = edits.clone().over(&FINDING_NAMES, &recorded);
        assert_eq!(same, words(["Troncal", "Replicado dos veces", "PBX", "Ruido"]));
        assert!(nothing.is_empty());

        // A colleague recorded other words for the first, the second and the fourth.
        let newer = words(["Troncal SIP", "Con tres extensiones", "", "Ruido"]);
        let (merged, left_behind) = edits.over(&FINDING_NAMES, &newer);
        assert_eq!(merged, words(["Troncal SIP", "Con tres extensiones", "PBX", "Ruido"]));
        assert_eq!(left_behind, ["Replicado dos veces"]);
    }

    #[test]
    fn findings_are_sent_when_they_are_new_or_changed() {
        let recorded = Findings {
            identification: Some("Troncal SIP".to_owned()),
            validation: Some("Se replicó".to_owned()),
            ..Findings::default()
        };
        let typed = ["Troncal SIP ", "Se replicó dos veces", "PBX", " "].map(str::to_owned);
        let expected = RecordAnalysis {
            validation: Some("Se replicó dos veces".to_owned()),
            structure: Some("PBX".to_owned()),
            ..RecordAnalysis::default()
        };
        assert_eq!(changed_findings(&recorded, &typed), Some(expected));
        let same = ["Troncal SIP", "", "", ""].map(str::to_owned);
        assert_eq!(changed_findings(&recorded, &same), None);
    }
}
