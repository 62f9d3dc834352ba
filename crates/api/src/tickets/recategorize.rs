//! Changes kind, category or priority; clocks get new targets and keep what they consumed.

use super::work::Work;
use crate::auth::Staff;
use crate::change::Change;
use crate::db::category;
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::Recategorize;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::text;
use serde_json::json;

/// Changes kind, category or priority; clocks get new targets and keep what they consumed.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = Recategorize,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/recategorize")]
pub async fn recategorize(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Recategorize>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let reason = checks.text("/reason", text::Reason::parse(&body.reason));
    checks.done()?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let category = match body.category_id {
        None => None,
        Some(id) => Some(
            category::active(work.tx(), id)
                .await?
                .ok_or_else(|| ApiError::invalid("/category_id", "unknown"))?,
        ),
    };
    let moved = category.filter(|category| work.ticket.category_id != Some(category.id));
    let action = Action::Recategorize {
        kind: body.kind,
        priority: body.priority,
        category_changes: moved.is_some(),
    };
    let transition = work.decide(&action)?;
    let mut data = json!({ "reason": reason.map(text::Reason::into_string) });
    let (kind, priority) = (work.ticket.kind.0, work.ticket.priority());
    if transition.kind != kind {
        data["kind"] = json!({ "from": kind, "to": transition.kind });
    }
    if transition.priority != priority {
        data["priority"] = json!({ "from": priority, "to": transition.priority });
    }
    if let Some(moved) = moved {
        let from = match work.ticket.category_id {
            Some(id) => category::name_of(work.tx(), id).await?,
            None => None,
        };
        data["category"] = json!({ "from": from, "to": moved.name });
        work.ticket.category_id = Some(moved.id);
    }
    work.carry_out(&transition, data);
    work.finish().await
}
