//! What staff and admins did outside tickets.

use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::Tx;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub action: String,
    pub target_id: Option<Uuid>,
    pub data: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Writes an entry down.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, entry: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(entry)).exec_without_returning(tx).await?;
    Ok(())
}

/// One page, newest first, of what came before the entry with this instant and id.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Some((at, id)) = before {
        query = query.filter(Column::At.lt(at).or(Column::At.eq(at).and(Column::Id.lt(id))));
    }
    query.order_by_desc(Column::At).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// How many entries there are.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}
