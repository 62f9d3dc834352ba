//! What is to happen to tickets by itself.

use std::collections::HashMap;

use aval_domain::timers::{Timer, TimerKind};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, OnConflict};
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

use super::{Tx, Word};

/// How many are written in one statement: an engine takes only so many values.
const STRETCH: usize = 1000;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "timers")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub kind: Word<TimerKind>,
    pub cycle: i64,
    pub due_at: DateTimeUtc,
    pub fired_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Makes the timers of tickets those of their plans. What has happened stays as it is, unless it may
/// happen again and lies ahead; what was planned for before `now` and is not there yet is added only
/// where it is still owed. Few statements, however many tickets: whoever calls holds their locks, so
/// that nobody else plans for them meanwhile.
///
/// # Errors
/// What the database says.
pub async fn rewrite(tx: &Tx, plans: &[(Uuid, Vec<Timer>)], now: DateTimeUtc) -> Result<(), DbErr> {
    let waiting = Entity::find()
        .filter(Column::TicketId.is_in(plans.iter().map(|(ticket, _)| *ticket)))
        .filter(Column::FiredAt.is_null())
        .all(tx)
        .await?;
    let mut waiting: HashMap<_, _> =
        waiting.into_iter().map(|row| ((row.ticket_id, row.kind.0, row.cycle), row)).collect();
    let mut wanted = Vec::new();
    for (ticket, timer) in
        plans.iter().flat_map(|(ticket, plan)| plan.iter().map(move |timer| (*ticket, timer)))
    {
        let is_there = waiting
            .remove(&(ticket, timer.kind, timer.cycle))
            .is_some_and(|row| row.due_at == timer.due_at);
        if !is_there && (timer.due_at > now || timer.kind.is_owed_late()) {
            wanted.push(ActiveModel {
                id: Set(Uuid::now_v7()),
                ticket_id: Set(ticket),
                kind: Set(Word(timer.kind)),
                cycle: Set(timer.cycle),
                due_at: Set(timer.due_at),
                fired_at: Set(None),
            });
        }
    }
    for stretch in waiting.into_values().map(|row| row.id).collect::<Vec<_>>().chunks(STRETCH) {
        Entity::delete_many()
            .filter(Column::Id.is_in(stretch.iter().copied()))
            .filter(Column::FiredAt.is_null())
            .exec(tx)
            .await?;
    }
    for stretch in wanted.chunks(STRETCH) {
        add(tx, stretch.to_vec(), now).await?;
    }
    Ok(())
}

/// Adds timers, or moves those that wait or happen again.
async fn add(tx: &Tx, timers: Vec<ActiveModel>, now: DateTimeUtc) -> Result<(), DbErr> {
    let again = TimerKind::ALL.into_iter().filter(|kind| kind.may_happen_again()).map(Word);
    let lies_ahead_again = Expr::col((Entity, Column::Kind))
        .is_in(again)
        .and(Expr::col((Alias::new("excluded"), Column::DueAt)).gt(now));
    Entity::insert_many(timers)
        .on_conflict(
            OnConflict::columns([Column::TicketId, Column::Kind, Column::Cycle])
                .update_columns([Column::DueAt, Column::FiredAt])
                .action_and_where(
                    Expr::col((Entity, Column::FiredAt)).is_null().or(lies_ahead_again),
                )
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// What is due, longest due first.
///
/// # Errors
/// What the database says.
pub async fn due(
    db: &impl ConnectionTrait,
    now: DateTimeUtc,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::FiredAt.is_null())
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Marks a timer as having happened. `false`: it has already, or is not due (any more).
///
/// # Errors
/// What the database says.
pub async fn fire(tx: &Tx, id: Uuid, now: DateTimeUtc) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .col_expr(Column::FiredAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::FiredAt.is_null())
        .filter(Column::DueAt.lte(now))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Puts a timer off that was marked as happening in this transaction.
///
/// # Errors
/// What the database says.
pub async fn put_off(tx: &Tx, id: Uuid, due_at: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(due_at))
        .col_expr(Column::FiredAt, Expr::value(Option::<DateTimeUtc>::None))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Puts a timer off that has not happened.
///
/// # Errors
/// What the database says.
pub async fn put_off_unfired(tx: &Tx, id: Uuid, due_at: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(due_at))
        .filter(Column::Id.eq(id))
        .filter(Column::FiredAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
