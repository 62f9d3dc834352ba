//! Addresses of other systems that are told what happens.

use aval_contract::webhooks::{DeliveryFailure, DeliveryState, WebhookEvent};

super::keys! {
    /// Addresses of other systems that are told what happens.
    Webhooks {
        title,
        lead,
        new,
        empty_title,
        empty_text,
        url,
        url_hint,
        description,
        description_hint,
        company,
        company_all,
        company_hint,
        events,
        events_hint,
        /// With how many it is told of.
        events_some(usize),
        events_all,
        events_all_of_company,
        created,
        secret_title,
        secret_lead,
        secret_done,
        secret_verify,
        secret_verify_link,
        standing_active,
        standing_failing,
        standing_off,
        standing_disabled,
        /// With when it began to fail, in words.
        why_failing(&str),
        why_off,
        why_gone,
        why_given_up,
        edit,
        secret,
        /// With the number of the secret.
        /// With when it was made.
        secret_version(i32, &str),
        /// With when it was replaced, and until when the one before holds, in words.
        secret_old_holds(&str, &str),
        rotate,
        rotate_title,
        /// With how many hours the old secret holds.
        rotate_text(i64),
        test,
        test_sent,
        activate,
        activated,
        deactivate_title,
        deactivate_text,
        deactivated,
        delete,
        delete_title,
        delete_text,
        deleted,
        since,
        log_title,
        log_lead,
        log_empty_title,
        log_empty_text,
        message_id,
        /// With how many attempts there were.
        attempts(usize),
        next_attempt,
        redeliver,
        /// With what the message is about.
        redeliver_this(&str),
        redelivered,
        state_waiting,
        state_again,
        state_delivered,
        state_failed,
        /// With the HTTP status.
        answered(u16),
        redirected(u16),
        address_refused,
        not_reached,
        timed_out,
        answer_of,
        milliseconds(i32),
        /// With seconds and tenths of them.
        seconds(i32, i32),
        ticket_opened,
        ticket_updated,
        ticket_stage_changed,
        ticket_message_added,
        ticket_solution_delivered,
        ticket_closed,
        ticket_reopened,
        work_plan_submitted,
        work_plan_approved,
        work_plan_rejected,
        after_hours_asked,
        after_hours_agreed,
        after_hours_declined,
        after_hours_cancelled,
        after_hours_done,
        after_hours_missed,
        clock_warning,
        clock_breached,
        tried_out,
    }
}

impl Webhooks {
    /// What a message is about.
    #[must_use]
    pub fn event(&self, event: WebhookEvent) -> &'static str {
        match event {
            WebhookEvent::TicketOpened => self.ticket_opened,
            WebhookEvent::TicketUpdated => self.ticket_updated,
            WebhookEvent::TicketStageChanged => self.ticket_stage_changed,
            WebhookEvent::TicketMessageAdded => self.ticket_message_added,
            WebhookEvent::TicketSolutionDelivered => self.ticket_solution_delivered,
            WebhookEvent::TicketClosed => self.ticket_closed,
            WebhookEvent::TicketReopened => self.ticket_reopened,
            WebhookEvent::WorkPlanSubmitted => self.work_plan_submitted,
            WebhookEvent::WorkPlanApproved => self.work_plan_approved,
            WebhookEvent::WorkPlanRejected => self.work_plan_rejected,
            WebhookEvent::AfterHoursAsked => self.after_hours_asked,
            WebhookEvent::AfterHoursAgreed => self.after_hours_agreed,
            WebhookEvent::AfterHoursDeclined => self.after_hours_declined,
            WebhookEvent::AfterHoursCancelled => self.after_hours_cancelled,
            WebhookEvent::AfterHoursDone => self.after_hours_done,
            WebhookEvent::AfterHoursMissed => self.after_hours_missed,
            WebhookEvent::ClockWarning => self.clock_warning,
            WebhookEvent::ClockBreached => self.clock_breached,
            WebhookEvent::Test => self.tried_out,
        }
    }

    /// Where a delivery stands, after attempts or before the first.
    #[must_use]
    pub fn state(&self, state: DeliveryState, was_tried: bool) -> &'static str {
        match (state, was_tried) {
            (DeliveryState::Pending, false) => self.state_waiting,
            (DeliveryState::Pending, true) => self.state_again,
            (DeliveryState::Delivered, _) => self.state_delivered,
            (DeliveryState::Failed, _) => self.state_failed,
        }
    }

    /// Why an attempt brought no answer.
    #[must_use]
    pub fn failure(&self, failure: DeliveryFailure) -> &'static str {
        match failure {
            DeliveryFailure::AddressRefused => self.address_refused,
            DeliveryFailure::NotReached => self.not_reached,
            DeliveryFailure::TimedOut => self.timed_out,
        }
    }
}

/// A text of the area in the reader's language: `{tw!(title)}`.
macro_rules! tw {
    ($key:ident) => {
        $crate::i18n::texts().webhooks().$key
    };
}
pub(crate) use tw;
