//! Work plans of tickets, one row a version.

use aval_domain::lifecycle::{Actor, PlanState, PlanSummary, Role};
use aval_domain::work_plan::summary;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Order, Query, SimpleExpr, SubQueryStatement};
use sea_orm::{Condition, ExprTrait as _, QueryOrder as _, QuerySelect as _};

use super::{Tx, Word, ticket, work_plan_activity};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_plans")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub version: i32,
    pub state: Word<PlanState>,
    pub objective: String,
    pub submitted_at: Option<DateTimeUtc>,
    pub decided_at: Option<DateTimeUtc>,
    pub decided_by: Option<Uuid>,
    pub decision_comment: Option<String>,
    pub discarded_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A version with its activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The version.
    pub row: Model,
    /// In their order.
    pub activities: Vec<work_plan_activity::Row>,
}

impl Plan {
    /// As the rules of the ticket see it.
    #[must_use]
    pub fn summary(&self) -> PlanSummary {
        summary(self.row.state.0, self.activities.iter().map(|row| row.activity.state.0))
    }

    async fn of(db: &impl ConnectionTrait, row: Option<Model>) -> Result<Option<Self>, DbErr> {
        let Some(row) = row else { return Ok(None) };
        let activities = work_plan_activity::of(db, row.id).await?;
        Ok(Some(Self { row, activities }))
    }
}

/// Versions that count: a plan that was given up is none any more.
fn counting() -> Condition {
    Condition::all().add(Column::DiscardedAt.is_null())
}

/// The version of each plan that support works by: the last one that the customer approved. What is
/// drafted, waits for her or came back from her changes nothing before she approves it.
pub(super) fn in_force() -> Condition {
    let approved = Word(PlanState::Approved);
    let later = Alias::new("later_plans");
    let of_later = |column: Column| Expr::col((later.clone(), column));
    let superseded = Query::select()
        .expr(Expr::value(1))
        .from_as(Entity, later.clone())
        .and_where(of_later(Column::TicketId).equals((Entity, Column::TicketId)))
        .and_where(of_later(Column::State).eq(approved))
        .and_where(of_later(Column::DiscardedAt).is_null())
        .and_where(of_later(Column::Version).gt(Expr::col((Entity, Column::Version))))
        .to_owned();
    counting().add(Column::State.eq(approved)).add(Expr::exists(superseded).not())
}

/// What of the versions that count an actor may know of: support all of them, a customer those
/// that she was sent.
fn visible_to(actor: &Actor) -> Condition {
    let sent = || counting().add(Column::SubmittedAt.is_not_null());
    match *actor {
        Actor::Person { role: Role::Reporter, .. } => sent(),
        Actor::Person { role: Role::Engineer | Role::Coordinator | Role::Admin, .. }
        | Actor::Timer => counting(),
        Actor::Integration { company, .. } => company.map_or_else(counting, |_| sent()),
        Actor::Mail => Condition::all().add(Expr::value(false)),
    }
}

/// The newest version: the one that the rules of the ticket ask about, whoever acts.
///
/// # Errors
/// What the database says.
pub async fn newest_of(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Option<Plan>, DbErr> {
    newest(db, counting(), ticket).await
}

/// The newest version that the actor may know of, of a ticket that she may see.
///
/// # Errors
/// What the database says.
pub async fn shown_to(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ticket: Uuid,
) -> Result<Option<Plan>, DbErr> {
    newest(db, visible_to(actor), ticket).await
}

async fn newest(
    db: &impl ConnectionTrait,
    among: Condition,
    ticket: Uuid,
) -> Result<Option<Plan>, DbErr> {
    let row = Entity::find()
        .filter(among)
        .filter(Column::TicketId.eq(ticket))
        .order_by_desc(Column::Version)
        .one(db)
        .await?;
    Plan::of(db, row).await
}

/// One column of the version that [`shown_to`] finds, for queries on tickets.
pub(super) fn shown(actor: &Actor, column: Column) -> SimpleExpr {
    let newest = Query::select()
        .expr(Expr::col((Entity, column)))
        .from(Entity)
        .cond_where(visible_to(actor))
        .and_where(
            Expr::col((Entity, Column::TicketId)).equals((ticket::Entity, ticket::Column::Id)),
        )
        .order_by((Entity, Column::Version), Order::Desc)
        .limit(1)
        .to_owned();
    SimpleExpr::from(SubQueryStatement::from(newest))
}

/// The number of the next version of a ticket's plan, from 1. Versions that were given up after
/// the customer had them keep their numbers.
///
/// # Errors
/// What the database says.
pub async fn next_version(tx: &Tx, ticket: Uuid) -> Result<i32, DbErr> {
    let last: Option<i32> = Entity::find()
        .select_only()
        .column_as(Column::Version.max(), "last")
        .filter(Column::TicketId.eq(ticket))
        .into_tuple()
        .one(tx)
        .await?
        .flatten();
    Ok(last.map_or(1, |last| last + 1))
}

/// Changes some columns of a version.
///
/// # Errors
/// What the database says.
pub async fn change(tx: &Tx, id: Uuid, columns: ActiveModel) -> Result<(), DbErr> {
    Entity::update_many().set(columns).filter(Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Removes a draft, which nobody but support has seen.
///
/// # Errors
/// What the database says; the database refuses for a version that was submitted.
pub async fn remove(tx: &Tx, id: Uuid) -> Result<(), DbErr> {
    work_plan_activity::remove_all_of(tx, id).await?;
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
