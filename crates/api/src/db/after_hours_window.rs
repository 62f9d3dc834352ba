//! After-hours windows of tickets. Whoever asks for those of one ticket has found the ticket first.

use std::collections::HashMap;

use aval_domain::after_hours::{Side, Window, WindowState, WindowSummary};
use aval_domain::lifecycle::Actor;
use aval_domain::reports::Period;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, SelectStatement};
use sea_orm::{
    FromQueryResult, JoinType, QueryOrder as _, QueryResult, QuerySelect as _, QueryTrait as _,
    RelationDef, Select,
};

use super::{Tx, Word, person, ticket};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "after_hours_windows")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub state: Word<WindowState>,
    pub asked_by_side: Word<Side>,
    pub asked_by: Uuid,
    pub asked_at: DateTimeUtc,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub task: String,
    pub contact: String,
    pub engineer_id: Option<Uuid>,
    pub override_reason: Option<String>,
    pub answered_by: Option<Uuid>,
    pub answered_at: Option<DateTimeUtc>,
    pub settled_by: Option<Uuid>,
    pub settled_at: Option<DateTimeUtc>,
    pub reason: Option<String>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The window as the rules see it.
    #[must_use]
    pub fn summary(&self) -> WindowSummary {
        WindowSummary {
            state: self.state.0,
            asked_by: self.asked_by_side.0,
            window: Window { starts: self.starts_at, ends: self.ends_at },
            engineer: self.engineer_id,
        }
    }

    /// When anything about it was last changed.
    #[must_use]
    pub fn changed_at(&self) -> DateTimeUtc {
        self.settled_at.or(self.answered_at).unwrap_or(self.asked_at)
    }
}

/// A window with the names that its answer shows, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The window.
    pub window: Model,
    /// Name of who asked.
    pub asked_by_name: String,
    /// Name of who works in it.
    pub engineer_name: Option<String>,
    /// Name of who agreed or declined.
    pub answered_by_name: Option<String>,
    /// Name of who settled it.
    pub settled_by_name: Option<String>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            window: Model::from_query_result(row, prefix)?,
            asked_by_name: row.try_get(prefix, "asked_by_name")?,
            engineer_name: row.try_get(prefix, "engineer_name")?,
            answered_by_name: row.try_get(prefix, "answered_by_name")?,
            settled_by_name: row.try_get(prefix, "settled_by_name")?,
        })
    }
}

fn person(from: Column) -> RelationDef {
    Entity::belongs_to(person::Entity).from(from).to(person::Column::Id).into()
}

fn name_of(alias: &str) -> Expr {
    Expr::col((Alias::new(alias), Alias::new("name")))
}

fn rows() -> Select<Entity> {
    Entity::find()
        .join_as(JoinType::InnerJoin, person(Column::AskedBy), Alias::new("asker"))
        .join_as(JoinType::LeftJoin, person(Column::EngineerId), Alias::new("engineer"))
        .join_as(JoinType::LeftJoin, person(Column::AnsweredBy), Alias::new("answerer"))
        .join_as(JoinType::LeftJoin, person(Column::SettledBy), Alias::new("settler"))
        .expr_as(name_of("asker"), "asked_by_name")
        .expr_as(name_of("engineer"), "engineer_name")
        .expr_as(name_of("answerer"), "answered_by_name")
        .expr_as(name_of("settler"), "settled_by_name")
}

/// All windows of a ticket, by their beginning.
///
/// # Errors
/// What the database says.
pub async fn rows_of(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Vec<Row>, DbErr> {
    rows()
        .filter(Column::TicketId.eq(ticket))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .into_model::<Row>()
        .all(db)
        .await
}

/// One window with its names.
///
/// # Errors
/// What the database says.
pub async fn row(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Row>, DbErr> {
    rows().filter(Column::Id.eq(id)).into_model::<Row>().one(db).await
}

/// How many windows a ticket has had.
///
/// # Errors
/// What the database says.
pub async fn count_of(db: &impl ConnectionTrait, ticket: Uuid) -> Result<u64, DbErr> {
    Entity::find().filter(Column::TicketId.eq(ticket)).count(db).await
}

/// One window of a ticket. Whoever changes it holds the lock of the ticket.
///
/// # Errors
/// What the database says.
pub async fn of_ticket(tx: &Tx, ticket: Uuid, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::TicketId.eq(ticket)).one(tx).await
}

/// Whether an engineer is held by another window that has an instant in common with this one.
/// Meant for whoever holds the lock of [`person::lock_engineer`], so that the answer stays true.
///
/// # Errors
/// What the database says.
pub async fn collides(tx: &Tx, engineer: Uuid, window: &Model) -> Result<bool, DbErr> {
    let others = Entity::find()
        .filter(Column::EngineerId.eq(engineer))
        .filter(Column::EndsAt.gt(window.starts_at))
        .filter(Column::StartsAt.lt(window.ends_at))
        .filter(Column::Id.ne(window.id))
        .all(tx)
        .await?;
    Ok(others.iter().any(|other| other.summary().holds_engineer()))
}

/// Enters a window.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, window: &Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(window.clone())).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a window down as it is now.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, window: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .set(ActiveModel::from(window.clone()).reset_all())
        .filter(Column::Id.eq(window.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The windows of a ticket that are neither settled nor over, by their beginning.
///
/// # Errors
/// What the database says.
pub async fn ahead_of(tx: &Tx, ticket: Uuid, now: DateTimeUtc) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::TicketId.eq(ticket))
        .filter(Column::State.is_in([Word(WindowState::Asked), Word(WindowState::Agreed)]))
        .filter(Column::EndsAt.gt(now))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .all(tx)
        .await
}

/// What waits for an answer and can still have one: it has not begun.
fn answerable(now: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::State.eq(Word(WindowState::Asked)))
        .filter(Column::StartsAt.gt(now))
}

/// The tickets of which support has asked the customer for a window that she can still answer.
pub(super) fn tickets_asked_of_customers(now: DateTimeUtc) -> SelectStatement {
    let asked = answerable(now).filter(Column::AskedBySide.eq(Word(Side::Support)));
    asked.select_only().column(Column::TicketId).into_query()
}

/// The first window of each of these tickets that waits for an answer and can still have one.
///
/// # Errors
/// What the database says.
pub async fn first_answerable(
    db: &impl ConnectionTrait,
    tickets: impl IntoIterator<Item = Uuid>,
    now: DateTimeUtc,
) -> Result<HashMap<Uuid, Model>, DbErr> {
    let windows = answerable(now)
        .filter(Column::TicketId.is_in(tickets))
        .order_by_desc(Column::StartsAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    // Of several, the one that comes last here stays: the earliest.
    Ok(windows.into_iter().map(|window| (window.ticket_id, window)).collect())
}

/// A window with what support must know of its ticket, from one query.
#[derive(Clone, Debug)]
pub struct AgendaRow {
    /// The window.
    pub window: Model,
    /// Its ticket.
    pub ticket: ticket::Named,
    /// Name of who works in it.
    pub engineer_name: Option<String>,
}

impl FromQueryResult for AgendaRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            window: Model::from_query_result(row, prefix)?,
            ticket: ticket::Named::from_query_result(row, prefix)?,
            engineer_name: row.try_get(prefix, "engineer_name")?,
        })
    }
}

/// Windows of tickets that the actor may see, by their beginning.
fn agenda_rows(actor: &Actor) -> Select<Entity> {
    let windows = Entity::find().join(
        JoinType::InnerJoin,
        Entity::belongs_to(ticket::Entity).from(Column::TicketId).to(ticket::Column::Id).into(),
    );
    ticket::named(windows, actor)
        .join_as(JoinType::LeftJoin, person(Column::EngineerId), Alias::new("engineer"))
        .expr_as(name_of("engineer"), "engineer_name")
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
}

/// What is agreed or waits for an answer in a stretch of time. Where nobody is named for a window,
/// it is counted to the ticket's assignee.
///
/// # Errors
/// What the database says.
pub async fn agenda(
    db: &impl ConnectionTrait,
    actor: &Actor,
    within: Window,
    engineer: Option<Uuid>,
) -> Result<Vec<AgendaRow>, DbErr> {
    let mut query = agenda_rows(actor)
        .filter(Column::State.is_in([Word(WindowState::Asked), Word(WindowState::Agreed)]))
        .filter(Column::EndsAt.gt(within.starts))
        .filter(Column::StartsAt.lt(within.ends));
    if let Some(engineer) = engineer {
        let falls_to = Column::EngineerId.is_null().and(ticket::Column::AssigneeId.eq(engineer));
        query = query.filter(Column::EngineerId.eq(engineer).or(falls_to));
    }
    query.into_model::<AgendaRow>().all(db).await
}

/// Windows of a company that are agreed or whose work was done and that begin in a period.
///
/// # Errors
/// What the database says.
pub async fn of_company(
    db: &impl ConnectionTrait,
    actor: &Actor,
    company: Uuid,
    period: Period,
) -> Result<Vec<AgendaRow>, DbErr> {
    agenda_rows(actor)
        .filter(ticket::Column::CompanyId.eq(company))
        .filter(Column::State.is_in([Word(WindowState::Agreed), Word(WindowState::Done)]))
        .filter(Column::StartsAt.gte(period.from))
        .filter(Column::StartsAt.lt(period.to))
        .into_model::<AgendaRow>()
        .all(db)
        .await
}

/// Windows of an engineer that were agreed, whatever became of them since, and end after an
/// instant.
///
/// # Errors
/// What the database says.
pub async fn once_agreed(
    db: &impl ConnectionTrait,
    actor: &Actor,
    engineer: Uuid,
    after: DateTimeUtc,
) -> Result<Vec<AgendaRow>, DbErr> {
    agenda_rows(actor)
        .filter(Column::EngineerId.eq(engineer))
        .filter(Column::AnsweredAt.is_not_null())
        .filter(Column::State.ne(Word(WindowState::Declined)))
        .filter(Column::EndsAt.gt(after))
        .into_model::<AgendaRow>()
        .all(db)
        .await
}
