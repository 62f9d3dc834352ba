//! What is derived from a ticket's events by the domain, and kept beside it only to sort by it and
//! to act on time: due time, end of testing, next reminder, timers.

use aval_contract::policies::Preview;
use aval_domain::clocks::Clocks;
use aval_domain::testing::{self, Countdown};
use aval_domain::timers::{self, Timer};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::history;
use crate::app::State;
use crate::clock;
use crate::db::{Tx, event, running_ticket, ticket, timer};
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
            clocks: clocks(ticket.company_id, events, rules, now)?,
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

/// The clocks of a company's ticket from its public events.
///
/// # Errors
/// When a date leaves the calendar.
pub fn clocks(
    company: Uuid,
    events: &[event::Model],
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Clocks> {
    let facts = history::clock_facts(events);
    // Replicas' clocks differ a little, and a change may have come after `now` was read: what is
    // in the record has happened.
    let now = events.last().map_or(now, |last| last.at.max(now));
    let targets = rules.targets_of(company);
    Ok(aval_domain::clocks::evaluate(&facts, &targets, &rules.calendar, now)?)
}

/// How many tickets are looked at in one transaction.
const BATCH: u64 = 500;

/// A stretch of the running tickets, in the order of their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The last one of it; `None` when there are no more.
    pub last: Option<Uuid>,
    /// How many they are.
    pub looked_at: u64,
    /// How many of them were not what they should be.
    pub changed: u64,
}

/// Derives everything anew for the next running tickets after one, and writes it down.
///
/// # Errors
/// What the database says.
pub async fn rebuild_after(tx: &Tx, rules: &Rules, after: Uuid) -> Result<Stretch> {
    let now = clock::now();
    let tickets = running_ticket::lock_after(tx, after, BATCH).await?;
    let mut stretch = Stretch::default();
    let (mut changed, mut plans) = (Vec::new(), Vec::new());
    for (row, derived) in with_derived(tx, tickets, rules, now).await? {
        stretch.last = Some(row.id);
        stretch.looked_at += 1;
        plans.push((row.id, derived.plan()));
        let mut kept = row.clone();
        derived.keep_in(&mut kept, now);
        if kept != row {
            stretch.changed += 1;
            changed.push(kept);
        }
    }
    running_ticket::keep_derived(tx, &changed).await?;
    timer::rewrite(tx, &plans, now).await?;
    Ok(stretch)
}

/// Derives everything anew for all running tickets. Says how many were not what they should be.
///
/// # Errors
/// What the database says.
pub async fn rebuild_all(state: &State) -> Result<u64> {
    let (mut after, mut changed) = (Uuid::nil(), 0);
    loop {
        let tx = state.db.begin().await?;
        let stretch = rebuild_after(&tx, &Rules::load(&tx).await?, after).await?;
        tx.commit().await?;
        changed += stretch.changed;
        match stretch.last {
            Some(last) => after = last,
            None => return Ok(changed),
        }
    }
}

/// What other rules would do to the running tickets, of one company or of all, without doing it.
///
/// # Errors
/// What the database says.
pub async fn preview(state: &State, rules: &Rules, company: Option<Uuid>) -> Result<Preview> {
    let now = clock::now();
    let snapshot = state.db.snapshot().await?;
    let (mut after, mut preview) = (Uuid::nil(), Preview { running: 0, moved: 0 });
    loop {
        let tickets = running_ticket::after(&snapshot, company, after, BATCH).await?;
        let Some(last) = tickets.last() else { return Ok(preview) };
        after = last.id;
        for (row, derived) in with_derived(&snapshot, tickets, rules, now).await? {
            let mut kept = row.clone();
            derived.keep_in(&mut kept, now);
            preview.running += 1;
            let is_moved = (kept.due_at, kept.testing_ends_at) != (row.due_at, row.testing_ends_at);
            preview.moved += u64::from(is_moved);
        }
    }
}

async fn with_derived(
    db: &impl ConnectionTrait,
    tickets: Vec<ticket::Model>,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Vec<(ticket::Model, Derived)>> {
    let events = event::public_of(db, tickets.iter().map(|ticket| ticket.id).collect()).await?;
    tickets
        .into_iter()
        .map(|row| {
            let from = events.partition_point(|event| event.ticket_id < row.id);
            let to = events.partition_point(|event| event.ticket_id <= row.id);
            let derived = Derived::of(&row, &events[from..to], rules, now)?;
            Ok((row, derived))
        })
        .collect()
}
