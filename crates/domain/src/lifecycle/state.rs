//! What the rules need to know of a ticket and of whoever acts on it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{ClosureKind, Kind, PlanState, Priority, Role, Stage, WaitingOn};
use crate::after_hours::Side;

/// A ticket as the rules see it: all that a guard asks for, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketState {
    /// The company that owns the ticket; it never follows the person.
    pub company: Uuid,
    /// Where the ticket stands.
    pub stage: Stage,
    /// Whose turn it is. In testing, `Customer` exactly while the countdown runs.
    pub waiting_on: WaitingOn,
    /// What kind of request it is.
    pub kind: Kind,
    /// How soon it is to be served.
    pub priority: Priority,
    /// The member of staff responsible for it.
    pub assignee: Option<Uuid>,
    /// Whether an outbound contact or a public message of staff exists.
    pub first_contact: bool,
    /// Which findings of the analysis are recorded.
    pub findings: Findings,
    /// The newest version of the work plan, if the ticket has one.
    pub plan: Option<PlanSummary>,
    /// Length of the testing period in business days, from the last delivery.
    pub testing_days: Option<u8>,
    /// When the running testing period ends; `None` while no countdown runs.
    pub testing_ends_at: Option<DateTime<Utc>>,
    /// Whether the events hold a customer response since the last clarification, on any channel.
    ///
    /// It says the same as `waiting_on`, read from the events instead of a column: a tacit
    /// closure can't be taken back, so it asks both.
    pub answered_since_clarification: bool,
    /// How and when the ticket was closed, while it is.
    pub closure: Option<Closure>,
}

/// How and when a ticket was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closure {
    /// The way it was closed.
    pub kind: ClosureKind,
    /// The instant of closing; the reopening window is counted from it.
    pub at: DateTime<Utc>,
}

/// Which of the four findings of an analysis are there (or are being recorded).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Findings {
    /// Identificación.
    pub identification: bool,
    /// Validación.
    pub validation: bool,
    /// Estructura.
    pub structure: bool,
    /// Tipo de alarma.
    pub alarm_type: bool,
}

impl Findings {
    /// All four.
    pub const COMPLETE: Self =
        Self { identification: true, validation: true, structure: true, alarm_type: true };

    /// Whether the analysis is complete.
    #[must_use]
    pub fn complete(self) -> bool {
        self == Self::COMPLETE
    }

    /// Whether there is not a single one.
    #[must_use]
    pub fn none(self) -> bool {
        self == Self::default()
    }
}

/// A work plan as the rules of the ticket see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanSummary {
    /// Where its newest version stands.
    pub state: PlanState,
    /// All its activities.
    pub activities: usize,
    /// Activities that are neither done nor cancelled.
    pub open_activities: usize,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Somebody signed in, or a reporter whose e-mail was recognised.
    Person {
        /// Their id.
        id: Uuid,
        /// Their role.
        role: Role,
        /// A reporter's company; staff have none.
        company: Option<Uuid>,
    },
    /// An API key. It never counts as a reporter: its messages answer nothing.
    Integration {
        /// The key's id.
        id: Uuid,
        /// The company it acts for; `None` for a key of support.
        company: Option<Uuid>,
    },
    /// The timer that ends testing periods.
    Timer,
    /// Machine mail: automatic replies and bounces. It is recorded and may do nothing; a human
    /// mail of a reporter acts as that [`Actor::Person`].
    Mail,
}

/// The sides that the rules of the table name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// A reporter of the ticket's company.
    Reporter,
    /// Anybody of support.
    Staff,
    /// An API key of the ticket's company or of support.
    Integration,
    /// The timer.
    Timer,
}

impl Actor {
    /// Which side this actor is on in matters of a ticket of `company`, if on any.
    pub(super) fn party(&self, company: Uuid) -> Option<Party> {
        match *self {
            Self::Person { role: Role::Reporter, company: own, .. } => {
                (own == Some(company)).then_some(Party::Reporter)
            }
            Self::Person { role: Role::Engineer | Role::Coordinator | Role::Admin, .. } => {
                Some(Party::Staff)
            }
            Self::Integration { company: own, .. } => {
                own.is_none_or(|own| own == company).then_some(Party::Integration)
            }
            Self::Timer => Some(Party::Timer),
            Self::Mail => None,
        }
    }

    /// Whether a ticket of `company`, and what is public about it, is this actor's to see.
    #[must_use]
    pub fn may_see(&self, company: Uuid) -> bool {
        self.party(company).is_some()
    }

    /// Which of the two sides that agree on an after-hours window this actor is on.
    #[must_use]
    pub fn side(&self, company: Uuid) -> Option<Side> {
        match self.party(company)? {
            Party::Reporter => Some(Side::Customer),
            Party::Staff => Some(Side::Support),
            Party::Integration | Party::Timer => None,
        }
    }

    /// The id of the acting engineer: staff who may only act where they are responsible.
    pub(super) fn engineer(&self) -> Option<Uuid> {
        match *self {
            Self::Person { id, role: Role::Engineer, .. } => Some(id),
            Self::Person { role: Role::Reporter | Role::Coordinator | Role::Admin, .. }
            | Self::Integration { .. }
            | Self::Timer
            | Self::Mail => None,
        }
    }
}
