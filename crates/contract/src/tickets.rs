//! Tickets: opening, listing, showing, correcting; messages.

use aval_domain::clocks::Metric;
use aval_domain::duration::IsoDuration;
use aval_domain::lifecycle::{
    ActionKind, ClosureKind, Guard, Kind, PlanState, Priority, Stage, WaitingOn,
};
pub use aval_domain::record::Visibility;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::after_hours::Side;
use crate::attachments::Attachment;
use crate::categories::Category;
use crate::companies::CompanyRef;
use crate::me::PersonRef;
pub use crate::ticket_query::{TicketQuery, TicketSort};

/// `POST /tickets`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenTicket {
    /// What it is about, one line, 1 to 200 characters.
    pub subject: String,
    /// What happened, Markdown, up to 20 000 characters.
    pub description: String,
    /// What is asked for. An incident needs `steps` and `occurred_from` too.
    pub kind: Kind,
    /// As the customer sees it; `normal` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// An active category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_id: Option<Uuid>,
    /// The steps that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<String>,
    /// Who is affected: not the reporter, people report for others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected_user: Option<String>,
    /// The campaign it happened in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// When it happened, or began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_from: Option<DateTime<Utc>>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_to: Option<DateTime<Utc>>,
    /// Files uploaded before with `POST /attachments`, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment_ids: Vec<Uuid>,
    /// For staff and support keys: whose ticket it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
    /// For staff: the reporter on whose behalf it is opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter_id: Option<Uuid>,
    /// The closed ticket that this one follows up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up_of: Option<String>,
}

/// Whether support is open at the moment of the answer, for the ticket's kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedServiceHours {
    /// Whether somebody looks at it right away.
    pub open_now: bool,
    /// When support opens next; now when open.
    pub next_opening: DateTime<Utc>,
}

/// A new ticket, and when support will see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedTicket {
    /// The ticket.
    #[serde(flatten)]
    pub ticket: TicketAnswer,
    /// Open now, or when.
    pub service_hours: OpenedServiceHours,
}

/// `PATCH /tickets/{id}`: fields left out stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateTicket {
    /// New subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// New description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// New steps; an empty text removes them where they are not required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<String>,
    /// New affected user; an empty text removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected_user: Option<String>,
    /// New campaign; an empty text removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// New beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_from: Option<DateTime<Utc>>,
    /// New end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_to: Option<DateTime<Utc>>,
}

/// The running testing period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Testing {
    /// When silence closes the ticket; `null` while support has to answer the customer first.
    pub ends_at: Option<DateTime<Utc>>,
    /// When the customer is reminded next.
    pub next_reminder_at: Option<DateTime<Utc>>,
}

/// Who closed a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Closure {
    /// Approved, tacit, withdrawn or duplicate.
    pub kind: ClosureKind,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `null` for the timer.
    pub by: Option<PersonRef>,
    /// With `tacit`: the clarification, each reminder, each logged attempt.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub evidence: Option<serde_json::Value>,
}

/// The work plan in short: to staff the newest version, to customers the newest submitted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkPlanRef {
    /// Counts up with each edit of a submitted plan.
    pub version: i32,
    /// Where that version stands.
    pub state: PlanState,
}

/// The clock of one promise, in its present cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clock {
    /// When the cycle began.
    pub started_at: DateTime<Utc>,
    /// The promise, in service time.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT4H"))]
    pub target: IsoDuration,
    /// When it is due; `null` while paused or ended.
    pub due_at: Option<DateTime<Utc>>,
    /// Service time consumed.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT1H"))]
    pub elapsed: IsoDuration,
    /// Service time left; negative when breached.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT3H"))]
    pub remaining: IsoDuration,
    /// Whether it stands still because the customer must act.
    pub paused: bool,
    /// Whether the promise was broken.
    pub breached: bool,
    /// Whether it was kept; `null` while it runs or when it ended without a verdict.
    pub met: Option<bool>,
    /// When the cycle ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// The clocks of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clocks {
    /// From opening to the first contact.
    pub first_contact: Clock,
    /// From opening, rejection or reopening to delivery.
    pub resolution: Clock,
}

/// `GET /tickets/{id}/clocks`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllClocks {
    /// From opening to the first contact.
    pub first_contact: ClockCycles,
    /// From opening, rejection or reopening to delivery.
    pub resolution: ClockCycles,
}

/// All runs of one clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockCycles {
    /// In order; the last one may be running.
    pub cycles: Vec<Clock>,
}

/// A ticket as its company sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketForReporter {
    /// UUIDv7.
    pub id: Uuid,
    /// `CASO-000123`
    pub number: String,
    /// Whose it is.
    pub company: CompanyRef,
    /// One line.
    pub subject: String,
    /// Markdown as written.
    pub description: String,
    /// The same as sanitised HTML.
    pub description_html: String,
    /// What is asked for.
    pub kind: Kind,
    /// Category.
    pub category: Option<Category>,
    /// Priority.
    pub priority: Priority,
    /// Where it stands.
    pub stage: Stage,
    /// Who must act next.
    pub waiting_on: WaitingOn,
    /// Who reported it; `null` when an integration or staff did for nobody in particular.
    pub reporter: Option<PersonRef>,
    /// Who is affected.
    pub affected_user: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Steps to reproduce, Markdown.
    pub steps: Option<String>,
    /// The same as sanitised HTML.
    pub steps_html: Option<String>,
    /// When it happened, or began.
    pub occurred_from: Option<DateTime<Utc>>,
    /// When it ended.
    pub occurred_to: Option<DateTime<Utc>>,
    /// Who works on it.
    pub assignee: Option<PersonRef>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When anything public changed last.
    pub updated_at: DateTime<Utc>,
    /// Since when it is in its stage.
    pub stage_since: DateTime<Utc>,
    /// While testing.
    pub testing: Option<Testing>,
    /// When closed.
    pub closure: Option<Closure>,
    /// When there is one.
    pub work_plan: Option<WorkPlanRef>,
    /// Number of the ticket that this one follows up.
    pub follow_up_of: Option<String>,
    /// Number of the ticket that this one repeats.
    pub duplicate_of: Option<String>,
    /// The promises.
    pub clocks: Clocks,
    /// For `If-Match`: the `ETag` is `"<version>"`.
    pub version: i64,
}

/// What an analysis found. Only staff read the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Findings {
    /// Identificación.
    pub identification: Option<String>,
    /// Validación.
    pub validation: Option<String>,
    /// Estructura.
    pub structure: Option<String>,
    /// Tipo de alarma.
    pub alarm_type: Option<String>,
}

/// What only staff sees of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketInternal {
    /// The four findings.
    pub findings: Findings,
    /// Whether a first contact is on record.
    pub first_contact: bool,
    /// How many internal notes there are.
    pub notes: u64,
}

/// A ticket as staff sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketForStaff {
    /// What everybody sees.
    #[serde(flatten)]
    pub ticket: TicketForReporter,
    /// What only staff sees.
    pub internal: TicketInternal,
}

/// A ticket, as the caller may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged, from = "ReceivedTicket")]
pub enum TicketAnswer {
    /// To staff and keys of support.
    Staff(Box<TicketForStaff>),
    /// To reporters and keys of a company.
    Reporter(Box<TicketForReporter>),
}

/// A ticket as it arrives: whether it has an internal part tells for whom it is. Trying the one
/// type after the other would come to the same and take twice the code, which browsers download.
#[derive(Deserialize)]
struct ReceivedTicket {
    #[serde(flatten)]
    ticket: TicketForReporter,
    #[serde(default)]
    internal: Option<TicketInternal>,
}

impl From<ReceivedTicket> for TicketAnswer {
    fn from(ReceivedTicket { ticket, internal }: ReceivedTicket) -> Self {
        match internal {
            Some(internal) => Self::Staff(Box::new(TicketForStaff { ticket, internal })),
            None => Self::Reporter(Box::new(ticket)),
        }
    }
}

impl TicketAnswer {
    /// The part that everybody sees.
    #[must_use]
    pub fn public(&self) -> &TicketForReporter {
        match self {
            Self::Staff(staff) => &staff.ticket,
            Self::Reporter(ticket) => ticket,
        }
    }

    /// The part that only staff gets.
    #[must_use]
    pub fn internal(&self) -> Option<&TicketInternal> {
        match self {
            Self::Staff(staff) => Some(&staff.internal),
            Self::Reporter(_) => None,
        }
    }
}

/// A ticket in a list: what a queue shows, without the long texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketListItem {
    /// UUIDv7.
    pub id: Uuid,
    /// `CASO-000123`
    pub number: String,
    /// Whose it is.
    pub company: CompanyRef,
    /// One line.
    pub subject: String,
    /// What is asked for.
    pub kind: Kind,
    /// Category.
    pub category: Option<Category>,
    /// Priority.
    pub priority: Priority,
    /// Where it stands.
    pub stage: Stage,
    /// Who must act next.
    pub waiting_on: WaitingOn,
    /// Who reported it.
    pub reporter: Option<PersonRef>,
    /// Who is affected.
    pub affected_user: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Who works on it.
    pub assignee: Option<PersonRef>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When anything public changed last.
    pub updated_at: DateTime<Utc>,
    /// Since when it is in its stage.
    pub stage_since: DateTime<Utc>,
    /// When there is one.
    pub work_plan: Option<WorkPlanRef>,
    /// The first after-hours window that waits for an answer and can still have one.
    pub asked_window: Option<AskedWindow>,
    /// While testing: when silence closes it.
    pub testing_ends_at: Option<DateTime<Utc>>,
    /// How it was closed.
    pub closure_kind: Option<ClosureKind>,
    /// The earlier due time of its running clocks.
    pub due_at: Option<DateTime<Utc>>,
    /// What is due then: the first contact until it is made, a solution afterwards.
    pub due_metric: Option<Metric>,
    /// Whether a running clock is past its due time.
    pub breached: bool,
    /// For `If-Match`.
    pub version: i64,
}

/// An after-hours window that waits for an answer, in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedWindow {
    /// The side that asked; the other one answers.
    pub asked_by_side: Side,
    /// First instant of it.
    pub starts_at: DateTime<Utc>,
    /// First instant after it.
    pub ends_at: DateTime<Utc>,
}

/// `POST /tickets/{id}/messages`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostMessage {
    /// Markdown, up to 20 000 characters.
    pub body: String,
    /// `public` when left out.
    #[serde(default)]
    pub visibility: Visibility,
    /// Files uploaded before, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment_ids: Vec<Uuid>,
}

/// A written message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// UUIDv7.
    pub id: Uuid,
    /// The ticket it stands in: the target, when written to a duplicate.
    pub ticket_id: Uuid,
    /// Who may read it.
    pub visibility: Visibility,
    /// Markdown as written.
    pub body: String,
    /// The same as sanitised HTML.
    pub body_html: String,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// What the caller may do with a ticket now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actions {
    /// Every action that the caller's role may ever do, in the order of the table.
    pub items: Vec<ActionAvailability>,
}

/// Whether one action is possible now, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionAvailability {
    /// The action.
    pub action: ActionKind,
    /// Whether it is possible now.
    pub possible: bool,
    /// The condition that does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guard: Option<Guard>,
    /// When the stage is wrong: from where it is possible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_stages: Vec<Stage>,
}
