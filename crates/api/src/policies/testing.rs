//! The lengths of testing periods.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, put, web};
use aval_contract::audit::AuditAction;
use aval_contract::policies::TestingPolicy;
use serde_json::json;

use crate::app::State;
use crate::audit::{self, Deed};
use crate::auth::{Admin, Staff};
use crate::change::{Answer, Change, json};
use crate::db::policy;
use crate::error::Result;
use crate::http::{Body, NoParams, Params};
use crate::rules::Rules;

/// The lengths of testing periods by kind and priority, in business days
#[utoipa::path(
    tag = "policies",
    operation_id = "show_testing_policy",
    responses((status = 200, description = "As they hold now", body = TestingPolicy))
)]
#[get("/policies/testing")]
pub(super) async fn show(
    _who: Staff,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    Ok(json(&Rules::load(state.db.read()).await?.testing))
}

/// Change the lengths of testing periods, for solutions that are delivered from now on
#[utoipa::path(
    tag = "policies",
    operation_id = "put_testing_policy",
    request_body = TestingPolicy,
    responses((status = 200, description = "As they hold now", body = TestingPolicy))
)]
#[put("/policies/testing")]
pub(super) async fn put(
    Admin(caller): Admin,
    change: Change,
    _none: Params<NoParams>,
    Body(wanted): Body<TestingPolicy>,
) -> Result<HttpResponse> {
    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let before = Rules::load(tx).await?.testing;
    if before != wanted {
        let value = serde_json::to_string(&wanted).map_err(anyhow::Error::from)?;
        policy::put(tx, policy::TESTING, value).await?;
        let data = json!({ "from": before, "to": wanted });
        let deed = Deed::plain(AuditAction::PolicyTestingChanged);
        audit::record(tx, &caller, deed, data, pending.now).await?;
    }
    pending.answer(Answer::json(StatusCode::OK, &wanted)?).await
}
