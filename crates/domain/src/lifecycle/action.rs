//! What can be asked of a ticket, with what the guards must know of the request.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    ContactChannel, ContactDirection, ContactOutcome, Findings, Kind, Priority, ResolutionType,
};
use crate::after_hours::WindowSummary;
use crate::closed_enum::closed_enum;
use crate::work_plan::ActivityState;

/// A request to act on a ticket. Texts and reasons are not here: no guard reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Make somebody responsible.
    Assign {
        /// Whom.
        assignee: Uuid,
        /// Whether their account is active.
        active: bool,
        /// Whether they are staff.
        is_staff: bool,
    },
    /// Log a contact with the customer, or an attempt.
    LogContact {
        /// How.
        channel: ContactChannel,
        /// Who sought whom.
        direction: ContactDirection,
        /// What came of it.
        outcome: ContactOutcome,
    },
    /// Ask the customer for information, in a public message.
    RequestInformation,
    /// Begin the analysis.
    StartAnalysis,
    /// Change kind, priority or category; `None` leaves a value as it is.
    Recategorize {
        /// The new kind.
        kind: Option<Kind>,
        /// The new priority.
        priority: Option<Priority>,
        /// Whether the category changes.
        category_changes: bool,
    },
    /// Record some of the four findings.
    RecordAnalysis {
        /// The findings in this request.
        findings: Findings,
    },
    /// Begin the solution.
    StartSolution,
    /// Go back from solution to analysis.
    ReturnToAnalysis,
    /// Deliver the solution and start the testing period.
    DeliverSolution {
        /// What came of the ticket.
        resolution_type: ResolutionType,
        /// Business days for testing; where the request has none, the caller fills in the
        /// policy's default for the kind.
        testing_days: u8,
    },
    /// Give the customer more time to test.
    ExtendTesting {
        /// The new last day, in Bogota. A day that is no business day stands for the next one.
        ends_on: NaiveDate,
    },
    /// Approve the solution.
    ConfirmSolution,
    /// Reject the solution.
    RejectSolution,
    /// Close on the customer's silence.
    CloseTacitly,
    /// Take the ticket back.
    Withdraw,
    /// Close in favour of another ticket.
    MarkDuplicate {
        /// The ticket that covers this one.
        target: DuplicateTarget,
    },
    /// Go back from closed to analysis.
    Reopen,
    /// Write the work plan: the draft that there is, or else a new version.
    DraftWorkPlan {
        /// Whether it says anything else than the newest version.
        changes: bool,
    },
    /// Give up the newest version of the work plan; the one before it counts again.
    DiscardWorkPlan,
    /// Send the work plan to the customer.
    SubmitWorkPlan,
    /// Say yes to the work plan.
    ApproveWorkPlan,
    /// Say no to the work plan.
    RejectWorkPlan,
    /// Note what became of an activity of the work plan.
    UpdatePlanActivity {
        /// Its state so far.
        from: ActivityState,
        /// Its state from now on.
        to: ActivityState,
        /// Whether its notes change.
        notes_change: bool,
    },
    /// Write a message that both sides read.
    PublicMessage,
    /// Write a note that only staff read.
    InternalNote,
    /// Correct subject, description and the other details.
    EditDetails,
    /// Propose an after-hours window. Its time is a matter of
    /// [`check_window`](crate::after_hours::check_window).
    AskAfterHours {
        /// How many windows the ticket has had so far.
        windows: u64,
        /// Whether the account of whoever is to work in it is active; so it counts while nobody
        /// is named.
        engineer_active: bool,
    },
    /// Agree to a window that the other side proposed.
    AgreeAfterHours {
        /// The window.
        window: WindowSummary,
        /// Whether the account of whoever will work in it is active.
        engineer_active: bool,
    },
    /// Decline a window that the other side proposed.
    DeclineAfterHours {
        /// The window.
        window: WindowSummary,
    },
    /// Call a window off.
    CancelAfterHours {
        /// The window.
        window: WindowSummary,
    },
    /// Put on record that the work of a window was done.
    CompleteAfterHours {
        /// The window.
        window: WindowSummary,
    },
    /// Put on record that a window passed without its work.
    MissAfterHours {
        /// The window.
        window: WindowSummary,
    },
}

/// What the rules must know of the ticket that another one is a duplicate of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuplicateTarget {
    /// Whether it is the very ticket that is being marked.
    pub same_ticket: bool,
    /// The company it belongs to.
    pub company: Uuid,
    /// Whether it is closed as a duplicate itself.
    pub is_duplicate: bool,
}

closed_enum! {
    /// The actions without their payload, in the order of [`super::RULES`].
    pub enum ActionKind {
        /// [`Action::Assign`]
        Assign = "assign",
        /// [`Action::LogContact`]
        LogContact = "log_contact",
        /// [`Action::RequestInformation`]
        RequestInformation = "request_information",
        /// [`Action::StartAnalysis`]
        StartAnalysis = "start_analysis",
        /// [`Action::Recategorize`]
        Recategorize = "recategorize",
        /// [`Action::RecordAnalysis`]
        RecordAnalysis = "record_analysis",
        /// [`Action::StartSolution`]
        StartSolution = "start_solution",
        /// [`Action::ReturnToAnalysis`]
        ReturnToAnalysis = "return_to_analysis",
        /// [`Action::DeliverSolution`]
        DeliverSolution = "deliver_solution",
        /// [`Action::ExtendTesting`]
        ExtendTesting = "extend_testing",
        /// [`Action::ConfirmSolution`]
        ConfirmSolution = "confirm_solution",
        /// [`Action::RejectSolution`]
        RejectSolution = "reject_solution",
        /// [`Action::CloseTacitly`]
        CloseTacitly = "close_tacitly",
        /// [`Action::Withdraw`]
        Withdraw = "withdraw",
        /// [`Action::MarkDuplicate`]
        MarkDuplicate = "mark_duplicate",
        /// [`Action::Reopen`]
        Reopen = "reopen",
        /// [`Action::DraftWorkPlan`]
        DraftWorkPlan = "draft_work_plan",
        /// [`Action::DiscardWorkPlan`]
        DiscardWorkPlan = "discard_work_plan",
        /// [`Action::SubmitWorkPlan`]
        SubmitWorkPlan = "submit_work_plan",
        /// [`Action::ApproveWorkPlan`]
        ApproveWorkPlan = "approve_work_plan",
        /// [`Action::RejectWorkPlan`]
        RejectWorkPlan = "reject_work_plan",
        /// [`Action::UpdatePlanActivity`]
        UpdatePlanActivity = "update_plan_activity",
        /// [`Action::PublicMessage`]
        PublicMessage = "public_message",
        /// [`Action::InternalNote`]
        InternalNote = "internal_note",
        /// [`Action::EditDetails`]
        EditDetails = "edit_details",
        /// [`Action::AskAfterHours`]
        AskAfterHours = "ask_after_hours",
        /// [`Action::AgreeAfterHours`]
        AgreeAfterHours = "agree_after_hours",
        /// [`Action::DeclineAfterHours`]
        DeclineAfterHours = "decline_after_hours",
        /// [`Action::CancelAfterHours`]
        CancelAfterHours = "cancel_after_hours",
        /// [`Action::CompleteAfterHours`]
        CompleteAfterHours = "complete_after_hours",
        /// [`Action::MissAfterHours`]
        MissAfterHours = "miss_after_hours",
    }
}

impl ActionKind {
    /// The word as the paths of the API spell it: `log-contact`.
    #[must_use]
    pub fn kebab(self) -> String {
        self.as_str().replace('_', "-")
    }

    /// Whether this is done to one after-hours window, of which a ticket has several: whether it
    /// is possible can't be told of the ticket as a whole.
    #[must_use]
    pub const fn needs_window(self) -> bool {
        match self {
            Self::AgreeAfterHours
            | Self::DeclineAfterHours
            | Self::CancelAfterHours
            | Self::CompleteAfterHours
            | Self::MissAfterHours => true,
            Self::Assign
            | Self::LogContact
            | Self::RequestInformation
            | Self::StartAnalysis
            | Self::Recategorize
            | Self::RecordAnalysis
            | Self::StartSolution
            | Self::ReturnToAnalysis
            | Self::DeliverSolution
            | Self::ExtendTesting
            | Self::ConfirmSolution
            | Self::RejectSolution
            | Self::CloseTacitly
            | Self::Withdraw
            | Self::MarkDuplicate
            | Self::Reopen
            | Self::DraftWorkPlan
            | Self::DiscardWorkPlan
            | Self::SubmitWorkPlan
            | Self::ApproveWorkPlan
            | Self::RejectWorkPlan
            | Self::UpdatePlanActivity
            | Self::PublicMessage
            | Self::InternalNote
            | Self::EditDetails
            | Self::AskAfterHours => false,
        }
    }
}

impl Action {
    /// Which action this is.
    #[must_use]
    pub const fn kind(&self) -> ActionKind {
        match self {
            Self::Assign { .. } => ActionKind::Assign,
            Self::LogContact { .. } => ActionKind::LogContact,
            Self::RequestInformation => ActionKind::RequestInformation,
            Self::StartAnalysis => ActionKind::StartAnalysis,
            Self::Recategorize { .. } => ActionKind::Recategorize,
            Self::RecordAnalysis { .. } => ActionKind::RecordAnalysis,
            Self::StartSolution => ActionKind::StartSolution,
            Self::ReturnToAnalysis => ActionKind::ReturnToAnalysis,
            Self::DeliverSolution { .. } => ActionKind::DeliverSolution,
            Self::ExtendTesting { .. } => ActionKind::ExtendTesting,
            Self::ConfirmSolution => ActionKind::ConfirmSolution,
            Self::RejectSolution => ActionKind::RejectSolution,
            Self::CloseTacitly => ActionKind::CloseTacitly,
            Self::Withdraw => ActionKind::Withdraw,
            Self::MarkDuplicate { .. } => ActionKind::MarkDuplicate,
            Self::Reopen => ActionKind::Reopen,
            Self::DraftWorkPlan { .. } => ActionKind::DraftWorkPlan,
            Self::DiscardWorkPlan => ActionKind::DiscardWorkPlan,
            Self::SubmitWorkPlan => ActionKind::SubmitWorkPlan,
            Self::ApproveWorkPlan => ActionKind::ApproveWorkPlan,
            Self::RejectWorkPlan => ActionKind::RejectWorkPlan,
            Self::UpdatePlanActivity { .. } => ActionKind::UpdatePlanActivity,
            Self::PublicMessage => ActionKind::PublicMessage,
            Self::InternalNote => ActionKind::InternalNote,
            Self::EditDetails => ActionKind::EditDetails,
            Self::AskAfterHours { .. } => ActionKind::AskAfterHours,
            Self::AgreeAfterHours { .. } => ActionKind::AgreeAfterHours,
            Self::DeclineAfterHours { .. } => ActionKind::DeclineAfterHours,
            Self::CancelAfterHours { .. } => ActionKind::CancelAfterHours,
            Self::CompleteAfterHours { .. } => ActionKind::CompleteAfterHours,
            Self::MissAfterHours { .. } => ActionKind::MissAfterHours,
        }
    }

    /// The after-hours window that it is done to.
    #[must_use]
    pub const fn window(&self) -> Option<WindowSummary> {
        match *self {
            Self::AgreeAfterHours { window, .. }
            | Self::DeclineAfterHours { window }
            | Self::CancelAfterHours { window }
            | Self::CompleteAfterHours { window }
            | Self::MissAfterHours { window } => Some(window),
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
            | Self::ConfirmSolution
            | Self::RejectSolution
            | Self::CloseTacitly
            | Self::Withdraw
            | Self::MarkDuplicate { .. }
            | Self::Reopen
            | Self::DraftWorkPlan { .. }
            | Self::DiscardWorkPlan
            | Self::SubmitWorkPlan
            | Self::ApproveWorkPlan
            | Self::RejectWorkPlan
            | Self::UpdatePlanActivity { .. }
            | Self::PublicMessage
            | Self::InternalNote
            | Self::EditDetails
            | Self::AskAfterHours { .. } => None,
        }
    }
}
