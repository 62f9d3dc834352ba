//! Begins the analysis.

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

/// Begins the analysis.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = Empty,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/start-analysis")]
pub async fn start_analysis(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Empty>,
) -> Result<HttpResponse> {
    let Empty {} = body;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    work.act(&Action::StartAnalysis, json!({}))?;
    work.finish().await
}
