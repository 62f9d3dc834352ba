//! From rows to what the caller may see. Rows are taken apart completely, so that a new column
//! has to be thought about here.

use anyhow::anyhow;
use aval_contract::IsoDuration;
use aval_contract::categories::Category;
use aval_contract::companies::CompanyRef;
use aval_contract::me::PersonRef;
use aval_contract::tickets::{
    AskedWindow, Clock, Clocks, Closure, Findings, Testing, TicketAnswer, TicketForReporter,
    TicketForStaff, TicketInternal, TicketListItem, WorkPlanRef,
};
use aval_domain::clocks::{self, Cycle, Metric};
use aval_domain::lifecycle::{EventKind, PlanState, Stage};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::derived;
use crate::auth::Caller;
use crate::db::{after_hours_window, event, internal_note, ticket};
use crate::error::{ApiError, Result};
use crate::markdown::to_html;
use crate::rules::Rules;

/// One ticket, as the caller may see it.
///
/// # Errors
/// 404 when it is not the caller's.
pub async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    key: ticket::Key,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<TicketAnswer> {
    let row = ticket::row_for(db, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
    let events = event::public_of(db, vec![row.ticket.id]).await?;
    let staff = caller.is_staff();
    let internal = if staff {
        let notes = internal_note::Entity::find()
            .filter(internal_note::Column::TicketId.eq(row.ticket.id))
            .count(db)
            .await?;
        Some(internal(&row.ticket, notes))
    } else {
        None
    };
    let ticket = public(row, staff, &events, rules, now)?;
    Ok(match internal {
        Some(internal) => TicketAnswer::Staff(Box::new(TicketForStaff { ticket, internal })),
        None => TicketAnswer::Reporter(Box::new(ticket)),
    })
}

/// A ticket as the systems of its company see it.
///
/// # Errors
/// What the database says.
pub async fn for_customer(
    db: &impl ConnectionTrait,
    ticket: &ticket::Model,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<TicketForReporter> {
    let caller = Caller::system_of(ticket.company_id);
    match load(db, &caller, ticket::Key::Id(ticket.id), rules, now).await? {
        TicketAnswer::Reporter(ticket) => Ok(*ticket),
        TicketAnswer::Staff(_) => Err(anyhow!("a customer was answered as staff").into()),
    }
}

fn internal(ticket: &ticket::Model, notes: u64) -> TicketInternal {
    TicketInternal {
        findings: Findings {
            identification: ticket.finding_identification.clone(),
            validation: ticket.finding_validation.clone(),
            structure: ticket.finding_structure.clone(),
            alarm_type: ticket.finding_alarm_type.clone(),
        },
        first_contact: ticket.first_contact_at.is_some(),
        notes,
    }
}

fn person(id: Option<Uuid>, name: Option<String>) -> Option<PersonRef> {
    id.zip(name).map(|(id, name)| PersonRef { id, name })
}

fn category(id: Option<Uuid>, found: Option<(String, bool)>) -> Option<Category> {
    id.zip(found).map(|(id, (name, active))| Category { id, name, active })
}

fn work_plan(found: Option<(i32, PlanState)>) -> Option<WorkPlanRef> {
    found.map(|(version, state)| WorkPlanRef { version, state })
}

fn public(
    row: ticket::Row,
    staff: bool,
    events: &[event::Model],
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<TicketForReporter> {
    let clocks = clocks_of(row.ticket.company_id, events, rules, now)?;
    let ticket::Row {
        ticket,
        company_name,
        reporter_name,
        assignee_name,
        category: category_found,
        closed_by_name,
        follow_up_number,
        duplicate_number,
        work_plan: plan_found,
    } = row;
    Ok(TicketForReporter {
        id: ticket.id,
        version: ticket.version_for(staff),
        number: ticket::number_text(ticket.number),
        company: CompanyRef { id: ticket.company_id, name: company_name },
        description_html: to_html(&ticket.description),
        steps_html: ticket.steps.as_deref().map(to_html),
        kind: ticket.kind.0,
        category: category(ticket.category_id, category_found),
        priority: ticket.priority(),
        stage: ticket.stage.0,
        waiting_on: ticket.waiting_on.0,
        reporter: person(ticket.reporter_id, reporter_name),
        assignee: person(ticket.assignee_id, assignee_name),
        testing: (ticket.stage.0 == Stage::Testing).then_some(Testing {
            ends_at: ticket.testing_ends_at,
            next_reminder_at: ticket.next_reminder_at,
        }),
        closure: ticket.closure_kind.zip(ticket.closed_at).map(|(kind, at)| Closure {
            kind: kind.0,
            at,
            by: person(ticket.closed_by, closed_by_name),
            evidence: evidence(events),
        }),
        work_plan: work_plan(plan_found),
        follow_up_of: follow_up_number.map(ticket::number_text),
        duplicate_of: duplicate_number.map(ticket::number_text),
        clocks,
        subject: ticket.subject,
        description: ticket.description,
        steps: ticket.steps,
        affected_user: ticket.affected_user,
        campaign: ticket.campaign,
        occurred_from: ticket.occurred_from,
        occurred_to: ticket.occurred_to,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        stage_since: ticket.stage_since,
    })
}

/// What a tacit closure rests on, from its event.
fn evidence(events: &[event::Model]) -> Option<serde_json::Value> {
    let closing = events.iter().rev().find(|event| event.stage.0 == Stage::Closed)?;
    if closing.kind.0 != EventKind::ClosedTacitly {
        return None;
    }
    let data: serde_json::Value = serde_json::from_str(&closing.data).ok()?;
    data.get("evidence").cloned()
}

fn clocks_of(
    company: Uuid,
    events: &[event::Model],
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Clocks> {
    let clocks::Clocks { first_contact, resolution } =
        derived::clocks(company, events, rules, now)?;
    let present = |cycles: Vec<Cycle>| {
        cycles
            .into_iter()
            .next_back()
            .map(clock)
            .ok_or_else(|| ApiError::from(anyhow::anyhow!("a ticket without an opening event")))
    };
    Ok(Clocks { first_contact: present(first_contact)?, resolution: present(resolution)? })
}

/// One run of a clock.
#[must_use]
pub fn clock(cycle: Cycle) -> Clock {
    let Cycle {
        started,
        target,
        warns_at: _,
        due,
        elapsed,
        remaining,
        paused,
        paused_for: _,
        breached,
        met,
        ended,
    } = cycle;
    Clock {
        started_at: started,
        target: IsoDuration::new(target),
        due_at: due.filter(|_| ended.is_none() && !paused),
        elapsed: IsoDuration::new(elapsed),
        remaining: IsoDuration::new(remaining),
        paused,
        breached,
        met,
        ended_at: ended,
    }
}

/// A ticket in a list.
#[must_use]
pub fn list_item(
    row: ticket::Row,
    asked: Option<&after_hours_window::Model>,
    staff: bool,
    now: DateTime<Utc>,
) -> TicketListItem {
    let ticket::Row {
        ticket,
        company_name,
        reporter_name,
        assignee_name,
        category: category_found,
        closed_by_name: _,
        follow_up_number: _,
        duplicate_number: _,
        work_plan: plan_found,
    } = row;
    TicketListItem {
        id: ticket.id,
        version: ticket.version_for(staff),
        number: ticket::number_text(ticket.number),
        company: CompanyRef { id: ticket.company_id, name: company_name },
        kind: ticket.kind.0,
        category: category(ticket.category_id, category_found),
        priority: ticket.priority(),
        stage: ticket.stage.0,
        waiting_on: ticket.waiting_on.0,
        reporter: person(ticket.reporter_id, reporter_name),
        assignee: person(ticket.assignee_id, assignee_name),
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        stage_since: ticket.stage_since,
        work_plan: work_plan(plan_found),
        asked_window: asked.map(|window| AskedWindow {
            asked_by_side: window.asked_by_side.0,
            starts_at: window.starts_at,
            ends_at: window.ends_at,
        }),
        testing_ends_at: ticket.testing_ends_at,
        closure_kind: ticket.closure_kind.map(|kind| kind.0),
        due_at: ticket.due_at,
        due_metric: ticket.due_at.map(|_| match ticket.first_contact_at {
            None => Metric::FirstContact,
            Some(_) => Metric::Resolution,
        }),
        breached: ticket.due_at.is_some_and(|due| due <= now),
        subject: ticket.subject,
        affected_user: ticket.affected_user,
        campaign: ticket.campaign,
    }
}
