//! Shows one ticket.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use aval_contract::tickets::TicketAnswer;

use super::answer;
use crate::app::State;
use crate::auth::TicketReader;
use crate::clock;
use crate::db::ticket;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};
use crate::rules::Rules;

/// Shows one ticket, by id or number.
#[utoipa::path(
    operation_id = "show_ticket",
    tag = "tickets",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, description = "The ticket; its version is the ETag", body = TicketAnswer))
)]
#[get("/tickets/{id}")]
pub async fn show(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    let db = state.db.read();
    let rules = Rules::load(db).await?;
    let ticket = answer::load(db, &caller, key, &rules, clock::now()).await?;
    let version = ticket.public().version;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, format!("\"{version}\""))).json(ticket))
}
