//! What other systems are told of, and how persistently.

use chrono::{DateTime, TimeDelta, Utc};

use crate::closed_enum::closed_enum;
use crate::lifecycle::EventKind;
use crate::record::Visibility;

closed_enum! {
    /// What a message to another system is about. Other programs switch on it: never renamed.
    pub enum WebhookEvent {
        /// A ticket came to be.
        TicketOpened = "ticket.opened",
        /// Something about a ticket changed that has no event of its own.
        TicketUpdated = "ticket.updated",
        /// A ticket went to another stage. Comes beside the event that says why, if there is one.
        TicketStageChanged = "ticket.stage_changed",
        /// Somebody wrote to the other side.
        TicketMessageAdded = "ticket.message_added",
        /// There is a solution to test.
        TicketSolutionDelivered = "ticket.solution_delivered",
        /// A ticket was closed.
        TicketClosed = "ticket.closed",
        /// A closed ticket is open again.
        TicketReopened = "ticket.reopened",
        /// A work plan went to the customer.
        WorkPlanSubmitted = "work_plan.submitted",
        /// The customer approved it.
        WorkPlanApproved = "work_plan.approved",
        /// The customer wants another one.
        WorkPlanRejected = "work_plan.rejected",
        /// Somebody asked for a window outside service hours.
        AfterHoursAsked = "after_hours.asked",
        /// The other side agreed to it.
        AfterHoursAgreed = "after_hours.agreed",
        /// The other side declined it.
        AfterHoursDeclined = "after_hours.declined",
        /// It was called off.
        AfterHoursCancelled = "after_hours.cancelled",
        /// Its work was done.
        AfterHoursDone = "after_hours.done",
        /// It passed without its work.
        AfterHoursMissed = "after_hours.missed",
        /// A clock has used up three quarters of its target. Told to systems of support only.
        ClockWarning = "clock.warning",
        /// A clock has used up all of its target. Told to systems of support only.
        ClockBreached = "clock.breached",
        /// Somebody tries the endpoint out.
        Test = "webhook.test",
    }
}

closed_enum! {
    /// Where the delivery of one message to one endpoint stands.
    pub enum DeliveryState {
        /// To be sent now or, after a failure, later.
        Pending = "pending",
        /// The endpoint has it.
        Delivered = "delivered",
        /// Given up.
        Failed = "failed",
    }
}

closed_enum! {
    /// Why Aval itself switched an endpoint off.
    pub enum DisabledReason {
        /// The endpoint answered 410: it wants no more.
        Gone = "gone",
        /// It has taken nothing for days.
        Failing = "failing",
    }
}

closed_enum! {
    /// Why an attempt brought no answer.
    pub enum DeliveryFailure {
        /// The address is none that Aval sends to: not https, or not a public one.
        AddressRefused = "address_refused",
        /// The name or the server was not reached, or it broke off.
        NotReached = "not_reached",
        /// There was no whole answer in time.
        TimedOut = "timed_out",
    }
}

impl WebhookEvent {
    /// As what an entry of the record is told; nothing where it concerns support alone.
    #[must_use]
    pub const fn of(kind: EventKind) -> Option<Self> {
        Some(match kind {
            EventKind::TicketOpened => Self::TicketOpened,
            EventKind::InformationRequested | EventKind::MessagePosted => Self::TicketMessageAdded,
            EventKind::SolutionDelivered => Self::TicketSolutionDelivered,
            EventKind::SolutionConfirmed
            | EventKind::ClosedTacitly
            | EventKind::Withdrawn
            | EventKind::MarkedDuplicate => Self::TicketClosed,
            EventKind::Reopened => Self::TicketReopened,
            EventKind::WorkPlanSubmitted => Self::WorkPlanSubmitted,
            EventKind::WorkPlanApproved => Self::WorkPlanApproved,
            EventKind::WorkPlanRejected => Self::WorkPlanRejected,
            EventKind::AfterHoursAsked => Self::AfterHoursAsked,
            EventKind::AfterHoursAgreed => Self::AfterHoursAgreed,
            EventKind::AfterHoursDeclined => Self::AfterHoursDeclined,
            EventKind::AfterHoursCancelled => Self::AfterHoursCancelled,
            EventKind::AfterHoursDone => Self::AfterHoursDone,
            EventKind::AfterHoursMissed => Self::AfterHoursMissed,
            EventKind::ClockWarned => Self::ClockWarning,
            EventKind::ClockBreached => Self::ClockBreached,
            EventKind::Assigned
            | EventKind::ContactLogged
            | EventKind::AnalysisStarted
            | EventKind::Recategorized
            | EventKind::AnalysisRecorded
            | EventKind::SolutionStarted
            | EventKind::ReturnedToAnalysis
            | EventKind::TestingExtended
            | EventKind::SolutionRejected
            | EventKind::DetailsEdited
            | EventKind::AttachmentAdded
            | EventKind::ReminderSent
            | EventKind::WorkPlanWithdrawn
            | EventKind::WorkPlanActivityUpdated => Self::TicketUpdated,
            EventKind::InternalNoteAdded
            | EventKind::MachineMailRecorded
            | EventKind::WorkPlanDrafted
            | EventKind::WorkPlanDiscarded => return None,
        })
    }

    /// Whether systems of customers are not told of it: warnings of clocks are support's affair.
    #[must_use]
    pub const fn is_for_support(self) -> bool {
        matches!(self, Self::ClockWarning | Self::ClockBreached)
    }
}

/// The messages about one entry of the record, after which the ticket stands in another stage or
/// not. Of the internal record only the warnings of clocks are told.
#[must_use]
pub fn told_of(kind: EventKind, visibility: Visibility, stage_changed: bool) -> Vec<WebhookEvent> {
    let moved = stage_changed.then_some(WebhookEvent::TicketStageChanged);
    match WebhookEvent::of(kind) {
        None => Vec::new(),
        Some(event) if visibility == Visibility::Internal => {
            Some(event).filter(|event| event.is_for_support()).into_iter().collect()
        }
        Some(WebhookEvent::TicketUpdated) => {
            vec![moved.unwrap_or(WebhookEvent::TicketUpdated)]
        }
        Some(event) => [Some(event), moved].into_iter().flatten().collect(),
    }
}

/// How long after each failed attempt the next one comes: nine attempts within some 26 hours.
const PAUSES: [TimeDelta; 8] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(8),
    TimeDelta::hours(10),
];
/// The longest that an endpoint can put off what it is sent by `Retry-After`.
const LONGEST_WISH: TimeDelta = TimeDelta::hours(24);
/// An endpoint that has taken nothing for this long is switched off when the next message is given
/// up.
const FAILING_FOR: TimeDelta = TimeDelta::days(3);
/// How long after a rotation messages are signed with the old secret as well.
pub const OLD_SECRET_FOR: TimeDelta = TimeDelta::hours(24);

/// When a message is tried again that has failed `failed` times; nothing: it is given up. `chance`
/// (0..1) makes the pause up to a quarter longer, so that what failed together does not come back
/// together; `wish` is the endpoint's `Retry-After`.
#[must_use]
pub fn next_attempt(
    now: DateTime<Utc>,
    failed: i16,
    wish: Option<DateTime<Utc>>,
    chance: f64,
) -> Option<DateTime<Utc>> {
    let place = usize::try_from(failed).ok()?.checked_sub(1)?;
    let pause = PAUSES.get(place)?.num_milliseconds();
    #[expect(clippy::cast_possible_truncation, reason = "some hours in milliseconds fit")]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds need not be exact here")]
    let more = (pause as f64 * 0.25 * chance.clamp(0.0, 1.0)) as i64;
    let by_us = now + TimeDelta::milliseconds(pause + more);
    let by_them = wish.map_or(by_us, |wish| pause_until(now, wish));
    Some(by_us.max(by_them))
}

/// Until when an endpoint is left in peace that has asked for it by `Retry-After`.
#[must_use]
pub fn pause_until(now: DateTime<Utc>, wish: DateTime<Utc>) -> DateTime<Utc> {
    wish.min(now + LONGEST_WISH)
}

/// Whether an endpoint that failed again is to be switched off, now that a message was given up.
#[must_use]
pub fn has_failed_for_days(since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - since >= FAILING_FOR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn of_the_internal_record_only_warnings_of_clocks_are_told() {
        for kind in EventKind::ALL {
            let told = told_of(kind, Visibility::Internal, true);
            let is_clock = matches!(kind, EventKind::ClockWarned | EventKind::ClockBreached);
            assert_eq!(!told.is_empty(), is_clock, "{kind}: {told:?}");
        }
    }

    #[test]
    fn whatever_is_public_is_told() {
        for kind in EventKind::ALL {
            let told = told_of(kind, Visibility::Public, false);
            let only_internal = kind.is_internal()
                && !matches!(kind, EventKind::ClockWarned | EventKind::ClockBreached);
            assert_eq!(told.is_empty(), only_internal, "{kind}");
        }
    }

    #[test]
    fn a_change_of_stage_is_told_beside_its_reason() {
        use WebhookEvent::{TicketClosed, TicketStageChanged, TicketUpdated};
        let of = |kind, moved| told_of(kind, Visibility::Public, moved);
        assert_eq!(of(EventKind::AnalysisStarted, true), [TicketStageChanged]);
        assert_eq!(of(EventKind::SolutionConfirmed, true), [TicketClosed, TicketStageChanged]);
        assert_eq!(of(EventKind::Assigned, false), [TicketUpdated]);
    }

    #[test]
    fn there_are_nine_attempts_over_more_than_a_day() {
        let start = at("2026-11-27T08:00:00Z");
        let mut now = start;
        let mut attempts = 1;
        while let Some(next) = next_attempt(now, attempts, None, 0.0) {
            assert!(next > now);
            (now, attempts) = (next, attempts + 1);
        }
        assert_eq!(attempts, 9);
        assert!(now - start > TimeDelta::hours(24), "{}", now - start);
    }

    #[test]
    fn chance_makes_a_pause_up_to_a_quarter_longer() {
        let now = at("2026-11-27T08:00:00Z");
        assert_eq!(next_attempt(now, 3, None, 0.0), Some(now + TimeDelta::minutes(5)));
        assert_eq!(next_attempt(now, 3, None, 1.0), Some(now + TimeDelta::seconds(375)));
    }

    #[test]
    fn an_endpoint_can_ask_for_a_longer_pause_and_not_for_a_shorter_one() {
        let now = at("2026-11-27T08:00:00Z");
        let wishes = |wish| next_attempt(now, 3, Some(now + wish), 0.0).expect("again") - now;
        assert_eq!(wishes(TimeDelta::hours(1)), TimeDelta::hours(1));
        assert_eq!(wishes(TimeDelta::seconds(1)), TimeDelta::minutes(5));
        assert_eq!(wishes(TimeDelta::days(400)), TimeDelta::hours(24));
    }
}
