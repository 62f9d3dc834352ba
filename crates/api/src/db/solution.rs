//! Delivered solutions with their verdicts.

use aval_domain::lifecycle::ResolutionType;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

use super::Word;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "solutions")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub number: i16,
    pub summary: String,
    pub test_steps: String,
    pub resolution_type: Word<ResolutionType>,
    pub testing_days: i16,
    pub delivered_at: DateTimeUtc,
    pub delivered_by: Option<Uuid>,
    pub verdict: Option<String>,
    pub verdict_at: Option<DateTimeUtc>,
    pub verdict_by: Option<Uuid>,
    pub verdict_comment: Option<String>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The solution that was delivered last.
///
/// # Errors
/// What the database says.
pub async fn last_of(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TicketId.eq(ticket)).order_by_desc(Column::Number).one(db).await
}

/// The number of the next solution of a ticket, from 1.
///
/// # Errors
/// What the database says.
pub async fn next_number(db: &impl ConnectionTrait, ticket: Uuid) -> Result<i16, DbErr> {
    Ok(last_of(db, ticket).await?.map_or(1, |last| last.number + 1))
}
