//! The bodies of `POST /tickets/{id}/actions/{action}`. Each answers with the ticket.

use aval_domain::lifecycle::{
    ContactChannel, ContactDirection, ContactOutcome, Kind, Priority, ResolutionType,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! action_body {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }
    };
}

action_body! {
    /// `assign`
    Assign {
        /// An active member of staff.
        assignee_id: Uuid,
    }
}

action_body! {
    /// `log-contact`
    LogContact {
        /// By which means.
        channel: ContactChannel,
        /// Who called whom.
        direction: ContactDirection,
        /// Whether the customer was reached.
        outcome: ContactOutcome,
        /// What was said; the customer reads it.
        summary: String,
        /// When it took place; now when left out, never in the future.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<DateTime<Utc>>,
    }
}

action_body! {
    /// `request-information`
    RequestInformation {
        /// The question, Markdown.
        body: String,
    }
}

action_body! {
    /// `recategorize`: at least one of kind, category and priority.
    Recategorize {
        /// New kind.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<Kind>,
        /// New category.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category_id: Option<Uuid>,
        /// New priority.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<Priority>,
        /// Why; the customer reads it.
        reason: String,
    }
}

action_body! {
    /// `record-analysis`: any subset of the four findings; all four make it complete.
    #[derive(Default)]
    RecordAnalysis {
        /// Identificación.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identification: Option<String>,
        /// Validación.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        validation: Option<String>,
        /// Estructura.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        structure: Option<String>,
        /// Tipo de alarma.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alarm_type: Option<String>,
    }
}

action_body! {
    /// `return-to-analysis`, `withdraw`, `reject-solution`, `reopen`
    Reason {
        /// Why; both sides read it.
        reason: String,
    }
}

action_body! {
    /// `deliver-solution`
    DeliverSolution {
        /// What was done, Markdown.
        summary: String,
        /// How the customer tests it, Markdown.
        test_steps: String,
        /// One that fits the ticket's kind.
        resolution_type: ResolutionType,
        /// Business days for testing, 1 to 30; by default by kind.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 30))]
        testing_days: Option<u8>,
        /// Files uploaded before, at most 20.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attachment_ids: Vec<Uuid>,
    }
}

action_body! {
    /// `extend-testing`
    ExtendTesting {
        /// The new last day; a business day after the present one.
        ends_on: NaiveDate,
        /// Why; both sides read it.
        reason: String,
    }
}

action_body! {
    /// `confirm-solution`
    #[derive(Default)]
    ConfirmSolution {
        /// A word to the engineer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    }
}

action_body! {
    /// `mark-duplicate`
    MarkDuplicate {
        /// Id or number of the ticket that stays.
        target: String,
    }
}

action_body! {
    /// `start-analysis`, `start-solution`: an empty object.
    #[derive(Default)]
    Empty {}
}
