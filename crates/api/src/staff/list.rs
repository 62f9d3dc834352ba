//! Support looks at who works here.

use actix_web::{HttpResponse, get, web};
use aval_contract::staff::StaffList;

use super::answer;
use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::db::person;
use crate::error::Result;
use crate::http::{NoParams, Params};

/// Everybody of support by name, those who left last
#[utoipa::path(
    tag = "staff",
    operation_id = "list_staff",
    responses((status = 200, description = "All of them", body = StaffList))
)]
#[get("/staff")]
pub(super) async fn list(
    _staff: Staff,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let rows = person::all_staff(state.db.read()).await?;
    Ok(json(&StaffList { items: rows.into_iter().map(answer).collect() }))
}
