//! Somebody looks at all runs of a ticket's clocks.

use actix_web::{HttpResponse, get, web};
use aval_contract::tickets::{AllClocks, ClockCycles};
use aval_domain::clocks::{Clocks, Cycle};

use super::{answer, derived};
use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::clock;
use crate::db::{event, ticket};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};
use crate::rules::Rules;

/// All runs of a ticket's clocks, evaluated from its events
#[utoipa::path(
    tag = "tickets",
    operation_id = "ticket_clocks",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, description = "Both clocks", body = AllClocks))
)]
#[get("/tickets/{id}/clocks")]
pub async fn clocks(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let db = state.db.read();
    let key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    let row = ticket::find_for(db, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
    let events = event::public_of(db, vec![row.id]).await?;
    let rules = Rules::load(db).await?;
    let Clocks { first_contact, resolution } =
        derived::clocks(row.company_id, &events, &rules, clock::now())?;
    Ok(json(&AllClocks { first_contact: all(first_contact), resolution: all(resolution) }))
}

fn all(cycles: Vec<Cycle>) -> ClockCycles {
    ClockCycles { cycles: cycles.into_iter().map(answer::clock).collect() }
}
