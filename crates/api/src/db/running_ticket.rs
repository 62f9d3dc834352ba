//! The tickets that are not closed, in stretches: what follows from their record and the rules is
//! derived for all of them anew when the rules change.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{IntoIden as _, IntoValueTuple as _, Query, TableRef};
use sea_orm::{Condition, ExprTrait as _, QueryOrder as _, QuerySelect as _, Select};

use super::Tx;
use super::ticket::{Column, Entity, Model};

/// What the list of derived values is called in a statement.
const DERIVED: &str = "derived";

/// Tickets that are not closed, of one company or of all, in the order of their ids, from one id on.
fn running(company: Option<Uuid>, after: Uuid, limit: u64) -> Select<Entity> {
    Entity::find()
        .filter(Condition::all().add_option(company.map(|id| Column::CompanyId.eq(id))))
        .filter(Column::ClosedAt.is_null())
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(limit)
}

/// Tickets that are not closed, of one company or of all, from one id on.
///
/// # Errors
/// What the database says.
pub async fn after(
    db: &impl ConnectionTrait,
    company: Option<Uuid>,
    after: Uuid,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    running(company, after, limit).all(db).await
}

/// The same of all companies, locked until the transaction ends: for rebuilding what is derived from rules.
///
/// # Errors
/// What the database says.
pub async fn lock_after(tx: &Tx, after: Uuid, limit: u64) -> Result<Vec<Model>, DbErr> {
    running(None, after, limit).lock_exclusive().all(tx).await
}

/// How many tickets are not closed.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().filter(Column::ClosedAt.is_null()).count(db).await
}

/// Writes down what is derived of tickets, in one statement: when they are due, when their testing
/// ends, when the customer is reminded next.
///
/// # Errors
/// What the database says.
pub async fn keep_derived(tx: &Tx, tickets: &[Model]) -> Result<(), DbErr> {
    if tickets.is_empty() {
        return Ok(());
    }
    let rows = tickets
        .iter()
        .map(|row| (row.id, row.due_at, row.testing_ends_at, row.next_reminder_at))
        .map(|values| values.into_value_tuple())
        .collect();
    // Both engines call the columns of such a list so.
    let derived = |column: &'static str| Expr::col((DERIVED, column));
    let mut update = Query::update();
    update
        .table(Entity)
        .value(Column::DueAt, derived("column2"))
        .value(Column::TestingEndsAt, derived("column3"))
        .value(Column::NextReminderAt, derived("column4"))
        .from(TableRef::ValuesList(rows, DERIVED.into_iden()))
        .and_where(Expr::col((Entity, Column::Id)).eq(derived("column1")));
    tx.execute(&update).await?;
    Ok(())
}
