//! What a mail that can be read comes to: a message, a ticket, or an entry that only staff see.

use aval_contract::error::ErrorCode;
use aval_contract::tickets::{OpenTicket, Visibility as MessageVisibility};
use aval_domain::incoming_mail::{MailReason, MailState};
use aval_domain::lifecycle::{Actor, EventKind, Kind};
use aval_domain::people::Locale;
use aval_domain::record::Visibility;
use chrono::TimeDelta;
use serde_json::json;

use super::content::Content;
use super::head::Head;
use super::letter::Human;
use super::{Aside, Source, Taken, quote, refusal, row};
use crate::app::State;
use crate::attachments;
use crate::attachments::by_mail::Stored;
use crate::auth::Caller;
use crate::change::Pending;
use crate::db::{incoming_mail, person, ticket};
use crate::error::{ApiError, Result};
use crate::rules::Rules;
use crate::texts;
use crate::tickets::open::{self, Report};
use crate::tickets::work::Work;
use crate::tickets::{messages, notify};

/// The most characters of a message; the rest goes into a file. Leaves room for words of ours.
const MOST_WORDS: usize = 16_000;
/// The name of that file.
const REST: &str = "correo.txt";
/// How many refused files are named.
const MOST_NAMED: usize = 20;
/// How many tickets an address opens in an hour. Whoever writes more is no person any more.
const MOST_OPENED: usize = 30;
/// How many mails an address gets from us by itself in an hour, whatever it sends.
const MOST_ANSWERED: usize = 3;

/// Puts a program's mail on record: with the ticket, when it answers a mail of ours about one. It
/// is never answered, and nothing of the ticket changes for the customer.
pub(super) async fn machine(
    state: &State,
    head: &Head,
    source: &Source,
    reason: MailReason,
) -> Result<Taken> {
    let pending = Pending::unasked(state).await?;
    let size = i64::try_from(source.size).unwrap_or(i64::MAX);
    let mut row =
        incoming_mail::Model { size, ..row(head, pending.now, MailState::Machine, Some(reason)) };
    if !incoming_mail::enter(&pending.tx, row.clone()).await? {
        return Ok(Taken::Before);
    }
    let taken = Taken::Now(MailState::Machine, Some(reason));
    let Some(found) = answered_by_machine(state, &pending, head).await? else {
        pending.tx.commit().await?;
        return Ok(taken);
    };
    let rules = Rules::load(&pending.tx).await?;
    let sender = row.sender.clone().unwrap_or_default();
    let mut work = Work::on(pending, Caller::machine_mail(sender), found, rules).await?;
    let data = json!({
        "mail_id": row.id, "from": row.sender, "subject": row.subject, "reason": reason
    });
    work.record(EventKind::MachineMailRecorded, Visibility::Internal, &data);
    work.save().await?;
    row.ticket_id = Some(work.ticket.id);
    incoming_mail::save(work.tx(), row).await?;
    work.pending.tx.commit().await?;
    Ok(taken)
}

/// The ticket, locked, that a program's mail answers a mail of ours about. Such mail need not come
/// from the address that we wrote to; that address has to be one of the company's still.
async fn answered_by_machine(
    state: &State,
    pending: &Pending,
    head: &Head,
) -> Result<Option<ticket::Model>> {
    for claimed in &head.claims {
        let key = ticket::Key::Number(claimed.number);
        // Aval itself looks: what is found goes nowhere unless the token is right.
        let Some(found) = ticket::find_for(&pending.tx, &Actor::Timer, key).await? else {
            continue;
        };
        let readers = person::reporters_with_slot(&pending.tx, found.company_id).await?;
        if readers.iter().any(|reader| claimed.was_given_to(&state.config, &reader.email)) {
            return Ok(ticket::lock_for(&pending.tx, &Actor::Timer, key).await?);
        }
    }
    Ok(None)
}

/// Takes a person's mail in, or says why it is put aside.
pub(super) async fn human(
    state: &State,
    head: &Head,
    source: &Source,
    human: Human,
) -> Result<Result<Taken, Aside>> {
    let unknown = || Ok(Err(Aside::quarantine(MailReason::UnknownSender, None)));
    // Asked before any file is stored: nobody fills our store from outside.
    if !person::is_reporter(state.db.read(), human.sender.as_str()).await? {
        return unknown();
    }
    let words = Words::of(&human);
    let rest = words.rest.as_ref().map(|text| (REST, text.as_bytes()));
    let files = human.content.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()));
    // Before the transaction: a slow store must not hold locks.
    let stored = Stored::of(state, rest.into_iter().chain(files)).await;
    let mut stored = stored.map_err(|error| {
        tracing::warn!(%error, "the files of a mail can't be stored now");
        ApiError::Code(ErrorCode::Unavailable)
    })?;
    let keys = stored.keys();
    let mail = Mail { head, size: i64::try_from(source.size).unwrap_or(i64::MAX), words };
    let written = mail.write(state, &human, &mut stored).await;
    match &written {
        // What the ticket had no room for.
        Ok(Ok(Taken::Now(..))) => stored.discard(state).await,
        Ok(Ok(Taken::Before) | Err(_)) | Err(_) => {
            for key in keys {
                attachments::discard(state, &key).await;
            }
        }
    }
    written
}

/// The words of a message or description.
struct Words {
    text: String,
    /// All of them, where they are too many for one.
    rest: Option<String>,
}

impl Words {
    fn of(human: &Human) -> Self {
        let Content { text, .. } = &human.content;
        let whole = match human.answers {
            Some(_) => quote::without_quote(text),
            // What somebody passes on is what her ticket is about.
            None => text.clone(),
        };
        match whole.char_indices().nth(MOST_WORDS) {
            None => Self { text: whole, rest: None },
            Some((end, _)) => Self { text: whole[..end].to_owned(), rest: Some(whole) },
        }
    }

    /// With what is to be said of the mail beside them.
    fn complete(&self, stored: &Stored, locale: Locale) -> String {
        let words = texts::mail_words(locale);
        let mut text =
            if self.text.trim().is_empty() { words.no_words.to_owned() } else { self.text.clone() };
        if self.rest.is_some() {
            text = format!("{text}\n\n{}", words.rest_in_file);
        }
        if !stored.refused.is_empty() {
            text = format!("{text}\n\n{}\n", words.files_refused);
            for refused in stored.refused.iter().take(MOST_NAMED) {
                let why = texts::invalid(refused.code, locale);
                text = format!("{text}\n- {}: {why}", refused.name);
            }
            if stored.refused.len() > MOST_NAMED {
                text.push_str("\n- …");
            }
        }
        text
    }
}

/// A person's mail on its way into the database.
struct Mail<'a> {
    head: &'a Head,
    size: i64,
    words: Words,
}

impl Mail<'_> {
    /// One transaction, in which the mail becomes a message or a ticket.
    async fn write(
        &self,
        state: &State,
        human: &Human,
        stored: &mut Stored,
    ) -> Result<Result<Taken, Aside>> {
        let pending = Pending::unasked(state).await?;
        let row = incoming_mail::Model {
            size: self.size,
            ..row(self.head, pending.now, MailState::Accepted, None)
        };
        // Mails of one sender come in one after the other, so that they are counted right.
        let sender = human.sender.as_str();
        let Some(person) = person::lock_reporter_by_email(&pending.tx, sender).await? else {
            return Ok(Err(Aside::quarantine(MailReason::UnknownSender, None)));
        };
        if !incoming_mail::enter(&pending.tx, row.clone()).await? {
            return Ok(Ok(Taken::Before));
        }
        let caller = Caller::by_mail(&person);
        let (work, row) = match human.answers {
            None => match self.open(pending, caller, row, stored).await? {
                Ok(opened) => opened,
                Err(aside) => return Ok(Err(aside)),
            },
            Some(number) => {
                match self.answer(pending, caller, ticket::Key::Number(number), stored).await? {
                    Ok(work) => {
                        let ticket_id = Some(work.ticket.id);
                        (work, incoming_mail::Model { ticket_id, ..row })
                    }
                    Err(aside) => return Ok(Err(aside)),
                }
            }
        };
        incoming_mail::save(work.tx(), row).await?;
        work.pending.tx.commit().await?;
        Ok(Ok(Taken::Now(MailState::Accepted, None)))
    }

    /// A message of the ticket, as if she had written it in the portal.
    async fn answer(
        &self,
        pending: Pending,
        caller: Caller,
        key: ticket::Key,
        stored: &mut Stored,
    ) -> Result<Result<Work, Aside>> {
        let locale = caller.locale;
        let refused = |reason, ticket| Ok(Err(Aside::quarantine(reason, ticket)));
        let Some(found) = ticket::lock_for(&pending.tx, &caller.actor, key).await? else {
            return refused(MailReason::TicketRefused, None);
        };
        let rules = Rules::load(&pending.tx).await?;
        let id = found.id;
        let work = Work::on(pending, caller, found, rules).await?;
        let written = async {
            let mut work = messages::follow_duplicates(work).await?;
            let files = stored.enter(&work.pending, &work.caller, Some(work.ticket.id)).await?;
            let text = self.words.complete(stored, locale);
            messages::write(&mut work, &text, MessageVisibility::Public, &files).await?;
            Ok::<Work, ApiError>(work)
        };
        match written.await {
            Ok(work) => Ok(Ok(work)),
            Err(error) => match refusal(&error) {
                Some(reason) => refused(reason, Some(id)),
                None => Err(error),
            },
        }
    }

    /// A new ticket of hers, and a receipt unless she got several just now.
    async fn open(
        &self,
        pending: Pending,
        caller: Caller,
        row: incoming_mail::Model,
        stored: &mut Stored,
    ) -> Result<Result<(Work, incoming_mail::Model), Aside>> {
        let hour_ago = pending.now - TimeDelta::hours(1);
        let sender = row.sender.as_deref().unwrap_or_default();
        let (opened, answered) = incoming_mail::opened_by(&pending.tx, sender, hour_ago).await?;
        if opened >= MOST_OPENED {
            return Ok(Err(Aside::quarantine(MailReason::TooMany, None)));
        }
        let locale = caller.locale;
        let attachment_ids = stored.enter(&pending, &caller, None).await?;
        let subject = if self.head.subject.is_empty() {
            texts::mail_words(locale).no_subject.to_owned()
        } else {
            self.head.subject.clone()
        };
        let body = OpenTicket {
            subject,
            description: self.words.complete(stored, locale),
            // A fault has steps and a time, which a mail does not tell apart: support makes it one.
            kind: Kind::Request,
            priority: None,
            category_id: None,
            steps: None,
            affected_user: None,
            campaign: None,
            occurred_from: None,
            occurred_to: None,
            attachment_ids,
            company_id: None,
            reporter_id: None,
            follow_up_of: None,
        };
        let report = Report::parse(&body)?;
        let work = open::enter(pending, caller, &body, report).await?;
        let answers = answered < MOST_ANSWERED;
        if answers {
            notify::opened(&work).await?;
        }
        let ticket_id = Some(work.ticket.id);
        Ok(Ok((work, incoming_mail::Model { ticket_id, opened: true, answered: answers, ..row })))
    }
}
