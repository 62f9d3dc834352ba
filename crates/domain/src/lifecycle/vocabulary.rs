//! The words of a ticket's life, each a closed set.

use crate::closed_enum::closed_enum;

closed_enum! {
    /// The five stages of a ticket; there is never a sixth.
    pub enum Stage {
        /// ABIERTO: seen by support and given to an engineer, who contacts the customer.
        Open = "open",
        /// ANÁLISIS: information is collected, the four findings are recorded.
        Analysis = "analysis",
        /// SOLUCIÓN: the solution is made.
        Solution = "solution",
        /// PRUEBAS: the customer reviews the delivered solution.
        Testing = "testing",
        /// CERRADA: settled, with a [`ClosureKind`].
        Closed = "closed",
    }
}

closed_enum! {
    /// What kind of request a ticket is. It decides service hours, testing days and resolutions.
    pub enum Kind {
        /// Something is broken; the only kind that is also served on Saturday mornings.
        Incident = "incident",
        /// Something is wanted.
        Request = "request",
        /// Something is asked.
        Question = "question",
        /// Work agreed for a date.
        PlannedTask = "planned_task",
    }
}

closed_enum! {
    /// How soon a ticket is to be served; ordered, `Low` being the least.
    pub enum Priority {
        /// May wait a week.
        Low = "low",
        /// The ordinary case.
        Normal = "normal",
        /// Work is hindered.
        High = "high",
        /// Work has stopped.
        Critical = "critical",
    }
}

closed_enum! {
    /// How much of the customer's work is affected.
    pub enum Impact {
        /// One person or a detail.
        Low = "low",
        /// A team or a campaign.
        Medium = "medium",
        /// The whole operation.
        High = "high",
    }
}

closed_enum! {
    /// How soon the customer needs it.
    pub enum Urgency {
        /// It can wait.
        Low = "low",
        /// Today or tomorrow.
        Medium = "medium",
        /// At once.
        High = "high",
    }
}

impl Priority {
    /// The priority as the customer sees it: impact times urgency.
    #[must_use]
    pub const fn from_impact_urgency(impact: Impact, urgency: Urgency) -> Self {
        match (impact, urgency) {
            (Impact::High, Urgency::High) => Self::Critical,
            (Impact::High, Urgency::Medium) | (Impact::Medium, Urgency::High) => Self::High,
            (Impact::High, Urgency::Low)
            | (Impact::Medium, Urgency::Medium)
            | (Impact::Low, Urgency::High) => Self::Normal,
            (Impact::Medium, Urgency::Low) | (Impact::Low, Urgency::Medium | Urgency::Low) => {
                Self::Low
            }
        }
    }
}

closed_enum! {
    /// Whose turn it is; orthogonal to the stage.
    pub enum WaitingOn {
        /// Support has to act.
        Support = "support",
        /// The customer has to answer; the resolution clock pauses.
        Customer = "customer",
        /// Nobody: the ticket is closed.
        Nobody = "nobody",
    }
}

closed_enum! {
    /// What a person may be; ordered by rights, a reporter having the least.
    pub enum Role {
        /// One of at most two designated people of a company.
        Reporter = "reporter",
        /// Support staff who work tickets.
        Engineer = "engineer",
        /// Support staff who also assign, override with a reason and see all reports.
        Coordinator = "coordinator",
        /// A coordinator who also manages companies, people, calendar, policies and keys.
        Admin = "admin",
    }
}

impl Role {
    /// Whether people of this role work for support.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        match self {
            Self::Reporter => false,
            Self::Engineer | Self::Coordinator | Self::Admin => true,
        }
    }

    /// Whether this role has all the rights of `least`.
    ///
    /// Among staff each role includes the one before it. Staff do not include reporters: nobody
    /// of support decides for a customer.
    #[must_use]
    pub fn at_least(self, least: Self) -> bool {
        self.is_staff() == least.is_staff() && self >= least
    }
}

closed_enum! {
    /// How a ticket came to be closed.
    pub enum ClosureKind {
        /// A reporter confirmed the solution.
        Approved = "approved",
        /// The customer stayed silent after a clarification until the testing period ended.
        Tacit = "tacit",
        /// A reporter took the ticket back.
        Withdrawn = "withdrawn",
        /// Another ticket of the same company covers it.
        Duplicate = "duplicate",
    }
}

closed_enum! {
    /// What came of a ticket, as support states it at delivery.
    pub enum ResolutionType {
        /// The fault is gone.
        Fixed = "fixed",
        /// The fault is there, the customer can work around it.
        Workaround = "workaround",
        /// A setting was wrong.
        Configuration = "configuration",
        /// The fault could not be seen again.
        NotReproducible = "not_reproducible",
        /// What was wanted was done.
        Fulfilled = "fulfilled",
        /// A part of what was wanted was done.
        PartiallyFulfilled = "partially_fulfilled",
        /// What was wanted won't be done.
        Declined = "declined",
        /// The question has an answer.
        Answered = "answered",
    }
}

impl ResolutionType {
    /// Whether a ticket of this kind can be resolved this way.
    #[must_use]
    pub const fn allowed_for(self, kind: Kind) -> bool {
        match self {
            Self::Fixed | Self::Workaround | Self::Configuration | Self::NotReproducible => {
                matches!(kind, Kind::Incident)
            }
            Self::Fulfilled | Self::PartiallyFulfilled | Self::Declined => {
                matches!(kind, Kind::Request | Kind::PlannedTask)
            }
            Self::Answered => matches!(kind, Kind::Question),
        }
    }
}

closed_enum! {
    /// The way a contact was made.
    pub enum ContactChannel {
        /// A call.
        Phone = "phone",
        /// A mail outside the portal.
        Email = "email",
        /// A note in the portal.
        Portal = "portal",
        /// Anything else: a visit, a chat.
        Other = "other",
    }
}

closed_enum! {
    /// Who sought the contact.
    pub enum ContactDirection {
        /// Support sought the customer.
        Outbound = "outbound",
        /// The customer sought support.
        Inbound = "inbound",
    }
}

closed_enum! {
    /// What came of a contact.
    pub enum ContactOutcome {
        /// The two spoke.
        Reached = "reached",
        /// Nobody answered.
        NoAnswer = "no_answer",
    }
}

closed_enum! {
    /// Where a version of a work plan stands.
    pub enum PlanState {
        /// Being written.
        Draft = "draft",
        /// Waiting for the customer's decision.
        Submitted = "submitted",
        /// The customer said yes.
        Approved = "approved",
        /// The customer said no.
        Rejected = "rejected",
        /// Support took it back before the customer decided.
        Withdrawn = "withdrawn",
    }
}

closed_enum! {
    /// What one entry of a ticket's timeline tells. Stored in the hash chain: never renamed.
    pub enum EventKind {
        /// The ticket came to be.
        TicketOpened = "ticket_opened",
        /// An engineer was made responsible.
        Assigned = "assigned",
        /// A contact with the customer, or an attempt, was logged.
        ContactLogged = "contact_logged",
        /// Support asked the customer for information.
        InformationRequested = "information_requested",
        /// The analysis began.
        AnalysisStarted = "analysis_started",
        /// Kind, category or priority changed.
        Recategorized = "recategorized",
        /// Findings were recorded.
        AnalysisRecorded = "analysis_recorded",
        /// Work on the solution began.
        SolutionStarted = "solution_started",
        /// The solution needs more analysis.
        ReturnedToAnalysis = "returned_to_analysis",
        /// A solution was delivered and the testing period began.
        SolutionDelivered = "solution_delivered",
        /// The testing period got a later end.
        TestingExtended = "testing_extended",
        /// A reporter confirmed the solution.
        SolutionConfirmed = "solution_confirmed",
        /// A reporter rejected the solution.
        SolutionRejected = "solution_rejected",
        /// The ticket closed on the customer's silence.
        ClosedTacitly = "closed_tacitly",
        /// A reporter took the ticket back.
        Withdrawn = "withdrawn",
        /// The ticket closed in favour of another.
        MarkedDuplicate = "marked_duplicate",
        /// A closed ticket went back to analysis.
        Reopened = "reopened",
        /// Somebody wrote a public message.
        MessagePosted = "message_posted",
        /// Staff wrote an internal note.
        InternalNoteAdded = "internal_note_added",
        /// Details of the ticket were corrected.
        DetailsEdited = "details_edited",
        /// A file was added.
        AttachmentAdded = "attachment_added",
        /// The customer was reminded of the end of the testing period.
        ReminderSent = "reminder_sent",
        /// An automatic reply or bounce came in; it answers nothing and stops no clock.
        MachineMailRecorded = "machine_mail_recorded",
        /// A service-level clock reached its warning mark.
        ClockWarned = "clock_warned",
        /// A service-level clock passed its target.
        ClockBreached = "clock_breached",
        /// A version of the work plan was written.
        WorkPlanDrafted = "work_plan_drafted",
        /// A version of the work plan was given up.
        WorkPlanDiscarded = "work_plan_discarded",
        /// The work plan went to the customer for approval.
        WorkPlanSubmitted = "work_plan_submitted",
        /// A reporter approved the work plan.
        WorkPlanApproved = "work_plan_approved",
        /// A reporter rejected the work plan.
        WorkPlanRejected = "work_plan_rejected",
        /// Support took back a version of the work plan that the customer had been sent.
        WorkPlanWithdrawn = "work_plan_withdrawn",
        /// An activity of the work plan changed its state.
        WorkPlanActivityUpdated = "work_plan_activity_updated",
        /// An after-hours window was asked for.
        AfterHoursAsked = "after_hours_asked",
        /// The other side agreed to the window.
        AfterHoursAgreed = "after_hours_agreed",
        /// The other side declined the window.
        AfterHoursDeclined = "after_hours_declined",
        /// The work of the window was done.
        AfterHoursDone = "after_hours_done",
        /// The window passed without its work.
        AfterHoursMissed = "after_hours_missed",
        /// The window was called off.
        AfterHoursCancelled = "after_hours_cancelled",
    }
}

impl EventKind {
    /// Whether entries of this kind are for staff only, whatever they carry.
    ///
    /// Internal notes reach no customer by any path, a service-level warning is support's own
    /// affair, so is what a program answered in the customer's name, and a work plan is the
    /// customer's from its submission on.
    #[must_use]
    pub const fn is_internal(self) -> bool {
        matches!(
            self,
            Self::InternalNoteAdded
                | Self::MachineMailRecorded
                | Self::ClockWarned
                | Self::ClockBreached
                | Self::WorkPlanDrafted
                | Self::WorkPlanDiscarded
        )
    }
}
