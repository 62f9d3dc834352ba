//! Writes down what other systems are told of a change, in its transaction.

use aval_contract::timeline::TimelineEntry;
use aval_contract::webhooks::{WebhookClock, WebhookData, WebhookEvent, WebhookMessage};
use aval_domain::lifecycle::Stage;
use aval_domain::record::Visibility;
use aval_domain::webhooks::told_of;
use uuid::Uuid;

use super::deliver;
use crate::db::{Word, event, webhook, webhook_delivery, webhook_message};
use crate::error::Result;
use crate::tickets::work::Work;
use crate::tickets::{answer, timeline};

/// One message that somebody wants.
struct Told<'a> {
    event: WebhookEvent,
    entry: &'a event::Model,
    previous_stage: Option<Stage>,
}

/// Writes down what is told of these entries of a ticket that stood in a stage before them; a new
/// one in none. To be called when all of the change is written: messages tell how the ticket is
/// after it.
///
/// # Errors
/// What the database says.
pub async fn tell(work: &Work, before: Option<Stage>, entries: &[event::Model]) -> Result<()> {
    let told = messages_about(before, entries);
    if told.is_empty() {
        return Ok(());
    }
    let listeners = webhook::listening_to(work.tx(), work.ticket.company_id).await?;
    let told: Vec<Told<'_>> = told
        .into_iter()
        .filter(|told| listeners.iter().any(|webhook| webhook.wants(told.event)))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    let messages = rendered(work, &told).await?;
    let deliveries = messages
        .iter()
        .flat_map(|message| {
            listeners
                .iter()
                .filter(|webhook| webhook.wants(message.event.0))
                .map(|webhook| webhook_delivery::Model::new(webhook.id, message.id, work.now()))
        })
        .collect();
    webhook_message::insert(work.tx(), messages).await?;
    webhook_delivery::insert(work.tx(), deliveries).await?;
    deliver::wake();
    Ok(())
}

fn messages_about(before: Option<Stage>, entries: &[event::Model]) -> Vec<Told<'_>> {
    let mut stage = before;
    let mut told = Vec::new();
    for entry in entries {
        let previous = stage.replace(entry.stage.0).filter(|stage| *stage != entry.stage.0);
        for event in told_of(entry.kind.0, entry.visibility.0, previous.is_some()) {
            let previous_stage = previous.filter(|_| event == WebhookEvent::TicketStageChanged);
            told.push(Told { event, entry, previous_stage });
        }
    }
    told
}

/// The messages, with what a system of the ticket's own company may read and nothing else.
async fn rendered(work: &Work, told: &[Told<'_>]) -> Result<Vec<webhook_message::Model>> {
    let (tx, now) = (work.tx(), work.now());
    let ticket = Box::new(answer::for_customer(tx, &work.ticket, &work.rules, now).await?);
    let public = told
        .iter()
        .map(|told| told.entry)
        .filter(|entry| entry.visibility.0 == Visibility::Public)
        .cloned()
        .collect();
    let shown = timeline::public_entries(tx, public).await?;
    told.iter()
        .map(|told| {
            let entry: Option<&TimelineEntry> =
                shown.iter().find(|entry| entry.id == told.entry.id);
            let body = WebhookMessage {
                event: told.event,
                timestamp: told.entry.at,
                data: WebhookData {
                    ticket: Some(ticket.clone()),
                    entry: entry.cloned().map(Box::new),
                    previous_stage: told.previous_stage,
                    clock: told.event.is_for_support().then(|| clock_of(told.entry)).flatten(),
                },
            };
            Ok(webhook_message::Model {
                id: Uuid::now_v7(),
                event: Word(told.event),
                ticket_id: Some(work.ticket.id),
                body: serde_json::to_string(&body).map_err(anyhow::Error::from)?,
                created_at: now,
            })
        })
        .collect()
}

/// Which clock a warning is about. Of an internal entry nothing else is told.
fn clock_of(entry: &event::Model) -> Option<WebhookClock> {
    serde_json::from_str(&entry.data).ok()
}
