//! Begins the solution, once the four findings are recorded.

use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::Empty;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use serde_json::json;

use super::work::Work;
use crate::auth::Staff;
use crate::change::Change;
use crate::error::Result;
use crate::http::{Body, IfMatch, NoParams, Params};

/// Begins the solution, once the four findings are recorded.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = Empty,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/start-solution")]
pub async fn start_solution(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Empty>,
) -> Result<HttpResponse> {
    let Empty {} = body;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    work.act(&Action::StartSolution, json!({}))?;
    work.finish().await
}
