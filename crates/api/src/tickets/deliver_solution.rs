//! Delivers the solution and starts the testing period.

use super::notify;
use super::work::Work;
use crate::attachments;
use crate::auth::Staff;
use crate::change::Change;
use crate::db::{Word, solution};
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::search::index;
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::DeliverSolution;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::text;
use sea_orm::{EntityTrait, IntoActiveModel as _};
use serde_json::json;
use uuid::Uuid;

/// Delivers the solution and starts the testing period.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = DeliverSolution,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/deliver-solution")]
pub async fn deliver_solution(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<DeliverSolution>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let summary = checks.text("/summary", text::Body::parse(&body.summary));
    let test_steps = checks.text("/test_steps", text::Body::parse(&body.test_steps));
    let (Some(summary), Some(test_steps)) = (summary, test_steps) else {
        return Err(checks.refusal());
    };
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let days = match body.testing_days {
        Some(days) => days,
        None => default_days(&work)?,
    };
    let action =
        Action::DeliverSolution { resolution_type: body.resolution_type, testing_days: days };
    let transition = work.decide(&action)?;
    let id = Uuid::now_v7();
    let number = solution::next_number(work.tx(), work.ticket.id).await?;
    let files = attachments::send(&work, &body.attachment_ids, Some(id), false).await?;
    let data = json!({
        "solution_id": id,
        "number": number,
        "summary": summary.as_str(),
        "test_steps": test_steps.as_str(),
        "resolution_type": body.resolution_type,
        "testing_days": days,
        "ends_at": transition.testing_ends_at,
        "attachments": files,
    });
    work.carry_out(&transition, data);
    let row = solution::Model {
        id,
        ticket_id: work.ticket.id,
        number,
        summary: summary.into_string(),
        test_steps: test_steps.into_string(),
        resolution_type: Word(body.resolution_type),
        testing_days: i16::from(days),
        delivered_at: work.now(),
        delivered_by: work.caller.person_id(),
        verdict: None,
        verdict_at: None,
        verdict_by: None,
        verdict_comment: None,
    };
    solution::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(work.tx())
        .await?;
    index::solution(work.tx(), &work.ticket, &row).await?;
    notify::solution_delivered(&work).await?;
    work.finish().await
}

/// The testing period that the policy has for this ticket, in business days.
fn default_days(work: &Work) -> Result<u8> {
    let days = work.rules.testing.days(work.ticket.kind.0, work.ticket.priority()).get();
    Ok(u8::try_from(days).map_err(anyhow::Error::from)?)
}
