//! An admin looks at the mails that were put aside.

use actix_web::{HttpResponse, get, web};
use aval_contract::mail::QuarantinedMail;
use aval_contract::page::{Page, PageQuery};

use super::answer;
use crate::app::State;
use crate::auth::Admin;
use crate::change::json;
use crate::db::incoming_mail;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, InstantPlace};

/// Mails that were put aside and not discarded, newest first
#[utoipa::path(
    tag = "mail",
    operation_id = "list_quarantine",
    params(PageQuery),
    responses((status = 200, description = "Without their sources", body = Page<QuarantinedMail>))
)]
#[get("/mail/quarantine")]
pub(super) async fn list(
    _admin: Admin,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before): (_, Option<InstantPlace>) = paging::asked(&query)?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let db = state.db.read();
    let rows = incoming_mail::page_of_waiting(db, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(incoming_mail::count_waiting(db).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &incoming_mail::Model| InstantPlace { at: row.received_at, id: row.id };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}
