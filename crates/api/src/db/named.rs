//! What lists give by name: categories, templates, views.

use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, QueryOrder as _, QuerySelect as _};

/// One page by folded name and then by id, after the row with these.
///
/// # Errors
/// What the database says.
pub async fn page<E: EntityTrait>(
    db: &impl ConnectionTrait,
    rows: Select<E>,
    (name, id): (E::Column, E::Column),
    after: Option<(String, Uuid)>,
    limit: u64,
) -> Result<Vec<E::Model>, DbErr> {
    let mut rows = rows;
    if let Some((last_name, last_id)) = after {
        let same = name.eq(last_name.as_str()).and(id.gt(last_id));
        rows = rows.filter(name.gt(last_name).or(same));
    }
    rows.order_by_asc(name).order_by_asc(id).limit(limit).all(db).await
}
