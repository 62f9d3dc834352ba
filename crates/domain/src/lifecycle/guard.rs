//! The conditions of the table, each in one place.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{Action, ActionKind, Actor, ClosureKind, PlanState, Stage, TicketState, WaitingOn};
use crate::after_hours::{MAX_WINDOWS, WindowState, WindowSummary, service_hours_in};
use crate::calendar::{Calendar, OutOfRange};
use crate::closed_enum::closed_enum;
use crate::testing::TestingDays;

/// Business days after closing within which a ticket may be reopened.
pub const REOPEN_BUSINESS_DAYS: u32 = 5;

closed_enum! {
    /// The condition that kept an action from being done. Named after what is wrong.
    pub enum Guard {
        /// Nobody is responsible for the ticket yet.
        NoAssignee = "no_assignee",
        /// An engineer acts on a ticket of somebody else; coordinators may.
        NotAssignee = "not_assignee",
        /// An engineer may make only themselves responsible.
        SelfAssignmentOnly = "self_assignment_only",
        /// The person who is to be responsible does not work for support.
        AssigneeNotStaff = "assignee_not_staff",
        /// The account of the person who is to be responsible is not active.
        AssigneeInactive = "assignee_inactive",
        /// Support has neither sought the customer nor written to them.
        NoFirstContact = "no_first_contact",
        /// Not all four findings are recorded.
        FindingsIncomplete = "findings_incomplete",
        /// There is no work plan.
        NoPlan = "no_plan",
        /// The newest version of the work plan has been sent to the customer already.
        PlanNotDraft = "plan_not_draft",
        /// The work plan has no activity.
        PlanEmpty = "plan_empty",
        /// No version of the work plan waits for the customer's decision.
        PlanNotSubmitted = "plan_not_submitted",
        /// There is a work plan and the customer has not approved its newest version.
        PlanNotApproved = "plan_not_approved",
        /// The newest version of the work plan waits for the customer or has her approval: it is
        /// changed by a new version, not given up.
        NothingToDiscard = "nothing_to_discard",
        /// An activity goes on or ends; it does not go back, and what has ended stays so.
        ActivityMoveImpossible = "activity_move_impossible",
        /// Some activity of the work plan is neither done nor cancelled.
        ActivitiesOpen = "activities_open",
        /// This resolution type belongs to another kind of ticket.
        ResolutionTypeMismatch = "resolution_type_mismatch",
        /// A testing period has 1 to 30 business days.
        TestingDaysOutOfRange = "testing_days_out_of_range",
        /// The new end of the testing period is not later than the present one.
        EndNotLater = "end_not_later",
        /// The customer has answered since the last clarification: there is no silence.
        CustomerAnswered = "customer_answered",
        /// The testing period has not ended.
        TestingNotOver = "testing_not_over",
        /// A ticket is no duplicate of itself.
        DuplicateTargetSelf = "duplicate_target_self",
        /// The other ticket belongs to another company.
        DuplicateTargetForeign = "duplicate_target_foreign",
        /// The other ticket is closed as a duplicate itself.
        DuplicateTargetDuplicate = "duplicate_target_duplicate",
        /// A duplicate stays closed; its target is where things go on.
        DuplicateNotReopenable = "duplicate_not_reopenable",
        /// Five business days have passed since the closing; only a follow-up ticket is left.
        ReopenWindowOver = "reopen_window_over",
        /// The ticket is closed.
        TicketClosed = "ticket_closed",
        /// The request changes nothing.
        NothingChanged = "nothing_changed",
        /// A date of the request or the ticket lies outside the years the calendar knows.
        OutsideCalendar = "outside_calendar",
        /// The ticket has had as many after-hours windows as a ticket may have.
        TooManyWindows = "too_many_windows",
        /// The window is not waiting for an answer: it was answered or called off before.
        WindowNotAsked = "window_not_asked",
        /// The other side has to answer, not the one that asked.
        WindowAskedByOwnSide = "window_asked_by_own_side",
        /// The window has begun; it is too late to agree to it.
        WindowStarted = "window_started",
        /// Support is open during some of the window: the calendar or the ticket's kind changed.
        WindowInServiceHours = "window_in_service_hours",
        /// Nobody is named for the window and nobody is responsible for the ticket.
        WindowWithoutEngineer = "window_without_engineer",
        /// The window is done with: there is nothing to call off.
        WindowSettled = "window_settled",
        /// The window has ended; it can't be called off any more.
        WindowOver = "window_over",
        /// The window is not agreed.
        WindowNotAgreed = "window_not_agreed",
        /// The window has not begun.
        WindowNotStarted = "window_not_started",
        /// The window has not ended.
        WindowNotOver = "window_not_over",
    }
}

/// What a guard looks at. Without an action, only what can be told before one is chosen.
pub(super) struct Circumstances<'a> {
    pub state: &'a TicketState,
    pub kind: ActionKind,
    pub action: Option<&'a Action>,
    pub actor: &'a Actor,
    pub now: DateTime<Utc>,
    pub calendar: &'a Calendar,
}

impl Circumstances<'_> {
    /// Whether `guard` stands in the way. A guard about a payload passes while there is none.
    pub(super) fn stopped_by(&self, guard: Guard) -> Result<bool, OutOfRange> {
        let state = self.state;
        Ok(match guard {
            Guard::NoAssignee => state.assignee.is_none(),
            Guard::NotAssignee => {
                self.actor.engineer().is_some_and(|engineer| state.assignee != Some(engineer))
            }
            Guard::SelfAssignmentOnly => match (self.action, self.actor.engineer()) {
                (Some(Action::Assign { assignee, .. }), Some(engineer)) => *assignee != engineer,
                _ => false,
            },
            Guard::AssigneeNotStaff => {
                matches!(self.action, Some(Action::Assign { is_staff: false, .. }))
            }
            Guard::AssigneeInactive => matches!(
                self.action,
                Some(
                    Action::Assign { active: false, .. }
                        | Action::AskAfterHours { engineer_active: false, .. }
                        | Action::AgreeAfterHours { engineer_active: false, .. }
                )
            ),
            Guard::NoFirstContact => !state.first_contact,
            Guard::FindingsIncomplete => !state.findings.complete(),
            Guard::NoPlan => state.plan.is_none(),
            Guard::PlanNotDraft => state.plan.is_some_and(|plan| plan.state != PlanState::Draft),
            Guard::PlanEmpty => state.plan.is_some_and(|plan| plan.activities == 0),
            // To a customer a draft is no plan, so no plan gets the same answer.
            Guard::PlanNotSubmitted => {
                state.plan.is_none_or(|plan| plan.state != PlanState::Submitted)
            }
            Guard::PlanNotApproved => {
                state.plan.is_some_and(|plan| plan.state != PlanState::Approved)
            }
            Guard::NothingToDiscard => state.plan.is_some_and(|plan| match plan.state {
                PlanState::Submitted | PlanState::Approved => true,
                PlanState::Draft | PlanState::Rejected | PlanState::Withdrawn => false,
            }),
            Guard::ActivityMoveImpossible => matches!(
                self.action,
                Some(Action::UpdatePlanActivity { from, to, .. })
                    if from != to && !from.may_become(*to)
            ),
            Guard::ActivitiesOpen => state.plan.is_some_and(|plan| plan.open_activities > 0),
            Guard::ResolutionTypeMismatch => matches!(
                self.action,
                Some(Action::DeliverSolution { resolution_type, .. })
                    if !resolution_type.allowed_for(state.kind)
            ),
            Guard::TestingDaysOutOfRange => matches!(
                self.action,
                Some(Action::DeliverSolution { testing_days, .. })
                    if TestingDays::new(u32::from(*testing_days)).is_err()
            ),
            Guard::EndNotLater => match self.action {
                // A countdown that the customer's answer stopped has no end to be later than;
                // the new one has to lie ahead.
                Some(Action::ExtendTesting { ends_on }) => {
                    close_of(*ends_on, self.calendar)?
                        <= state.testing_ends_at.unwrap_or(self.now).max(self.now)
                }
                _ => false,
            },
            Guard::CustomerAnswered => {
                state.answered_since_clarification
                    || state.waiting_on != WaitingOn::Customer
                    || state.testing_ends_at.is_none()
            }
            Guard::TestingNotOver => state.testing_ends_at.is_none_or(|end| self.now < end),
            Guard::DuplicateTargetSelf => matches!(
                self.action,
                Some(Action::MarkDuplicate { target }) if target.same_ticket
            ),
            Guard::DuplicateTargetForeign => matches!(
                self.action,
                Some(Action::MarkDuplicate { target }) if target.company != state.company
            ),
            Guard::DuplicateTargetDuplicate => matches!(
                self.action,
                Some(Action::MarkDuplicate { target }) if target.is_duplicate
            ),
            Guard::DuplicateNotReopenable => {
                state.closure.is_some_and(|closure| closure.kind == ClosureKind::Duplicate)
            }
            Guard::ReopenWindowOver => match state.closure {
                Some(closure) => {
                    let end = self
                        .calendar
                        .close_of_nth_business_day(closure.at, REOPEN_BUSINESS_DAYS)?;
                    self.now >= end
                }
                // Without an instant of closing there is no window that could be open.
                None => true,
            },
            Guard::TicketClosed => state.stage == Stage::Closed,
            Guard::NothingChanged => self.nothing_changes(),
            // Never listed in a row: the other guards answer it by their error.
            Guard::OutsideCalendar => false,
            Guard::TooManyWindows => matches!(
                self.action,
                Some(Action::AskAfterHours { windows, .. }) if *windows >= MAX_WINDOWS
            ),
            Guard::WindowNotAsked => self.window_is(|it| it.state != WindowState::Asked),
            Guard::WindowAskedByOwnSide => {
                self.window_is(|it| self.actor.side(state.company) == Some(it.asked_by))
            }
            Guard::WindowStarted => self.window_is(|it| it.window.starts <= self.now),
            Guard::WindowNotStarted => self.window_is(|it| it.window.starts > self.now),
            Guard::WindowInServiceHours => match self.window() {
                Some(it) => service_hours_in(self.calendar, state.kind, it.window)?.is_some(),
                None => false,
            },
            Guard::WindowWithoutEngineer => {
                self.window_is(|it| it.engineer.or(state.assignee).is_none())
            }
            Guard::WindowSettled => self.window_is(|it| !it.state.is_open()),
            Guard::WindowOver => self.window_is(|it| it.window.ends <= self.now),
            Guard::WindowNotOver => self.window_is(|it| it.window.ends > self.now),
            Guard::WindowNotAgreed => self.window_is(|it| it.state != WindowState::Agreed),
        })
    }

    fn window(&self) -> Option<WindowSummary> {
        self.action.and_then(Action::window)
    }

    fn window_is(&self, wrong: impl Fn(WindowSummary) -> bool) -> bool {
        self.window().is_some_and(wrong)
    }

    fn nothing_changes(&self) -> bool {
        let state = self.state;
        match self.action {
            Some(Action::Assign { assignee, .. }) => state.assignee == Some(*assignee),
            Some(Action::Recategorize { kind, priority, category_changes }) => {
                kind.is_none_or(|kind| kind == state.kind)
                    && priority.is_none_or(|priority| priority == state.priority)
                    && !category_changes
            }
            Some(Action::RecordAnalysis { findings }) => findings.none(),
            // What came back from the customer may be sent again as it is, in a new version.
            Some(Action::DraftWorkPlan { changes }) => {
                !changes
                    && state.plan.is_some_and(|plan| match plan.state {
                        PlanState::Draft | PlanState::Submitted | PlanState::Approved => true,
                        PlanState::Rejected | PlanState::Withdrawn => false,
                    })
            }
            Some(Action::UpdatePlanActivity { from, to, notes_change }) => {
                from == to && !notes_change
            }
            Some(_) => false,
            // An engineer has only one person to choose, so the answer is known beforehand.
            None => {
                self.kind == ActionKind::Assign
                    && self.actor.engineer().is_some_and(|own| state.assignee == Some(own))
            }
        }
    }
}

/// 17:00 of the business day `date`, or of the next one: when an extension of the testing period to
/// that date ends.
///
/// # Errors
/// [`OutOfRange`] outside the supported years.
pub fn close_of(date: NaiveDate, calendar: &Calendar) -> Result<DateTime<Utc>, OutOfRange> {
    // Noon in UTC is a morning hour of the same date in Bogota.
    let noon = NaiveTime::MIN + chrono::TimeDelta::hours(12);
    calendar.close_of_nth_business_day(date.and_time(noon).and_utc(), 0)
}
