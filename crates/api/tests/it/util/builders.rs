//! What people send, believable and complete; tests change what they are about.

use aval_api::clock;
use aval_contract::ResolutionType;
use aval_contract::ticket_actions::{DeliverSolution, RecordAnalysis};
use aval_contract::tickets::OpenTicket;
use aval_contract::work_plans::{DraftActivity, DraftWorkPlan};
use aval_contract::{Kind, Priority};
use chrono::TimeDelta;

use super::Actor;

/// An incident with all that one needs.
pub fn incident() -> OpenTicket {
    OpenTicket {
        subject: "Los agentes no oyen al cliente".to_owned(),
        description: "Desde la mañana las llamadas entran **sin audio**.".to_owned(),
        kind: Kind::Incident,
        priority: Some(Priority::High),
        category_id: None,
        steps: Some("1. Entrar a la campaña\n2. Tomar una llamada".to_owned()),
        affected_user: Some("Marta Ríos".to_owned()),
        campaign: Some("Cobranza".to_owned()),
        occurred_from: Some(clock::now() - TimeDelta::hours(3)),
        occurred_to: None,
        attachment_ids: Vec::new(),
        company_id: None,
        reporter_id: None,
        follow_up_of: None,
    }
}

/// A request, which needs less.
pub fn request() -> OpenTicket {
    OpenTicket {
        subject: "Crear tres usuarios nuevos".to_owned(),
        description: "Entran el lunes a la campaña de ventas.".to_owned(),
        kind: Kind::Request,
        priority: Some(Priority::Normal),
        steps: None,
        occurred_from: None,
        ..incident()
    }
}

/// A question.
pub fn question() -> OpenTicket {
    OpenTicket {
        subject: "¿Cómo se exporta el informe?".to_owned(),
        kind: Kind::Question,
        priority: Some(Priority::Low),
        ..request()
    }
}

/// All four findings.
pub fn findings() -> RecordAnalysis {
    RecordAnalysis {
        identification: Some("Troncal SIP 2".to_owned()),
        validation: Some("Se repitió la falla con dos agentes".to_owned()),
        structure: Some("Pasarela de voz y cortafuegos".to_owned()),
        alarm_type: Some("Pérdida de paquetes".to_owned()),
    }
}

/// The solution of an incident.
pub fn delivery() -> DeliverSolution {
    DeliverSolution {
        summary: "Se abrió el rango RTP en el cortafuegos.".to_owned(),
        test_steps: "Tomar tres llamadas y confirmar el audio.".to_owned(),
        resolution_type: ResolutionType::Fixed,
        testing_days: None,
        attachment_ids: Vec::new(),
    }
}

/// A plan of two activities of one person: the first is in hand, the second is for tomorrow.
pub fn plan(responsible: &Actor) -> DraftWorkPlan {
    DraftWorkPlan {
        objective: "Recuperar el audio **sin cortar** la campaña.".to_owned(),
        activities: vec![
            activity("Abrir el rango RTP en el cortafuegos", responsible, -2, 3),
            activity("Probar con dos agentes", responsible, 24, 26),
        ],
    }
}

/// An activity that begins and ends so many hours from now.
pub fn activity(title: &str, responsible: &Actor, starts: i64, ends: i64) -> DraftActivity {
    DraftActivity {
        id: None,
        title: title.to_owned(),
        responsible_id: responsible.id,
        starts_at: clock::now() + TimeDelta::hours(starts),
        ends_at: clock::now() + TimeDelta::hours(ends),
    }
}
