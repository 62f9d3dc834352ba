//! Which tickets are asked for, and in which order.

use aval_domain::lifecycle::{Kind, Priority, Stage, WaitingOn};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The order of a list of tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TicketSort {
    /// Newest first.
    #[default]
    #[serde(rename = "-created_at")]
    NewestFirst,
    /// Oldest first.
    #[serde(rename = "created_at")]
    OldestFirst,
    /// Last changed first.
    #[serde(rename = "-updated_at")]
    LastChangedFirst,
    /// Due first; then what is tested, by the end of its testing period; then what waits without a
    /// time limit; then what is closed, closed last first.
    #[serde(rename = "due_at")]
    DueFirst,
    /// Most urgent first, oldest of each first.
    #[serde(rename = "-priority")]
    MostUrgentFirst,
}

impl TicketSort {
    /// All orders.
    pub const ALL: [Self; 5] = [
        Self::NewestFirst,
        Self::OldestFirst,
        Self::LastChangedFirst,
        Self::DueFirst,
        Self::MostUrgentFirst,
    ];

    /// As written in `sort=`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewestFirst => "-created_at",
            Self::OldestFirst => "created_at",
            Self::LastChangedFirst => "-updated_at",
            Self::DueFirst => "due_at",
            Self::MostUrgentFirst => "-priority",
        }
    }
}

/// Makes a type of parameters with the filters of tickets and what it has besides. Serde refuses no
/// unknown parameter where one type is flattened into another, and reads only strings there.
macro_rules! with_filters {
    ($(#[$meta:meta])* pub struct $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Only this stage.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", param(inline))]
            pub stage: Option<Stage>,
            /// Only this kind.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", param(inline))]
            pub kind: Option<Kind>,
            /// Only this priority.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", param(inline))]
            pub priority: Option<Priority>,
            /// Only this company's.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub company_id: Option<Uuid>,
            /// Only this engineer's.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub assignee_id: Option<Uuid>,
            /// Only those with (or without) somebody responsible.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub assigned: Option<bool>,
            /// Only those waiting on this side.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", param(inline))]
            pub waiting_on: Option<WaitingOn>,
            /// Only those that need (or don't need) the customer: they wait on her, or support has asked for an
            /// after-hours window that she can still answer.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub needs_customer: Option<bool>,
            /// Only this category.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub category_id: Option<Uuid>,
            /// Only those with (or without) a running clock past its due time.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub breached: Option<bool>,
            /// Only those with a running clock whose due time is at or after.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub due_from: Option<DateTime<Utc>>,
            /// Only those with a running clock whose due time is before.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub due_to: Option<DateTime<Utc>>,
            /// Opened at or after.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub created_from: Option<DateTime<Utc>>,
            /// Opened before.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub created_to: Option<DateTime<Utc>>,
            /// Words that all occur in one of the ticket's texts — what it says of itself, a message, a
            /// solution, the name of a file — in any form of Spanish and without regard to accents; `"in
            /// quotes"` a phrase. Internal notes count for support only.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub q: Option<String>,
            $($own)*
        }
    };
}

with_filters! {
    /// Parameters of `GET /tickets`. Filters are combined with "and".
    pub struct TicketQuery {
        /// The order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", param(inline))]
        pub sort: Option<TicketSort>,
        /// How many entries at the most, 1 to 100 (default 50).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
        pub limit: Option<u32>,
        /// `next_cursor` of the page before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cursor: Option<String>,
        /// Whether to count all entries into `total`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub count: Option<bool>,
    }
}

with_filters! {
    /// Parameters of `GET /exports/tickets.csv`: the filters of `GET /tickets`.
    pub struct ExportQuery {}
}

impl From<ExportQuery> for TicketQuery {
    fn from(query: ExportQuery) -> Self {
        let ExportQuery {
            stage,
            kind,
            priority,
            company_id,
            assignee_id,
            assigned,
            waiting_on,
            needs_customer,
            category_id,
            breached,
            due_from,
            due_to,
            created_from,
            created_to,
            q,
        } = query;
        Self {
            stage,
            kind,
            priority,
            company_id,
            assignee_id,
            assigned,
            waiting_on,
            needs_customer,
            category_id,
            breached,
            due_from,
            due_to,
            created_from,
            created_to,
            q,
            ..Self::default()
        }
    }
}
