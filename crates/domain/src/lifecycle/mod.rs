//! The life of a ticket: the only place that knows which move is possible.
//!
//! API handlers, the buttons of the SPA, mail, bulk actions, imports and timers all ask
//! [`decide`], and write what its [`Transition`] says: nobody else makes up a stage.
//!
//! ```text
//! open ──> analysis ──> solution ──> testing ──> closed
//!              ^            │            │           │
//!              ├────────────┘            │           │
//!              ├───── rejected ──────────┘           │
//!              └───── reopened ──────────────────────┘
//! (withdraw / mark duplicate: any stage but closed ──> closed)
//! ```

mod action;
mod decision;
mod guard;
mod opening;
mod state;
mod table;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use action::{Action, ActionKind, DuplicateTarget};
pub use decision::{Refusal, Transition, availability, decide, is_customer_response};
pub use guard::{Guard, REOPEN_BUSINESS_DAYS, close_of};
pub use opening::{Opening, OpeningField, OpeningRefusal, open, open_requirements};
pub use state::{Actor, Closure, Findings, Party, PlanSummary, TicketState};
pub use table::{RULES, Rule};
pub use vocabulary::{
    ClosureKind, ContactChannel, ContactDirection, ContactOutcome, EventKind, Impact, Kind,
    PlanState, Priority, ResolutionType, Role, Stage, Urgency, WaitingOn,
};
