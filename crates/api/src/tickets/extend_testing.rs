//! Gives the customer more time to test.

use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::ExtendTesting;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::Action;
use aval_domain::text;
use serde_json::json;

use super::work::Work;
use crate::auth::Staff;
use crate::change::Change;
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};

/// Gives the customer more time to test.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = ExtendTesting,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/extend-testing")]
pub async fn extend_testing(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<ExtendTesting>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let reason = checks.text("/reason", text::Reason::parse(&body.reason));
    checks.done()?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let transition = work.decide(&Action::ExtendTesting { ends_on: body.ends_on })?;
    let data = json!({
        "ends_on": body.ends_on,
        "ends_at": transition.testing_ends_at,
        "previous_ends_at": work.ticket.testing_ends_at,
        "reason": reason.map(text::Reason::into_string),
    });
    work.carry_out(&transition, data);
    work.finish().await
}
