//! What is promised: targets of the clocks, lengths of testing periods.

pub use aval_domain::clocks::{SlaOverride, SlaPolicy, Targets, TargetsOverride};
pub use aval_domain::testing::{DaysOfKind, TestingPolicy};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a change of the rules would do to what runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// Tickets that are not closed; of one company where its contract is asked about.
    pub running: u64,
    /// Those of them whose due time or end of testing would be another.
    pub moved: u64,
}

/// How far the running tickets have been brought in line with the newest rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reevaluation {
    /// When the rules changed.
    pub asked_at: DateTime<Utc>,
    /// Tickets that were running then.
    pub total: u64,
    /// Tickets that have been looked at.
    pub done: u64,
    /// When the last one was; `null` while it goes on.
    pub finished_at: Option<DateTime<Utc>>,
}
