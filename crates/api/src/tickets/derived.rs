//! What is derived from a ticket's events by the domain, and kept beside it only to sort by it and
//! to act on time: due time, end of testing, next reminder, timers.

use aval_domain::clocks::Clocks;
use aval_domain::testing::{self, Countdown};
use aval_domain::timers::{self, Timer};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, Set};
use uuid::Uuid;

use super::history;
use crate::clock;
use crate::db::{Tx, event, ticket, timer};
use crate::error::Result;
use crate::rules::Rules;

/// Where a ticket stands in time.
pub struct Derived {
    /// Its clocks.
    pub clocks: Clocks,
    /// Its testing period.
    pub countdown: Countdown,
}

impl Derived {
    /// From the public events of a ticket and the rules of `now`.
    ///
    /// # Errors
    /// When a date leaves the calendar.
    pub fn of(
        ticket: &ticket::Model,
        events: &[event::Model],
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        Ok(Self {
            clocks: clocks(events, rules, now)?,
            countdown: testing::countdown(
                &rules.calendar,
                ticket.kind.0,
                &history::testing_facts(events, &rules.calendar)?,
            )?,
        })
    }

    /// All that is to happen by itself.
    #[must_use]
    pub fn plan(&self) -> Vec<Timer> {
        timers::plan(&self.countdown, &self.clocks)
    }

    /// Puts into the row what is kept there.
    pub fn keep_in(&self, ticket: &mut ticket::Model, now: DateTime<Utc>) {
        ticket.due_at = self.clocks.next_due();
        (ticket.testing_ends_at, ticket.next_reminder_at) = match &self.countdown {
            Countdown::NotTesting | Countdown::Stopped { .. } => (None, None),
            Countdown::Running { period, .. } => {
                (Some(period.ends_at), period.next_reminder(now).map(|reminder| reminder.at))
            }
        };
    }
}

/// The clocks of a ticket from its public events.
///
/// # Errors
/// When a date leaves the calendar.
pub fn clocks(events: &[event::Model], rules: &Rules, now: DateTime<Utc>) -> Result<Clocks> {
    let facts = history::clock_facts(events);
    Ok(aval_domain::clocks::evaluate(&facts, &rules.targets, &rules.calendar, now)?)
}

/// Derives everything anew for all tickets that are not closed, after rules have changed. Says how
/// many rows were not what they should be.
///
/// # Errors
/// What the database says.
pub async fn rebuild_all(tx: &Tx, rules: &Rules) -> Result<u64> {
    const BATCH: u64 = 500;
    let now = clock::now();
    let (mut after, mut changed) = (Uuid::nil(), 0);
    loop {
        let tickets = ticket::running_after(tx, after, BATCH).await?;
        let Some(last) = tickets.last() else { return Ok(changed) };
        after = last.id;
        let events = event::public_of(tx, tickets.iter().map(|ticket| ticket.id).collect()).await?;
        for row in tickets {
            let of_ticket = |event: &event::Model| event.ticket_id.cmp(&row.id);
            let from = events.partition_point(|event| of_ticket(event).is_lt());
            let to = events.partition_point(|event| of_ticket(event).is_le());
            let derived = Derived::of(&row, &events[from..to], rules, now)?;
            let mut kept = row.clone();
            derived.keep_in(&mut kept, now);
            if kept != row {
                changed += 1;
                ticket::ActiveModel {
                    id: Set(row.id),
                    due_at: Set(kept.due_at),
                    testing_ends_at: Set(kept.testing_ends_at),
                    next_reminder_at: Set(kept.next_reminder_at),
                    ..Default::default()
                }
                .update(tx)
                .await?;
            }
            timer::rewrite(tx, row.id, &derived.plan(), now).await?;
        }
    }
}
