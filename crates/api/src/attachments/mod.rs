//! Files: uploaded first, sent with a ticket, message or solution.

pub mod by_mail;
mod download;
pub mod quota;
mod receive;
mod remove;
mod upload;

use std::sync::Arc;

use anyhow::Context as _;
use aval_contract::attachments::Attachment;
use chrono::{DateTime, Utc};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use url::Url;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::app::State;
use crate::config::{Config, make_private_dir};
use crate::db::attachment;
use crate::error::{ApiError, Invalid, Result};
use crate::search::index;
use crate::tickets::work::Work;

/// The most files of one message.
const MOST_FILES: usize = 20;

/// All operations on files.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(upload::upload)
        .service(upload::upload_to_ticket)
        .service(download::download)
        .service(remove::remove);
}

/// Where files are kept.
///
/// # Errors
/// One line that names the setting.
pub fn store(config: &Config) -> anyhow::Result<Arc<dyn ObjectStore>> {
    match &config.storage_url {
        None => local(&config.data_dir.join("files")),
        Some(url) if url.scheme() == "file" => {
            let dir = url
                .to_file_path()
                .map_err(|()| anyhow::anyhow!("AVAL_STORAGE_URL: {url} is no local folder"))?;
            local(&dir)
        }
        Some(url) => s3(url),
    }
}

fn local(dir: &std::path::Path) -> anyhow::Result<Arc<dyn ObjectStore>> {
    make_private_dir(dir)?;
    let files = LocalFileSystem::new_with_prefix(dir)
        .with_context(|| format!("AVAL_STORAGE_URL: can't use {}", dir.display()))?
        .with_fsync(true);
    Ok(Arc::new(files))
}

/// A bucket; endpoint, region and credentials come from the usual `AWS_*` variables.
fn s3(url: &Url) -> anyhow::Result<Arc<dyn ObjectStore>> {
    let bucket = url.host_str().context("AVAL_STORAGE_URL: s3://BUCKET/PREFIX has no bucket")?;
    let store = AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .build()
        .context("AVAL_STORAGE_URL: can't use this bucket")?;
    Ok(Arc::new(PrefixStore::new(store, url.path().trim_matches('/'))))
}

/// A file as answers name it.
#[must_use]
pub fn answer(file: attachment::Model) -> Attachment {
    let attachment::Model { id, name, size, media_type, sha256, .. } = file;
    Attachment { id, name, size: size.try_into().unwrap_or_default(), media_type, sha256 }
}

/// Files as the record names them.
#[must_use]
pub fn describe(files: &[attachment::Model]) -> Value {
    json!(files.iter().cloned().map(answer).collect::<Vec<_>>())
}

/// The caller's own unsent files with these ids, which nobody else sends or removes from here on.
///
/// # Errors
/// 422 naming each id that is none, or when the ticket has too many files.
pub async fn prepare(work: &Work, ids: &[Uuid]) -> Result<Vec<attachment::Model>> {
    if ids.len() > MOST_FILES {
        return Err(ApiError::invalid("/attachment_ids", "too_many"));
    }
    quota::check_ticket(work.tx(), work.ticket.id, ids.len(), "/attachment_ids").await?;
    let found = attachment::lock_unsent_of(work.tx(), work.caller.id(), ids).await?;
    let unknown: Vec<Invalid> = ids
        .iter()
        .enumerate()
        .filter(|(_, id)| !found.iter().any(|file| file.id == **id))
        .map(|(place, _)| Invalid::new(format!("/attachment_ids/{place}"), "unknown"))
        .collect();
    if unknown.is_empty() { Ok(found) } else { Err(ApiError::Validation(unknown)) }
}

/// Makes files part of a ticket and, if there is one, of a message, note or solution.
///
/// # Errors
/// What the database says.
pub async fn mark_sent(
    work: &Work,
    files: &[attachment::Model],
    message: Option<Uuid>,
    internal: bool,
) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    attachment::Entity::update_many()
        .col_expr(attachment::Column::TicketId, Expr::value(work.ticket.id))
        .col_expr(attachment::Column::MessageId, Expr::value(message))
        .col_expr(attachment::Column::Internal, Expr::value(internal))
        .col_expr(attachment::Column::SentAt, Expr::value(work.now()))
        .filter(attachment::Column::Id.is_in(files.iter().map(|file| file.id)))
        .exec(work.tx())
        .await?;
    index::files(work.tx(), &work.ticket, files, internal).await?;
    Ok(())
}

/// [`prepare`] and [`mark_sent`] in one.
///
/// # Errors
/// As theirs.
pub async fn send(
    work: &Work,
    ids: &[Uuid],
    message: Option<Uuid>,
    internal: bool,
) -> Result<Vec<Attachment>> {
    let files = prepare(work, ids).await?;
    mark_sent(work, &files, message, internal).await?;
    Ok(files.into_iter().map(answer).collect())
}

/// Puts bytes into the store that are no file of a ticket, and gives their place.
///
/// # Errors
/// What the store says.
pub async fn put(state: &State, bytes: Vec<u8>) -> Result<String> {
    let key = receive::random_key();
    let path = Path::from(key.as_str());
    state.files.put(&path, PutPayload::from(bytes)).await.map_err(anyhow::Error::from)?;
    Ok(key)
}

/// Removes files that nobody sent, from the store and then from the table.
///
/// # Errors
/// What the store or the database says; what is left is removed next time.
pub async fn remove_unsent(state: &State, before: DateTime<Utc>) -> anyhow::Result<usize> {
    let files = attachment::unsent_before(state.db.read(), before, 100).await?;
    for file in &files {
        // The row goes first, and only if still unsent: a file that is being sent stays whole.
        let tx = state.db.begin().await?;
        let removed = attachment::Entity::delete_many()
            .filter(attachment::Column::Id.eq(file.id))
            .filter(attachment::Column::SentAt.is_null())
            .exec(&tx)
            .await?;
        tx.commit().await?;
        if removed.rows_affected == 1 {
            discard(state, &file.storage_key).await;
        }
    }
    Ok(files.len())
}

/// Removes stored bytes that no row names. A failure leaves an orphan behind, which costs space
/// and nothing else.
pub async fn discard(state: &State, key: &str) {
    if let Err(error) = state.files.delete(&Path::from(key)).await {
        tracing::warn!(%error, key, "a stored file could not be removed");
    }
}
