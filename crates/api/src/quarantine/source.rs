//! An admin looks into a mail that was put aside.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use futures_util::TryStreamExt as _;
use object_store::ObjectStoreExt as _;
use object_store::path::Path;

use crate::app::State;
use crate::auth::Admin;
use crate::db::incoming_mail;
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// The source of a mail that was put aside, as it came
///
/// It may hold anything: no browser shows it.
#[utoipa::path(
    tag = "mail",
    operation_id = "download_quarantined_mail",
    params(("id" = uuid::Uuid, Path, description = "The mail")),
    responses((
        status = 200,
        description = "The bytes",
        body = Vec<u8>,
        content_type = "message/rfc822"
    ))
)]
#[get("/mail/quarantine/{id}/source")]
pub(super) async fn source(
    _admin: Admin,
    state: web::Data<State>,
    id: web::Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<HttpResponse> {
    let mail = incoming_mail::find_waiting(state.db.read(), path_id(&id)?)
        .await?
        .ok_or(ApiError::NOT_FOUND)?;
    let key = mail.storage_key.ok_or(ApiError::NOT_FOUND)?;
    let stored = state.files.get(&Path::from(key.as_str())).await.map_err(anyhow::Error::from)?;
    let name = format!("attachment; filename=\"correo-{}.eml\"", mail.id);
    Ok(HttpResponse::Ok()
        .content_type("message/rfc822")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((header::CONTENT_LENGTH, stored.meta.size.to_string()))
        .streaming(stored.into_stream().map_err(anyhow::Error::from).map_err(ApiError::from)))
}
