//! Tests of the table, row by row, guard by guard, and along random lives of a ticket.

mod effects;
mod guards;
mod matrix;
mod opening;
mod walk;
mod windows;
mod words;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use uuid::Uuid;

use super::*;
use crate::after_hours::{Side, Window, WindowState, WindowSummary};
use crate::calendar::{BOGOTA, Calendar};
use crate::work_plan::ActivityState;

const COMPANY: Uuid = Uuid::from_u128(0xC0);
const OTHER_COMPANY: Uuid = Uuid::from_u128(0xC1);
/// The engineer who is responsible for the ticket.
const MARTA: Uuid = Uuid::from_u128(0xE0);
/// Another engineer.
const NICO: Uuid = Uuid::from_u128(0xE1);

const fn person(id: u128, role: Role, company: Option<Uuid>) -> Actor {
    Actor::Person { id: Uuid::from_u128(id), role, company }
}

const REPORTER: Actor = person(0xA0, Role::Reporter, Some(COMPANY));
const FOREIGN_REPORTER: Actor = person(0xA1, Role::Reporter, Some(OTHER_COMPANY));
const ASSIGNEE: Actor = Actor::Person { id: MARTA, role: Role::Engineer, company: None };
const OTHER_ENGINEER: Actor = Actor::Person { id: NICO, role: Role::Engineer, company: None };
const COORDINATOR: Actor = person(0xF0, Role::Coordinator, None);
const ADMIN: Actor = person(0xF1, Role::Admin, None);
const COMPANY_KEY: Actor = Actor::Integration { id: Uuid::from_u128(1), company: Some(COMPANY) };
const FOREIGN_KEY: Actor =
    Actor::Integration { id: Uuid::from_u128(2), company: Some(OTHER_COMPANY) };
const SUPPORT_KEY: Actor = Actor::Integration { id: Uuid::from_u128(3), company: None };

const FIXED: Action =
    Action::DeliverSolution { resolution_type: ResolutionType::Fixed, testing_days: 3 };
const CALL_THAT_REACHED: Action = Action::LogContact {
    channel: ContactChannel::Phone,
    direction: ContactDirection::Outbound,
    outcome: ContactOutcome::Reached,
};

/// A wall time of Bogota, `2026-07-10 10:00`.
fn at(wall: &str) -> DateTime<Utc> {
    let wall = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").unwrap();
    BOGOTA.from_local_datetime(&wall).unwrap().to_utc()
}

fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

/// The present of most tests: Tuesday morning of a week without a holiday.
fn now() -> DateTime<Utc> {
    at("2026-07-21 10:00")
}

/// Marta's incident, of which everything is in order for the next step from `stage`. In testing
/// the period ended a minute ago; closed means approved an hour ago.
fn case_in(stage: Stage) -> TicketState {
    let testing = stage == Stage::Testing;
    TicketState {
        company: COMPANY,
        stage,
        waiting_on: match stage {
            Stage::Open | Stage::Analysis | Stage::Solution => WaitingOn::Support,
            Stage::Testing => WaitingOn::Customer,
            Stage::Closed => WaitingOn::Nobody,
        },
        kind: Kind::Incident,
        priority: Priority::Normal,
        assignee: Some(MARTA),
        first_contact: true,
        findings: Findings::COMPLETE,
        plan: None,
        testing_days: testing.then_some(3),
        testing_ends_at: testing.then(|| at("2026-07-21 09:59")),
        answered_since_clarification: false,
        closure: (stage == Stage::Closed)
            .then(|| Closure { kind: ClosureKind::Approved, at: at("2026-07-21 09:00") }),
    }
}

/// The same with a work plan that is in order for `action`, where that is about one.
fn case_for(action: ActionKind, stage: Stage) -> TicketState {
    let state = match action {
        ActionKind::DiscardWorkPlan | ActionKind::SubmitWorkPlan => PlanState::Draft,
        ActionKind::ApproveWorkPlan | ActionKind::RejectWorkPlan => PlanState::Submitted,
        ActionKind::UpdatePlanActivity => PlanState::Approved,
        ActionKind::Assign
        | ActionKind::LogContact
        | ActionKind::RequestInformation
        | ActionKind::StartAnalysis
        | ActionKind::Recategorize
        | ActionKind::RecordAnalysis
        | ActionKind::StartSolution
        | ActionKind::ReturnToAnalysis
        | ActionKind::DeliverSolution
        | ActionKind::ExtendTesting
        | ActionKind::ConfirmSolution
        | ActionKind::RejectSolution
        | ActionKind::CloseTacitly
        | ActionKind::Withdraw
        | ActionKind::MarkDuplicate
        | ActionKind::Reopen
        | ActionKind::DraftWorkPlan
        | ActionKind::PublicMessage
        | ActionKind::InternalNote
        | ActionKind::EditDetails
        | ActionKind::AskAfterHours
        | ActionKind::AgreeAfterHours
        | ActionKind::DeclineAfterHours
        | ActionKind::CancelAfterHours
        | ActionKind::CompleteAfterHours
        | ActionKind::MissAfterHours => return case_in(stage),
    };
    TicketState { plan: plan(state), ..case_in(stage) }
}

/// A plan with two activities that are not done.
fn plan(state: PlanState) -> Option<PlanSummary> {
    Some(PlanSummary { state, activities: 2, open_activities: 2 })
}

/// A case in testing whose period runs until Friday 17:00.
fn case_being_tested() -> TicketState {
    TicketState { testing_ends_at: Some(at("2026-07-24 17:00")), ..case_in(Stage::Testing) }
}

fn decided(state: &TicketState, action: &Action, actor: &Actor) -> Result<Transition, Refusal> {
    decide(state, action, actor, now(), &Calendar::default())
}

fn accepted(state: &TicketState, action: &Action, actor: &Actor) -> Transition {
    decided(state, action, actor).unwrap()
}

/// A window of four hours from this wall time on, which nobody is named for.
fn window(state: WindowState, asked_by: Side, starts: &str) -> WindowSummary {
    let starts = at(starts);
    let window = Window { starts, ends: starts + TimeDelta::hours(4) };
    WindowSummary { state, asked_by, window, engineer: None }
}

/// Proposed by support for Friday evening.
fn proposed() -> WindowSummary {
    window(WindowState::Asked, Side::Support, "2026-07-24 18:00")
}

/// Agreed, and over since yesterday evening, Independence Day.
fn agreed_and_over() -> WindowSummary {
    window(WindowState::Agreed, Side::Support, "2026-07-20 18:00")
}

/// A request of this kind that no guard about its payload would stop, unless it is about whose
/// turn it is; assignments go to Nico, windows are proposed by support.
fn request(kind: ActionKind) -> Action {
    match kind {
        ActionKind::Assign => Action::Assign { assignee: NICO, active: true, is_staff: true },
        ActionKind::LogContact => CALL_THAT_REACHED,
        ActionKind::RequestInformation => Action::RequestInformation,
        ActionKind::StartAnalysis => Action::StartAnalysis,
        ActionKind::Recategorize => Action::Recategorize {
            kind: Some(Kind::Request),
            priority: None,
            category_changes: false,
        },
        ActionKind::RecordAnalysis => Action::RecordAnalysis { findings: Findings::COMPLETE },
        ActionKind::StartSolution => Action::StartSolution,
        ActionKind::ReturnToAnalysis => Action::ReturnToAnalysis,
        ActionKind::DeliverSolution => FIXED,
        ActionKind::ExtendTesting => Action::ExtendTesting { ends_on: day("2026-07-31") },
        ActionKind::ConfirmSolution => Action::ConfirmSolution,
        ActionKind::RejectSolution => Action::RejectSolution,
        ActionKind::CloseTacitly => Action::CloseTacitly,
        ActionKind::Withdraw => Action::Withdraw,
        ActionKind::MarkDuplicate => Action::MarkDuplicate {
            target: DuplicateTarget { same_ticket: false, company: COMPANY, is_duplicate: false },
        },
        ActionKind::Reopen => Action::Reopen,
        ActionKind::DraftWorkPlan => Action::DraftWorkPlan { changes: true },
        ActionKind::DiscardWorkPlan => Action::DiscardWorkPlan,
        ActionKind::SubmitWorkPlan => Action::SubmitWorkPlan,
        ActionKind::ApproveWorkPlan => Action::ApproveWorkPlan,
        ActionKind::RejectWorkPlan => Action::RejectWorkPlan,
        ActionKind::UpdatePlanActivity => Action::UpdatePlanActivity {
            from: ActivityState::Pending,
            to: ActivityState::Done,
            notes_change: false,
        },
        ActionKind::PublicMessage => Action::PublicMessage,
        ActionKind::InternalNote => Action::InternalNote,
        ActionKind::EditDetails => Action::EditDetails,
        ActionKind::AskAfterHours => Action::AskAfterHours { windows: 0, engineer_active: true },
        ActionKind::AgreeAfterHours => {
            Action::AgreeAfterHours { window: proposed(), engineer_active: true }
        }
        ActionKind::DeclineAfterHours => Action::DeclineAfterHours { window: proposed() },
        ActionKind::CancelAfterHours => Action::CancelAfterHours { window: proposed() },
        ActionKind::CompleteAfterHours => Action::CompleteAfterHours { window: agreed_and_over() },
        ActionKind::MissAfterHours => Action::MissAfterHours { window: agreed_and_over() },
    }
}
