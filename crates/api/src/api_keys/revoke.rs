//! An admin ends a key.

use actix_web::{HttpResponse, delete, web};
use aval_contract::audit::AuditAction;
use serde_json::json;

use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change};
use crate::db::api_key;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// End a key at once
#[utoipa::path(
    tag = "api keys",
    operation_id = "revoke_api_key",
    params(("id" = Uuid, Path, description = "The key")),
    responses((status = 204, description = "Ended"))
)]
#[delete("/api-keys/{id}")]
pub(super) async fn revoke(
    Admin(caller): Admin,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let key = api_key::lock_for(tx, &caller.actor, id).await?.ok_or(ApiError::NOT_FOUND)?;
    // Ending a key that has been ended changes nothing.
    if key.revoked_at.is_none() {
        api_key::revoke(tx, id, pending.now).await?;
        let data = json!({ "name": key.name, "prefix": key.prefix });
        let deed = Deed::about(AuditAction::ApiKeyRevoked, id, key.company_id);
        audit::record(tx, &caller, deed, data, pending.now).await?;
    }
    pending.answer(Answer::empty()).await
}
