//! What people are told: kept for the app, and sent by mail as they wish.

mod digest;
mod list;
mod read;

use aval_contract::notifications::{Notification, Topic};
use aval_domain::notifications::{self, ByMail, HOUR, NotificationKind};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, Set};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub use self::digest::Digest;
use crate::db::{Word, notification, person, ticket};
use crate::error::Result;
use crate::jobs;
use crate::mail::{self, Outgoing};
use crate::tickets::work::Work;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list::list).service(read::read);
}

/// Tells somebody: in the app, and by mail at an instant or soon after, on its own or together with
/// more that she is told within the hour.
///
/// # Errors
/// What the database says.
pub async fn tell(
    work: &Work,
    to: &person::Model,
    kind: NotificationKind,
    mail: Outgoing,
    at: DateTime<Utc>,
) -> Result<()> {
    let (tx, now) = (work.tx(), work.now());
    let recent = notification::mailed_since(tx, to.id, now - HOUR).await?;
    let how = notifications::by_mail(kind, &topics_of(&to.muted_mail), recent);
    let word = match how {
        ByMail::Never => notification::NEVER,
        ByMail::Alone => {
            mail::enqueue(tx, mail, at).await?;
            notification::ALONE
        }
        ByMail::Together => {
            if !notification::is_any_waiting(tx, to.id).await? {
                let together =
                    notifications::together_at(&work.rules.calendar, work.ticket.kind.0, at)?;
                jobs::enqueue(tx, &Digest { person: to.id }, together).await?;
            }
            notification::WAITING
        }
    };
    notification::ActiveModel {
        id: Set(Uuid::now_v7()),
        person_id: Set(to.id),
        ticket_id: Set(work.ticket.id),
        kind: Set(Word(kind)),
        actor_name: Set(Some(work.caller.name.clone()).filter(|name| !name.is_empty())),
        at: Set(now),
        read_at: Set(None),
        mail: Set(word.to_owned()),
    }
    .insert(tx)
    .await?;
    Ok(())
}

/// The topics that a person's row names. A word that nobody knows (any more) mutes nothing.
#[must_use]
pub fn topics_of(text: &str) -> Vec<Topic> {
    text.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect()
}

/// Topics as a person's row holds them: each once, in the order of [`Topic::ALL`].
#[must_use]
pub fn topics_text(topics: &[Topic]) -> String {
    let words: Vec<&str> =
        Topic::ALL.into_iter().filter(|topic| topics.contains(topic)).map(Topic::as_str).collect();
    words.join(" ")
}

/// As its reader gets it.
pub(crate) fn answer(row: notification::Row) -> Notification {
    let notification::Row { notification, ticket_number, ticket_subject, company_id: _ } = row;
    let notification::Model { id, person_id: _, ticket_id, kind, actor_name, at, read_at, mail: _ } =
        notification;
    Notification {
        id,
        kind: kind.0,
        at,
        ticket_id,
        ticket_number: ticket::number_text(ticket_number),
        ticket_subject,
        actor_name,
        read_at,
    }
}
