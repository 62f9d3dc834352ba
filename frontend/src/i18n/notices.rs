//! What the reader is told, and what she wants mails about.

use aval_contract::notifications::{NotificationKind, Topic};

super::keys! {
    /// What the reader is told, and what she wants mails about.
    Notices {
        title,
        lead,
        /// With who did it.
        by(&str),
        read_all,
        unread,
        empty_title,
        empty_text,
        mail_title,
        mail_lead,
        mail_always,
        topic_needed,
        topic_answers,
        topic_progress,
        topic_clocks,
        ticket_opened,
        assigned,
        information_requested,
        support_answered,
        customer_answered,
        work_plan_submitted,
        work_plan_approved,
        work_plan_rejected,
        solution_delivered,
        solution_rejected,
        testing_reminder,
        ticket_closed,
        ticket_reopened,
        clock_warning,
        clock_breached,
        after_hours_asked,
        after_hours_agreed,
        after_hours_declined,
        after_hours_cancelled,
    }
}

impl Notices {
    /// What happened, in a few words.
    #[must_use]
    pub fn what(&self, kind: NotificationKind) -> &'static str {
        match kind {
            NotificationKind::TicketOpened => self.ticket_opened,
            NotificationKind::Assigned => self.assigned,
            NotificationKind::InformationRequested => self.information_requested,
            NotificationKind::SupportAnswered => self.support_answered,
            NotificationKind::CustomerAnswered => self.customer_answered,
            NotificationKind::WorkPlanSubmitted => self.work_plan_submitted,
            NotificationKind::WorkPlanApproved => self.work_plan_approved,
            NotificationKind::WorkPlanRejected => self.work_plan_rejected,
            NotificationKind::SolutionDelivered => self.solution_delivered,
            NotificationKind::SolutionRejected => self.solution_rejected,
            NotificationKind::TestingReminder => self.testing_reminder,
            NotificationKind::TicketClosed => self.ticket_closed,
            NotificationKind::TicketReopened => self.ticket_reopened,
            NotificationKind::ClockWarning => self.clock_warning,
            NotificationKind::ClockBreached => self.clock_breached,
            NotificationKind::AfterHoursAsked => self.after_hours_asked,
            NotificationKind::AfterHoursAgreed => self.after_hours_agreed,
            NotificationKind::AfterHoursDeclined => self.after_hours_declined,
            NotificationKind::AfterHoursCancelled => self.after_hours_cancelled,
        }
    }

    /// What a topic covers.
    #[must_use]
    pub fn topic(&self, topic: Topic) -> &'static str {
        match topic {
            Topic::Needed => self.topic_needed,
            Topic::Answers => self.topic_answers,
            Topic::Progress => self.topic_progress,
            Topic::Clocks => self.topic_clocks,
        }
    }
}

/// A text of the area in the reader's language: `{tn!(title)}`.
macro_rules! tn {
    ($key:ident) => {
        $crate::i18n::texts().notices().$key
    };
}
pub(crate) use tn;
