//! Where the signed-in person is signed in.

use actix_web::{HttpResponse, get, web};
use aval_contract::me::{Session, Sessions};

use crate::app::State;
use crate::auth::SignedIn;
use crate::change::json;
use crate::clock;
use crate::db::session;
use crate::error::Result;
use crate::http::{NoParams, Params};

/// All open sessions of the signed-in person, newest first.
#[utoipa::path(
    operation_id = "list_sessions",
    tag = "me",
    responses((status = 200, description = "Open sessions", body = Sessions))
)]
#[get("/me/sessions")]
pub(super) async fn list(
    SignedIn(caller): SignedIn,
    state: web::Data<State>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let rows = session::open_of(state.db.read(), caller.id(), clock::now()).await?;
    let items = rows
        .into_iter()
        .map(|row| Session {
            current: caller.session == Some(row.id),
            id: row.id,
            created_at: row.created_at,
            last_used_at: row.rotated_at,
            user_agent: row.user_agent,
            address: row.address,
        })
        .collect();
    Ok(json(&Sessions { items }))
}
