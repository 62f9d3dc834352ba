//! The newest rows of tables whose ids tell when they were made (RFC 9562, version 7).

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Select};

/// The ids of the newest rows of a query at or after an id, newest first.
///
/// # Errors
/// What the database says.
pub(super) async fn ids_since<E: EntityTrait>(
    db: &impl ConnectionTrait,
    query: Select<E>,
    id: E::Column,
    floor: Uuid,
    limit: u64,
) -> Result<Vec<Uuid>, DbErr> {
    query
        .filter(id.gte(floor))
        .select_only()
        .column(id)
        .order_by_desc(id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}
