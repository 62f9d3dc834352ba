//! The work plan of a ticket: what is to be done when and by whom. The customer approves it
//! before it starts.

use aval_domain::lifecycle::PlanState;
use aval_domain::work_plan::ActivityState;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::me::PersonRef;

/// `PUT /tickets/{id}/work-plan`: the whole plan as it is to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftWorkPlan {
    /// What is to be reached, Markdown, up to 20 000 characters.
    pub objective: String,
    /// In the order in which they are to be shown, at most 100; a submission needs one.
    pub activities: Vec<DraftActivity>,
}

/// An activity as it is planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftActivity {
    /// The activity of the newest version that this one is: it keeps its state and notes. A new
    /// one has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// What is done, one line, 1 to 200 characters.
    pub title: String,
    /// Somebody of support or a reporter of the ticket's company.
    pub responsible_id: Uuid,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it is to be done; later than `starts_at`.
    pub ends_at: DateTime<Utc>,
}

/// `POST /tickets/{id}/work-plan/approve`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveWorkPlan {
    /// A word to support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// `POST /tickets/{id}/work-plan/reject`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectWorkPlan {
    /// What has to be different.
    pub comment: String,
}

/// `PATCH /tickets/{id}/work-plan/activities/{activity_id}`: fields left out stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateActivity {
    /// Its new state: on or to its end, never back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ActivityState>,
    /// New notes, which the customer reads too; an empty text removes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// A version of a work plan: to staff the newest, to customers the newest that was submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkPlan {
    /// Counts from 1. For `If-Match` take the ticket's version, which is the `ETag`.
    pub version: i32,
    /// Where this version stands.
    pub state: PlanState,
    /// Markdown as written.
    pub objective: String,
    /// The same as sanitised HTML.
    pub objective_html: String,
    /// In their order.
    pub activities: Vec<PlanActivity>,
    /// How it stands against its schedule at the moment of the answer.
    pub progress: PlanProgress,
    /// When it went to the customer.
    pub submitted_at: Option<DateTime<Utc>>,
    /// What the customer said.
    pub decision: Option<PlanDecision>,
}

/// An activity of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanActivity {
    /// The same in every version that has this activity.
    pub id: Uuid,
    /// What is done.
    pub title: String,
    /// By whom.
    pub responsible: PersonRef,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it is to be done.
    pub ends_at: DateTime<Utc>,
    /// What has become of it.
    pub state: ActivityState,
    /// What there is to say of it.
    pub notes: Option<String>,
    /// Whether it should be done by now and is not.
    pub overdue: bool,
}

/// How a plan stands against its schedule, counted in activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanProgress {
    /// All activities, cancelled ones too.
    pub total: usize,
    /// Those that nobody has begun.
    pub pending: usize,
    /// Those that somebody is at.
    pub in_progress: usize,
    /// Those that are done.
    pub done: usize,
    /// Those that won't be done.
    pub cancelled: usize,
    /// Those that should be done by now and are not.
    pub overdue: usize,
    /// How much should be done by now, 0 to 100, cancelled activities aside.
    pub planned_percent: u8,
    /// How much is done, 0 to 100, cancelled activities aside.
    pub actual_percent: u8,
}

/// The customer's yes or no to a version: once, and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanDecision {
    /// When.
    pub at: DateTime<Utc>,
    /// Who of the two reporters.
    pub by: PersonRef,
    /// What she said to it.
    pub comment: Option<String>,
}
