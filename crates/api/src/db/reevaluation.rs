//! How far running tickets have been brought in line with changed rules.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::Tx;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reevaluations")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub asked_at: DateTimeUtc,
    pub last_ticket: Uuid,
    pub done: i64,
    pub total: i64,
    pub finished_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The one that was asked for last.
///
/// # Errors
/// What the database says.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    Entity::find().order_by_desc(Column::AskedAt).order_by_desc(Column::Id).limit(1).one(db).await
}

/// One that is not finished, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock_unfinished(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::FinishedAt.is_null()).lock_exclusive().one(tx).await
}
