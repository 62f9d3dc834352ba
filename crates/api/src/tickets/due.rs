//! Due times: derived from a ticket's events by the domain, kept beside it for sorting only.

use aval_domain::clocks::{ClockEvent, ClockFact, Clocks};
use aval_domain::lifecycle::{EventKind, Kind, Priority, Stage};
use aval_domain::record::ActorType;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde::Deserialize;
use uuid::Uuid;

use crate::clock;
use crate::db::{Tx, event, ticket};
use crate::error::Result;
use crate::rules::Rules;

/// What the clocks read of the data of an opening.
#[derive(Deserialize)]
struct Opened {
    kind: Kind,
    priority: Priority,
}

/// What the clocks read of the data of a recategorisation.
#[derive(Deserialize)]
struct Recategorized {
    kind: Option<To<Kind>>,
    priority: Option<To<Priority>>,
}

#[derive(Deserialize)]
struct To<T> {
    to: T,
}

/// What the clocks read of the data of a contact.
#[derive(Deserialize)]
struct Contact {
    direction: aval_domain::lifecycle::ContactDirection,
}

/// The facts that a ticket's public events hold for its clocks, in order.
#[must_use]
pub fn facts(events: &[event::Model]) -> Vec<ClockEvent> {
    let mut facts = Vec::with_capacity(events.len() * 2);
    let mut present: Option<(Kind, Priority)> = None;
    for event in events {
        let mut add = |what| facts.push(ClockEvent { at: event.at, what });
        match event.kind.0 {
            EventKind::TicketOpened => {
                let Ok(Opened { kind, priority }) = serde_json::from_str(&event.data) else {
                    continue;
                };
                present = Some((kind, priority));
                add(ClockFact::Opened { kind, priority });
            }
            EventKind::Recategorized => {
                let (Some((kind, priority)), Ok(change)) =
                    (present, serde_json::from_str::<Recategorized>(&event.data))
                else {
                    continue;
                };
                let kind = change.kind.map_or(kind, |change| change.to);
                let priority = change.priority.map_or(priority, |change| change.to);
                present = Some((kind, priority));
                add(ClockFact::Retargeted { kind, priority });
            }
            EventKind::ContactLogged => {
                let outbound = serde_json::from_str::<Contact>(&event.data).is_ok_and(|contact| {
                    contact.direction == aval_domain::lifecycle::ContactDirection::Outbound
                });
                if outbound {
                    add(ClockFact::FirstContact);
                }
            }
            // A program of support contacts nobody, whatever it writes.
            EventKind::MessagePosted | EventKind::InformationRequested
                if event.actor_staff && event.actor_type.0 == ActorType::Person =>
            {
                add(ClockFact::FirstContact);
            }
            EventKind::SolutionDelivered => add(ClockFact::Delivered),
            EventKind::SolutionRejected => add(ClockFact::Rejected),
            EventKind::Reopened => add(ClockFact::Reopened),
            _ => {}
        }
        if event.stage.0 == Stage::Closed {
            add(ClockFact::Closed);
        } else {
            add(ClockFact::WaitingOn(event.waiting_on.0));
        }
    }
    facts
}

/// The clocks of a ticket from its public events.
///
/// # Errors
/// When a date leaves the calendar.
pub fn clocks(events: &[event::Model], rules: &Rules, now: DateTime<Utc>) -> Result<Clocks> {
    Ok(aval_domain::clocks::evaluate(&facts(events), &rules.targets, &rules.calendar, now)?)
}

/// The earliest due time of what runs.
///
/// # Errors
/// When a date leaves the calendar.
pub fn of(
    events: &[event::Model],
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    Ok(clocks(events, rules, now)?.next_due())
}

/// Computes the due times of all tickets that are not closed anew, after rules have changed.
///
/// # Errors
/// What the database says.
pub async fn rebuild_all(tx: &Tx, rules: &Rules) -> Result<()> {
    const BATCH: u64 = 500;
    let now = clock::now();
    let mut after = Uuid::nil();
    loop {
        let tickets = ticket::running_after(tx, after, BATCH).await?;
        let Some(last) = tickets.last() else { return Ok(()) };
        after = last.id;
        let events = event::public_of(tx, tickets.iter().map(|ticket| ticket.id).collect()).await?;
        for ticket in &tickets {
            let own: Vec<_> =
                events.iter().filter(|event| event.ticket_id == ticket.id).cloned().collect();
            let due = of(&own, rules, now)?;
            if due != ticket.due_at {
                ticket::Entity::update_many()
                    .set(ticket::ActiveModel { due_at: Set(due), ..Default::default() })
                    .filter(ticket::Column::Id.eq(ticket.id))
                    .exec(tx)
                    .await?;
            }
        }
    }
}
