//! Times and windows for tests of the view model only.

use aval_contract::after_hours::{AfterHoursWindow, Side, WindowState};
use aval_contract::me::PersonRef;
use aval_domain::after_hours::Window;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::view_model::time;

/// A time by the clock of Bogota: `2026-07-10T17:00`.
pub fn at(text: &str) -> DateTime<Utc> {
    time::from_local_input(text).expect("a local time")
}

/// A date.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// From one time to another.
pub fn window(starts: &str, ends: &str) -> Window {
    Window { starts: at(starts), ends: at(ends) }
}

/// Somebody.
pub fn person(id: u128, name: &str) -> PersonRef {
    PersonRef { id: Uuid::from_u128(id), name: name.to_owned() }
}

/// What a customer asked for on Friday 10 July 2026 for the evening of Friday 17 July.
pub fn asked() -> AfterHoursWindow {
    AfterHoursWindow {
        id: Uuid::from_u128(7),
        state: WindowState::Asked,
        asked_by_side: Side::Customer,
        asked_by: person(1, "Marcela Ríos"),
        asked_at: at("2026-07-10T10:00"),
        starts_at: at("2026-07-17T18:00"),
        ends_at: at("2026-07-17T22:00"),
        task: "Cambiar la troncal".to_owned(),
        contact: "Portería".to_owned(),
        engineer: None,
        override_reason: None,
        answered_by: None,
        answered_at: None,
        settled_by: None,
        settled_at: None,
        reason: None,
        can: Vec::new(),
    }
}
