//! Mails about after-hours windows: to the side that has to answer, then to both.

use aval_domain::after_hours::Side;
use uuid::Uuid;

use crate::db::{after_hours_window, person};
use crate::error::Result;
use crate::mail::{Template, WindowLine, WindowNews};
use crate::tickets::notify::{line, send};
use crate::tickets::work::Work;

/// The other side has to answer.
///
/// # Errors
/// What the database says.
pub(super) async fn asked(work: &Work, window: &after_hours_window::Model) -> Result<()> {
    let told = told(work, window).await?;
    tell(work, window, window.asked_by_side.0.other(), || Template::AfterHoursAsked {
        ticket: line(work),
        window: told.clone(),
        author: author(work),
    })
    .await
}

/// Who did it, as mails name her. What happens on time has no name.
fn author(work: &Work) -> String {
    if work.caller.name.is_empty() { "Aval".to_owned() } else { work.caller.name.clone() }
}

/// Both sides have something to keep in mind.
///
/// # Errors
/// What the database says.
pub(super) async fn agreed(work: &Work, window: &after_hours_window::Model) -> Result<()> {
    news(work, window, WindowNews::Agreed, &Side::ALL).await
}

/// The side that asked has to think again.
///
/// # Errors
/// What the database says.
pub(super) async fn declined(work: &Work, window: &after_hours_window::Model) -> Result<()> {
    news(work, window, WindowNews::Declined, &[window.asked_by_side.0]).await
}

/// Nobody has to come.
///
/// # Errors
/// What the database says.
pub(super) async fn cancelled(work: &Work, window: &after_hours_window::Model) -> Result<()> {
    news(work, window, WindowNews::Cancelled, &Side::ALL).await
}

async fn news(
    work: &Work,
    window: &after_hours_window::Model,
    news: WindowNews,
    sides: &[Side],
) -> Result<()> {
    let told = told(work, window).await?;
    for side in sides {
        tell(work, window, *side, || Template::AfterHoursNews {
            ticket: line(work),
            window: told.clone(),
            news,
            author: author(work),
            reason: window.reason.clone(),
        })
        .await?;
    }
    Ok(())
}

/// To all of one side but whoever did it.
async fn tell(
    work: &Work,
    window: &after_hours_window::Model,
    side: Side,
    template: impl Fn() -> Template,
) -> Result<()> {
    let readers = match side {
        // Either reporter may answer, so both are asked.
        Side::Customer => person::reporters_with_slot(work.tx(), work.ticket.company_id).await?,
        Side::Support => support(work, window).await?,
    };
    for reader in readers {
        if Some(reader.id) != work.caller.person_id() {
            send(work, &reader, template(), work.now()).await?;
        }
    }
    Ok(())
}

/// Who of support has to do with a window: its engineer or the assignee, and whoever asked. What
/// nobody has to do with yet goes to the coordinators.
async fn support(work: &Work, window: &after_hours_window::Model) -> Result<Vec<person::Model>> {
    let asker = match window.asked_by_side.0 {
        Side::Customer => None,
        Side::Support => Some(window.asked_by),
    };
    let concerned: Vec<Uuid> =
        window.engineer_id.or(work.ticket.assignee_id).into_iter().chain(asker).collect();
    let people = person::active_staff(work.tx(), &concerned).await?;
    if people.is_empty() {
        return Ok(person::active_coordinators(work.tx()).await?);
    }
    Ok(people)
}

/// The window as mails tell it.
async fn told(work: &Work, window: &after_hours_window::Model) -> Result<WindowLine> {
    let engineer = match window.engineer_id {
        None => None,
        Some(id) => person::name_of(work.tx(), id).await?,
    };
    Ok(WindowLine {
        starts_at: window.starts_at,
        ends_at: window.ends_at,
        task: window.task.clone(),
        contact: window.contact.clone(),
        engineer,
    })
}
