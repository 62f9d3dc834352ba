//! From a request to everything that has to be written, or to the reason why not.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::guard::{Circumstances, close_of};
use super::{
    Action, ActionKind, Actor, Closure, ClosureKind, ContactChannel, ContactDirection,
    ContactOutcome, EventKind, Guard, Kind, Party, PlanState, Priority, Rule, Stage, TicketState,
    WaitingOn,
};
use crate::calendar::{Calendar, OutOfRange};

/// What an accepted action makes of a ticket. The writer sets all of it, changed or not.
///
/// Only this module makes one, so that a stage can't be written past the table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transition {
    /// Where the ticket stands afterwards.
    pub stage: Stage,
    /// Whose turn it is afterwards.
    pub waiting_on: WaitingOn,
    /// The kind afterwards.
    pub kind: Kind,
    /// The priority afterwards.
    pub priority: Priority,
    /// Who is responsible afterwards.
    pub assignee: Option<Uuid>,
    /// Whether support has contacted the customer, this action included.
    pub first_contact: bool,
    /// How and when the ticket was closed; `None` while it is not.
    pub closure: Option<Closure>,
    /// Length of the testing period in business days; `None` outside testing.
    pub testing_days: Option<u8>,
    /// When the testing period ends; `None` while no countdown runs.
    pub testing_ends_at: Option<DateTime<Utc>>,
    /// Whether a new cycle of the resolution clock begins here.
    pub new_cycle: bool,
    /// Whether support tells the customer something that they are expected to answer: silence is
    /// measured from the last event with this mark.
    pub clarification: bool,
    /// Whether the customer answered here, on whatever channel.
    pub customer_response: bool,
    /// The event to write.
    pub event: EventKind,
}

/// Why an action is not done. A refused action changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody like this actor may ever do this to a ticket of this company.
    #[error("this actor may never do this")]
    Forbidden,
    /// The ticket stands somewhere else.
    #[error("not possible from this stage")]
    WrongStage {
        /// The stages from which the action is possible.
        allowed: &'static [Stage],
    },
    /// A condition does not hold.
    #[error("guard {0} does not hold")]
    Guard(Guard),
}

impl From<OutOfRange> for Refusal {
    fn from(_: OutOfRange) -> Self {
        Self::Guard(Guard::OutsideCalendar)
    }
}

/// Decides on one action.
///
/// # Errors
/// The first [`Refusal`] in this order: who, stage, guards as the table lists them.
pub fn decide(
    state: &TicketState,
    action: &Action,
    actor: &Actor,
    now: DateTime<Utc>,
    calendar: &Calendar,
) -> Result<Transition, Refusal> {
    let circumstances =
        Circumstances { state, kind: action.kind(), action: Some(action), actor, now, calendar };
    let (rule, party) = permit(&circumstances)?;
    Ok(carry_out(state, action, rule, party, now, calendar)?)
}

/// What `actor` may do now, action by action in the order of [`ActionKind::ALL`].
///
/// `Ok` means that a request may be made; guards about what it carries are asked by [`decide`].
#[must_use]
pub fn availability(
    state: &TicketState,
    actor: &Actor,
    now: DateTime<Utc>,
    calendar: &Calendar,
) -> Vec<(ActionKind, Result<(), Refusal>)> {
    ActionKind::ALL
        .into_iter()
        .map(|kind| {
            let circumstances = Circumstances { state, kind, action: None, actor, now, calendar };
            (kind, permit(&circumstances).map(|_| ()))
        })
        .collect()
}

fn permit(asked: &Circumstances<'_>) -> Result<(&'static Rule, Party), Refusal> {
    let rule = asked.kind.rule();
    let party = asked
        .actor
        .party(asked.state.company)
        .filter(|party| rule.who.contains(party))
        .ok_or(Refusal::Forbidden)?;
    if !rule.from.contains(&asked.state.stage) {
        return Err(Refusal::WrongStage { allowed: rule.from });
    }
    for &guard in rule.guards {
        if asked.stopped_by(guard)? {
            return Err(Refusal::Guard(guard));
        }
    }
    Ok((rule, party))
}

fn carry_out(
    state: &TicketState,
    action: &Action,
    rule: &Rule,
    party: Party,
    now: DateTime<Utc>,
    calendar: &Calendar,
) -> Result<Transition, OutOfRange> {
    let mut next = Transition::unchanged(state, rule);
    match *action {
        Action::Assign { assignee, .. } => next.assignee = Some(assignee),
        Action::LogContact { channel, direction, outcome } => {
            if direction == ContactDirection::Outbound {
                next.first_contact = true;
            }
            if is_customer_response(channel, direction, outcome) {
                next.customer_answers(state);
            }
        }
        Action::RequestInformation => {
            next.first_contact = true;
            next.clarification = true;
            next.waiting_on = WaitingOn::Customer;
        }
        Action::Recategorize { kind, priority, .. } => {
            next.kind = kind.unwrap_or(state.kind);
            next.priority = priority.unwrap_or(state.priority);
        }
        // An information request stays unanswered when work goes on: only an answer ends it.
        Action::StartAnalysis
        | Action::RecordAnalysis { .. }
        | Action::StartSolution
        | Action::ReturnToAnalysis
        | Action::InternalNote
        | Action::EditDetails => {}
        Action::DeliverSolution { testing_days, .. } => {
            let end = calendar.close_of_nth_business_day(now, u32::from(testing_days))?;
            next.testing_days = Some(testing_days);
            next.start_countdown(end);
        }
        Action::ExtendTesting { ends_on } => {
            let granted = close_of(ends_on, calendar)?;
            match (state.testing_ends_at, state.testing_days) {
                // Silence goes on being measured from the last clarification, only for longer.
                (Some(_), _) => next.testing_ends_at = Some(granted),
                // The grant is support's answer to whatever stopped the countdown: a
                // clarification, which starts a full period.
                (None, Some(days)) => {
                    let full = calendar.close_of_nth_business_day(now, u32::from(days))?;
                    next.start_countdown(granted.max(full));
                }
                (None, None) => next.start_countdown(granted),
            }
        }
        Action::ConfirmSolution => next.close(ClosureKind::Approved, now),
        Action::CloseTacitly => next.close(ClosureKind::Tacit, now),
        Action::Withdraw => next.close(ClosureKind::Withdrawn, now),
        Action::MarkDuplicate { .. } => next.close(ClosureKind::Duplicate, now),
        Action::RejectSolution | Action::Reopen => next.begin_new_cycle(),
        Action::PublicMessage => match party {
            Party::Reporter => next.customer_answers(state),
            Party::Staff => {
                next.first_contact = true;
                next.clarification = true;
                if let (Stage::Testing, Some(days)) = (state.stage, state.testing_days) {
                    let full = calendar.close_of_nth_business_day(now, u32::from(days))?;
                    // A clarification starts a full period again, but takes back no extension
                    // that the customer was promised.
                    next.start_countdown(state.testing_ends_at.map_or(full, |end| end.max(full)));
                }
            }
            Party::Integration | Party::Timer => {}
        },
    }
    next.customer_response |= party == Party::Reporter && action.is_decision();
    Ok(next)
}

impl Transition {
    fn unchanged(state: &TicketState, rule: &Rule) -> Self {
        Self {
            stage: rule.to.unwrap_or(state.stage),
            waiting_on: state.waiting_on,
            kind: state.kind,
            priority: state.priority,
            assignee: state.assignee,
            first_contact: state.first_contact,
            closure: state.closure,
            testing_days: state.testing_days,
            testing_ends_at: state.testing_ends_at,
            new_cycle: false,
            clarification: false,
            customer_response: false,
            event: rule.event,
        }
    }

    /// A ticket that has just been opened.
    pub(super) fn opened(kind: Kind, priority: Priority) -> Self {
        Self {
            stage: Stage::Open,
            waiting_on: WaitingOn::Support,
            kind,
            priority,
            assignee: None,
            first_contact: false,
            closure: None,
            testing_days: None,
            testing_ends_at: None,
            new_cycle: true,
            clarification: false,
            customer_response: false,
            event: EventKind::TicketOpened,
        }
    }

    fn start_countdown(&mut self, end: DateTime<Utc>) {
        self.clarification = true;
        self.waiting_on = WaitingOn::Customer;
        self.testing_ends_at = Some(end);
    }

    fn customer_answers(&mut self, state: &TicketState) {
        self.customer_response = true;
        self.testing_ends_at = None;
        let plan_awaits_approval = matches!(state.stage, Stage::Analysis | Stage::Solution)
            && state.plan.is_some_and(|plan| plan.state == PlanState::Submitted);
        // A message is no decision: a submitted plan keeps waiting for its yes or no.
        self.waiting_on =
            if plan_awaits_approval { WaitingOn::Customer } else { WaitingOn::Support };
    }

    fn begin_new_cycle(&mut self) {
        self.new_cycle = true;
        self.waiting_on = WaitingOn::Support;
        self.closure = None;
        self.testing_days = None;
        self.testing_ends_at = None;
    }

    fn close(&mut self, kind: ClosureKind, at: DateTime<Utc>) {
        self.closure = Some(Closure { kind, at });
        self.waiting_on = WaitingOn::Nobody;
        self.testing_days = None;
        self.testing_ends_at = None;
    }
}

impl Action {
    /// Whether a reporter who does this decides something, which is an answer too.
    const fn is_decision(&self) -> bool {
        match self {
            Self::ConfirmSolution | Self::RejectSolution | Self::Withdraw | Self::Reopen => true,
            Self::Assign { .. }
            | Self::LogContact { .. }
            | Self::RequestInformation
            | Self::StartAnalysis
            | Self::Recategorize { .. }
            | Self::RecordAnalysis { .. }
            | Self::StartSolution
            | Self::ReturnToAnalysis
            | Self::DeliverSolution { .. }
            | Self::ExtendTesting { .. }
            | Self::CloseTacitly
            | Self::MarkDuplicate { .. }
            | Self::PublicMessage
            | Self::InternalNote
            | Self::EditDetails => false,
        }
    }
}

/// Whether a logged contact counts as the customer's answer: any that they sought, and a call in
/// which they were reached. A mail that support sent is none, whatever was logged of it.
#[must_use]
pub const fn is_customer_response(
    channel: ContactChannel,
    direction: ContactDirection,
    outcome: ContactOutcome,
) -> bool {
    match direction {
        ContactDirection::Inbound => true,
        ContactDirection::Outbound => {
            matches!((channel, outcome), (ContactChannel::Phone, ContactOutcome::Reached))
        }
    }
}
