//! Makes somebody responsible: a coordinator anybody of support, an engineer herself.

use super::notify;
use super::work::Work;
use crate::auth::Staff;
use crate::change::Change;
use crate::db::person;
use crate::error::{ApiError, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::Assign;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::notifications::NotificationKind;
use aval_domain::people::PersonStatus;
use serde_json::json;

/// Makes somebody responsible: a coordinator anybody of support, an engineer herself.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = Assign,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/assign")]
pub async fn assign(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<Assign>,
) -> Result<HttpResponse> {
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let assignee = person::staff_member(work.tx(), body.assignee_id)
        .await?
        .ok_or_else(|| ApiError::invalid("/assignee_id", "unknown"))?;
    let previous = match work.ticket.assignee_id {
        Some(id) => {
            person::name_of(work.tx(), id).await?.map(|name| json!({ "id": id, "name": name }))
        }
        None => None,
    };
    let action = Action::Assign {
        assignee: assignee.id,
        active: assignee.status.0 == PersonStatus::Active,
        is_staff: assignee.role.0.is_staff(),
    };
    let data = json!({
        "assignee": { "id": assignee.id, "name": assignee.name },
        "previous": previous,
    });
    work.act(&action, data)?;
    notify::to_assignee(&work, NotificationKind::Assigned).await?;
    work.finish().await
}
