//! Work to do after a transaction.

use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, QueryTrait as _, UpdateMany};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub payload: String,
    pub state: String,
    pub run_at: DateTimeUtc,
    pub attempts: i16,
    pub lease_until: Option<DateTimeUtc>,
    pub fence: i64,
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Waiting, or being worked on.
pub const QUEUED: &str = "queued";
/// Finished.
pub const DONE: &str = "done";
/// Given up after too many attempts; somebody has to look.
pub const DEAD: &str = "dead";

/// Due, and nobody's: never claimed, or claimed by somebody who has not been heard of since.
fn ready(now: DateTimeUtc) -> Condition {
    Condition::all()
        .add(Column::State.eq(QUEUED))
        .add(Column::RunAt.lte(now))
        .add(Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(now)))
}

/// Whether there is anything to claim. Asked of the connections that read, so that a worker with
/// nothing to do never takes the write lock of the embedded database.
///
/// # Errors
/// What the database says.
pub async fn any_ready(db: &impl ConnectionTrait, now: DateTimeUtc) -> Result<bool, DbErr> {
    let first = Entity::find().filter(ready(now)).limit(1).one(db).await?;
    Ok(first.is_some())
}

/// Claims up to `limit` jobs until `lease_until`, the longest due first. Each claim counts as an
/// attempt and moves the fence on.
///
/// # Errors
/// What the database says.
pub async fn claim(
    db: &impl ConnectionTrait,
    limit: u64,
    now: DateTimeUtc,
    lease_until: DateTimeUtc,
) -> Result<Vec<Model>, DbErr> {
    // Workers pass over rows that another one is claiming. The embedded database knows no such
    // clause and needs none: its write transactions take turns.
    let next = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(ready(now))
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let mut claimed = Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::Fence, Expr::col(Column::Fence).add(1))
        .col_expr(Column::LeaseUntil, Expr::value(lease_until))
        .filter(Column::Id.in_subquery(next))
        .exec_with_returning(db)
        .await?;
    claimed.sort_by_key(|job| (job.run_at, job.id));
    Ok(claimed)
}

/// Whether the claim with this fence still holds.
///
/// # Errors
/// What the database says.
pub async fn is_held(
    db: &impl ConnectionTrait,
    id: Uuid,
    fence: i64,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let row = Entity::find_by_id(id)
        .filter(Column::State.eq(QUEUED))
        .filter(Column::Fence.eq(fence))
        .filter(Column::LeaseUntil.gt(now))
        .one(db)
        .await?;
    Ok(row.is_some())
}

/// The job, only while nobody else has claimed it since.
fn mine(id: Uuid, fence: i64) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(Option::<DateTimeUtc>::None))
        .filter(Column::Id.eq(id))
        .filter(Column::Fence.eq(fence))
        .filter(Column::State.eq(QUEUED))
}

/// Notes that a job is done. `false`: somebody else has claimed it since, and nothing is changed.
///
/// # Errors
/// What the database says.
pub async fn finish(
    db: &impl ConnectionTrait,
    id: Uuid,
    fence: i64,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let result = mine(id, fence)
        .col_expr(Column::State, Expr::value(DONE))
        .col_expr(Column::FinishedAt, Expr::value(now))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Puts a failed job off. `false`: somebody else has claimed it since, and nothing is changed.
///
/// # Errors
/// What the database says.
pub async fn put_off(
    db: &impl ConnectionTrait,
    id: Uuid,
    fence: i64,
    run_at: DateTimeUtc,
    error: &str,
) -> Result<bool, DbErr> {
    let result = mine(id, fence)
        .col_expr(Column::RunAt, Expr::value(run_at))
        .col_expr(Column::LastError, Expr::value(error))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Gives a job up. `false`: somebody else has claimed it since, and nothing is changed.
///
/// # Errors
/// What the database says.
pub async fn give_up(
    db: &impl ConnectionTrait,
    id: Uuid,
    fence: i64,
    now: DateTimeUtc,
    error: &str,
) -> Result<bool, DbErr> {
    let result = mine(id, fence)
        .col_expr(Column::State, Expr::value(DEAD))
        .col_expr(Column::FinishedAt, Expr::value(now))
        .col_expr(Column::LastError, Expr::value(error))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Removes jobs that were done before an instant. Dead ones stay until somebody has looked.
///
/// # Errors
/// What the database says.
pub async fn remove_done(db: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::State.eq(DONE))
        .filter(Column::FinishedAt.lt(before))
        .exec(db)
        .await?;
    Ok(())
}

/// How many jobs wait and how many are dead, for operators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Due or put off.
    pub queued: u64,
    /// Given up.
    pub dead: u64,
}

/// Counts what is not done.
///
/// # Errors
/// What the database says.
pub async fn backlog(db: &impl ConnectionTrait) -> Result<Backlog, DbErr> {
    use sea_orm::PaginatorTrait as _;
    let count = |state: &'static str| Entity::find().filter(Column::State.eq(state)).count(db);
    Ok(Backlog { queued: count(QUEUED).await?, dead: count(DEAD).await? })
}
