//! After-hours windows of tickets, the agenda of support, and the calendar feed of an engineer.

pub use aval_domain::after_hours::{Side, WindowState};
use aval_domain::lifecycle::ActionKind;
use aval_domain::work_plan::ActivityState;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::companies::CompanyRef;
use crate::me::PersonRef;

/// `POST /tickets/{id}/after-hours`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskAfterHours {
    /// First instant of the window, cut to the second.
    pub starts_at: DateTime<Utc>,
    /// First instant after it, cut to the second.
    pub ends_at: DateTime<Utc>,
    /// What is to be done in it, up to 2 000 characters.
    pub task: String,
    /// Whom support finds on site, and how: one line.
    pub contact: String,
    /// For coordinators: why it may start before `earliest_start`; both sides read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
    /// For staff: who will work in it; the ticket's assignee when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engineer_id: Option<Uuid>,
}

/// `POST …/cancel` and `…/miss`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WindowEnd {
    /// Why; both sides read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A window, and what the caller may do with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AfterHoursWindow {
    /// UUIDv7.
    pub id: Uuid,
    /// Where it stands.
    pub state: WindowState,
    /// The side that asked; the other one agrees or declines.
    pub asked_by_side: Side,
    /// Who asked.
    pub asked_by: PersonRef,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// First instant of it.
    pub starts_at: DateTime<Utc>,
    /// First instant after it.
    pub ends_at: DateTime<Utc>,
    /// What is to be done.
    pub task: String,
    /// Whom support finds on site.
    pub contact: String,
    /// Who works in it; known when it is agreed at the latest.
    pub engineer: Option<PersonRef>,
    /// Why it starts sooner than the notice allows.
    pub override_reason: Option<String>,
    /// Who agreed or declined.
    pub answered_by: Option<PersonRef>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
    /// Who completed it, missed it or called it off. The closing of its ticket calls it off too.
    pub settled_by: Option<PersonRef>,
    /// When.
    pub settled_at: Option<DateTime<Utc>>,
    /// Why it was declined, missed or called off.
    pub reason: Option<String>,
    /// What the caller may do with it now.
    pub can: Vec<ActionKind>,
}

/// A window that was asked for or acted on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedWindow {
    /// The window after it.
    #[serde(flatten)]
    pub window: AfterHoursWindow,
    /// The ticket's version after it, for the next `If-Match`.
    pub ticket_version: i64,
}

/// All windows of a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AfterHoursWindows {
    /// By their beginning.
    pub items: Vec<AfterHoursWindow>,
    /// From when on a window asked for now may start: the close of the third business day.
    pub earliest_start: DateTime<Utc>,
    /// The ticket's version, for `If-Match`.
    pub ticket_version: i64,
}

/// Parameters of `GET /agenda`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct AgendaQuery {
    /// What ends after this instant.
    pub from: DateTime<Utc>,
    /// What starts before this instant, at most 62 days later.
    pub to: DateTime<Utc>,
    /// Only windows of this engineer, and activities for which she is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engineer_id: Option<Uuid>,
}

/// What support has agreed to do outside service hours and what it is asked to, and the work that is
/// planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agenda {
    /// Windows, by their beginning.
    pub items: Vec<AgendaEntry>,
    /// Activities of the work plans in force, by their beginning.
    pub activities: Vec<AgendaActivity>,
}

/// One window of the agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaEntry {
    /// The window.
    pub id: Uuid,
    /// Its ticket.
    pub ticket_id: Uuid,
    /// `CASO-000123`
    pub ticket_number: String,
    /// What the ticket is about.
    pub ticket_subject: String,
    /// Whose ticket it is.
    pub company: CompanyRef,
    /// `agreed`, or `asked` while the other side has to answer.
    pub state: WindowState,
    /// The side that asked.
    pub asked_by_side: Side,
    /// First instant of it.
    pub starts_at: DateTime<Utc>,
    /// First instant after it.
    pub ends_at: DateTime<Utc>,
    /// What is to be done.
    pub task: String,
    /// Whom support finds on site.
    pub contact: String,
    /// Who works in it.
    pub engineer: Option<PersonRef>,
}

/// One activity of the agenda. It is of the last version of its plan that the customer approved, and
/// neither given up nor left undone by a ticket that is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaActivity {
    /// The activity, the same in every version of its plan.
    pub id: Uuid,
    /// Its ticket.
    pub ticket_id: Uuid,
    /// `CASO-000123`
    pub ticket_number: String,
    /// What the ticket is about.
    pub ticket_subject: String,
    /// Whose ticket it is.
    pub company: CompanyRef,
    /// What is done.
    pub title: String,
    /// By whom.
    pub responsible: PersonRef,
    /// The side that she is on: customers do their part of a plan.
    pub responsible_side: Side,
    /// `pending`, `in_progress` or `done`.
    pub state: ActivityState,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it is to be done.
    pub ends_at: DateTime<Utc>,
    /// Whether it should be done by now and is not.
    pub overdue: bool,
}

/// `GET /me/calendar-feed`: whether there is an address; it is shown only when it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// Since when the present address works; `null` without one.
    pub created_at: Option<DateTime<Utc>>,
}

/// A new secret address for calendar programs, shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedCalendarFeed {
    /// iCalendar, without signing in: whoever has the address reads the agenda.
    pub url: String,
    /// Since when it works.
    pub created_at: DateTime<Utc>,
}
