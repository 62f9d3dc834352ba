//! The conditions of the table, each in one place.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{Action, ActionKind, Actor, ClosureKind, PlanState, Stage, TicketState, WaitingOn};
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
        /// There is a work plan and the customer has not approved its newest version.
        PlanNotApproved = "plan_not_approved",
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
            Guard::AssigneeInactive => {
                matches!(self.action, Some(Action::Assign { active: false, .. }))
            }
            Guard::NoFirstContact => !state.first_contact,
            Guard::FindingsIncomplete => !state.findings.complete(),
            Guard::PlanNotApproved => {
                state.plan.is_some_and(|plan| plan.state != PlanState::Approved)
            }
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
        })
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
