//! Shows the work plan of a ticket.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use aval_contract::work_plans::WorkPlan;

use super::answer;
use crate::app::State;
use crate::auth::TicketReader;
use crate::clock;
use crate::db::ticket;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// Shows the work plan of a ticket: to staff its newest version, to customers the newest one that
/// was submitted, `null` where there is none.
#[utoipa::path(
    operation_id = "show_work_plan",
    tag = "work plans",
    params(("id" = String, Path, description = "Id or number of the ticket")),
    responses((
        status = 200,
        description = "The plan; the ticket's version is the ETag",
        body = Option<WorkPlan>
    ))
)]
#[get("/tickets/{id}/work-plan")]
pub async fn show(
    TicketReader(caller): TicketReader,
    state: web::Data<State>,
    key: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let key = ticket::Key::parse(&key).ok_or(ApiError::NOT_FOUND)?;
    // One snapshot: a plan must not come with the version of another one.
    let snapshot = state.db.snapshot().await?;
    let ticket =
        ticket::find_for(&snapshot, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
    let plan = answer::load(&snapshot, &caller, ticket.id, clock::now()).await?;
    let version = ticket.version_for(caller.is_staff());
    Ok(HttpResponse::Ok().insert_header((header::ETAG, format!("\"{version}\""))).json(plan))
}
