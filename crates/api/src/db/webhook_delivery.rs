//! Messages on their way to endpoints. Whoever asks for those of an endpoint has asked for the
//! endpoint before, as far as she may know of it.

use aval_domain::webhooks::{DeliveryState, WebhookEvent};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType, SelectStatement};
use sea_orm::{
    FromQueryResult, JoinType, QueryOrder as _, QueryResult, QuerySelect as _, QueryTrait as _,
    RelationDef,
};

use super::{Tx, Word, keyset, ticket, webhook, webhook_message};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub webhook_id: Uuid,
    pub message_id: Uuid,
    pub state: Word<DeliveryState>,
    pub run_at: DateTimeUtc,
    pub failed: i16,
    pub created_at: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// A message that is to go to an endpoint now.
    #[must_use]
    pub fn new(webhook: Uuid, message: Uuid, now: DateTimeUtc) -> Self {
        Self {
            id: Uuid::now_v7(),
            webhook_id: webhook,
            message_id: message,
            state: Word(DeliveryState::Pending),
            run_at: now,
            failed: 0,
            created_at: now,
        }
    }
}

/// A delivery with what it is about, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The delivery.
    pub delivery: Model,
    /// What the message is about.
    pub event: Word<WebhookEvent>,
    /// Which ticket.
    pub ticket_id: Option<Uuid>,
    /// Its number.
    pub ticket_number: Option<i64>,
    /// Until when its endpoint has asked not to be sent anything.
    pub not_before: Option<DateTimeUtc>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            delivery: Model::from_query_result(row, prefix)?,
            event: row.try_get(prefix, "event")?,
            ticket_id: row.try_get(prefix, "ticket_id")?,
            ticket_number: row.try_get(prefix, "ticket_number")?,
            not_before: row.try_get(prefix, "not_before")?,
        })
    }
}

fn rows(webhook: Uuid) -> Select<Entity> {
    let of_message: RelationDef = Entity::belongs_to(webhook_message::Entity)
        .from(Column::MessageId)
        .to(webhook_message::Column::Id)
        .into();
    let of_ticket: RelationDef = webhook_message::Entity::belongs_to(ticket::Entity)
        .from(webhook_message::Column::TicketId)
        .to(ticket::Column::Id)
        .into();
    let to_webhook: RelationDef =
        Entity::belongs_to(webhook::Entity).from(Column::WebhookId).to(webhook::Column::Id).into();
    Entity::find()
        .filter(Column::WebhookId.eq(webhook))
        .join(JoinType::InnerJoin, to_webhook)
        .column_as(webhook::Column::NotBefore, "not_before")
        .join(JoinType::InnerJoin, of_message)
        .join(JoinType::LeftJoin, of_ticket)
        .column_as(webhook_message::Column::Event, "event")
        .column_as(webhook_message::Column::TicketId, "ticket_id")
        .column_as(ticket::Column::Number, "ticket_number")
}

/// One page of what an endpoint was sent, newest first, of what came before the delivery with this
/// instant and id.
///
/// # Errors
/// What the database says.
pub async fn page_of(
    db: &impl ConnectionTrait,
    webhook: Uuid,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    keyset::newest_first(rows(webhook), (Column::CreatedAt, Column::Id), before, limit)
        .into_model::<Row>()
        .all(db)
        .await
}

/// How many messages an endpoint was sent or is to be sent.
///
/// # Errors
/// What the database says.
pub async fn count_of(db: &impl ConnectionTrait, webhook: Uuid) -> Result<u64, DbErr> {
    Entity::find().filter(Column::WebhookId.eq(webhook)).count(db).await
}

/// One delivery of an endpoint.
///
/// # Errors
/// What the database says.
pub async fn row_of(
    db: &impl ConnectionTrait,
    webhook: Uuid,
    id: Uuid,
) -> Result<Option<Row>, DbErr> {
    rows(webhook).filter(Column::Id.eq(id)).into_model::<Row>().one(db).await
}

/// Writes deliveries down.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, deliveries: Vec<Model>) -> Result<(), DbErr> {
    let rows = deliveries.into_iter().map(ActiveModel::from);
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Asks for a delivery anew: it is due now, and begins to count its failures again.
///
/// # Errors
/// What the database says.
pub async fn begin_anew(tx: &Tx, id: Uuid, now: DateTimeUtc) -> Result<(), DbErr> {
    set(tx, id, DeliveryState::Pending, now, 0).await
}

/// Writes down where a delivery stands. What was removed meanwhile stays removed.
///
/// # Errors
/// What the database says.
pub async fn set(
    tx: &Tx,
    id: Uuid,
    state: DeliveryState,
    run_at: DateTimeUtc,
    failed: i16,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(Word(state)))
        .col_expr(Column::RunAt, Expr::value(run_at))
        .col_expr(Column::Failed, Expr::value(failed))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// What the endpoint of the query around was sent or is to be sent.
fn of_endpoint() -> Select<Entity> {
    let endpoint = Expr::col((webhook::Entity, webhook::Column::Id));
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Expr::col((Entity, Column::WebhookId)).eq(endpoint))
}

/// The same, for a query around.
pub(super) fn any() -> SelectStatement {
    of_endpoint().into_query()
}

/// What is due to the endpoint of the query around.
pub(super) fn due(now: DateTimeUtc) -> SelectStatement {
    of_endpoint()
        .filter(Column::State.eq(Word(DeliveryState::Pending)))
        .filter(Column::RunAt.lte(now))
        .into_query()
}

/// Removes up to `limit` deliveries of endpoints that were deleted, with what came of them, and says
/// how many.
///
/// # Errors
/// What the database says.
pub async fn remove_of_deleted(tx: &Tx, limit: u64) -> Result<u64, DbErr> {
    // What another worker removes is left to it.
    let next = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::WebhookId.in_subquery(webhook::deleted()))
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let removed = Entity::delete_many().filter(Column::Id.in_subquery(next)).exec(tx).await?;
    Ok(removed.rows_affected)
}

/// What is due to an endpoint, the longest first.
///
/// # Errors
/// What the database says.
pub async fn next_of(
    db: &impl ConnectionTrait,
    webhook: Uuid,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::State.eq(Word(DeliveryState::Pending)))
        .filter(Column::RunAt.lte(now))
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .one(db)
        .await
}

/// One delivery, locked until the transaction ends. Nothing: it was removed.
///
/// # Errors
/// What the database says.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}
