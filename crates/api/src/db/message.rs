//! Public messages of tickets.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub body: String,
    pub created_at: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The texts with these ids.
///
/// # Errors
/// What the database says.
pub async fn with_ids(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// Those of a ticket.
///
/// # Errors
/// What the database says.
pub async fn of_ticket(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::TicketId.eq(ticket)).all(db).await
}
