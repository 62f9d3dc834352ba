//! Pages of lists by keyset: what comes after the last row that was seen, in the two orders that
//! most lists have.

use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, QueryOrder as _, QuerySelect as _};

/// One page by folded name and then by id, after the row with these.
pub fn by_name<E: EntityTrait>(
    rows: Select<E>,
    (name, id): (E::Column, E::Column),
    after: Option<(String, Uuid)>,
    limit: u64,
) -> Select<E> {
    let rows = match after {
        None => rows,
        Some((last_name, last_id)) => {
            let same = name.eq(last_name.as_str()).and(id.gt(last_id));
            rows.filter(name.gt(last_name).or(same))
        }
    };
    rows.order_by_asc(name).order_by_asc(id).limit(limit)
}

/// One page with the newest first, of what came before the row with this instant and id.
pub fn newest_first<E: EntityTrait>(
    rows: Select<E>,
    (at, id): (E::Column, E::Column),
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Select<E> {
    let rows = match before {
        None => rows,
        Some((last_at, last_id)) => {
            let same = at.eq(last_at).and(id.lt(last_id));
            // What is said twice, once without the tie-breaker, is where an index begins to read.
            rows.filter(at.lte(last_at)).filter(at.lt(last_at).or(same))
        }
    };
    rows.order_by_desc(at).order_by_desc(id).limit(limit)
}
