//! The record of tickets: append-only, two hash chains a ticket.

use aval_domain::lifecycle::{EventKind, Stage, WaitingOn};
use aval_domain::record::{self, ActorType, Visibility};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryOrder as _, QuerySelect as _, RelationDef};

use super::{Word, recent, ticket};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub visibility: Word<Visibility>,
    pub seq: i64,
    pub at: DateTimeUtc,
    pub kind: Word<EventKind>,
    pub actor_type: Word<ActorType>,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub actor_staff: bool,
    pub stage: Word<Stage>,
    pub waiting_on: Word<WaitingOn>,
    pub data: String,
    pub hash: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Events of a ticket after a place in the order of time, oldest first. Without `internal` only
/// the public chain.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    internal: bool,
    after: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find().filter(Column::TicketId.eq(ticket));
    if !internal {
        query = query.filter(Column::Visibility.eq(Word(Visibility::Public)));
    }
    if let Some((at, id)) = after {
        query = query.filter(Column::At.gt(at).or(Column::At.eq(at).and(Column::Id.gt(id))));
    }
    query.order_by_asc(Column::At).order_by_asc(Column::Id).limit(limit).all(db).await
}

/// How many events of a ticket there are.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait, ticket: Uuid, internal: bool) -> Result<u64, DbErr> {
    let mut query = Entity::find().filter(Column::TicketId.eq(ticket));
    if !internal {
        query = query.filter(Column::Visibility.eq(Word(Visibility::Public)));
    }
    query.count(db).await
}

/// One chain of a ticket in its order.
///
/// # Errors
/// What the database says.
pub async fn chain(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    visibility: Visibility,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::TicketId.eq(ticket))
        .filter(Column::Visibility.eq(Word(visibility)))
        .order_by_asc(Column::Seq)
        .all(db)
        .await
}

/// The public events of several tickets, each ticket's in order: what clocks are evaluated from.
///
/// # Errors
/// What the database says.
pub async fn public_of(db: &impl ConnectionTrait, tickets: Vec<Uuid>) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::TicketId.is_in(tickets))
        .filter(Column::Visibility.eq(Word(Visibility::Public)))
        .order_by_asc(Column::TicketId)
        .order_by_asc(Column::Seq)
        .all(db)
        .await
}

/// What is told of an event as it happens, from one query.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Told {
    /// The event.
    pub id: Uuid,
    /// What happened.
    pub kind: Word<EventKind>,
    /// When.
    pub at: DateTimeUtc,
    /// To which ticket.
    pub ticket_id: Uuid,
    /// Its number.
    pub ticket_number: i64,
    /// Whose it is.
    pub company_id: Uuid,
    /// Where it stands after it.
    pub stage: Word<Stage>,
    visibility: Word<Visibility>,
}

impl Told {
    /// Whether only staff may learn of it.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.visibility.0 == Visibility::Internal
    }
}

/// The ids of the newest events at or after one, newest first.
///
/// # Errors
/// What the database says.
pub async fn ids_since(
    db: &impl ConnectionTrait,
    floor: Uuid,
    limit: u64,
) -> Result<Vec<Uuid>, DbErr> {
    recent::ids_since(db, Entity::find(), Column::Id, floor, limit).await
}

/// Like [`ids_since`], of what somebody may learn of: all, or the public events of a company.
///
/// # Errors
/// What the database says.
pub async fn ids_since_for(
    db: &impl ConnectionTrait,
    floor: Uuid,
    company: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, DbErr> {
    let mut query = Entity::find();
    if let Some(company) = company {
        query = query
            .join(JoinType::InnerJoin, of_ticket())
            .filter(ticket::Column::CompanyId.eq(company))
            .filter(Column::Visibility.eq(Word(Visibility::Public)));
    }
    recent::ids_since(db, query, Column::Id, floor, limit).await
}

fn of_ticket() -> RelationDef {
    Entity::belongs_to(ticket::Entity).from(Column::TicketId).to(ticket::Column::Id).into()
}

/// What is told of these events.
///
/// # Errors
/// What the database says.
pub async fn told_of(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Told>, DbErr> {
    Entity::find()
        .join(JoinType::InnerJoin, of_ticket())
        .filter(Column::Id.is_in(ids))
        .select_only()
        .columns([
            Column::Id,
            Column::Kind,
            Column::At,
            Column::TicketId,
            Column::Stage,
            Column::Visibility,
        ])
        .column_as(ticket::Column::Number, "ticket_number")
        .column(ticket::Column::CompanyId)
        .into_model()
        .all(db)
        .await
}

impl Model {
    /// What the hash of this event covers.
    #[must_use]
    pub fn entry(&self) -> record::Entry<'_> {
        record::Entry {
            ticket: self.ticket_id,
            visibility: self.visibility.0,
            seq: self.seq,
            id: self.id,
            at: self.at,
            kind: self.kind.0,
            actor_type: self.actor_type.0,
            actor_id: self.actor_id,
            actor_name: &self.actor_name,
            actor_staff: self.actor_staff,
            stage: self.stage.0,
            waiting_on: self.waiting_on.0,
            data: &self.data,
        }
    }
}
