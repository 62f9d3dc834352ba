//! Figures for those who coordinate support, the monthly service report of a company, and tickets
//! as a table.

use aval_domain::duration::IsoDuration;
use aval_domain::lifecycle::{ClosureKind, Kind, Priority, Stage, WaitingOn};
pub use aval_domain::reports::{AgeBucket, ServedHour};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::after_hours::{AgendaEntry, WindowState};
use crate::companies::CompanyRef;
use crate::me::PersonRef;
pub use crate::ticket_query::ExportQuery;
use crate::tickets::TicketListItem;

/// Parameters of all reports but the monthly one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ReportQuery {
    /// First date in Bogota; 29 days before `to` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last date in Bogota, which is included; today when left out. At most 366 dates in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Only tickets of this company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<Uuid>,
}

/// Open tickets by stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageCounts {
    /// In `open`.
    pub open: u32,
    /// In `analysis`.
    pub analysis: u32,
    /// In `solution`.
    pub solution: u32,
    /// In `testing`.
    pub testing: u32,
    /// All of them.
    pub total: u32,
}

/// `GET /reports/stages`: what is open at the end of the period, or now if that is earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StagesReport {
    /// The instant that is told about.
    pub at: DateTime<Utc>,
    /// All tickets.
    pub total: StageCounts,
    /// By whom they were assigned to then, those with most first; nobody is `null`.
    pub engineers: Vec<EngineerStages>,
    /// By company, those with most first.
    pub companies: Vec<CompanyStages>,
}

/// Open tickets of one engineer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EngineerStages {
    /// Who; `null` for those assigned to nobody.
    pub engineer: Option<PersonRef>,
    /// How many.
    pub counts: StageCounts,
}

/// Open tickets of one company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyStages {
    /// Whose.
    pub company: CompanyRef,
    /// How many.
    pub counts: StageCounts,
}

/// What became of promises. Each run of a clock counts: a rejected solution and a reopening begin
/// another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Compliance {
    /// Kept in time.
    pub met: u32,
    /// Done too late, or not done when the time was over.
    pub breached: u32,
    /// Not done, with time left.
    pub running: u32,
    /// Closed in time without it: withdrawn or a duplicate.
    pub undecided: u32,
    /// `met` of a hundred `met` and `breached` ones, to a tenth; `null` when there are none.
    pub percentage: Option<f64>,
}

/// What became of one promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockCompliance {
    /// Of all tickets.
    pub total: Compliance,
    /// By the priority that tickets have now, most urgent first.
    pub priorities: Vec<PriorityCompliance>,
    /// By company, in the order of their names.
    pub companies: Vec<CompanyCompliance>,
}

/// What became of one promise at one priority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityCompliance {
    /// Which.
    pub priority: Priority,
    /// What became of it.
    pub compliance: Compliance,
}

/// What became of one promise to one company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyCompliance {
    /// To whom.
    pub company: CompanyRef,
    /// What became of it.
    pub compliance: Compliance,
}

/// `GET /reports/compliance`: what became, until now, of the promises whose time began in the
/// period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplianceReport {
    /// First date.
    pub from: NaiveDate,
    /// Last date.
    pub to: NaiveDate,
    /// From opening to the first contact.
    pub first_contact: ClockCompliance,
    /// From opening, rejection or reopening to delivery.
    pub resolution: ClockCompliance,
}

/// `GET /reports/ageing`: how old what is open at the end of the period (or now) is, in business
/// days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgeingReport {
    /// The instant that is told about.
    pub at: DateTime<Utc>,
    /// All open tickets.
    pub total: u32,
    /// Youngest first.
    pub buckets: Vec<AgeCount>,
}

/// Open tickets of about one age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgeCount {
    /// Business days since the one that the opening counts to.
    pub bucket: AgeBucket,
    /// The fewest of them.
    pub from_days: i64,
    /// The most of them; `null` without a limit.
    pub to_days: Option<i64>,
    /// Those that wait for support.
    pub support: u32,
    /// Those that wait for the customer.
    pub customer: u32,
    /// Both.
    pub total: u32,
}

/// `GET /reports/time-in-stage`: how long tickets were in the stages that they left in the period,
/// in service time of their kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimeInStageReport {
    /// First date.
    pub from: NaiveDate,
    /// Last date.
    pub to: NaiveDate,
    /// In the order of the stages.
    pub stages: Vec<StageTime>,
}

/// How long tickets were in one stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageTime {
    /// Which.
    pub stage: Stage,
    /// How many stays ended.
    pub stays: u32,
    /// The mean; `null` without a stay, like the others.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "PT4H"))]
    pub mean: Option<IsoDuration>,
    /// Half of them were no longer.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "PT3H"))]
    pub median: Option<IsoDuration>,
    /// Nine of ten were no longer.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "PT9H"))]
    pub p90: Option<IsoDuration>,
}

/// How tickets ended, and what customers decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosureFigures {
    /// The customer confirmed the solution.
    pub approved: u32,
    /// The customer stayed silent.
    pub tacit: u32,
    /// The customer needs it no more.
    pub withdrawn: u32,
    /// Another ticket is about it.
    pub duplicate: u32,
    /// All closings.
    pub closed: u32,
    /// Solutions delivered.
    pub delivered: u32,
    /// Solutions rejected.
    pub rejected: u32,
    /// Closed tickets opened again.
    pub reopened: u32,
    /// `rejected` of a hundred `rejected`, `approved` and `tacit` ones; `null` when there are none.
    pub reject_rate: Option<f64>,
    /// `reopened` for a hundred `closed` ones; `null` when there are none.
    pub reopen_rate: Option<f64>,
}

/// `GET /reports/closures`: what happened in the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosuresReport {
    /// First date.
    pub from: NaiveDate,
    /// Last date.
    pub to: NaiveDate,
    /// Of all tickets.
    pub total: ClosureFigures,
    /// By company, in the order of their names.
    pub companies: Vec<CompanyClosures>,
}

/// What happened to tickets of one company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyClosures {
    /// Whose.
    pub company: CompanyRef,
    /// What happened.
    pub figures: ClosureFigures,
}

/// `GET /reports/load`: when in the week tickets were opened, in Bogota time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoadReport {
    /// First date.
    pub from: NaiveDate,
    /// Last date.
    pub to: NaiveDate,
    /// All openings.
    pub openings: u32,
    /// Those in closed time of their kind, by the calendar with its holidays and exceptions.
    pub outside_service_hours: u32,
    /// All 168 hours of the week, Monday first.
    pub cells: Vec<LoadCell>,
}

/// One hour of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoadCell {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
    /// For what support is open in it, in a week without holidays.
    pub service: ServedHour,
    /// How many tickets were opened in it.
    pub openings: u32,
}

/// `GET /reports/today`: what a coordinator looks at in the morning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayReport {
    /// Now.
    pub at: DateTime<Utc>,
    /// Today in Bogota.
    pub date: NaiveDate,
    /// Whose clock has run out, longest ago first.
    pub breached: TodayTickets,
    /// Whose clock runs out in what is left of today, soonest first.
    pub due_today: TodayTickets,
    /// Which are assigned to nobody, oldest first.
    pub unassigned: TodayTickets,
    /// Whose work plan the customer has to decide on, oldest first.
    pub awaiting_approval: TodayTickets,
    /// After-hours windows that touch today, agreed or waiting for an answer.
    pub windows: Vec<AgendaEntry>,
}

/// Some tickets, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayTickets {
    /// All of them.
    pub total: u64,
    /// The first five.
    pub items: Vec<TicketListItem>,
}

/// Parameters of `GET /reports/companies/{id}/monthly`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct MonthlyQuery {
    /// A month that has begun, `YYYY-MM`; the present one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-10"))]
    pub month: Option<String>,
}

/// The service that one company got in a month. Public data only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthlyReport {
    /// Whose.
    pub company: CompanyRef,
    /// Its tax id.
    pub nit: String,
    /// `YYYY-MM`
    pub month: String,
    /// First date.
    pub from: NaiveDate,
    /// Last date; today in the present month.
    pub to: NaiveDate,
    /// When this was put together.
    pub at: DateTime<Utc>,
    /// In short.
    pub totals: MonthlyTotals,
    /// What became of the promises whose time began in the month.
    pub first_contact: Compliance,
    /// The same for solutions.
    pub resolution: Compliance,
    /// How tickets ended, and what the company decided.
    pub closures: ClosureFigures,
    /// Tickets opened, closed or reopened in the month, by number.
    pub cases: Vec<MonthlyCase>,
    /// Work outside service hours that began in the month, by its beginning.
    pub windows: Vec<MonthlyWindow>,
}

/// A month in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthlyTotals {
    /// Tickets opened.
    pub opened: u32,
    /// Closings.
    pub closed: u32,
    /// Tickets open at its end.
    pub open_at_end: u32,
    /// Hours of windows whose work was done.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT4H"))]
    pub after_hours_done: IsoDuration,
    /// Hours of windows that are agreed.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT2H"))]
    pub after_hours_agreed: IsoDuration,
}

/// A ticket of the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthlyCase {
    /// `CASO-000123`
    pub number: String,
    /// One line.
    pub subject: String,
    /// What is asked for.
    pub kind: Kind,
    /// Priority.
    pub priority: Priority,
    /// Where it stood at the end of the month.
    pub stage: Stage,
    /// Whose turn it was then.
    pub waiting_on: WaitingOn,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// How many times it was reopened in the month.
    pub reopened: u32,
    /// When it was closed; `null` when it was open at the end of the month.
    pub closed_at: Option<DateTime<Utc>>,
    /// How.
    pub closure_kind: Option<ClosureKind>,
}

/// Work outside service hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthlyWindow {
    /// `CASO-000123`
    pub ticket_number: String,
    /// `agreed` or `done`.
    pub state: WindowState,
    /// First instant of it.
    pub starts_at: DateTime<Utc>,
    /// First instant after it.
    pub ends_at: DateTime<Utc>,
    /// Its length.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT4H"))]
    pub length: IsoDuration,
    /// What is to be done.
    pub task: String,
    /// Who works in it.
    pub engineer: Option<PersonRef>,
}
