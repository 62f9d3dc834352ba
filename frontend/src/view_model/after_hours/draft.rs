//! The form of a window as it is kept until it was sent.

use aval_contract::after_hours::AskAfterHours;
use serde::{Deserialize, Serialize};

use super::times::written;
use crate::view_model::form::optional;
use crate::view_model::tickets::drafts::Draft;

/// What somebody has written of a window. Texts are kept as typed, valid or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskDraft {
    /// As a `datetime-local` input has it.
    pub starts: String,
    /// Likewise.
    pub ends: String,
    /// What is to be done.
    pub task: String,
    /// Whom support finds on site.
    pub contact: String,
    /// For staff: the id of who will work in it.
    pub engineer: String,
    /// For coordinators: whether they do without the notice.
    pub overridden: bool,
    /// Why.
    pub override_reason: String,
}

impl Draft for AskDraft {
    fn is_empty(&self) -> bool {
        // Whom support sends is filled in by itself.
        let Self { engineer, overridden, .. } = self.clone();
        *self == Self { engineer, overridden, ..Self::default() }
    }
}

impl AskDraft {
    /// The request; `None` while something that it needs is missing.
    #[must_use]
    pub fn to_request(&self) -> Option<AskAfterHours> {
        let window = written(&self.starts, &self.ends)?;
        let override_reason = optional(&self.override_reason).filter(|_| self.overridden);
        if self.overridden && override_reason.is_none() {
            return None;
        }
        Some(AskAfterHours {
            starts_at: window.starts,
            ends_at: window.ends,
            task: optional(&self.task)?,
            contact: optional(&self.contact)?,
            override_reason,
            engineer_id: self.engineer.parse().ok(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::after_hours::samples::at;
    use crate::view_model::tickets::drafts::{read, write};

    fn filled() -> AskDraft {
        AskDraft {
            starts: "2026-07-17T18:00".to_owned(),
            ends: "2026-07-17T22:00".to_owned(),
            task: " Cambiar la troncal ".to_owned(),
            contact: "Portería, 300 000 0000".to_owned(),
            ..AskDraft::default()
        }
    }

    #[test]
    fn a_draft_comes_back_and_an_empty_form_leaves_none() {
        let text = write(&filled()).expect("something to keep");
        assert_eq!(read::<AskDraft>(&text), Some(filled()));
        let chosen = AskDraft { engineer: "x".to_owned(), overridden: true, ..AskDraft::default() };
        assert_eq!(write(&chosen), None);
    }

    #[test]
    fn the_request_is_trimmed_and_in_bogotas_time() {
        let request = filled().to_request().expect("nothing is missing");
        assert_eq!(request.starts_at, at("2026-07-17T18:00"));
        assert_eq!(request.task, "Cambiar la troncal");
        assert_eq!((request.override_reason, request.engineer_id), (None, None));
    }

    #[test]
    fn what_is_missing_keeps_it_from_being_sent() {
        let without = |change: fn(&mut AskDraft)| {
            let mut draft = filled();
            change(&mut draft);
            draft.to_request()
        };
        assert_eq!(without(|draft| draft.ends.clear()), None);
        assert_eq!(without(|draft| draft.task = " ".to_owned()), None);
        assert_eq!(without(|draft| draft.contact.clear()), None);
        assert_eq!(without(|draft| draft.overridden = true), None);
        // A reason that was written and then not needed is not sent.
        let request = without(|draft| draft.override_reason = "Urge.".to_owned());
        assert_eq!(request.expect("nothing is missing").override_reason, None);
    }
}
