//! What happens to a ticket by itself: reminders, the tacit closure, warnings of clocks.
//!
//! A timer is only an occasion to look. Under the ticket's lock everything is derived anew from its
//! events, and what the plan no longer names does not happen. Marking the timer, the event, the
//! ticket and the mails are one transaction: whoever dies in it has done nothing, and whoever comes
//! second finds nothing to do.

use aval_domain::clocks::{Cycle, Metric};
use aval_domain::lifecycle::{Action, EventKind};
use aval_domain::record::Visibility;
use aval_domain::testing::{ClosureDecision, Countdown, Mailbox, decide_closure};
use aval_domain::timers::{Timer, TimerKind};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::derived::Derived;
use super::verdict::{self, Verdict};
use super::work::Work;
use super::{history, notify};
use crate::app::State;
use crate::auth::Caller;
use crate::change::Pending;
use crate::clock;
use crate::db::{event, ticket, timer};
use crate::error::Result;
use crate::rules::Rules;

/// How long after a failure it is tried again.
const RETRY: TimeDelta = TimeDelta::minutes(1);

/// Lets a due timer happen. `false`: somebody is just changing its ticket, and it stays due.
///
/// # Errors
/// What the database says; nothing has happened then.
pub async fn fire(state: &State, due: &timer::Model) -> Result<bool> {
    let pending = Pending::unasked(state).await?;
    let Some(row) = ticket::lock_if_free(&pending.tx, due.ticket_id).await? else {
        return Ok(false);
    };
    let rules = Rules::load(&pending.tx).await?;
    let mut work = Work::on(pending, Caller::timer(), row, rules).await?;
    if !timer::fire(work.tx(), due.id, work.now()).await? {
        // Another worker was faster.
        return Ok(true);
    }
    let events = event::public_of(work.tx(), vec![work.ticket.id]).await?;
    let derived = Derived::of(&work.ticket, &events, &work.rules, work.now())?;
    derived.keep_in(&mut work.ticket, work.pending.now);
    let planned = derived
        .plan()
        .into_iter()
        .find(|timer| (timer.kind, timer.cycle) == (due.kind.0, due.cycle));
    if let Some(planned) = planned {
        happen(&mut work, planned, due, &derived, &events).await?;
    }
    work.save().await?;
    work.pending.tx.commit().await?;
    Ok(true)
}

/// Puts off what failed, so that it does not keep the others waiting.
///
/// # Errors
/// What the database says.
pub async fn retry_later(state: &State, due: &timer::Model) -> Result<()> {
    let tx = state.db.begin().await?;
    timer::put_off_unfired(&tx, due.id, clock::now() + RETRY).await?;
    tx.commit().await?;
    Ok(())
}

async fn happen(
    work: &mut Work,
    planned: Timer,
    due: &timer::Model,
    derived: &Derived,
    events: &[event::Model],
) -> Result<()> {
    let now = work.now();
    if now < planned.due_at {
        return put_off(work, due, planned.due_at).await;
    }
    match planned.kind {
        TimerKind::ReminderMiddle | TimerKind::ReminderLastDay => {
            remind(work, planned, due, derived).await
        }
        TimerKind::TestingEnd => close_tacitly(work, events).await,
        TimerKind::FirstContactWarning => {
            warn(work, Metric::FirstContact, &derived.clocks.first_contact).await
        }
        TimerKind::ResolutionWarning => {
            warn(work, Metric::Resolution, &derived.clocks.resolution).await
        }
        TimerKind::FirstContactBreach => {
            breach(work, Metric::FirstContact, &derived.clocks.first_contact).await
        }
        TimerKind::ResolutionBreach => {
            breach(work, Metric::Resolution, &derived.clocks.resolution).await
        }
    }
}

async fn put_off(work: &Work, due: &timer::Model, until: DateTime<Utc>) -> Result<()> {
    Ok(timer::put_off(work.tx(), due.id, until).await?)
}

/// Reminds the customer, in service hours only and never of a period that is over.
async fn remind(
    work: &mut Work,
    planned: Timer,
    due: &timer::Model,
    derived: &Derived,
) -> Result<()> {
    let (Some(reminder), Countdown::Running { period, .. }) =
        (planned.kind.reminder(), &derived.countdown)
    else {
        return Ok(());
    };
    let now = work.now();
    let opening = work.rules.calendar.next_opening(work.ticket.kind.0, now)?;
    // Two mails at one instant say no more than the later one.
    let is_overtaken =
        period.reminders.iter().any(|other| planned.due_at < other.at && other.at <= opening);
    if period.ends_at <= opening || is_overtaken {
        return Ok(());
    }
    if now < opening {
        return put_off(work, due, opening).await;
    }
    let data = json!({ "reminder": reminder, "ends_at": period.ends_at });
    work.record(EventKind::ReminderSent, Visibility::Public, &data);
    notify::reminder(work, period.ends_at).await
}

/// Closes the ticket if the customer's silence is proved.
async fn close_tacitly(work: &mut Work, events: &[event::Model]) -> Result<()> {
    let calendar = &work.rules.calendar;
    let facts = history::testing_facts(events, calendar)?;
    // The mail server hands mail over as it comes (`aval mail receive`): what it has not handed over
    // it has not told us of, and there is no mailbox that could be read out first.
    let mailbox = Mailbox::Absent;
    let decision = decide_closure(calendar, work.ticket.kind.0, &facts, mailbox, work.now())?;
    match decision {
        ClosureDecision::Not(_) => Ok(()),
        ClosureDecision::CloseTacitly(evidence) => {
            let ended = evidence.ends_at;
            work.act(&Action::CloseTacitly, json!({ "evidence": evidence }))?;
            verdict::give(work, Verdict::Tacit, None).await?;
            notify::closed_tacitly(work, ended).await
        }
    }
}

/// Tells support that a clock has consumed three quarters of its target.
async fn warn(work: &mut Work, metric: Metric, cycles: &[Cycle]) -> Result<()> {
    match cycles.last() {
        // The breach tells more, and is due too.
        Some(cycle) if !cycle.breached => {
            tell_support(work, EventKind::ClockWarned, metric, cycle).await
        }
        _ => Ok(()),
    }
}

/// Tells support that a clock has consumed all of its target.
async fn breach(work: &mut Work, metric: Metric, cycles: &[Cycle]) -> Result<()> {
    match cycles.last() {
        Some(cycle) => tell_support(work, EventKind::ClockBreached, metric, cycle).await,
        None => Ok(()),
    }
}

async fn tell_support(
    work: &mut Work,
    event: EventKind,
    metric: Metric,
    cycle: &Cycle,
) -> Result<()> {
    let data = json!({ "metric": metric, "due_at": cycle.due });
    work.record(event, Visibility::Internal, &data);
    notify::clock(work, metric, event == EventKind::ClockBreached, cycle.due).await
}
