//! After-hours windows: asked for by one side of a ticket, agreed or declined by the other, done,
//! missed or called off. They are changes of the ticket and go through [`crate::tickets::work`].

pub mod agenda;
mod agree;
mod ask;
mod cancel;
mod complete;
mod decline;
mod list;
mod miss;
mod notify;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use aval_contract::after_hours::{AfterHoursWindow, ChangedWindow, WindowEnd};
use aval_contract::error::ErrorCode;
use aval_contract::me::PersonRef;
use aval_domain::after_hours::WindowState;
use aval_domain::lifecycle::{Action, Actor, EventKind, TicketState, window_availability};
use aval_domain::people::PersonStatus;
use aval_domain::record::Visibility;
use aval_domain::text;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::change::Answer;
use crate::db::{Word, after_hours_window, person};
use crate::error::{ApiError, Checks, Result};
use crate::http::path_id;
use crate::rules::Rules;
use crate::tickets::work::Work;

/// All operations on after-hours windows.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(ask::ask)
        .service(agree::agree)
        .service(decline::decline)
        .service(cancel::cancel)
        .service(complete::complete)
        .service(miss::miss)
        .service(agenda::agenda);
}

/// The window that a path names, of the ticket that is being changed.
async fn find(work: &Work, id: &str) -> Result<after_hours_window::Model> {
    let id = path_id(id)?;
    after_hours_window::of_ticket(work.tx(), work.ticket.id, id).await?.ok_or(ApiError::NOT_FOUND)
}

/// Whoever is to work in a window, locked so that nobody else gives her one meanwhile.
async fn lock_engineer(work: &Work, id: Option<Uuid>) -> Result<Option<person::Model>> {
    match id {
        None => Ok(None),
        Some(id) => Ok(person::lock_engineer(work.tx(), id).await?),
    }
}

/// Whether whoever is to work in a window can; so it counts while nobody is named.
fn is_active(engineer: Option<&person::Model>) -> bool {
    engineer.is_none_or(|engineer| engineer.status.0 == PersonStatus::Active)
}

/// Goes on only when the window's engineer has no other one at that time.
async fn keep_apart(work: &Work, window: &after_hours_window::Model) -> Result<()> {
    let collides = match window.engineer_id {
        Some(engineer) if window.summary().holds_engineer() => {
            after_hours_window::collides(work.tx(), engineer, window).await?
        }
        Some(_) | None => false,
    };
    if collides { Err(ApiError::Code(ErrorCode::WindowOverlap)) } else { Ok(()) }
}

/// The reason that a body may give.
fn reason(body: &WindowEnd) -> Result<Option<String>> {
    let mut checks = Checks::new();
    let reason = checks.optional("/reason", body.reason.as_deref(), text::Reason::parse);
    checks.done()?;
    Ok(reason.map(text::Reason::into_string))
}

/// Decides on the end of a window, and writes it down.
async fn settle(
    work: &mut Work,
    mut window: after_hours_window::Model,
    action: &Action,
    reason: Option<String>,
) -> Result<after_hours_window::Model> {
    let transition = work.decide(action)?;
    window.state = transition.window.map_or(window.state, Word);
    window.settled_by = work.caller.person_id();
    window.settled_at = Some(work.now());
    window.reason = reason;
    after_hours_window::save(work.tx(), &window).await?;
    work.carry_out(&transition, ended(&window));
    Ok(window)
}

/// Calls off what a ticket that was just closed still has ahead, and tells both sides.
///
/// # Errors
/// What the database says.
pub async fn call_off(work: &mut Work) -> Result<()> {
    for mut window in after_hours_window::ahead_of(work.tx(), work.ticket.id, work.now()).await? {
        window.state = Word(WindowState::Cancelled);
        window.settled_by = work.caller.person_id();
        window.settled_at = Some(work.now());
        after_hours_window::save(work.tx(), &window).await?;
        work.record(EventKind::AfterHoursCancelled, Visibility::Public, &ended(&window));
        notify::cancelled(work, &window).await?;
    }
    Ok(())
}

/// What the event of a window that was declined or settled tells.
fn ended(window: &after_hours_window::Model) -> Value {
    json!({
        "window_id": window.id,
        "starts_at": window.starts_at,
        "ends_at": window.ends_at,
        "reason": window.reason,
    })
}

/// A person as an event names her.
fn named(person: Option<&person::Model>) -> Value {
    json!(person.map(|person| json!({ "id": person.id, "name": person.name })))
}

/// Saves the ticket and answers with the window as it is after it.
async fn finish(mut work: Work, status: StatusCode, id: Uuid) -> Result<HttpResponse> {
    work.save().await?;
    let row = after_hours_window::row(work.tx(), id).await?.ok_or(ApiError::NOT_FOUND)?;
    let window = answer(row, &work.state(), &work.caller.actor, work.now(), &work.rules);
    let ticket_version = work.version();
    let changed = ChangedWindow { window, ticket_version };
    work.pending.answer(Answer::json(status, &changed)?.version(ticket_version)).await
}

fn answer(
    row: after_hours_window::Row,
    state: &TicketState,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> AfterHoursWindow {
    let can = window_availability(state, row.window.summary(), actor, now, &rules.calendar)
        .into_iter()
        .filter_map(|(action, verdict)| verdict.is_ok().then_some(action))
        .collect();
    let after_hours_window::Row {
        window,
        asked_by_name,
        engineer_name,
        answered_by_name,
        settled_by_name,
    } = row;
    let person = |id: Option<Uuid>, name: Option<String>| {
        id.zip(name).map(|(id, name)| PersonRef { id, name })
    };
    let after_hours_window::Model {
        id,
        ticket_id: _,
        state,
        asked_by_side,
        asked_by,
        asked_at,
        starts_at,
        ends_at,
        task,
        contact,
        engineer_id,
        override_reason,
        answered_by,
        answered_at,
        settled_by,
        settled_at,
        reason,
    } = window;
    AfterHoursWindow {
        id,
        state: state.0,
        asked_by_side: asked_by_side.0,
        asked_by: PersonRef { id: asked_by, name: asked_by_name },
        asked_at,
        starts_at,
        ends_at,
        task,
        contact,
        engineer: person(engineer_id, engineer_name),
        override_reason,
        answered_by: person(answered_by, answered_by_name),
        answered_at,
        settled_by: person(settled_by, settled_by_name),
        settled_at,
        reason,
        can,
    }
}
