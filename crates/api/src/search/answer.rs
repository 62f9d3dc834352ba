//! Hits as they are shown: each text is read once more where it stands, as far as the caller may see
//! it.

use std::collections::HashMap;

use aval_contract::companies::CompanyRef;
use aval_contract::search::{FoundTicket, SearchHit};
use aval_domain::knowledge::TextSource;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::best::Group;
use super::marks::{excerpt, marked};
use super::words::Question;
use crate::auth::Caller;
use crate::db::{article, attachment, internal_note, message, solution, ticket};
use crate::error::Result;
use crate::markdown::to_plain;

/// The hits behind groups, in their order, with a constant number of statements.
///
/// # Errors
/// What the database says.
pub(super) async fn hits(
    db: &impl ConnectionTrait,
    caller: &Caller,
    question: &Question,
    groups: Vec<Group>,
) -> Result<Vec<SearchHit>> {
    let of = |source: TextSource| -> Vec<Uuid> {
        let those = groups.iter().filter(|group| group.shown.source.0 == source);
        those.map(|group| group.shown.source_id).collect()
    };
    let tickets = groups.iter().filter_map(|group| group.shown.ticket_id).collect();
    let tickets: HashMap<Uuid, ticket::Row> = ticket::rows_for(db, &caller.actor, tickets)
        .await?
        .into_iter()
        .map(|row| (row.ticket.id, row))
        .collect();
    let articles = groups.iter().filter_map(|group| group.shown.article_id).collect();
    let articles: HashMap<Uuid, article::Shown> = article::shown(db, &caller.actor, articles)
        .await?
        .into_iter()
        .map(|shown| (shown.article.id, shown))
        .collect();
    let mut texts: HashMap<Uuid, String> = HashMap::new();
    texts.extend(
        message::with_ids(db, of(TextSource::Message))
            .await?
            .into_iter()
            .map(|message| (message.id, message.body)),
    );
    if caller.is_staff() {
        texts.extend(
            internal_note::with_ids(db, of(TextSource::Note))
                .await?
                .into_iter()
                .map(|note| (note.id, note.body)),
        );
    }
    texts.extend(
        solution::with_ids(db, of(TextSource::Solution))
            .await?
            .into_iter()
            .map(|solution| (solution.id, format!("{} {}", solution.summary, solution.test_steps))),
    );
    texts.extend(
        attachment::with_ids(db, of(TextSource::File))
            .await?
            .into_iter()
            .map(|file| (file.id, file.name)),
    );
    let hit = |group: Group| {
        let shown = group.shown;
        let (ticket, title, text) = if let Some(id) = shown.ticket_id {
            let row = tickets.get(&id)?;
            let text = match shown.source.0 {
                TextSource::Ticket => row.ticket.description.clone(),
                TextSource::Message
                | TextSource::Note
                | TextSource::Solution
                | TextSource::File
                | TextSource::Article
                | TextSource::Draft => texts.get(&shown.source_id)?.clone(),
            };
            (Some(found_ticket(row)), row.ticket.subject.clone(), text)
        } else {
            let version = &articles.get(&shown.article_id?)?.version;
            (None, version.title.clone(), version.body.clone())
        };
        Some(SearchHit {
            id: group.id,
            ticket,
            title: marked(question, &title),
            excerpt: excerpt(question, &to_plain(&text)),
            found_in: shown.source.0,
            at: shown.at,
        })
    };
    Ok(groups.into_iter().filter_map(hit).collect())
}

fn found_ticket(row: &ticket::Row) -> FoundTicket {
    FoundTicket {
        number: ticket::number_text(row.ticket.number),
        company: CompanyRef { id: row.ticket.company_id, name: row.company_name.clone() },
        stage: row.ticket.stage.0,
        kind: row.ticket.kind.0,
    }
}
