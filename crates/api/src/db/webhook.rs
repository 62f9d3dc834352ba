//! Addresses of other systems that are told what happens.

use aval_domain::lifecycle::{Actor, Role};
use aval_domain::webhooks::{DisabledReason, WebhookEvent};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType, NullOrdering, SelectStatement};
use sea_orm::{
    Condition, FromQueryResult, JoinType, Order, QueryOrder as _, QueryResult, QuerySelect as _,
    QueryTrait as _, RelationDef, UpdateMany,
};

use super::{Tx, Word, company, counter, keyset, webhook_delivery};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhooks")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub company_id: Option<Uuid>,
    pub owner_id: Uuid,
    pub url: String,
    pub of_support: bool,
    pub description: String,
    pub events: String,
    pub active: bool,
    pub disabled_reason: Option<Word<DisabledReason>>,
    pub failing_since: Option<DateTimeUtc>,
    pub secret_number: i32,
    pub secret_first: i32,
    pub secret_rotated_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
    pub lease_until: Option<DateTimeUtc>,
    pub fence: i64,
    pub not_before: Option<DateTimeUtc>,
    pub deleted_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The events that it is told of; none: all. A word that is no event (any more) is passed over.
    #[must_use]
    pub fn chosen(&self) -> Vec<WebhookEvent> {
        self.events.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect()
    }

    /// Whether it is told of an event.
    #[must_use]
    pub fn wants(&self, event: WebhookEvent) -> bool {
        let is_chosen = self.events.is_empty()
            || self.events.split_ascii_whitespace().any(|word| word == event.as_str());
        is_chosen && !(event.is_for_support() && self.company_id.is_some())
    }
}

/// What of all endpoints that were not deleted an actor may know of: admins and keys of support all, a
/// company's key those of its company.
fn visible_to(actor: &Actor) -> Condition {
    let there = Condition::all().add(Column::DeletedAt.is_null());
    match *actor {
        Actor::Person { role: Role::Admin, .. } | Actor::Integration { company: None, .. } => there,
        Actor::Integration { company: Some(company), .. } => {
            there.add(Column::CompanyId.eq(company))
        }
        Actor::Person { role: Role::Reporter | Role::Engineer | Role::Coordinator, .. }
        | Actor::Timer
        | Actor::Mail => there.add(Expr::value(false)),
    }
}

/// An endpoint with the name of its company, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The endpoint.
    pub webhook: Model,
    /// The company's name; none with an endpoint of support.
    pub company_name: Option<String>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            webhook: Model::from_query_result(row, prefix)?,
            company_name: row.try_get(prefix, "company_name")?,
        })
    }
}

fn of_company() -> RelationDef {
    Entity::belongs_to(company::Entity).from(Column::CompanyId).to(company::Column::Id).into()
}

fn rows(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(visible_to(actor))
        .join(JoinType::LeftJoin, of_company())
        .column_as(company::Column::Name, "company_name")
}

/// One endpoint, if the actor may know of it.
///
/// # Errors
/// What the database says.
pub async fn row_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<Row>, DbErr> {
    rows(actor).filter(Column::Id.eq(id)).into_model::<Row>().one(db).await
}

/// One page of the endpoints that the actor may know of, newest first, of what came before the one
/// with this instant and id.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    keyset::newest_first(rows(actor), (Column::CreatedAt, Column::Id), before, limit)
        .into_model::<Row>()
        .all(db)
        .await
}

/// How many endpoints the actor may know of.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64, DbErr> {
    Entity::find().filter(visible_to(actor)).count(db).await
}

/// Waits until nobody else makes an endpoint of support, and keeps others waiting until the transaction
/// ends.
///
/// # Errors
/// What the database says.
pub async fn take_turn_of_support(tx: &Tx) -> Result<(), DbErr> {
    counter::Entity::find_by_id("webhooks_of_support").lock_exclusive().one(tx).await?;
    Ok(())
}

/// How many endpoints a company has, or support.
///
/// # Errors
/// What the database says.
pub async fn count_of(tx: &Tx, company: Option<Uuid>) -> Result<u64, DbErr> {
    let theirs = match company {
        Some(company) => Column::CompanyId.eq(company),
        None => Column::CompanyId.is_null(),
    };
    Entity::find().filter(theirs).filter(Column::DeletedAt.is_null()).count(tx).await
}

/// One endpoint, locked until the transaction ends, if the actor may know of it. Messages to it can
/// be written meanwhile.
///
/// # Errors
/// What the database says.
pub async fn lock_for(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(visible_to(actor))
        .filter(Column::Id.eq(id))
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// Enters an endpoint.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, webhook: &Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(webhook.clone())).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a locked endpoint down as it is now.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, webhook: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .set(ActiveModel::from(webhook.clone()).reset_all())
        .filter(Column::Id.eq(webhook.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes a locked endpoint from sight: it is sent nothing more, and its log, which may be long, is
/// removed later.
///
/// # Errors
/// What the database says.
pub async fn delete(tx: &Tx, webhook: Model, now: DateTimeUtc) -> Result<(), DbErr> {
    save(tx, &Model { active: false, deleted_at: Some(now), ..webhook }).await
}

/// The endpoints that were deleted, for a query around.
pub(super) fn deleted() -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::DeletedAt.is_not_null())
        .into_query()
}

/// Removes the endpoints that were deleted and have no log any more.
///
/// # Errors
/// What the database says.
pub async fn remove_deleted(tx: &Tx) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::DeletedAt.is_not_null())
        .filter(Expr::exists(webhook_delivery::any()).not())
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether an endpoint is sent anything: it is active, and so is its company if it is one's.
fn is_on() -> Condition {
    let of_active = company::Entity::find()
        .select_only()
        .column(company::Column::Id)
        .filter(company::Column::Active.eq(true))
        .into_query();
    Condition::all()
        .add(Column::Active.eq(true))
        .add(Column::CompanyId.is_null().or(Column::CompanyId.in_subquery(of_active)))
}

/// Whether a locked endpoint is sent anything.
///
/// # Errors
/// What the database says.
pub async fn is_sent_to(tx: &Tx, id: Uuid) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(id).filter(is_on()).count(tx).await? > 0)
}

/// The endpoints that are told of a company's tickets, which nobody deletes until the transaction
/// ends.
///
/// # Errors
/// What the database says.
pub async fn listening_to(tx: &Tx, company: Uuid) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(is_on())
        .filter(Column::CompanyId.is_null().or(Column::CompanyId.eq(company)))
        .order_by_asc(Column::Id)
        .lock(LockType::KeyShare)
        .all(tx)
        .await
}

/// On, with something to send, at no pause that it asked for, and nobody's: never claimed, let go,
/// or claimed by somebody who has not been heard of since.
fn ready(now: DateTimeUtc) -> Condition {
    is_on()
        .add(Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(now)))
        .add(Column::NotBefore.is_null().or(Column::NotBefore.lte(now)))
        .add(Expr::exists(webhook_delivery::due(now)))
}

/// Whether there is anything to claim. Asked of the connections that read, so that a worker with
/// nothing to do never takes the write lock of the embedded database.
///
/// # Errors
/// What the database says.
pub async fn any_ready(db: &impl ConnectionTrait, now: DateTimeUtc) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(ready(now)).limit(1).one(db).await?.is_some())
}

/// Claims up to `limit` endpoints until `lease_until`: those that fail only when there is room for
/// them, and of each kind first the one that was let go the longest ago, so that each gets its turn
/// however many don't answer. Each claim moves the fence on.
///
/// # Errors
/// What the database says.
pub async fn claim(
    tx: &Tx,
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
        .order_by_asc(Column::FailingSince.is_not_null())
        .order_by_with_nulls(Column::LeaseUntil, Order::Asc, NullOrdering::First)
        .order_by_asc(Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
        .into_query();
    Entity::update_many()
        .col_expr(Column::Fence, Expr::col(Column::Fence).add(1))
        .col_expr(Column::LeaseUntil, Expr::value(lease_until))
        .filter(Column::Id.in_subquery(next))
        .exec_with_returning(tx)
        .await
}

/// A claimed endpoint as it is now, as long as the claim with this fence holds.
///
/// # Errors
/// What the database says.
pub async fn held(
    db: &impl ConnectionTrait,
    id: Uuid,
    fence: i64,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(is_on())
        .filter(Column::Fence.eq(fence))
        .filter(Column::LeaseUntil.gt(now))
        .one(db)
        .await
}

/// Ends a claim and gives the endpoint as it is now, locked. Its lease ends now, which tells how long
/// it has waited for its next turn. Nothing: it is somebody else's by now, or was deleted.
///
/// # Errors
/// What the database says.
pub async fn release(
    tx: &Tx,
    id: Uuid,
    fence: i64,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    let mine: UpdateMany<Entity> = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::Fence.eq(fence));
    Ok(mine.exec_with_returning(tx).await?.pop())
}
