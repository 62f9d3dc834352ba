//! What endpoints are told: written once, sent as often as it takes.

use aval_domain::webhooks::WebhookEvent;
use sea_orm::entity::prelude::*;

use super::{Tx, Word};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_messages")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub event: Word<WebhookEvent>,
    pub ticket_id: Option<Uuid>,
    pub body: String,
    pub created_at: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Writes messages down.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, messages: Vec<Model>) -> Result<(), DbErr> {
    let rows = messages.into_iter().map(ActiveModel::from);
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// One message.
///
/// # Errors
/// What the database says.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// Removes what came to be before an instant, with its deliveries and their log.
///
/// # Errors
/// What the database says.
pub async fn remove_before(tx: &Tx, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::CreatedAt.lt(before)).exec(tx).await?;
    Ok(())
}
