//! How much may be uploaded: unsent files and their bytes for each uploader, and the files of a
//! ticket.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::config::Config;
use crate::db::attachment::{self, Unsent};
use crate::error::{ApiError, Result};

/// The most files of a ticket.
pub const MOST_OF_TICKET: u64 = 500;

/// Goes on only when the uploader may have one more unsent file of this size. Asked before a file
/// is taken in, so that a full store is not filled further, and again when its size is known.
///
/// # Errors
/// 422
pub async fn check(
    db: &impl ConnectionTrait,
    config: &Config,
    uploader: Uuid,
    size: i64,
) -> Result<()> {
    let Unsent { files, bytes } = attachment::unsent_by(db, uploader).await?;
    let size = u64::try_from(size).unwrap_or_default();
    if files >= config.unsent_files || bytes + size > config.unsent_bytes {
        return Err(ApiError::invalid("/file", "too_many_unsent"));
    }
    Ok(())
}

/// Goes on only when a ticket may have this many more files.
///
/// # Errors
/// 422 for the field at `pointer`.
pub async fn check_ticket(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    more: usize,
    pointer: &str,
) -> Result<()> {
    if more > 0 && attachment::count_of_ticket(db, ticket).await? + more as u64 > MOST_OF_TICKET {
        return Err(ApiError::invalid(pointer, "ticket_full"));
    }
    Ok(())
}
