//! Closures and one-off working days.

use aval_domain::calendar::ExceptionKind;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

use super::engine::violates;
use super::{Tx, Word, counter};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_exceptions")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub date: Date,
    pub kind: Word<ExceptionKind>,
    pub name: String,
    pub created_by: Uuid,
    pub created_at: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All exceptions, by date.
///
/// # Errors
/// What the database says.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Date).all(db).await
}

/// One page of the exceptions after a date, by date.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    after: Option<Date>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let after = after.map(|date| Column::Date.gt(date));
    Entity::find()
        .filter(Condition::all().add_option(after))
        .order_by_asc(Column::Date)
        .limit(limit)
        .all(db)
        .await
}

/// How many exceptions there are.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}

/// Waits until no other change of the calendar is under way, and keeps others waiting until the
/// transaction ends: due times are rebuilt from all exceptions, so two changes must not overlook
/// each other. The counter of tickets serves as the lock, so that none is opened meanwhile.
///
/// # Errors
/// What the database says.
pub async fn take_turn(tx: &Tx) -> Result<(), DbErr> {
    counter::Entity::find_by_id("ticket".to_owned()).lock_exclusive().one(tx).await?;
    Ok(())
}

/// Enters an exception; `false` when its date has one.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, exception: Model) -> Result<bool, DbErr> {
    let inserted = Entity::insert(ActiveModel::from(exception)).exec_without_returning(tx).await;
    match inserted {
        Ok(_) => Ok(true),
        Err(error) if violates(&error, "calendar_exceptions_pkey", "calendar_exceptions.date") => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Takes the exception of a date away; `false` when it has none.
///
/// # Errors
/// What the database says.
pub async fn remove(tx: &Tx, date: Date) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(date).exec(tx).await?.rows_affected == 1)
}
