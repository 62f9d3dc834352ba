//! Tells what the caller may do with a ticket now.

use actix_web::{HttpResponse, get, web};
use aval_contract::api_keys::Scope;
use aval_contract::tickets::{ActionAvailability, Actions};
use aval_domain::lifecycle::{Refusal, availability};

use super::work::state_of;
use crate::app::State;
use crate::auth::TicketReader;
use crate::change::json;
use crate::clock;
use crate::db::ticket;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};
use crate::rules::Rules;

/// Tells what the caller may do now, and for the rest which condition is missing.
#[utoipa::path(
    operation_id = "list_actions",
    tag = "tickets",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, description = "The caller's actions", body = Actions))
)]
#[get("/tickets/{id}/actions")]
pub async fn available(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    let db = state.db.read();
    let ticket = ticket::find_for(db, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
    let rules = Rules::load(db).await?;
    let items = availability(&state_of(&ticket), &caller.actor, clock::now(), &rules.calendar)
        .into_iter()
        // Each of them changes something, which a key may do with that scope only.
        .filter(|_| caller.has_scope(Scope::TicketsWrite))
        .filter_map(|(action, verdict)| {
            let (possible, guard, allowed_stages) = match verdict {
                Ok(()) => (true, None, Vec::new()),
                Err(Refusal::Forbidden) => return None,
                Err(Refusal::WrongStage { allowed }) => (false, None, allowed.to_vec()),
                Err(Refusal::Guard(guard)) => (false, Some(guard), Vec::new()),
            };
            Some(ActionAvailability { action, possible, guard, allowed_stages })
        })
        .collect();
    Ok(json(&Actions { items }))
}
