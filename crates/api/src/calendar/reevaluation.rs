//! Somebody of support looks how far running tickets follow changed rules.

use actix_web::{HttpResponse, get, web};
use aval_contract::policies::Reevaluation;

use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::db::reevaluation;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params};

/// How far running tickets have been brought in line with the newest rules
#[utoipa::path(
    tag = "calendar",
    operation_id = "show_reevaluation",
    responses((status = 200, description = "The newest one", body = Reevaluation))
)]
#[get("/calendar/reevaluation")]
pub(super) async fn show_reevaluation(
    _who: Staff,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let newest = reevaluation::newest(state.db.read()).await?.ok_or(ApiError::NOT_FOUND)?;
    let reevaluation::Model { id: _, asked_at, last_ticket: _, done, total, finished_at } = newest;
    Ok(json(&Reevaluation {
        asked_at,
        total: total.unsigned_abs(),
        done: done.unsigned_abs(),
        finished_at,
    }))
}
