//! Mails that a change of a ticket sends to its company, written down in the same transaction.

use aval_domain::lifecycle::{ClosureKind, REOPEN_BUSINESS_DAYS};

use super::work::Work;
use crate::db::{person, solution, ticket};
use crate::error::Result;
use crate::mail::{self, Outgoing, Template, TicketLine};

/// To whoever reported: we have your ticket.
///
/// # Errors
/// What the database says.
pub async fn opened(work: &Work) -> Result<()> {
    let (now, kind) = (work.now(), work.ticket.kind.0);
    let calendar = &work.rules.calendar;
    let next_opening =
        if calendar.is_open(kind, now)? { None } else { Some(calendar.next_opening(kind, now)?) };
    // Here the reporter hears of her own doing too: it is her receipt.
    for reporter in readers(work).await? {
        let template = Template::TicketOpened { ticket: line(work), next_opening };
        send(work, &reporter, template).await?;
    }
    Ok(())
}

/// Support needs something.
///
/// # Errors
/// What the database says.
pub async fn information_requested(work: &Work, body: &str) -> Result<()> {
    to_others(work, || Template::InformationRequested {
        ticket: line(work),
        author: work.caller.name.clone(),
        body: body.to_owned(),
    })
    .await
}

/// Support has written. What the customer writes is in the engineer's queue.
///
/// # Errors
/// What the database says.
pub async fn message(work: &Work, body: &str) -> Result<()> {
    if !work.caller.is_staff() {
        return Ok(());
    }
    to_others(work, || Template::SupportAnswered {
        ticket: line(work),
        author: work.caller.name.clone(),
        body: body.to_owned(),
    })
    .await
}

/// There is a solution to test.
///
/// # Errors
/// What the database says.
pub async fn solution_delivered(work: &Work) -> Result<()> {
    let last = solution::last_of(work.tx(), work.ticket.id).await?;
    let (Some(solution), Some(ends_at)) = (last, work.ticket.testing_ends_at) else {
        return Ok(());
    };
    to_others(work, || Template::SolutionDelivered {
        ticket: line(work),
        summary: solution.summary.clone(),
        test_steps: solution.test_steps.clone(),
        ends_at,
    })
    .await
}

/// The ticket is closed.
///
/// # Errors
/// What the database says.
pub async fn closed(work: &Work) -> Result<()> {
    let Some(closure) = work.ticket.closure_kind.map(|kind| kind.0) else { return Ok(()) };
    let reopen_until = match closure {
        ClosureKind::Duplicate => None,
        ClosureKind::Approved | ClosureKind::Tacit | ClosureKind::Withdrawn => {
            Some(work.rules.calendar.close_of_nth_business_day(work.now(), REOPEN_BUSINESS_DAYS)?)
        }
    };
    to_others(work, || Template::TicketClosed { ticket: line(work), closure, reopen_until }).await
}

/// To all readers but the one who did it.
async fn to_others(work: &Work, template: impl Fn() -> Template) -> Result<()> {
    for reporter in readers(work).await? {
        if Some(reporter.id) != work.caller.person_id() {
            send(work, &reporter, template()).await?;
        }
    }
    Ok(())
}

/// Who reads about a ticket: its reporter, or all of the company where there is none any more.
async fn readers(work: &Work) -> Result<Vec<person::Model>> {
    let company = work.ticket.company_id;
    if let Some(id) = work.ticket.reporter_id
        && let Some(reporter) = person::reporter_of(work.tx(), company, id).await?
    {
        return Ok(vec![reporter]);
    }
    Ok(person::reporters_with_slot(work.tx(), company).await?)
}

/// Writes down that a mail is to go out.
///
/// # Errors
/// What the database says.
pub async fn send(work: &Work, to: &person::Model, template: Template) -> Result<()> {
    mail::enqueue(work.tx(), Outgoing::to_person(to, template), work.now()).await
}

/// The ticket as mails name it.
#[must_use]
pub fn line(work: &Work) -> TicketLine {
    TicketLine {
        number: ticket::number_text(work.ticket.number),
        subject: work.ticket.subject.clone(),
    }
}
