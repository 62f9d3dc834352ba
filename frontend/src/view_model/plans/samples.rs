//! A believable plan, for tests of the view model only.

use aval_contract::me::PersonRef;
use aval_contract::work_plans::{PlanActivity, PlanProgress, WorkPlan};
use aval_contract::{ActivityState, PlanState};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::view_model::time::from_local_input;

/// A wall time in Bogota.
pub fn bogota(text: &str) -> DateTime<Utc> {
    from_local_input(text).expect("a wall time")
}

/// Julián of support, as the sample ticket has him.
pub fn julian() -> PersonRef {
    PersonRef { id: Uuid::from_u128(3), name: "Julián Rojas".to_owned() }
}

/// An activity that nobody has begun.
pub fn activity(id: u128, title: &str, starts: &str, ends: &str) -> PlanActivity {
    PlanActivity {
        id: Uuid::from_u128(id),
        title: title.to_owned(),
        responsible: julian(),
        starts_at: bogota(starts),
        ends_at: bogota(ends),
        state: ActivityState::Pending,
        notes: None,
        overdue: false,
    }
}

/// Two activities: on Thursday 9 July 2026, and from Friday over the weekend to Monday 13.
pub fn plan(state: PlanState) -> WorkPlan {
    WorkPlan {
        version: 1,
        state,
        objective: "Cambiar la troncal.".to_owned(),
        objective_html: "<p>Cambiar la troncal.</p>".to_owned(),
        activities: vec![
            activity(11, "Respaldar la configuración", "2026-07-09T08:00", "2026-07-09T12:00"),
            activity(12, "Migrar las extensiones", "2026-07-10T14:00", "2026-07-13T17:00"),
        ],
        progress: PlanProgress {
            total: 2,
            pending: 2,
            in_progress: 0,
            done: 0,
            cancelled: 0,
            overdue: 0,
            planned_percent: 0,
            actual_percent: 0,
        },
        submitted_at: None,
        decision: None,
    }
}
