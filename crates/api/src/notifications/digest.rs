//! One mail that tells of several things.

use aval_domain::people::PersonStatus;
use sea_orm::EntityTrait as _;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::State;
use crate::auth::Caller;
use crate::clock;
use crate::db::{notification, person, ticket};
use crate::jobs::{Claim, Job};
use crate::mail::{self, NewsLine, Outgoing, Template, TicketLine};

/// Tells a person by one mail of all that waits for it.
#[derive(Serialize, Deserialize)]
pub struct Digest {
    /// Who is told.
    pub person: Uuid,
}

impl Job for Digest {
    const KIND: &'static str = "digest";

    async fn run(&self, state: &State, claim: &Claim) -> anyhow::Result<()> {
        claim.check(state).await?;
        let tx = state.db.begin().await?;
        let waiting = notification::take_waiting(&tx, self.person).await?;
        let reader = person::Entity::find_by_id(self.person).one(&tx).await?;
        // Whoever has left is told nothing any more, and whoever works for another company nothing
        // of the former one's.
        let reader = reader.filter(|reader| reader.status.0 != PersonStatus::Inactive);
        let told = reader.map(|reader| {
            let actor = Caller::of_person(&reader).actor;
            let hers = waiting.into_iter().filter(|row| actor.may_see(row.company_id));
            (reader, hers.map(line).collect::<Vec<_>>())
        });
        if let Some((reader, news)) = told.filter(|(_, news)| !news.is_empty()) {
            let mail = Outgoing::to_person(&reader, Template::Digest { news });
            mail::enqueue(&tx, mail, clock::now()).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn line(row: notification::Row) -> NewsLine {
    NewsLine {
        ticket: TicketLine {
            number: ticket::number_text(row.ticket_number),
            subject: row.ticket_subject,
        },
        kind: row.notification.kind.0,
        author: row.notification.actor_name,
        at: row.notification.at,
    }
}
