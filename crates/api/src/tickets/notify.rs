//! Whom a change of a ticket is told, in the app and by mail, written down in the same transaction.

use aval_domain::clocks::Metric;
use aval_domain::lifecycle::{ClosureKind, REOPEN_BUSINESS_DAYS};
use aval_domain::notifications::NotificationKind;
use chrono::{DateTime, TimeDelta, Utc};

use super::work::Work;
use crate::db::work_plan::Plan;
use crate::db::{person, solution, ticket, work_plan_activity};
use crate::error::Result;
use crate::mail::{self, ActivityLine, NewsLine, Outgoing, Template, TicketLine};
use crate::notifications;

/// How long after the end of a testing period its closure still counts as having come on time.
const PUNCTUAL: TimeDelta = TimeDelta::minutes(30);

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
        send(work, &reporter, template, work.now()).await?;
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

/// Somebody has written: told to the other side.
///
/// # Errors
/// What the database says.
pub async fn message(work: &Work, body: &str) -> Result<()> {
    if !work.caller.is_staff() {
        return to_assignee(work, NotificationKind::CustomerAnswered).await;
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

/// Silence will close the ticket at `ends_at`: to all who may decide on it.
///
/// # Errors
/// What the database says.
pub async fn reminder(work: &Work, ends_at: DateTime<Utc>) -> Result<()> {
    for reporter in person::reporters_with_slot(work.tx(), work.ticket.company_id).await? {
        let template = Template::TestingReminder { ticket: line(work), ends_at };
        send(work, &reporter, template, work.now()).await?;
    }
    Ok(())
}

/// A clock of the ticket has used up most or all of its target: to whoever works for support on it.
///
/// # Errors
/// What the database says.
pub async fn clock(
    work: &Work,
    metric: Metric,
    breached: bool,
    due_at: Option<DateTime<Utc>>,
) -> Result<()> {
    for reader in person::watchers_of(work.tx(), work.ticket.assignee_id).await? {
        let template = Template::ClockWarning { ticket: line(work), metric, breached, due_at };
        send(work, &reader, template, work.now()).await?;
    }
    Ok(())
}

/// Silence has closed the ticket, whose testing period ended at `ended`. Told at once, unless that
/// comes late and in closed hours: nobody is woken by it.
///
/// # Errors
/// What the database says.
pub async fn closed_tacitly(work: &Work, ended: DateTime<Utc>) -> Result<()> {
    let now = work.now();
    let at = if now - ended < PUNCTUAL {
        now
    } else {
        work.rules.calendar.next_opening(work.ticket.kind.0, now)?
    };
    let Some(template) = closing(work)? else { return Ok(()) };
    for reporter in person::reporters_with_slot(work.tx(), work.ticket.company_id).await? {
        send(work, &reporter, template.clone(), at).await?;
    }
    to_assignee(work, NotificationKind::TicketClosed).await
}

/// There is a work plan to decide on. Either reporter may, so both hear of it.
///
/// # Errors
/// What the database says.
pub async fn work_plan_submitted(work: &Work, plan: Plan) -> Result<()> {
    let activities: Vec<ActivityLine> = plan
        .activities
        .into_iter()
        .map(|work_plan_activity::Row { activity, responsible_name }| ActivityLine {
            title: activity.title,
            responsible: responsible_name,
            starts_at: activity.starts_at,
            ends_at: activity.ends_at,
        })
        .collect();
    for reporter in person::reporters_with_slot(work.tx(), work.ticket.company_id).await? {
        let template = Template::WorkPlanSubmitted {
            ticket: line(work),
            author: work.caller.name.clone(),
            objective: plan.row.objective.clone(),
            activities: activities.clone(),
        };
        send(work, &reporter, template, work.now()).await?;
    }
    Ok(())
}

/// The ticket is closed.
///
/// # Errors
/// What the database says.
pub async fn closed(work: &Work) -> Result<()> {
    let Some(template) = closing(work)? else { return Ok(()) };
    to_others(work, || template.clone()).await?;
    to_assignee(work, NotificationKind::TicketClosed).await
}

/// The ticket is open again: told to the other side.
///
/// # Errors
/// What the database says.
pub async fn reopened(work: &Work) -> Result<()> {
    let kind = NotificationKind::TicketReopened;
    if work.caller.is_staff() {
        to_others(work, || Template::TicketNews { news: news(work, kind) }).await
    } else {
        to_assignee(work, kind).await
    }
}

/// To whoever works on the ticket, unless she did it herself. What is nobody's yet is in the queue.
///
/// # Errors
/// What the database says.
pub async fn to_assignee(work: &Work, kind: NotificationKind) -> Result<()> {
    let Some(id) = work.ticket.assignee_id.filter(|id| Some(*id) != work.caller.person_id()) else {
        return Ok(());
    };
    for assignee in person::active_staff(work.tx(), &[id]).await? {
        let template = Template::TicketNews { news: news(work, kind) };
        send(work, &assignee, template, work.now()).await?;
    }
    Ok(())
}

fn news(work: &Work, kind: NotificationKind) -> NewsLine {
    let author = Some(work.caller.name.clone()).filter(|name| !name.is_empty());
    NewsLine { ticket: line(work), kind, author, at: work.now() }
}

fn closing(work: &Work) -> Result<Option<Template>> {
    let Some(closure) = work.ticket.closure_kind.map(|kind| kind.0) else { return Ok(None) };
    let reopen_until = match closure {
        ClosureKind::Duplicate => None,
        ClosureKind::Approved | ClosureKind::Tacit | ClosureKind::Withdrawn => {
            Some(work.rules.calendar.close_of_nth_business_day(work.now(), REOPEN_BUSINESS_DAYS)?)
        }
    };
    Ok(Some(Template::TicketClosed { ticket: line(work), closure, reopen_until }))
}

/// To all readers but the one who did it.
async fn to_others(work: &Work, template: impl Fn() -> Template) -> Result<()> {
    for reporter in readers(work).await? {
        if Some(reporter.id) != work.caller.person_id() {
            send(work, &reporter, template(), work.now()).await?;
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

/// Tells somebody, by mail at an instant or soon after.
///
/// # Errors
/// What the database says.
pub async fn send(
    work: &Work,
    to: &person::Model,
    template: Template,
    at: DateTime<Utc>,
) -> Result<()> {
    let kind = template.notification();
    let mail = Outgoing::to_person(to, template);
    match kind {
        Some(kind) => notifications::tell(work, to, kind, mail, at).await,
        None => mail::enqueue(work.tx(), mail, at).await,
    }
}

/// The ticket as mails name it.
#[must_use]
pub fn line(work: &Work) -> TicketLine {
    TicketLine {
        number: ticket::number_text(work.ticket.number),
        subject: work.ticket.subject.clone(),
    }
}
