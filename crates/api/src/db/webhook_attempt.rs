//! What came of sending messages to endpoints.

use aval_domain::webhooks::DeliveryFailure;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

use super::{Tx, Word};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_attempts")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub delivery_id: Uuid,
    pub at: DateTimeUtc,
    pub duration_ms: i32,
    pub status: Option<i16>,
    pub failure: Option<Word<DeliveryFailure>>,
    pub answer: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Writes an attempt down.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, attempt: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(attempt)).exec_without_returning(tx).await?;
    Ok(())
}

/// The attempts of several deliveries, the oldest first.
///
/// # Errors
/// What the database says.
pub async fn of_deliveries(
    db: &impl ConnectionTrait,
    deliveries: Vec<Uuid>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DeliveryId.is_in(deliveries))
        .order_by_asc(Column::Id)
        .all(db)
        .await
}
