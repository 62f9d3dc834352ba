//! The targets of the clocks.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, put, web};
use aval_contract::audit::AuditAction;
use aval_contract::policies::{Preview, SlaPolicy};
use serde_json::json;

use crate::app::State;
use crate::audit::{self, Deed};
use crate::auth::{Admin, Staff};
use crate::change::{Answer, Change, json};
use crate::db::{calendar_exception, policy};
use crate::error::Result;
use crate::http::{Body, NoParams, Params};
use crate::jobs::reevaluate;
use crate::rules::Rules;
use crate::tickets::derived;

/// The targets of both clocks by priority, in service time
#[utoipa::path(
    tag = "policies",
    operation_id = "show_sla_policy",
    responses((status = 200, description = "As they hold now", body = SlaPolicy))
)]
#[get("/policies/sla")]
pub(super) async fn show(
    _who: Staff,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    Ok(json(&Rules::load(state.db.read()).await?.targets))
}

/// Change the targets; running clocks follow
#[utoipa::path(
    tag = "policies",
    operation_id = "put_sla_policy",
    request_body = SlaPolicy,
    responses((status = 200, description = "As they hold now", body = SlaPolicy))
)]
#[put("/policies/sla")]
pub(super) async fn put(
    Admin(caller): Admin,
    change: Change,
    _none: Params<NoParams>,
    Body(wanted): Body<SlaPolicy>,
) -> Result<HttpResponse> {
    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    calendar_exception::take_turn(tx).await?;
    let before = Rules::load(tx).await?.targets;
    if before != wanted {
        let value = serde_json::to_string(&wanted).map_err(anyhow::Error::from)?;
        policy::put(tx, policy::SLA, value).await?;
        reevaluate::ask(tx, pending.now).await?;
        let data = json!({ "from": before, "to": wanted });
        let deed = Deed::plain(AuditAction::PolicySlaChanged);
        audit::record(tx, &caller, deed, data, pending.now).await?;
    }
    pending.answer(Answer::json(StatusCode::OK, &wanted)?).await
}

/// How many running tickets other targets would move; nothing is changed
#[utoipa::path(
    tag = "policies",
    operation_id = "preview_sla_policy",
    request_body = SlaPolicy,
    responses((status = 200, description = "What it would do", body = Preview))
)]
#[post("/policies/sla/preview")]
pub(super) async fn preview(
    _who: Admin,
    _change: Change,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(wanted): Body<SlaPolicy>,
) -> Result<HttpResponse> {
    let rules = Rules { targets: wanted, ..Rules::load(state.db.read()).await? };
    Ok(json(&derived::preview(&state, &rules, None).await?))
}
