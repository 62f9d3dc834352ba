//! Policies that admins set, as JSON.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::Tx;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policies")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub value: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Targets of the clocks.
pub const SLA: &str = "sla";
/// Lengths of testing periods.
pub const TESTING: &str = "testing";

/// Replaces a policy.
///
/// # Errors
/// What the database says.
pub async fn put(tx: &Tx, name: &str, value: String) -> Result<(), DbErr> {
    Entity::insert(ActiveModel { name: Set(name.to_owned()), value: Set(value) })
        .on_conflict(OnConflict::column(Column::Name).update_column(Column::Value).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
