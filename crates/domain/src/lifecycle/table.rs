//! The only table of moves: who may do what from where, to where it leads, and what must hold.

use super::{ActionKind, EventKind, Guard, Party, Stage};

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What is asked.
    pub action: ActionKind,
    /// The stages from which it is possible.
    pub from: &'static [Stage],
    /// The stage it leads to; `None` stays where the ticket is.
    pub to: Option<Stage>,
    /// The sides that may ask it; anybody else is refused whatever the ticket's state.
    pub who: &'static [Party],
    /// What must hold, in the order in which it is checked and named.
    pub guards: &'static [Guard],
    /// The event that the accepted action writes.
    pub event: EventKind,
}

const ANY: &[Stage] = &Stage::ALL;
const UNDER_WORK: &[Stage] = &[Stage::Analysis, Stage::Solution];
const NOT_CLOSED: &[Stage] = &[Stage::Open, Stage::Analysis, Stage::Solution, Stage::Testing];
const STAFF: &[Party] = &[Party::Staff];
const REPORTER: &[Party] = &[Party::Reporter];
const EITHER_SIDE: &[Party] = &[Party::Reporter, Party::Staff];

/// The table of the specification, "The life of a ticket", in the order of [`ActionKind::ALL`].
///
/// Messages and edits list every stage and name [`Guard::TicketClosed`] instead, because people
/// try them from memory and deserve the reason, not a list of stages.
pub const RULES: [Rule; ActionKind::ALL.len()] = [
    Rule {
        action: ActionKind::Assign,
        from: NOT_CLOSED,
        to: None,
        who: STAFF,
        guards: &[
            Guard::SelfAssignmentOnly,
            Guard::AssigneeNotStaff,
            Guard::AssigneeInactive,
            Guard::NothingChanged,
        ],
        event: EventKind::Assigned,
    },
    Rule {
        action: ActionKind::LogContact,
        from: NOT_CLOSED,
        to: None,
        who: STAFF,
        guards: &[],
        event: EventKind::ContactLogged,
    },
    Rule {
        action: ActionKind::RequestInformation,
        from: &[Stage::Open, Stage::Analysis, Stage::Solution],
        to: None,
        who: STAFF,
        guards: &[],
        event: EventKind::InformationRequested,
    },
    Rule {
        action: ActionKind::StartAnalysis,
        from: &[Stage::Open],
        to: Some(Stage::Analysis),
        who: STAFF,
        guards: &[Guard::NoAssignee, Guard::NotAssignee, Guard::NoFirstContact],
        event: EventKind::AnalysisStarted,
    },
    Rule {
        action: ActionKind::Recategorize,
        from: &[Stage::Open, Stage::Analysis],
        to: None,
        who: STAFF,
        guards: &[Guard::NothingChanged],
        event: EventKind::Recategorized,
    },
    Rule {
        action: ActionKind::RecordAnalysis,
        from: &[Stage::Analysis],
        to: None,
        who: STAFF,
        guards: &[Guard::NothingChanged],
        event: EventKind::AnalysisRecorded,
    },
    Rule {
        action: ActionKind::StartSolution,
        from: &[Stage::Analysis],
        to: Some(Stage::Solution),
        who: STAFF,
        guards: &[Guard::NotAssignee, Guard::FindingsIncomplete, Guard::PlanNotApproved],
        event: EventKind::SolutionStarted,
    },
    Rule {
        action: ActionKind::ReturnToAnalysis,
        from: &[Stage::Solution],
        to: Some(Stage::Analysis),
        who: STAFF,
        guards: &[],
        event: EventKind::ReturnedToAnalysis,
    },
    Rule {
        action: ActionKind::DeliverSolution,
        from: &[Stage::Solution],
        to: Some(Stage::Testing),
        who: STAFF,
        guards: &[
            Guard::NotAssignee,
            Guard::PlanNotApproved,
            Guard::ActivitiesOpen,
            Guard::ResolutionTypeMismatch,
            Guard::TestingDaysOutOfRange,
        ],
        event: EventKind::SolutionDelivered,
    },
    Rule {
        action: ActionKind::ExtendTesting,
        from: &[Stage::Testing],
        to: None,
        who: STAFF,
        guards: &[Guard::EndNotLater],
        event: EventKind::TestingExtended,
    },
    Rule {
        action: ActionKind::ConfirmSolution,
        from: &[Stage::Testing],
        to: Some(Stage::Closed),
        who: REPORTER,
        guards: &[],
        event: EventKind::SolutionConfirmed,
    },
    Rule {
        action: ActionKind::RejectSolution,
        from: &[Stage::Testing],
        to: Some(Stage::Analysis),
        who: REPORTER,
        guards: &[],
        event: EventKind::SolutionRejected,
    },
    Rule {
        action: ActionKind::CloseTacitly,
        from: &[Stage::Testing],
        to: Some(Stage::Closed),
        who: &[Party::Timer],
        guards: &[Guard::CustomerAnswered, Guard::TestingNotOver],
        event: EventKind::ClosedTacitly,
    },
    Rule {
        action: ActionKind::Withdraw,
        from: NOT_CLOSED,
        to: Some(Stage::Closed),
        who: REPORTER,
        guards: &[],
        event: EventKind::Withdrawn,
    },
    Rule {
        action: ActionKind::MarkDuplicate,
        from: NOT_CLOSED,
        to: Some(Stage::Closed),
        who: STAFF,
        guards: &[
            Guard::DuplicateTargetSelf,
            Guard::DuplicateTargetForeign,
            Guard::DuplicateTargetDuplicate,
        ],
        event: EventKind::MarkedDuplicate,
    },
    Rule {
        action: ActionKind::Reopen,
        from: &[Stage::Closed],
        to: Some(Stage::Analysis),
        who: EITHER_SIDE,
        guards: &[Guard::DuplicateNotReopenable, Guard::ReopenWindowOver],
        event: EventKind::Reopened,
    },
    Rule {
        action: ActionKind::DraftWorkPlan,
        from: UNDER_WORK,
        to: None,
        who: STAFF,
        guards: &[Guard::NothingChanged],
        event: EventKind::WorkPlanDrafted,
    },
    Rule {
        action: ActionKind::DiscardWorkPlan,
        from: UNDER_WORK,
        to: None,
        who: STAFF,
        guards: &[Guard::NoPlan, Guard::NothingToDiscard],
        event: EventKind::WorkPlanDiscarded,
    },
    Rule {
        action: ActionKind::SubmitWorkPlan,
        from: UNDER_WORK,
        to: None,
        who: STAFF,
        guards: &[Guard::NoPlan, Guard::PlanNotDraft, Guard::PlanEmpty],
        event: EventKind::WorkPlanSubmitted,
    },
    Rule {
        action: ActionKind::ApproveWorkPlan,
        from: UNDER_WORK,
        to: None,
        who: REPORTER,
        guards: &[Guard::PlanNotSubmitted],
        event: EventKind::WorkPlanApproved,
    },
    Rule {
        action: ActionKind::RejectWorkPlan,
        from: UNDER_WORK,
        to: None,
        who: REPORTER,
        guards: &[Guard::PlanNotSubmitted],
        event: EventKind::WorkPlanRejected,
    },
    Rule {
        action: ActionKind::UpdatePlanActivity,
        from: UNDER_WORK,
        to: None,
        who: STAFF,
        guards: &[
            Guard::NoPlan,
            Guard::PlanNotApproved,
            Guard::ActivityMoveImpossible,
            Guard::NothingChanged,
        ],
        event: EventKind::WorkPlanActivityUpdated,
    },
    Rule {
        action: ActionKind::PublicMessage,
        from: ANY,
        to: None,
        who: &[Party::Reporter, Party::Staff, Party::Integration],
        guards: &[Guard::TicketClosed],
        event: EventKind::MessagePosted,
    },
    Rule {
        action: ActionKind::InternalNote,
        from: ANY,
        to: None,
        who: STAFF,
        guards: &[Guard::TicketClosed],
        event: EventKind::InternalNoteAdded,
    },
    Rule {
        action: ActionKind::EditDetails,
        from: ANY,
        to: None,
        who: &[Party::Reporter, Party::Staff, Party::Integration],
        guards: &[Guard::TicketClosed],
        event: EventKind::DetailsEdited,
    },
    Rule {
        action: ActionKind::AskAfterHours,
        from: NOT_CLOSED,
        to: None,
        who: EITHER_SIDE,
        guards: &[Guard::TooManyWindows, Guard::AssigneeInactive],
        event: EventKind::AfterHoursAsked,
    },
    Rule {
        action: ActionKind::AgreeAfterHours,
        from: NOT_CLOSED,
        to: None,
        who: EITHER_SIDE,
        guards: &[
            Guard::WindowNotAsked,
            Guard::WindowAskedByOwnSide,
            Guard::WindowStarted,
            Guard::WindowInServiceHours,
            Guard::WindowWithoutEngineer,
            Guard::AssigneeInactive,
        ],
        event: EventKind::AfterHoursAgreed,
    },
    Rule {
        action: ActionKind::DeclineAfterHours,
        from: NOT_CLOSED,
        to: None,
        who: EITHER_SIDE,
        guards: &[Guard::WindowNotAsked, Guard::WindowAskedByOwnSide],
        event: EventKind::AfterHoursDeclined,
    },
    Rule {
        action: ActionKind::CancelAfterHours,
        from: NOT_CLOSED,
        to: None,
        who: EITHER_SIDE,
        guards: &[Guard::WindowSettled, Guard::WindowOver],
        event: EventKind::AfterHoursCancelled,
    },
    Rule {
        action: ActionKind::CompleteAfterHours,
        from: ANY,
        to: None,
        who: STAFF,
        guards: &[Guard::WindowNotAgreed, Guard::WindowNotStarted],
        event: EventKind::AfterHoursDone,
    },
    Rule {
        action: ActionKind::MissAfterHours,
        from: ANY,
        to: None,
        who: STAFF,
        guards: &[Guard::WindowNotAgreed, Guard::WindowNotOver],
        event: EventKind::AfterHoursMissed,
    },
];

// A row in the wrong place would answer for another action: that must not compile.
const _: () = {
    let mut row = 0;
    while row < RULES.len() {
        assert!(RULES[row].action as usize == row, "RULES must follow the order of ActionKind");
        row += 1;
    }
};

impl ActionKind {
    /// The row of this action.
    #[must_use]
    pub const fn rule(self) -> &'static Rule {
        const TABLE: &[Rule; ActionKind::ALL.len()] = &RULES;
        &TABLE[self as usize]
    }
}
