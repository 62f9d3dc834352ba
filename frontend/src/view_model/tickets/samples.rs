//! A believable ticket and timeline entries, for tests of the view model only.

use aval_contract::companies::CompanyRef;
use aval_contract::me::PersonRef;
use aval_contract::tickets::{Clock, Clocks, TicketForReporter, TicketListItem, Visibility};
use aval_contract::timeline::{ActorType, TimelineActor, TimelineEntry};
use aval_contract::{EventKind, IsoDuration, Kind, Priority, Stage, WaitingOn};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use uuid::Uuid;

/// So many hours after Wednesday 8 July 2026, 08:00 in Bogota, when the sample was opened.
pub fn at(hours: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 7, 8, 13, 0, 0).single().expect("an instant")
        + TimeDelta::hours(hours)
}

/// An open incident with an engineer.
pub fn ticket() -> TicketForReporter {
    let clock = Clock {
        started_at: at(0),
        target: IsoDuration::new(TimeDelta::hours(4)),
        due_at: None,
        elapsed: IsoDuration::new(TimeDelta::zero()),
        remaining: IsoDuration::new(TimeDelta::hours(4)),
        paused: false,
        breached: false,
        met: None,
        ended_at: None,
    };
    TicketForReporter {
        id: Uuid::from_u128(1),
        number: "CASO-000123".to_owned(),
        company: CompanyRef { id: Uuid::from_u128(2), name: "Contacto Andino".to_owned() },
        subject: "Se caen las llamadas".to_owned(),
        description: "A los diez segundos.".to_owned(),
        description_html: "<p>A los diez segundos.</p>".to_owned(),
        kind: Kind::Incident,
        category: None,
        priority: Priority::High,
        stage: Stage::Open,
        waiting_on: WaitingOn::Support,
        reporter: None,
        affected_user: None,
        campaign: None,
        steps: None,
        steps_html: None,
        occurred_from: None,
        occurred_to: None,
        assignee: Some(PersonRef { id: Uuid::from_u128(3), name: "Julián Rojas".to_owned() }),
        created_at: at(0),
        updated_at: at(0),
        stage_since: at(0),
        testing: None,
        closure: None,
        work_plan: None,
        follow_up_of: None,
        duplicate_of: None,
        clocks: Clocks { first_contact: clock.clone(), resolution: clock },
        version: 1,
    }
}

/// The sample as a list shows it.
pub fn list_item() -> TicketListItem {
    let ticket = ticket();
    TicketListItem {
        id: ticket.id,
        number: ticket.number,
        company: ticket.company,
        subject: ticket.subject,
        kind: ticket.kind,
        category: ticket.category,
        priority: ticket.priority,
        stage: ticket.stage,
        waiting_on: ticket.waiting_on,
        reporter: ticket.reporter,
        affected_user: ticket.affected_user,
        campaign: ticket.campaign,
        assignee: ticket.assignee,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        stage_since: ticket.stage_since,
        work_plan: ticket.work_plan,
        asked_window: None,
        testing_ends_at: None,
        closure_kind: None,
        due_at: None,
        due_metric: None,
        breached: false,
        version: ticket.version,
    }
}

/// A message that left the ticket in `stage`.
pub fn entry(hours: i64, stage: Stage) -> TimelineEntry {
    TimelineEntry {
        seq: hours + 1,
        id: Uuid::from_u128(100 + hours.unsigned_abs() as u128),
        at: at(hours),
        kind: EventKind::MessagePosted,
        visibility: Visibility::Public,
        actor: TimelineActor {
            actor_type: ActorType::Person,
            id: None,
            name: "Ana Torres".to_owned(),
            staff: false,
        },
        stage,
        data: serde_json::json!({}),
        message: None,
        hash: String::new(),
    }
}
