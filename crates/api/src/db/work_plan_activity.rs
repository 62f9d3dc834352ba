//! Activities of work plans: what is planned, and what became of it.

use aval_domain::after_hours::Window;
use aval_domain::lifecycle::{Actor, Role};
use aval_domain::work_plan::ActivityState;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{
    FromQueryResult, IntoActiveModel as _, JoinType, QueryOrder as _, QueryResult,
    QuerySelect as _, RelationDef, Select,
};

use super::{Tx, Word, person, ticket, work_plan};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_plan_activities")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub position: i16,
    pub title: String,
    pub responsible_id: Uuid,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub state: Word<ActivityState>,
    pub notes: Option<String>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An activity with the name that its answer shows, from one query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The activity.
    pub activity: Model,
    /// Name of who does it.
    pub responsible_name: String,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            activity: Model::from_query_result(row, prefix)?,
            responsible_name: row.try_get(prefix, "responsible_name")?,
        })
    }
}

fn responsible() -> RelationDef {
    Entity::belongs_to(person::Entity).from(Column::ResponsibleId).to(person::Column::Id).into()
}

/// The activities of a version in their order.
///
/// # Errors
/// What the database says.
pub async fn of(db: &impl ConnectionTrait, plan: Uuid) -> Result<Vec<Row>, DbErr> {
    Entity::find()
        .join(JoinType::InnerJoin, responsible())
        .column_as(person::Column::Name, "responsible_name")
        .filter(Column::PlanId.eq(plan))
        .order_by_asc(Column::Position)
        .into_model::<Row>()
        .all(db)
        .await
}

/// Writes the activities of a draft in place of those that it had.
///
/// # Errors
/// What the database says; the database refuses for a version that was submitted.
pub async fn replace_all_of(
    tx: &Tx,
    plan: Uuid,
    activities: impl IntoIterator<Item = Model>,
) -> Result<(), DbErr> {
    remove_all_of(tx, plan).await?;
    let rows: Vec<ActiveModel> = activities.into_iter().map(Model::into_active_model).collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Removes the activities of a draft.
///
/// # Errors
/// What the database says; the database refuses for a version that was submitted.
pub async fn remove_all_of(tx: &Tx, plan: Uuid) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::PlanId.eq(plan)).exec(tx).await?;
    Ok(())
}

/// Notes what became of an activity.
///
/// # Errors
/// What the database says.
pub async fn change(tx: &Tx, plan: Uuid, id: Uuid, columns: ActiveModel) -> Result<(), DbErr> {
    Entity::update_many()
        .set(columns)
        .filter(Column::PlanId.eq(plan))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// An activity with what support must know of its ticket, from one query.
#[derive(Clone, Debug)]
pub struct AgendaRow {
    /// The activity.
    pub activity: Model,
    /// Name of who does it.
    pub responsible_name: String,
    /// What she is: somebody of support or a reporter.
    pub responsible_role: Role,
    /// Its ticket.
    pub ticket: ticket::Named,
    /// Counts the changes of the ticket that both sides see, those of its activities among them.
    pub ticket_version: i64,
    /// When the last of them was.
    pub ticket_updated_at: DateTimeUtc,
    /// Since when it is closed, if it is.
    pub ticket_closed_at: Option<DateTimeUtc>,
}

impl AgendaRow {
    /// Whether nobody will do it any more: it was given up, or its ticket was closed before it was
    /// done.
    #[must_use]
    pub fn is_called_off(&self) -> bool {
        match self.activity.state.0 {
            ActivityState::Pending | ActivityState::InProgress => self.ticket_closed_at.is_some(),
            ActivityState::Done => false,
            ActivityState::Cancelled => true,
        }
    }
}

impl FromQueryResult for AgendaRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let role: Word<Role> = row.try_get(prefix, "responsible_role")?;
        Ok(Self {
            activity: Model::from_query_result(row, prefix)?,
            responsible_name: row.try_get(prefix, "responsible_name")?,
            responsible_role: role.0,
            ticket: ticket::Named::from_query_result(row, prefix)?,
            ticket_version: row.try_get(prefix, "ticket_version")?,
            ticket_updated_at: row.try_get(prefix, "ticket_updated_at")?,
            ticket_closed_at: row.try_get(prefix, "ticket_closed_at")?,
        })
    }
}

/// Activities of the plans in force of tickets that the actor may see, by their beginning.
fn agenda_rows(actor: &Actor) -> Select<Entity> {
    let activities = Entity::find()
        .join(
            JoinType::InnerJoin,
            Entity::belongs_to(work_plan::Entity)
                .from(Column::PlanId)
                .to(work_plan::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            work_plan::Entity::belongs_to(ticket::Entity)
                .from(work_plan::Column::TicketId)
                .to(ticket::Column::Id)
                .into(),
        );
    ticket::named(activities, actor)
        .join(JoinType::InnerJoin, responsible())
        .filter(work_plan::in_force())
        .column_as(person::Column::Name, "responsible_name")
        .column_as(person::Column::Role, "responsible_role")
        .column_as(ticket::Column::Version, "ticket_version")
        .column_as(ticket::Column::UpdatedAt, "ticket_updated_at")
        .column_as(ticket::Column::ClosedAt, "ticket_closed_at")
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
}

/// The query of [`agenda`], to look at how an engine runs it.
#[must_use]
pub fn agenda_query(actor: &Actor, within: Window, responsible: Option<Uuid>) -> Select<Entity> {
    let open = Column::State
        .is_in([Word(ActivityState::Pending), Word(ActivityState::InProgress)])
        .and(ticket::Column::ClosedAt.is_null());
    let query = agenda_rows(actor)
        .filter(Column::State.eq(Word(ActivityState::Done)).or(open))
        .filter(Column::EndsAt.gt(within.starts))
        .filter(Column::StartsAt.lt(within.ends));
    match responsible {
        Some(person) => query.filter(Column::ResponsibleId.eq(person)),
        None => query,
    }
}

/// What is to be done in a stretch of time, and what was done in it. Nobody does what was given up,
/// nor what was left when its ticket was closed.
///
/// # Errors
/// What the database says.
pub async fn agenda(
    db: &impl ConnectionTrait,
    actor: &Actor,
    within: Window,
    responsible: Option<Uuid>,
) -> Result<Vec<AgendaRow>, DbErr> {
    agenda_query(actor, within, responsible).into_model::<AgendaRow>().all(db).await
}

/// What is planned for somebody, whatever became of it since, and ends after an instant.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person: Uuid,
    after: DateTimeUtc,
) -> Result<Vec<AgendaRow>, DbErr> {
    agenda_rows(actor)
        .filter(Column::ResponsibleId.eq(person))
        .filter(Column::EndsAt.gt(after))
        .into_model::<AgendaRow>()
        .all(db)
        .await
}
