//! Numbers that people see, counted without gaps.

use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

use super::Tx;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "counters")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub value: i64,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The next ticket number. The row stays locked until the transaction ends, so that a number is
/// neither given twice nor lost.
///
/// # Errors
/// What the database says.
pub async fn next_ticket_number(tx: &Tx) -> Result<i64, DbErr> {
    let rows = Entity::update_many()
        .col_expr(Column::Value, Expr::col(Column::Value).add(1))
        .filter(Column::Name.eq("ticket"))
        .exec_with_returning(tx)
        .await?;
    rows.first()
        .map(|row| row.value)
        .ok_or_else(|| DbErr::RecordNotFound("the counter of tickets".to_owned()))
}

/// The last ticket number that was given; 0 before the first.
///
/// # Errors
/// What the database says.
pub async fn last_ticket_number(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let row = Entity::find_by_id("ticket").one(db).await?;
    Ok(row.map_or(0, |row| row.value))
}
