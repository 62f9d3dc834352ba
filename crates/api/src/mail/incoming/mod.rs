//! Mails that come in. A mail server hands each of them to `aval mail receive` as it comes.
//!
//! Reading a mail and telling what it is (`letter`) knows neither database nor time. What it comes
//! to is one transaction, in which its `Message-ID` is entered too: whatever hands the same mail
//! over again finds it there.

mod content;
mod head;
mod html;
mod letter;
mod plain;
mod quote;
mod take;

use std::io::Read;

use aval_domain::incoming_mail::{MailReason, MailState};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use self::head::Head;
use self::letter::{Kind, Letter};
use crate::app::State;
use crate::attachments;
use crate::change::Pending;
use crate::db::{Word, incoming_mail};
use crate::error::{ApiError, Result};
use aval_contract::error::ErrorCode;

/// The most bytes of a mail: files of 25 MiB as mails write them, and some more.
const MOST_BYTES: u64 = 36 * 1024 * 1024;

/// The most bytes of sources that are kept for admins. What comes then is listed without its source.
const MOST_KEPT: i64 = 1024 * 1024 * 1024;

/// How long a mail is known, and its source kept for an admin.
pub const KEPT: TimeDelta = TimeDelta::days(90);

/// A mail as it was handed over.
pub struct Source {
    bytes: Vec<u8>,
    size: u64,
}

impl Source {
    /// Reads a mail to its end, and keeps as much of it as one may have.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(mut input: impl Read) -> std::io::Result<Self> {
        let mut bytes = Vec::new();
        input.by_ref().take(MOST_BYTES).read_to_end(&mut bytes)?;
        let rest = std::io::copy(&mut input, &mut std::io::sink())?;
        Ok(Self { size: bytes.len() as u64 + rest, bytes })
    }
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Nothing: it was taken in before.
    Before,
    /// It is in our hands now.
    Now(MailState, Option<MailReason>),
}

/// Takes a mail in, whatever it is.
///
/// # Errors
/// When that is to be tried again later; nothing is written then.
pub async fn receive(state: &State, source: Source) -> Result<Taken> {
    let Letter { head, kind } = letter::read(&source, &state.config);
    if incoming_mail::is_known(state.db.read(), &head.id).await? {
        return Ok(Taken::Before);
    }
    let parked = |reason| Aside { state: MailState::Parked, reason, ticket: None };
    let taken = match kind {
        Kind::Broken(reason) => Ok(Err(parked(reason))),
        Kind::Machine(reason) => take::machine(state, &head, &source, reason).await.map(Ok),
        Kind::Human(human) => take::human(state, &head, &source, human).await,
    };
    let put_aside = match taken {
        Ok(Ok(taken)) => return Ok(taken),
        Ok(Err(aside)) => aside,
        Err(error) if error.code() == ErrorCode::Unavailable => return Err(error),
        Err(error) => {
            // It would fail again, and stand in the way of all others.
            tracing::error!(%error, mail = head.id, "a mail could not be taken in");
            parked(MailReason::Failed)
        }
    };
    put_aside.keep(state, &head, source).await
}

/// A mail that an admin has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Aside {
    state: MailState,
    reason: MailReason,
    ticket: Option<Uuid>,
}

impl Aside {
    /// Nobody may write this way.
    fn quarantine(reason: MailReason, ticket: Option<Uuid>) -> Self {
        Self { state: MailState::Quarantined, reason, ticket }
    }

    async fn keep(self, state: &State, head: &Head, source: Source) -> Result<Taken> {
        let size = i64::try_from(source.size).unwrap_or(i64::MAX);
        let kept = incoming_mail::kept_bytes(state.db.read()).await?;
        let storage_key = if kept.saturating_add(size) > MOST_KEPT {
            None
        } else {
            Some(attachments::put(state, source.bytes).await?)
        };
        let written = self.write(state, head, size, storage_key.clone()).await;
        match (&written, storage_key) {
            (Ok(Taken::Now(..)), _) | (_, None) => {}
            (Ok(Taken::Before) | Err(_), Some(key)) => attachments::discard(state, &key).await,
        }
        written
    }

    async fn write(
        self,
        state: &State,
        head: &Head,
        size: i64,
        storage_key: Option<String>,
    ) -> Result<Taken> {
        let Pending { tx, now, .. } = Pending::unasked(state).await?;
        let taken = Taken::Now(self.state, Some(self.reason));
        let row = incoming_mail::Model {
            ticket_id: self.ticket,
            size,
            storage_key,
            ..row(head, now, self.state, Some(self.reason))
        };
        if !incoming_mail::enter(&tx, row).await? {
            return Ok(Taken::Before);
        }
        tx.commit().await?;
        tracing::warn!(state = %self.state, reason = %self.reason, "a mail was put aside");
        Ok(taken)
    }
}

/// A mail in a few columns.
fn row(
    head: &Head,
    now: DateTime<Utc>,
    state: MailState,
    reason: Option<MailReason>,
) -> incoming_mail::Model {
    incoming_mail::Model {
        id: Uuid::now_v7(),
        message_id: head.id.clone(),
        received_at: now,
        sender: head.sender.as_ref().ok().map(|sender| sender.as_str().to_owned()),
        subject: head.subject.clone(),
        state: Word(state),
        reason: reason.map(Word),
        ticket_id: None,
        opened: false,
        answered: false,
        size: 0,
        storage_key: None,
        discarded_at: None,
        discarded_by: None,
    }
}

/// Forgets mails that came in before an instant, and removes their sources.
///
/// # Errors
/// What the database says; what is left is removed next time.
pub async fn forget(state: &State, before: DateTime<Utc>) -> Result<()> {
    let old = incoming_mail::before(state.db.read(), before, 100).await?;
    if old.is_empty() {
        return Ok(());
    }
    let tx = state.db.begin().await?;
    incoming_mail::remove(&tx, old.iter().map(|mail| mail.id)).await?;
    tx.commit().await?;
    for key in old.into_iter().filter_map(|mail| mail.storage_key) {
        attachments::discard(state, &key).await;
    }
    Ok(())
}

/// Whether the reason lies in what was asked for and not in us: the same mail would be refused again.
fn refusal(error: &ApiError) -> Option<MailReason> {
    use aval_domain::lifecycle::Guard;
    match error {
        ApiError::Guard(Guard::TicketClosed) => Some(MailReason::TicketClosed),
        ApiError::Guard(_)
        | ApiError::WrongStage(_)
        | ApiError::Validation(_)
        | ApiError::Code(ErrorCode::NotFound | ErrorCode::Forbidden | ErrorCode::Conflict) => {
            Some(MailReason::TicketRefused)
        }
        ApiError::Code(_)
        | ApiError::MethodNotAllowed { .. }
        | ApiError::NoticeTooShort { .. }
        | ApiError::OverlapsServiceHours { .. }
        | ApiError::Stale { .. }
        | ApiError::RateLimited { .. }
        | ApiError::Replay(_)
        | ApiError::Database(_)
        | ApiError::Internal(_) => None,
    }
}
