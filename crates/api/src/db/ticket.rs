//! Tickets. Every query takes who asks, and finds only what is theirs to see.

mod list;
mod named;

use aval_domain::lifecycle::{
    Actor, ClosureKind, Kind, PlanState, Priority, Role, Stage, WaitingOn,
};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, LockBehavior, LockType, SimpleExpr};
use sea_orm::{
    Condition, FromQueryResult, JoinType, QueryOrder as _, QueryResult, QuerySelect as _, Select,
};

use super::{Tx, Word, category, company, person, work_plan};

pub use self::list::{DueRank, Filter, Order, count, page, page_query};
pub use self::named::Named;
pub(super) use self::named::named;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tickets")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: i64,
    pub company_id: Uuid,
    pub reporter_id: Option<Uuid>,
    pub assignee_id: Option<Uuid>,
    pub category_id: Option<Uuid>,
    pub kind: Word<Kind>,
    /// The rank of the priority, 0 being `low`, so that the database can sort by it.
    pub priority: i16,
    pub stage: Word<Stage>,
    pub waiting_on: Word<WaitingOn>,
    pub subject: String,
    pub description: String,
    pub steps: Option<String>,
    pub affected_user: Option<String>,
    pub campaign: Option<String>,
    pub occurred_from: Option<DateTimeUtc>,
    pub occurred_to: Option<DateTimeUtc>,
    pub first_contact_at: Option<DateTimeUtc>,
    pub finding_identification: Option<String>,
    pub finding_validation: Option<String>,
    pub finding_structure: Option<String>,
    pub finding_alarm_type: Option<String>,
    pub testing_days: Option<i16>,
    pub testing_ends_at: Option<DateTimeUtc>,
    pub next_reminder_at: Option<DateTimeUtc>,
    pub answered_since_clarification: bool,
    pub closed_at: Option<DateTimeUtc>,
    pub closure_kind: Option<Word<ClosureKind>>,
    pub closed_by: Option<Uuid>,
    pub follow_up_of: Option<Uuid>,
    pub duplicate_of: Option<Uuid>,
    pub due_at: Option<DateTimeUtc>,
    pub public_seq: i64,
    pub public_head: String,
    pub internal_seq: i64,
    pub internal_head: String,
    pub version: i64,
    pub internal_changes: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub stage_since: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The priority behind its rank.
    #[must_use]
    pub fn priority(&self) -> Priority {
        priority_of(self.priority)
    }

    /// The version as one side counts it. To customers nothing has changed while support prepares
    /// something; staff must not overwrite each other's drafts.
    #[must_use]
    pub fn version_for(&self, staff: bool) -> i64 {
        if staff { self.version + self.internal_changes } else { self.version }
    }
}

/// The priority with this rank.
#[must_use]
pub fn priority_of(rank: i16) -> Priority {
    usize::try_from(rank)
        .ok()
        .and_then(|rank| Priority::ALL.get(rank).copied())
        .unwrap_or(Priority::Normal)
}

/// The rank of a priority, 0 being `low`.
#[must_use]
pub fn rank_of(priority: Priority) -> i16 {
    match priority {
        Priority::Low => 0,
        Priority::Normal => 1,
        Priority::High => 2,
        Priority::Critical => 3,
    }
}

/// The number as people see it.
#[must_use]
pub fn number_text(number: i64) -> String {
    format!("CASO-{number:06}")
}

/// How a path names a ticket: by id or by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// UUID.
    Id(Uuid),
    /// `CASO-000123`
    Number(i64),
}

impl Key {
    /// Reads either form; anything else names nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(id) = text.parse() {
            return Some(Self::Id(id));
        }
        let (prefix, digits) = text.split_once('-')?;
        let known = prefix.eq_ignore_ascii_case("caso")
            && (1..=12).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if known { digits.parse().ok().map(Self::Number) } else { None }
    }

    fn condition(self) -> SimpleExpr {
        match self {
            Self::Id(id) => Column::Id.eq(id),
            Self::Number(number) => Column::Number.eq(number),
        }
    }
}

/// What of all tickets an actor may know of.
pub(super) fn visible_to(actor: &Actor) -> Condition {
    let everything = Condition::all();
    let nothing = || Condition::all().add(Expr::value(false));
    let of = |company: Uuid| Condition::all().add(Column::CompanyId.eq(company));
    match *actor {
        Actor::Person { role: Role::Reporter, company, .. } => company.map_or_else(nothing, of),
        Actor::Person { role: Role::Engineer | Role::Coordinator | Role::Admin, .. }
        | Actor::Timer => everything,
        Actor::Integration { company, .. } => company.map_or(everything, of),
        Actor::Mail => nothing(),
    }
}

/// A ticket with the names that its answer shows, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The ticket.
    pub ticket: Model,
    /// Name of the company.
    pub company_name: String,
    /// Name of the reporter.
    pub reporter_name: Option<String>,
    /// Name of the assignee.
    pub assignee_name: Option<String>,
    /// Name of the category, and whether it is active.
    pub category: Option<(String, bool)>,
    /// Name of who closed it.
    pub closed_by_name: Option<String>,
    /// Number of the ticket that it follows up.
    pub follow_up_number: Option<i64>,
    /// Number of the ticket that it repeats.
    pub duplicate_number: Option<i64>,
    /// Version and state of the work plan, as far as the actor may know of it.
    pub work_plan: Option<(i32, PlanState)>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let category: Option<String> = row.try_get(prefix, "category_name")?;
        let active: Option<bool> = row.try_get(prefix, "category_active")?;
        let plan_version: Option<i32> = row.try_get(prefix, "plan_version")?;
        let plan_state: Option<Word<PlanState>> = row.try_get(prefix, "plan_state")?;
        Ok(Self {
            ticket: Model::from_query_result(row, prefix)?,
            company_name: row.try_get(prefix, "company_name")?,
            reporter_name: row.try_get(prefix, "reporter_name")?,
            assignee_name: row.try_get(prefix, "assignee_name")?,
            category: category.zip(active),
            closed_by_name: row.try_get(prefix, "closed_by_name")?,
            follow_up_number: row.try_get(prefix, "follow_up_number")?,
            duplicate_number: row.try_get(prefix, "duplicate_number")?,
            work_plan: plan_version.zip(plan_state.map(|state| state.0)),
        })
    }
}

/// Tickets that the actor may see, with all names joined.
pub(super) fn rows(actor: &Actor) -> Select<Entity> {
    let name_of = |alias: &str| Expr::col((Alias::new(alias), Alias::new("name")));
    let person =
        |from: Column| Entity::belongs_to(person::Entity).from(from).to(person::Column::Id).into();
    let other = |from: Column| Entity::belongs_to(Entity).from(from).to(Column::Id).into();
    Entity::find()
        .filter(visible_to(actor))
        // Every ticket has a company; joined so, the engine has no choice but to begin with tickets.
        .join(
            JoinType::LeftJoin,
            Entity::belongs_to(company::Entity)
                .from(Column::CompanyId)
                .to(company::Column::Id)
                .into(),
        )
        .join(
            JoinType::LeftJoin,
            Entity::belongs_to(category::Entity)
                .from(Column::CategoryId)
                .to(category::Column::Id)
                .into(),
        )
        .join_as(JoinType::LeftJoin, person(Column::ReporterId), Alias::new("reporter"))
        .join_as(JoinType::LeftJoin, person(Column::AssigneeId), Alias::new("assignee"))
        .join_as(JoinType::LeftJoin, person(Column::ClosedBy), Alias::new("closer"))
        .join_as(JoinType::LeftJoin, other(Column::FollowUpOf), Alias::new("follow_up"))
        .join_as(JoinType::LeftJoin, other(Column::DuplicateOf), Alias::new("duplicate"))
        .column_as(company::Column::Name, "company_name")
        .column_as(category::Column::Name, "category_name")
        .column_as(category::Column::Active, "category_active")
        .expr_as(name_of("reporter"), "reporter_name")
        .expr_as(name_of("assignee"), "assignee_name")
        .expr_as(name_of("closer"), "closed_by_name")
        .expr_as(Expr::col((Alias::new("follow_up"), Column::Number)), "follow_up_number")
        .expr_as(Expr::col((Alias::new("duplicate"), Column::Number)), "duplicate_number")
        .expr_as(work_plan::shown(actor, work_plan::Column::Version), "plan_version")
        .expr_as(work_plan::shown(actor, work_plan::Column::State), "plan_state")
}

/// One ticket with its names, if the actor may see it.
///
/// # Errors
/// What the database says.
pub async fn row_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    key: Key,
) -> Result<Option<Row>, DbErr> {
    rows(actor).filter(key.condition()).into_model::<Row>().one(db).await
}

/// Those of these tickets that the actor may see, with their names.
///
/// # Errors
/// What the database says.
pub async fn rows_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
) -> Result<Vec<Row>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    rows(actor).filter(Column::Id.is_in(ids)).into_model::<Row>().all(db).await
}

/// One ticket, if the actor may see it.
///
/// # Errors
/// What the database says.
pub async fn find_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    key: Key,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(visible_to(actor)).filter(key.condition()).one(db).await
}

/// One ticket, locked until the transaction ends, if the actor may see it. (SQLite's transaction
/// holds the only write lock already.)
///
/// # Errors
/// What the database says.
pub async fn lock_for(tx: &Tx, actor: &Actor, key: Key) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(visible_to(actor)).filter(key.condition()).lock_exclusive().one(tx).await
}

/// A ticket, locked until the transaction ends, unless somebody else holds it just now.
///
/// # Errors
/// What the database says.
pub async fn lock_if_free(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx)
        .await
}

/// Several tickets, locked until the transaction ends, if the actor may see them: always in the
/// order of their ids, so that no two who lock several wait for each other.
///
/// # Errors
/// What the database says.
pub async fn lock_several_for(tx: &Tx, actor: &Actor, ids: &[Uuid]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(visible_to(actor))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await
}

/// All tickets in the order of their ids, from one id on: for verifying the record.
///
/// # Errors
/// What the database says.
pub async fn all_after(
    db: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(limit).all(db).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_answers_to_its_id_and_its_number() {
        let id = Uuid::from_u128(5);
        assert_eq!(Key::parse(&id.to_string()), Some(Key::Id(id)));
        assert_eq!(Key::parse("CASO-000123"), Some(Key::Number(123)));
        assert_eq!(Key::parse("caso-123"), Some(Key::Number(123)));
        for text in ["", "CASO", "CASO-", "CASO--1", "CASO-1234567890123", "TICKET-1", "CASO-1x"] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ranks_and_priorities_are_one_order() {
        for priority in Priority::ALL {
            assert_eq!(priority_of(rank_of(priority)), priority);
        }
    }
}
