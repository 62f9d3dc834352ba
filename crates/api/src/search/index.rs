//! Puts texts where they are found, in the transaction that writes them; and all of them anew.

use std::time::Duration;

use aval_domain::knowledge::{Audience, TextSource};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use uuid::Uuid;

use crate::app::State;
use crate::clock;
use crate::db::search_document::{self, Text, put};
use crate::db::{Db, Tx, article, attachment, internal_note, message, solution, ticket};
use crate::error::Result;
use crate::jobs::{Claim, Job, enqueue};

/// How many tickets are indexed in one transaction.
const STRETCH: u64 = 50;
/// How long one attempt goes on before it hands over to the next, well within a lease.
const SLICE: Duration = Duration::from_secs(20);

fn of_ticket<'a>(ticket: &ticket::Model, source: TextSource, id: Uuid) -> Text<'a> {
    Text {
        source,
        id,
        ticket: Some(ticket.id),
        article: None,
        company: Some(ticket.company_id),
        staff_only: false,
        title: "",
        bodies: &[],
        at: ticket.created_at,
    }
}

/// What a ticket says of itself.
///
/// # Errors
/// What the database says.
pub async fn ticket(tx: &Tx, ticket: &ticket::Model) -> Result<(), DbErr> {
    let number = ticket::number_text(ticket.number);
    let bodies = [
        number.as_str(),
        // As people type it, without the zeros before it.
        &ticket.number.to_string(),
        &ticket.description,
        ticket.steps.as_deref().unwrap_or_default(),
        ticket.affected_user.as_deref().unwrap_or_default(),
        ticket.campaign.as_deref().unwrap_or_default(),
    ];
    let text = of_ticket(ticket, TextSource::Ticket, ticket.id);
    put(tx, &[Text { title: &ticket.subject, bodies: &bodies, ..text }]).await
}

/// A public message.
///
/// # Errors
/// What the database says.
pub async fn message(
    tx: &Tx,
    ticket: &ticket::Model,
    message: &message::Model,
) -> Result<(), DbErr> {
    let text = of_ticket(ticket, TextSource::Message, message.id);
    put(tx, &[Text { bodies: &[&message.body], at: message.created_at, ..text }]).await
}

/// An internal note, which only support finds.
///
/// # Errors
/// What the database says.
pub async fn note(
    tx: &Tx,
    ticket: &ticket::Model,
    note: &internal_note::Model,
) -> Result<(), DbErr> {
    let text = of_ticket(ticket, TextSource::Note, note.id);
    let bodies = [note.body.as_str()];
    put(tx, &[Text { staff_only: true, bodies: &bodies, at: note.created_at, ..text }]).await
}

/// A delivered solution.
///
/// # Errors
/// What the database says.
pub async fn solution(
    tx: &Tx,
    ticket: &ticket::Model,
    solution: &solution::Model,
) -> Result<(), DbErr> {
    let text = of_ticket(ticket, TextSource::Solution, solution.id);
    let bodies = [solution.summary.as_str(), &solution.test_steps];
    put(tx, &[Text { bodies: &bodies, at: solution.delivered_at, ..text }]).await
}

/// The names of files that are a ticket's now.
///
/// # Errors
/// What the database says.
pub async fn files(
    tx: &Tx,
    ticket: &ticket::Model,
    files: &[attachment::Model],
    internal: bool,
) -> Result<(), DbErr> {
    for file in files {
        let text = of_ticket(ticket, TextSource::File, file.id);
        // Names are rarely words with spaces between them.
        let bodies = [file.name.as_str()];
        let text = Text { staff_only: internal, bodies: &bodies, at: file.created_at, ..text };
        put(tx, &[text]).await?;
    }
    Ok(())
}

/// An article as it stands now: what is published to its readers, and what is being written to
/// support.
///
/// # Errors
/// What the database says.
pub async fn article(tx: &Tx, article: &article::Model) -> Result<(), DbErr> {
    let readable = article.published.filter(|_| article.withdrawn_at.is_none());
    let draft = Some(article.newest).filter(|newest| readable != Some(*newest));
    for (source, number) in [(TextSource::Article, readable), (TextSource::Draft, draft)] {
        let Some(number) = number else {
            search_document::remove(tx, source, article.id).await?;
            continue;
        };
        let Some(version) = article::version(tx, article.id, number).await? else { continue };
        let text = Text {
            source,
            id: article.id,
            ticket: None,
            article: Some(article.id),
            company: version.company_id,
            staff_only: source == TextSource::Draft || version.audience.0 == Audience::Staff,
            title: &version.title,
            bodies: &[&version.body],
            at: version.published_at.unwrap_or(version.written_at),
        };
        put(tx, &[text]).await?;
    }
    Ok(())
}

/// Puts everything where it is found, oldest ticket first.
#[derive(Serialize, Deserialize)]
pub struct IndexAll {
    after: Uuid,
}

/// Asks for it where nothing is there to be found although there are tickets: after the step of the
/// schema that made the index.
///
/// # Errors
/// What the database says.
pub async fn ensure(db: &Db) -> Result<()> {
    if !search_document::is_missing(db.read()).await? {
        return Ok(());
    }
    let tx = db.begin().await?;
    enqueue(&tx, &IndexAll { after: Uuid::nil() }, clock::now()).await?;
    Ok(tx.commit().await?)
}

impl Job for IndexAll {
    const KIND: &'static str = "index_all";

    async fn run(&self, state: &State, claim: &Claim) -> anyhow::Result<()> {
        let (began, mut after) = (Instant::now(), self.after);
        loop {
            claim.check(state).await?;
            let tx = state.db.begin().await?;
            let last = stretch(&tx, after).await?;
            let is_late = began.elapsed() > SLICE;
            if let Some(last) = last.filter(|_| is_late) {
                enqueue(&tx, &Self { after: last }, clock::now()).await?;
            }
            tx.commit().await?;
            match last {
                Some(last) if !is_late => after = last,
                _ => return Ok(()),
            }
        }
    }
}

/// The next tickets with all that belongs to them; the last one's id, if there was any.
async fn stretch(tx: &Tx, after: Uuid) -> Result<Option<Uuid>, DbErr> {
    let tickets = ticket::all_after(tx, after, STRETCH).await?;
    for of in &tickets {
        ticket(tx, of).await?;
        for written in message::of_ticket(tx, of.id).await? {
            message(tx, of, &written).await?;
        }
        for written in internal_note::of_ticket(tx, of.id).await? {
            note(tx, of, &written).await?;
        }
        for delivered in solution::of_ticket(tx, of.id).await? {
            solution(tx, of, &delivered).await?;
        }
        for file in attachment::of_ticket(tx, of.id).await? {
            let internal = file.internal;
            files(tx, of, &[file], internal).await?;
        }
    }
    Ok(tickets.last().map(|last| last.id))
}
