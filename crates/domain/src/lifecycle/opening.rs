//! How a ticket comes to be.

use uuid::Uuid;

use super::{Actor, Kind, Party, Priority, Transition};
use crate::closed_enum::closed_enum;

closed_enum! {
    /// What a new ticket must have, named as in the request.
    pub enum OpeningField {
        /// What it is about, in one line.
        Subject = "subject",
        /// What happens, or what is wanted.
        Description = "description",
        /// How to see it happen.
        Steps = "steps",
        /// Since when it happens.
        OccurredFrom = "occurred_from",
    }
}

/// What a ticket of this kind must have to be opened: an incident can't be looked into without
/// the steps and the time.
#[must_use]
pub const fn open_requirements(kind: Kind) -> &'static [OpeningField] {
    match kind {
        Kind::Incident => &OpeningField::ALL,
        Kind::Request | Kind::Question | Kind::PlannedTask => {
            &[OpeningField::Subject, OpeningField::Description]
        }
    }
}

/// A wish to open a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening<'a> {
    /// The company that will own it.
    pub company: Uuid,
    /// Its kind.
    pub kind: Kind,
    /// Its priority as the customer sees it.
    pub priority: Priority,
    /// The fields that the request has.
    pub given: &'a [OpeningField],
}

/// Why a ticket is not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningRefusal {
    /// This actor opens no tickets for this company.
    #[error("this actor may not open a ticket for this company")]
    Forbidden,
    /// Something that this kind of ticket needs is not there.
    #[error("required fields are missing")]
    Missing(Vec<OpeningField>),
}

/// Decides on opening a ticket: a reporter or a key for their own company, support for any.
///
/// # Errors
/// [`OpeningRefusal`], with every missing field at once.
pub fn open(wish: &Opening<'_>, actor: &Actor) -> Result<Transition, OpeningRefusal> {
    match actor.party(wish.company) {
        Some(Party::Reporter | Party::Staff | Party::Integration) => {}
        Some(Party::Timer) | None => return Err(OpeningRefusal::Forbidden),
    }
    let missing: Vec<_> = open_requirements(wish.kind)
        .iter()
        .copied()
        .filter(|field| !wish.given.contains(field))
        .collect();
    if missing.is_empty() {
        Ok(Transition::opened(wish.kind, wish.priority))
    } else {
        Err(OpeningRefusal::Missing(missing))
    }
}
