//! What somebody is told, and how: in the app always, by mail as she wishes, and not in ten mails
//! an hour.

use chrono::{DateTime, TimeDelta, Utc};

use crate::calendar::{Calendar, OutOfRange};
use crate::closed_enum::closed_enum;
use crate::lifecycle::Kind;

/// How many mails somebody gets on their own within [`HOUR`]; what comes after them comes together.
pub const MAILS_AN_HOUR: u64 = 5;
/// The time over which mails to one person are counted.
pub const HOUR: TimeDelta = TimeDelta::hours(1);
/// How long what comes together is collected.
pub const COLLECTING: TimeDelta = TimeDelta::minutes(15);

closed_enum! {
    /// What somebody is told.
    pub enum NotificationKind {
        /// We have your ticket.
        TicketOpened = "ticket_opened",
        /// A ticket is yours to work on.
        Assigned = "assigned",
        /// Support needs something from you.
        InformationRequested = "information_requested",
        /// Support has written.
        SupportAnswered = "support_answered",
        /// The customer has written.
        CustomerAnswered = "customer_answered",
        /// There is a work plan to decide on.
        WorkPlanSubmitted = "work_plan_submitted",
        /// The customer has approved the plan.
        WorkPlanApproved = "work_plan_approved",
        /// The customer wants another plan.
        WorkPlanRejected = "work_plan_rejected",
        /// There is a solution to test.
        SolutionDelivered = "solution_delivered",
        /// The customer says that the solution does not work.
        SolutionRejected = "solution_rejected",
        /// Silence will close the ticket.
        TestingReminder = "testing_reminder",
        /// The ticket is closed.
        TicketClosed = "ticket_closed",
        /// The ticket is open again.
        TicketReopened = "ticket_reopened",
        /// A clock has used up three quarters of its target.
        ClockWarning = "clock_warning",
        /// A clock has used up all of its target.
        ClockBreached = "clock_breached",
        /// The other side wants to work outside service hours.
        AfterHoursAsked = "after_hours_asked",
        /// A window outside service hours is agreed.
        AfterHoursAgreed = "after_hours_agreed",
        /// A window outside service hours was declined.
        AfterHoursDeclined = "after_hours_declined",
        /// A window outside service hours was called off.
        AfterHoursCancelled = "after_hours_cancelled",
    }
}

closed_enum! {
    /// What notifications are about, as far as mails can be switched off.
    pub enum Topic {
        /// What one has to act on, and the end of a ticket. Silence has consequences there, so its
        /// mails can't be switched off.
        Needed = "needed",
        /// What the other side wrote.
        Answers = "answers",
        /// How a ticket goes on.
        Progress = "progress",
        /// Clocks that run out, for support.
        Clocks = "clocks",
    }
}

impl NotificationKind {
    /// What it is about.
    #[must_use]
    pub fn topic(self) -> Topic {
        match self {
            Self::InformationRequested
            | Self::WorkPlanSubmitted
            | Self::SolutionDelivered
            | Self::TestingReminder
            | Self::TicketClosed
            | Self::AfterHoursAsked => Topic::Needed,
            Self::SupportAnswered | Self::CustomerAnswered => Topic::Answers,
            Self::TicketOpened
            | Self::Assigned
            | Self::WorkPlanApproved
            | Self::WorkPlanRejected
            | Self::SolutionRejected
            | Self::TicketReopened
            | Self::AfterHoursAgreed
            | Self::AfterHoursDeclined
            | Self::AfterHoursCancelled => Topic::Progress,
            Self::ClockWarning | Self::ClockBreached => Topic::Clocks,
        }
    }
}

impl Topic {
    /// Whether its mails can be switched off.
    #[must_use]
    pub fn may_be_muted(self) -> bool {
        match self {
            Self::Needed => false,
            Self::Answers | Self::Progress | Self::Clocks => true,
        }
    }
}

/// How a notification goes out by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByMail {
    /// Not at all: she does not want it.
    Never,
    /// On its own.
    Alone,
    /// Together with others: she has had many within the hour.
    Together,
}

/// How a notification goes out to somebody who does not want mails about `muted` and got `recent`
/// mails of their own within the last [`HOUR`].
#[must_use]
pub fn by_mail(kind: NotificationKind, muted: &[Topic], recent: u64) -> ByMail {
    let topic = kind.topic();
    if topic.may_be_muted() && muted.contains(&topic) {
        ByMail::Never
    } else if recent < MAILS_AN_HOUR {
        ByMail::Alone
    } else {
        ByMail::Together
    }
}

/// When what is collected from `now` on goes out: after [`COLLECTING`], but what began in service
/// hours ends in them, as reminders may be among it.
///
/// # Errors
/// Outside the years that the calendar knows.
pub fn together_at(
    calendar: &Calendar,
    kind: Kind,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, OutOfRange> {
    let later = now + COLLECTING;
    let closes_meanwhile = calendar.is_open(kind, now)? && !calendar.is_open(kind, later)?;
    Ok(if closes_meanwhile { now } else { later })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_has_to_act_on_can_not_be_switched_off() {
        for kind in NotificationKind::ALL {
            let quiet = by_mail(kind, &Topic::ALL, 0);
            let expected =
                if kind.topic() == Topic::Needed { ByMail::Alone } else { ByMail::Never };
            assert_eq!(quiet, expected, "{kind}");
        }
    }

    #[test]
    fn after_five_mails_in_an_hour_the_rest_comes_together() {
        let of = |recent| by_mail(NotificationKind::SupportAnswered, &[], recent);
        assert_eq!(of(4), ByMail::Alone);
        assert_eq!(of(5), ByMail::Together);
        assert_eq!(by_mail(NotificationKind::SupportAnswered, &[Topic::Answers], 5), ByMail::Never);
    }

    #[test]
    fn what_is_collected_in_service_hours_goes_out_in_them() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let calendar = Calendar::default();
        let of = |now: &str| together_at(&calendar, Kind::Request, at(now)).expect("in range");
        // Wednesday in Bogota, five hours behind: open until 17:00.
        assert_eq!(of("2026-07-15T15:00:00Z"), at("2026-07-15T15:15:00Z"));
        assert_eq!(of("2026-07-15T21:44:59Z"), at("2026-07-15T21:59:59Z"));
        assert_eq!(of("2026-07-15T21:45:00Z"), at("2026-07-15T21:45:00Z"));
        assert_eq!(of("2026-07-16T03:00:00Z"), at("2026-07-16T03:15:00Z"));
    }
}
