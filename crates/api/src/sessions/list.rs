//! Where the signed-in person is signed in.

use actix_web::{HttpResponse, get, web};
use aval_contract::me::Session;
use aval_contract::page::{Page, PageQuery};

use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::clock;
use crate::db::session;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, InstantPlace};

/// All open sessions of the signed-in person, newest first.
#[utoipa::path(
    operation_id = "list_sessions",
    tag = "me",
    params(PageQuery),
    responses((status = 200, description = "Open sessions", body = Page<Session>))
)]
#[get("/me/sessions")]
pub(super) async fn list(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before): (_, Option<InstantPlace>) = paging::asked(&query)?;
    let before = before.map(InstantPlace::checked).transpose()?;
    let (db, now) = (state.db.read(), clock::now());
    let rows = session::page_of_open(db, caller.id(), now, before, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(session::count_open(db, caller.id(), now).await?),
        Some(false) | None => None,
    };
    let place_of = |row: &session::Model| InstantPlace { at: row.created_at, id: row.id };
    let answer = |row: session::Model| Session {
        current: caller.session == Some(row.id),
        id: row.id,
        created_at: row.created_at,
        last_used_at: row.rotated_at,
        user_agent: row.user_agent,
        address: row.address,
    };
    Ok(json(&paging::page(rows, limit, total, place_of, answer)?))
}
