//! What people were told. Each reads her own.

use aval_domain::lifecycle::Actor;
use aval_domain::notifications::NotificationKind;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{
    FromQueryResult, JoinType, QueryOrder as _, QueryResult, QuerySelect as _, RelationDef, Select,
    UpdateMany,
};

use super::{Tx, Word, recent, ticket};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub ticket_id: Uuid,
    pub kind: Word<NotificationKind>,
    pub actor_name: Option<String>,
    pub at: DateTimeUtc,
    pub read_at: Option<DateTimeUtc>,
    pub mail: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// No mail tells of it.
pub const NEVER: &str = "never";
/// A mail of its own tells of it.
pub const ALONE: &str = "alone";
/// It waits for the mail that tells of several.
pub const WAITING: &str = "waiting";
/// A mail told of it and of others.
pub const TOGETHER: &str = "together";

/// A notification with what its ticket is called, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The notification.
    pub notification: Model,
    /// The ticket's number.
    pub ticket_number: i64,
    /// What it is about.
    pub ticket_subject: String,
    /// Whose it is.
    pub company_id: Uuid,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            notification: Model::from_query_result(row, prefix)?,
            ticket_number: row.try_get(prefix, "ticket_number")?,
            ticket_subject: row.try_get(prefix, "ticket_subject")?,
            company_id: row.try_get(prefix, "company_id")?,
        })
    }
}

fn of_ticket() -> RelationDef {
    Entity::belongs_to(ticket::Entity).from(Column::TicketId).to(ticket::Column::Id).into()
}

fn rows() -> Select<Entity> {
    Entity::find()
        .join(JoinType::InnerJoin, of_ticket())
        .column_as(ticket::Column::Number, "ticket_number")
        .column_as(ticket::Column::Subject, "ticket_subject")
        .column_as(ticket::Column::CompanyId, "company_id")
}

/// What a person was told before a place, newest first. Who went to another company reads nothing
/// of the former one's tickets any more.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person: Uuid,
    unread: bool,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    let mut query = rows().filter(Column::PersonId.eq(person)).filter(ticket::visible_to(actor));
    if unread {
        query = query.filter(Column::ReadAt.is_null());
    }
    if let Some((at, id)) = before {
        query = query.filter(Column::At.lt(at).or(Column::At.eq(at).and(Column::Id.lt(id))));
    }
    query
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit)
        .into_model()
        .all(db)
        .await
}

/// How many of what [`page`] gives a person has not read.
///
/// # Errors
/// What the database says.
pub async fn unread(db: &impl ConnectionTrait, actor: &Actor, person: Uuid) -> Result<u64, DbErr> {
    Entity::find()
        .join(JoinType::InnerJoin, of_ticket())
        .filter(ticket::visible_to(actor))
        .filter(Column::PersonId.eq(person))
        .filter(Column::ReadAt.is_null())
        .count(db)
        .await
}

/// Which of her notifications a person has read.
#[derive(Clone, Debug)]
pub enum Reading {
    /// These.
    Ids(Vec<Uuid>),
    /// All of a ticket.
    Ticket(Uuid),
    /// All up to an instant.
    Until(DateTimeUtc),
}

/// Notes what a person has read. What is not hers, or was read before, stays as it is.
///
/// # Errors
/// What the database says.
pub async fn read(tx: &Tx, person: Uuid, reading: &Reading, now: DateTimeUtc) -> Result<(), DbErr> {
    let mine = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::PersonId.eq(person))
        .filter(Column::ReadAt.is_null());
    let these: UpdateMany<Entity> = match reading {
        Reading::Ids(ids) => mine.filter(Column::Id.is_in(ids.iter().copied())),
        Reading::Ticket(ticket) => mine.filter(Column::TicketId.eq(*ticket)),
        Reading::Until(until) => mine.filter(Column::At.lte(*until)),
    };
    these.exec(tx).await?;
    Ok(())
}

/// How many mails of their own a person got after an instant.
///
/// # Errors
/// What the database says.
pub async fn mailed_since(tx: &Tx, person: Uuid, since: DateTimeUtc) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::At.gt(since))
        .filter(Column::Mail.eq(ALONE))
        .count(tx)
        .await
}

/// Whether something waits already for the mail that tells a person of several.
///
/// # Errors
/// What the database says.
pub async fn is_any_waiting(tx: &Tx, person: Uuid) -> Result<bool, DbErr> {
    let first = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::Mail.eq(WAITING))
        .limit(1)
        .one(tx)
        .await?;
    Ok(first.is_some())
}

/// Takes what waits for a person's next mail, oldest first, and notes that it goes out. Of two who
/// take at once one gets it.
///
/// # Errors
/// What the database says.
pub async fn take_waiting(tx: &Tx, person: Uuid) -> Result<Vec<Row>, DbErr> {
    let taken = Entity::update_many()
        .col_expr(Column::Mail, Expr::value(TOGETHER))
        .filter(Column::PersonId.eq(person))
        .filter(Column::Mail.eq(WAITING))
        .exec_with_returning(tx)
        .await?;
    let mut rows =
        of_ids(tx, taken.into_iter().map(|notification| notification.id).collect()).await?;
    rows.sort_by_key(|row| (row.notification.at, row.notification.id));
    Ok(rows)
}

/// The ids of the newest notifications at or after one, newest first.
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

/// Like [`ids_since`], of one person.
///
/// # Errors
/// What the database says.
pub async fn ids_since_for(
    db: &impl ConnectionTrait,
    floor: Uuid,
    person: Uuid,
    limit: u64,
) -> Result<Vec<Uuid>, DbErr> {
    let query = Entity::find().filter(Column::PersonId.eq(person));
    recent::ids_since(db, query, Column::Id, floor, limit).await
}

/// These notifications, for who is told of them as they happen.
///
/// # Errors
/// What the database says.
pub async fn of_ids(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Row>, DbErr> {
    rows().filter(Column::Id.is_in(ids)).order_by_asc(Column::Id).into_model().all(db).await
}
