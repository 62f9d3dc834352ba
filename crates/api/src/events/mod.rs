//! What happens, told as it happens, over Server-Sent Events.
//!
//! The record and the notifications are the source: one task in each server ([`feed`]) looks what
//! was added to them and passes it on to the streams that are open there. A commit wakes it, on
//! Postgres that of any replica; if a call is lost, it looks by itself a little later. Nothing is
//! kept for the streams: whoever comes back names the last message it got, and what came after it is
//! read anew.

mod feed;
mod listeners;
mod stream;

use std::sync::Arc;

use aval_contract::events::TicketNews;
use aval_contract::notifications::Notification;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use tokio::sync::{Notify, broadcast};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub use self::feed::feed;
use self::listeners::Listeners;
use crate::auth::Caller;
use crate::db::{Tx, event, notification, ticket};
use crate::error::Result;
use crate::notifications;

/// The route.
pub fn routes(config: &mut ServiceConfig) {
    config.service(stream::stream);
}

/// How long a transaction may take from writing an event to its commit, and by how much replicas'
/// clocks may differ, in milliseconds: an event may turn up this much later than those after it.
const LATE: u64 = 20_000;
/// How many messages a stream may be behind.
const BACKLOG: usize = 1024;
/// The most that is read anew for whoever comes back, or looked through at once.
const MOST: u64 = 1000;
/// The channel on which replicas call each other.
const CHANNEL: &str = "aval_live";

/// Wakes the feeds of this process when a transaction on the embedded database is about to end.
static WAKE: Notify = Notify::const_new();

/// The streams that are open in this server, and what they are told.
pub struct Live {
    news: broadcast::Sender<Arc<News>>,
    listeners: Listeners,
}

impl Default for Live {
    fn default() -> Self {
        Self { news: broadcast::Sender::new(BACKLOG), listeners: Listeners::default() }
    }
}

impl Live {
    /// How many streams are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listeners.count()
    }

    /// Ends all streams; new ones end at once.
    pub fn stop(&self) {
        self.listeners.stop();
    }
}

/// Something to pass on.
#[derive(Clone, Debug)]
enum News {
    /// To all who may see the ticket.
    Ticket { news: TicketNews, company: Uuid, is_internal: bool },
    /// To one person.
    Notification { person: Uuid, company: Uuid, notification: Box<Notification> },
    /// To all: more has happened than is passed on one by one.
    Reset,
}

impl News {
    fn id(&self) -> Option<Uuid> {
        match self {
            Self::Ticket { news, .. } => Some(news.id),
            Self::Notification { notification, .. } => Some(notification.id),
            Self::Reset => None,
        }
    }

    /// Whether somebody may learn of it.
    fn is_for(&self, caller: &Caller) -> bool {
        let may_see = |company: &Uuid| caller.actor.may_see(*company);
        match self {
            Self::Ticket { company, is_internal, .. } => {
                may_see(company) && (caller.is_staff() || !is_internal)
            }
            Self::Notification { person, company, .. } => {
                caller.person_id() == Some(*person) && may_see(company)
            }
            Self::Reset => true,
        }
    }
}

/// Calls the feeds when this transaction commits.
///
/// # Errors
/// What the database says.
pub async fn announce(tx: &Tx) -> Result<()> {
    match tx.get_database_backend() {
        DatabaseBackend::Postgres => {
            tx.execute_unprepared(&format!("SELECT pg_notify('{CHANNEL}', '')")).await?;
        }
        _ => WAKE.notify_waiters(),
    }
    Ok(())
}

/// The smallest id of the rows of the last moments, or of those around another row: ids begin with
/// the milliseconds in which they were made (RFC 9562, version 7).
fn floor(around: Uuid) -> Uuid {
    let milliseconds = u64::try_from(around.as_u128() >> 80).unwrap_or(u64::MAX);
    Uuid::from_u128(u128::from(milliseconds.saturating_sub(LATE)) << 80)
}

/// The rows with these ids, oldest first.
async fn load(
    db: &impl ConnectionTrait,
    events: Vec<Uuid>,
    notifications: Vec<Uuid>,
) -> Result<Vec<News>> {
    let mut news: Vec<News> = Vec::with_capacity(events.len() + notifications.len());
    if !events.is_empty() {
        news.extend(event::told_of(db, events).await?.into_iter().map(|row| News::Ticket {
            news: TicketNews {
                id: row.id,
                kind: row.kind.0,
                at: row.at,
                ticket_id: row.ticket_id,
                ticket_number: ticket::number_text(row.ticket_number),
                stage: row.stage.0,
            },
            company: row.company_id,
            is_internal: row.is_internal(),
        }));
    }
    if !notifications.is_empty() {
        let rows = notification::of_ids(db, notifications).await?;
        news.extend(rows.into_iter().map(|row| News::Notification {
            person: row.notification.person_id,
            company: row.company_id,
            notification: Box::new(notifications::answer(row)),
        }));
    }
    news.sort_by_key(News::id);
    Ok(news)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_lies_some_seconds_before_an_id() {
        let id = Uuid::now_v7();
        let floor = floor(id);
        let milliseconds = |id: Uuid| id.as_u128() >> 80;
        assert_eq!(milliseconds(id) - milliseconds(floor), u128::from(LATE));
        assert!(floor < id);
        assert_eq!(super::floor(Uuid::nil()), Uuid::nil());
    }
}
