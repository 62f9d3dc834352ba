//! Where a ticket stands in its five stages, what happens next and who must act.

use aval_contract::tickets::TicketForReporter;
use aval_contract::timeline::TimelineEntry;
use aval_contract::{ClosureKind, PlanState, Stage, WaitingOn};
use aval_domain::calendar::Calendar;
use aval_domain::lifecycle::REOPEN_BUSINESS_DAYS;
use chrono::{DateTime, Utc};

/// How one stage of the stepper is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind the ticket.
    Done,
    /// Where the ticket is.
    Current,
    /// Ahead of the ticket.
    Ahead,
    /// Never entered: the ticket was closed before it.
    Skipped,
    /// The last one, without a solution.
    Ended,
}

/// One stage of the stepper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// How it is drawn.
    pub state: StepState,
    /// When the ticket last entered it, if it did and that is known.
    pub entered_at: Option<DateTime<Utc>>,
}

/// The five stages of a ticket. Without its timeline, while that loads, the dates that the ticket
/// itself tells are there already.
#[must_use]
pub fn steps(ticket: &TicketForReporter, timeline: &[TimelineEntry]) -> [Step; Stage::ALL.len()] {
    let entered = |stage: Stage| {
        if stage == ticket.stage {
            return Some(ticket.stage_since);
        }
        let moves = timeline.windows(2).filter(|pair| pair[0].stage != pair[1].stage);
        let last = moves.map(|pair| &pair[1]).rfind(|entry| entry.stage == stage);
        match (last, stage) {
            (Some(entry), _) => Some(entry.at),
            (None, Stage::Open) => Some(ticket.created_at),
            (None, Stage::Analysis | Stage::Solution | Stage::Testing | Stage::Closed) => None,
        }
    };
    Stage::ALL.map(|stage| {
        let entered_at = entered(stage);
        let state = match stage.cmp(&ticket.stage) {
            // Nothing of a closed ticket is under way.
            std::cmp::Ordering::Equal if stage == Stage::Closed => match closure_kind(ticket) {
                ClosureKind::Approved | ClosureKind::Tacit => StepState::Done,
                ClosureKind::Withdrawn | ClosureKind::Duplicate => StepState::Ended,
            },
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Ahead,
            std::cmp::Ordering::Less if entered_at.is_none() && !timeline.is_empty() => {
                StepState::Skipped
            }
            std::cmp::Ordering::Less => StepState::Done,
        };
        // A stage ahead may have been entered in an earlier cycle; its date would mislead.
        let entered_at = entered_at.filter(|_| state != StepState::Ahead);
        Step { stage, state, entered_at }
    })
}

/// What happens next with a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Support looks at it and gives it to an engineer.
    Triage {
        /// By when the customer is contacted.
        contact_by: Option<DateTime<Utc>>,
    },
    /// The engineer contacts the customer.
    FirstContact {
        /// Who.
        engineer: String,
        /// By when.
        by: Option<DateTime<Utc>>,
    },
    /// The engineer begins the analysis.
    BeginAnalysis {
        /// Who.
        engineer: String,
        /// By when there is a solution.
        by: Option<DateTime<Utc>>,
    },
    /// The customer answers what support asked.
    Answer,
    /// The customer decides on the work plan.
    DecideOnPlan,
    /// Support analyses.
    Analyse {
        /// Who, if somebody is responsible.
        engineer: Option<String>,
        /// By when there is a solution.
        by: Option<DateTime<Utc>>,
    },
    /// Support makes the solution.
    Solve {
        /// Who, if somebody is responsible.
        engineer: Option<String>,
        /// By when there is a solution.
        by: Option<DateTime<Utc>>,
    },
    /// The customer tests the solution.
    Test {
        /// When silence closes the ticket.
        ends_at: DateTime<Utc>,
    },
    /// The customer wrote while testing; support answers and the countdown stands still.
    AnswerTester {
        /// Who, if somebody is responsible.
        engineer: Option<String>,
    },
    /// It is settled.
    Settled {
        /// How.
        closure: ClosureKind,
        /// Until when it may be reopened, if it still may.
        reopen_until: Option<DateTime<Utc>>,
        /// The ticket where things go on, for a duplicate.
        target: Option<String>,
    },
}

impl NextStep {
    /// By when support promised it, where it did.
    #[must_use]
    pub fn promised_by(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Triage { contact_by: by }
            | Self::FirstContact { by, .. }
            | Self::BeginAnalysis { by, .. }
            | Self::Analyse { by, .. }
            | Self::Solve { by, .. } => *by,
            Self::Answer
            | Self::DecideOnPlan
            | Self::Test { .. }
            | Self::AnswerTester { .. }
            | Self::Settled { .. } => None,
        }
    }
}

/// What happens next and, with [`TicketForReporter::waiting_on`], who must act.
#[must_use]
pub fn next_step(ticket: &TicketForReporter, now: DateTime<Utc>, calendar: &Calendar) -> NextStep {
    let engineer = ticket.assignee.as_ref().map(|person| person.name.clone());
    let by = ticket.clocks.resolution.due_at;
    let plan_submitted = ticket.work_plan.is_some_and(|plan| plan.state == PlanState::Submitted);
    match (ticket.stage, ticket.waiting_on) {
        (Stage::Closed, _) => settled(ticket, now, calendar),
        (Stage::Testing, _) => match ticket.testing.as_ref().and_then(|testing| testing.ends_at) {
            Some(ends_at) => NextStep::Test { ends_at },
            None => NextStep::AnswerTester { engineer },
        },
        (Stage::Analysis | Stage::Solution, WaitingOn::Customer) if plan_submitted => {
            NextStep::DecideOnPlan
        }
        (Stage::Open | Stage::Analysis | Stage::Solution, WaitingOn::Customer) => NextStep::Answer,
        (Stage::Open, WaitingOn::Support | WaitingOn::Nobody) => {
            let contact = &ticket.clocks.first_contact;
            match engineer {
                None => NextStep::Triage { contact_by: contact.due_at },
                Some(engineer) if contact.ended_at.is_none() => {
                    NextStep::FirstContact { engineer, by: contact.due_at }
                }
                Some(engineer) => NextStep::BeginAnalysis { engineer, by },
            }
        }
        (Stage::Analysis, WaitingOn::Support | WaitingOn::Nobody) => {
            NextStep::Analyse { engineer, by }
        }
        (Stage::Solution, WaitingOn::Support | WaitingOn::Nobody) => {
            NextStep::Solve { engineer, by }
        }
    }
}

fn closure_kind(ticket: &TicketForReporter) -> ClosureKind {
    ticket.closure.as_ref().map_or(ClosureKind::Approved, |closure| closure.kind)
}

fn settled(ticket: &TicketForReporter, now: DateTime<Utc>, calendar: &Calendar) -> NextStep {
    let closed_at = ticket.closure.as_ref().map_or(ticket.stage_since, |closure| closure.at);
    let closure = closure_kind(ticket);
    let window = calendar.close_of_nth_business_day(closed_at, REOPEN_BUSINESS_DAYS).ok();
    NextStep::Settled {
        closure,
        reopen_until: match closure {
            ClosureKind::Duplicate => None,
            ClosureKind::Approved | ClosureKind::Tacit | ClosureKind::Withdrawn => {
                window.filter(|end| now < *end)
            }
        },
        target: ticket.duplicate_of.clone(),
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::tickets::{Closure, Testing, WorkPlanRef};
    use chrono::TimeDelta;

    use super::*;
    use crate::view_model::tickets::samples::{at, entry, ticket};

    #[test]
    fn before_the_timeline_is_there_the_ticket_tells_what_it_knows() {
        let mut ticket = ticket();
        ticket.stage = Stage::Solution;
        ticket.stage_since = at(10);
        let steps = steps(&ticket, &[]);
        assert_eq!(
            steps.map(|step| step.state),
            [
                StepState::Done,
                StepState::Done,
                StepState::Current,
                StepState::Ahead,
                StepState::Ahead,
            ]
        );
        assert_eq!(
            steps.map(|step| step.entered_at),
            [Some(at(0)), None, Some(at(10)), None, None]
        );
    }

    #[test]
    fn a_rejected_solution_shows_the_date_of_the_new_analysis() {
        let mut ticket = ticket();
        ticket.stage = Stage::Analysis;
        ticket.stage_since = at(40);
        let stages = [
            (0, Stage::Open),
            (5, Stage::Open),
            (10, Stage::Analysis),
            (20, Stage::Solution),
            (30, Stage::Testing),
            (40, Stage::Analysis),
        ];
        let timeline = stages.map(|(hour, stage)| entry(hour, stage));
        let steps = steps(&ticket, &timeline);
        assert_eq!(
            steps[1],
            Step { stage: Stage::Analysis, state: StepState::Current, entered_at: Some(at(40)) }
        );
        assert_eq!(steps[2].state, StepState::Ahead);
        assert_eq!(steps[2].entered_at, None);
    }

    #[test]
    fn a_withdrawn_ticket_skipped_what_it_never_saw() {
        let mut ticket = ticket();
        ticket.stage = Stage::Closed;
        ticket.stage_since = at(3);
        let closure = |kind| Some(Closure { kind, at: at(3), by: None, evidence: None });
        ticket.closure = closure(ClosureKind::Withdrawn);
        let timeline = [entry(0, Stage::Open), entry(3, Stage::Closed)];
        let states = steps(&ticket, &timeline).map(|step| step.state);
        assert_eq!(
            states,
            [
                StepState::Done,
                StepState::Skipped,
                StepState::Skipped,
                StepState::Skipped,
                StepState::Ended,
            ]
        );
        ticket.closure = closure(ClosureKind::Approved);
        assert_eq!(steps(&ticket, &timeline)[4].state, StepState::Done);
    }

    fn next(ticket: &TicketForReporter) -> NextStep {
        next_step(ticket, at(48), &Calendar::default())
    }

    #[test]
    fn an_open_ticket_goes_from_triage_to_contact_to_analysis() {
        let mut open = ticket();
        open.clocks.first_contact.due_at = Some(at(2));
        open.assignee = None;
        assert_eq!(next(&open), NextStep::Triage { contact_by: Some(at(2)) });
        open.assignee = ticket().assignee;
        let engineer = open.assignee.clone().expect("the sample has one").name;
        let contact = NextStep::FirstContact { engineer: engineer.clone(), by: Some(at(2)) };
        assert_eq!(next(&open), contact);
        open.clocks.first_contact.ended_at = Some(at(1));
        open.clocks.resolution.due_at = Some(at(8));
        assert_eq!(next(&open), NextStep::BeginAnalysis { engineer, by: Some(at(8)) });
    }

    #[test]
    fn a_question_or_a_plan_waits_for_the_customer() {
        let mut asked = ticket();
        asked.stage = Stage::Analysis;
        asked.waiting_on = WaitingOn::Customer;
        assert_eq!(next(&asked), NextStep::Answer);
        asked.work_plan = Some(WorkPlanRef { version: 1, state: PlanState::Submitted });
        assert_eq!(next(&asked), NextStep::DecideOnPlan);
    }

    #[test]
    fn a_customers_message_stops_the_testing_countdown() {
        let mut testing = ticket();
        testing.stage = Stage::Testing;
        testing.waiting_on = WaitingOn::Customer;
        testing.testing = Some(Testing { ends_at: Some(at(90)), next_reminder_at: None });
        assert_eq!(next(&testing), NextStep::Test { ends_at: at(90) });
        testing.waiting_on = WaitingOn::Support;
        testing.testing = Some(Testing { ends_at: None, next_reminder_at: None });
        assert!(matches!(next(&testing), NextStep::AnswerTester { engineer: Some(_) }));
    }

    #[test]
    fn a_closed_ticket_may_be_reopened_for_five_business_days_unless_it_is_a_duplicate() {
        let mut closed = ticket();
        closed.stage = Stage::Closed;
        closed.waiting_on = WaitingOn::Nobody;
        let closure = |kind| Some(Closure { kind, at: at(0), by: None, evidence: None });
        closed.closure = closure(ClosureKind::Approved);
        let NextStep::Settled { reopen_until: Some(until), .. } = next(&closed) else {
            panic!("it may be reopened two days later");
        };
        let late = next_step(&closed, until, &Calendar::default());
        assert!(matches!(late, NextStep::Settled { reopen_until: None, .. }));
        let eve = next_step(&closed, until - TimeDelta::seconds(1), &Calendar::default());
        assert!(matches!(eve, NextStep::Settled { reopen_until: Some(_), .. }));
        closed.closure = closure(ClosureKind::Duplicate);
        closed.duplicate_of = Some("CASO-000001".to_owned());
        assert_eq!(
            next(&closed),
            NextStep::Settled {
                closure: ClosureKind::Duplicate,
                reopen_until: None,
                target: Some("CASO-000001".to_owned()),
            }
        );
    }
}
