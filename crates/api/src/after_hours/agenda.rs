//! Shows support what it has agreed to do outside service hours, and what is planned.

use actix_web::{HttpResponse, get, web};
use aval_contract::after_hours::{Agenda, AgendaActivity, AgendaEntry, AgendaQuery, Side};
use aval_contract::companies::CompanyRef;
use aval_contract::me::PersonRef;
use aval_domain::after_hours::Window;
use aval_domain::lifecycle::Role;
use aval_domain::work_plan::Activity;
use chrono::{DateTime, TimeDelta, Utc};

use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::clock;
use crate::db::{after_hours_window, ticket, work_plan_activity};
use crate::error::{Checks, Result};
use crate::http::Params;
use crate::paging::is_instant_of_rows;

/// The longest stretch of time that can be looked at: two months.
const MAX_SPAN: TimeDelta = TimeDelta::days(62);

/// What support has agreed to do outside service hours, what waits for an answer, and the
/// activities of approved work plans.
#[utoipa::path(
    operation_id = "show_agenda",
    tag = "after hours",
    params(AgendaQuery),
    responses((status = 200, description = "By their beginning", body = Agenda))
)]
#[get("/agenda")]
pub(super) async fn agenda(
    Staff(caller): Staff,
    state: web::Data<State>,
    Params(AgendaQuery { from, to, engineer_id }): Params<AgendaQuery>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    for (name, at) in [("?from", from), ("?to", to)] {
        if !is_instant_of_rows(at) {
            checks.refuse(name, "out_of_range");
        }
    }
    checks.done()?;
    let mut checks = Checks::new();
    if to <= from {
        checks.refuse("?to", "before_start");
    } else if to - from > MAX_SPAN {
        checks.refuse("?to", "out_of_range");
    }
    checks.done()?;
    let within = Window { starts: from, ends: to };
    let (db, actor, now) = (state.db.read(), &caller.actor, clock::now());
    let windows = after_hours_window::agenda(db, actor, within, engineer_id).await?;
    let planned = work_plan_activity::agenda(db, actor, within, engineer_id).await?;
    Ok(json(&Agenda {
        items: windows.into_iter().map(entry).collect(),
        activities: planned.into_iter().map(|row| activity(row, now)).collect(),
    }))
}

/// One window as the agenda tells of it.
#[must_use]
pub fn entry(row: after_hours_window::AgendaRow) -> AgendaEntry {
    let after_hours_window::AgendaRow { window, ticket, engineer_name } = row;
    AgendaEntry {
        id: window.id,
        ticket_id: ticket.id,
        ticket_number: ticket::number_text(ticket.number),
        ticket_subject: ticket.subject,
        company: CompanyRef { id: ticket.company_id, name: ticket.company_name },
        state: window.state.0,
        asked_by_side: window.asked_by_side.0,
        starts_at: window.starts_at,
        ends_at: window.ends_at,
        task: window.task,
        contact: window.contact,
        engineer: window.engineer_id.zip(engineer_name).map(|(id, name)| PersonRef { id, name }),
    }
}

/// One activity as the agenda tells of it.
fn activity(row: work_plan_activity::AgendaRow, now: DateTime<Utc>) -> AgendaActivity {
    let work_plan_activity::AgendaRow {
        activity, responsible_name, responsible_role, ticket, ..
    } = row;
    let scheduled = Activity { ends: activity.ends_at, state: activity.state.0 };
    AgendaActivity {
        id: activity.id,
        ticket_id: ticket.id,
        ticket_number: ticket::number_text(ticket.number),
        ticket_subject: ticket.subject,
        company: CompanyRef { id: ticket.company_id, name: ticket.company_name },
        title: activity.title,
        responsible: PersonRef { id: activity.responsible_id, name: responsible_name },
        responsible_side: match responsible_role {
            Role::Reporter => Side::Customer,
            Role::Engineer | Role::Coordinator | Role::Admin => Side::Support,
        },
        state: activity.state.0,
        starts_at: activity.starts_at,
        ends_at: activity.ends_at,
        overdue: scheduled.is_overdue(now),
    }
}
