//! Words for the values of the closed sets; exhaustive, so that a new value needs a text.

use aval_contract::api_keys::Scope;
use aval_contract::calendar::ExceptionKind;
use aval_contract::companies::PersonStatus;
use aval_contract::error::ErrorCode;
use aval_contract::me::Locale;
use aval_domain::lifecycle::{
    ActionKind, ClosureKind, ContactChannel, ContactDirection, ContactOutcome, Guard, Impact, Kind,
    Priority, ResolutionType, Role, Stage, Urgency, WaitingOn,
};

use super::Texts;

impl Texts {
    /// How people call a stage.
    #[must_use]
    pub fn stage(&self, value: Stage) -> &'static str {
        let words = self.vocabulary();
        match value {
            Stage::Open => words.stage_open,
            Stage::Analysis => words.stage_analysis,
            Stage::Solution => words.stage_solution,
            Stage::Testing => words.stage_testing,
            Stage::Closed => words.stage_closed,
        }
    }

    /// How people call a kind of request.
    #[must_use]
    pub fn kind(&self, value: Kind) -> &'static str {
        let words = self.vocabulary();
        match value {
            Kind::Incident => words.kind_incident,
            Kind::Request => words.kind_request,
            Kind::Question => words.kind_question,
            Kind::PlannedTask => words.kind_planned_task,
        }
    }

    /// How people call a priority.
    #[must_use]
    pub fn priority(&self, value: Priority) -> &'static str {
        let words = self.vocabulary();
        match value {
            Priority::Low => words.priority_low,
            Priority::Normal => words.priority_normal,
            Priority::High => words.priority_high,
            Priority::Critical => words.priority_critical,
        }
    }

    /// How people call an impact.
    #[must_use]
    pub fn impact(&self, value: Impact) -> &'static str {
        let words = self.vocabulary();
        match value {
            Impact::Low => words.impact_low,
            Impact::Medium => words.impact_medium,
            Impact::High => words.impact_high,
        }
    }

    /// How people call an urgency.
    #[must_use]
    pub fn urgency(&self, value: Urgency) -> &'static str {
        let words = self.vocabulary();
        match value {
            Urgency::Low => words.urgency_low,
            Urgency::Medium => words.urgency_medium,
            Urgency::High => words.urgency_high,
        }
    }

    /// Whose turn it is, as a staff member reads it.
    #[must_use]
    pub fn waiting_on(&self, value: WaitingOn) -> &'static str {
        let words = self.vocabulary();
        match value {
            WaitingOn::Support => words.waiting_on_support,
            WaitingOn::Customer => words.waiting_on_customer,
            WaitingOn::Nobody => words.waiting_on_nobody,
        }
    }

    /// How people call a role.
    #[must_use]
    pub fn role(&self, value: Role) -> &'static str {
        let words = &self.common;
        match value {
            Role::Reporter => words.role_reporter,
            Role::Engineer => words.role_engineer,
            Role::Coordinator => words.role_coordinator,
            Role::Admin => words.role_admin,
        }
    }

    /// How a ticket came to be closed.
    #[must_use]
    pub fn closure(&self, value: ClosureKind) -> &'static str {
        let words = self.vocabulary();
        match value {
            ClosureKind::Approved => words.closure_approved,
            ClosureKind::Tacit => words.closure_tacit,
            ClosureKind::Withdrawn => words.closure_withdrawn,
            ClosureKind::Duplicate => words.closure_duplicate,
        }
    }

    /// What came of a ticket.
    #[must_use]
    pub fn resolution(&self, value: ResolutionType) -> &'static str {
        let words = self.vocabulary();
        match value {
            ResolutionType::Fixed => words.resolution_fixed,
            ResolutionType::Workaround => words.resolution_workaround,
            ResolutionType::Configuration => words.resolution_configuration,
            ResolutionType::NotReproducible => words.resolution_not_reproducible,
            ResolutionType::Fulfilled => words.resolution_fulfilled,
            ResolutionType::PartiallyFulfilled => words.resolution_partially_fulfilled,
            ResolutionType::Declined => words.resolution_declined,
            ResolutionType::Answered => words.resolution_answered,
        }
    }

    /// By which means a contact was made.
    #[must_use]
    pub fn channel(&self, value: ContactChannel) -> &'static str {
        let words = self.vocabulary();
        match value {
            ContactChannel::Phone => words.channel_phone,
            ContactChannel::Email => words.channel_email,
            ContactChannel::Portal => words.channel_portal,
            ContactChannel::Other => words.channel_other,
        }
    }

    /// Who sought the contact.
    #[must_use]
    pub fn direction(&self, value: ContactDirection) -> &'static str {
        let words = self.vocabulary();
        match value {
            ContactDirection::Outbound => words.direction_outbound,
            ContactDirection::Inbound => words.direction_inbound,
        }
    }

    /// What came of a contact.
    #[must_use]
    pub fn outcome(&self, value: ContactOutcome) -> &'static str {
        let words = self.vocabulary();
        match value {
            ContactOutcome::Reached => words.outcome_reached,
            ContactOutcome::NoAnswer => words.outcome_no_answer,
        }
    }

    /// What a button for the action says.
    #[must_use]
    pub fn action(&self, value: ActionKind) -> &'static str {
        let words = self.vocabulary();
        match value {
            ActionKind::Assign => words.action_assign,
            ActionKind::LogContact => words.action_log_contact,
            ActionKind::RequestInformation => words.action_request_information,
            ActionKind::StartAnalysis => words.action_start_analysis,
            ActionKind::Recategorize => words.action_recategorize,
            ActionKind::RecordAnalysis => words.action_record_analysis,
            ActionKind::StartSolution => words.action_start_solution,
            ActionKind::ReturnToAnalysis => words.action_return_to_analysis,
            ActionKind::DeliverSolution => words.action_deliver_solution,
            ActionKind::ExtendTesting => words.action_extend_testing,
            ActionKind::ConfirmSolution => words.action_confirm_solution,
            ActionKind::RejectSolution => words.action_reject_solution,
            ActionKind::CloseTacitly => words.action_close_tacitly,
            ActionKind::Withdraw => words.action_withdraw,
            ActionKind::MarkDuplicate => words.action_mark_duplicate,
            ActionKind::Reopen => words.action_reopen,
            ActionKind::DraftWorkPlan => words.action_draft_work_plan,
            ActionKind::DiscardWorkPlan => words.action_discard_work_plan,
            ActionKind::SubmitWorkPlan => words.action_submit_work_plan,
            ActionKind::ApproveWorkPlan => words.action_approve_work_plan,
            ActionKind::RejectWorkPlan => words.action_reject_work_plan,
            ActionKind::UpdatePlanActivity => words.action_update_plan_activity,
            ActionKind::PublicMessage => words.action_public_message,
            ActionKind::InternalNote => words.action_internal_note,
            ActionKind::EditDetails => words.action_edit_details,
            ActionKind::AskAfterHours => words.action_ask_after_hours,
            ActionKind::AgreeAfterHours => words.action_agree_after_hours,
            ActionKind::DeclineAfterHours => words.action_decline_after_hours,
            ActionKind::CancelAfterHours => words.action_cancel_after_hours,
            ActionKind::CompleteAfterHours => words.action_complete_after_hours,
            ActionKind::MissAfterHours => words.action_miss_after_hours,
        }
    }

    /// What is missing, as a sentence.
    #[must_use]
    pub fn guard(&self, value: Guard) -> &'static str {
        let words = &self.errors;
        match value {
            Guard::NoAssignee => words.guard_no_assignee,
            Guard::NotAssignee => words.guard_not_assignee,
            Guard::SelfAssignmentOnly => words.guard_self_assignment_only,
            Guard::AssigneeNotStaff => words.guard_assignee_not_staff,
            Guard::AssigneeInactive => words.guard_assignee_inactive,
            Guard::NoFirstContact => words.guard_no_first_contact,
            Guard::FindingsIncomplete => words.guard_findings_incomplete,
            Guard::NoPlan => words.guard_no_plan,
            Guard::PlanNotDraft => words.guard_plan_not_draft,
            Guard::PlanEmpty => words.guard_plan_empty,
            Guard::PlanNotSubmitted => words.guard_plan_not_submitted,
            Guard::PlanNotApproved => words.guard_plan_not_approved,
            Guard::NothingToDiscard => words.guard_nothing_to_discard,
            Guard::ActivityMoveImpossible => words.guard_activity_move_impossible,
            Guard::ActivitiesOpen => words.guard_activities_open,
            Guard::ResolutionTypeMismatch => words.guard_resolution_type_mismatch,
            Guard::TestingDaysOutOfRange => words.guard_testing_days_out_of_range,
            Guard::EndNotLater => words.guard_end_not_later,
            Guard::CustomerAnswered => words.guard_customer_answered,
            Guard::TestingNotOver => words.guard_testing_not_over,
            Guard::DuplicateTargetSelf => words.guard_duplicate_target_self,
            Guard::DuplicateTargetForeign => words.guard_duplicate_target_foreign,
            Guard::DuplicateTargetDuplicate => words.guard_duplicate_target_duplicate,
            Guard::DuplicateNotReopenable => words.guard_duplicate_not_reopenable,
            Guard::ReopenWindowOver => words.guard_reopen_window_over,
            Guard::TicketClosed => words.guard_ticket_closed,
            Guard::NothingChanged => words.guard_nothing_changed,
            Guard::OutsideCalendar => words.guard_outside_calendar,
            Guard::TooManyWindows => words.guard_too_many_windows,
            Guard::WindowNotAsked => words.guard_window_not_asked,
            Guard::WindowAskedByOwnSide => words.guard_window_asked_by_own_side,
            Guard::WindowStarted => words.guard_window_started,
            Guard::WindowInServiceHours => words.guard_window_in_service_hours,
            Guard::WindowWithoutEngineer => words.guard_window_without_engineer,
            Guard::WindowSettled => words.guard_window_settled,
            Guard::WindowOver => words.guard_window_over,
            Guard::WindowNotAgreed => words.guard_window_not_agreed,
            Guard::WindowNotStarted => words.guard_window_not_started,
            Guard::WindowNotOver => words.guard_window_not_over,
        }
    }

    /// Whether somebody may sign in.
    #[must_use]
    pub fn person_status(&self, value: PersonStatus) -> &'static str {
        let words = self.vocabulary();
        match value {
            PersonStatus::Invited => words.person_status_invited,
            PersonStatus::Active => words.person_status_active,
            PersonStatus::Inactive => words.person_status_inactive,
        }
    }

    /// What an API key may do.
    #[must_use]
    pub fn scope(&self, value: Scope) -> &'static str {
        let words = self.vocabulary();
        match value {
            Scope::TicketsRead => words.scope_tickets_read,
            Scope::TicketsWrite => words.scope_tickets_write,
            Scope::WebhooksWrite => words.scope_webhooks_write,
        }
    }

    /// What an exception does to a date.
    #[must_use]
    pub fn exception(&self, value: ExceptionKind) -> &'static str {
        let words = self.vocabulary();
        match value {
            ExceptionKind::Closure => words.exception_closure,
            ExceptionKind::WorkingDay => words.exception_working_day,
        }
    }

    /// A language in its own name.
    #[must_use]
    pub fn locale(&self, value: Locale) -> &'static str {
        let words = &self.common;
        match value {
            Locale::Es => words.locale_es,
            Locale::En => words.locale_en,
        }
    }

    /// What an error code means to a person, and what to do about it.
    #[must_use]
    pub fn error_code(&self, code: ErrorCode) -> &'static str {
        let words = &self.errors;
        match code {
            ErrorCode::Unauthorized => words.unauthorized,
            ErrorCode::InvalidCredentials => words.invalid_credentials,
            ErrorCode::TokenInvalid => words.token_invalid,
            ErrorCode::Forbidden => words.forbidden,
            ErrorCode::ScopeMissing => words.scope_missing,
            ErrorCode::NotFound => words.not_found,
            ErrorCode::MethodNotAllowed => words.method_not_allowed,
            ErrorCode::MalformedBody => words.malformed_body,
            ErrorCode::UnsupportedMediaType => words.unsupported_media_type,
            ErrorCode::BodyTooLarge => words.body_too_large,
            ErrorCode::ValidationFailed => words.validation_failed,
            ErrorCode::CursorInvalid => words.cursor_invalid,
            ErrorCode::WrongStage => words.wrong_stage,
            ErrorCode::GuardFailed => words.guard_failed,
            ErrorCode::ReporterLimit => words.reporter_limit,
            ErrorCode::EmailTaken => words.email_taken,
            ErrorCode::NitTaken => words.nit_taken,
            ErrorCode::NameTaken => words.name_taken,
            ErrorCode::NoticeTooShort => words.notice_too_short,
            ErrorCode::OverlapsServiceHours => words.overlaps_service_hours,
            ErrorCode::WindowOverlap => words.window_overlap,
            ErrorCode::Conflict => words.conflict,
            ErrorCode::PreconditionRequired => words.precondition_required,
            ErrorCode::PreconditionFailed => words.precondition_failed,
            ErrorCode::IdempotencyMismatch => words.idempotency_mismatch,
            ErrorCode::RateLimited => words.rate_limited,
            ErrorCode::Unavailable => words.unavailable,
            ErrorCode::Internal => words.internal,
        }
    }
}
