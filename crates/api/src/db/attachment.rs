//! Files: an uploader's own until sent, then the ticket's.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::Tx;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachments")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub uploader_id: Uuid,
    pub ticket_id: Option<Uuid>,
    pub message_id: Option<Uuid>,
    pub internal: bool,
    pub name: String,
    pub size: i64,
    pub media_type: String,
    pub sha256: String,
    pub storage_key: String,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Files that this uploader has not sent yet, among these ids, locked until the transaction ends:
/// of two who send or remove a file at once, the second one finds it gone.
///
/// # Errors
/// What the database says.
pub async fn lock_unsent_of(tx: &Tx, uploader: Uuid, ids: &[Uuid]) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::UploaderId.eq(uploader))
        .filter(Column::SentAt.is_null())
        // Always in the same order, so that no two wait for each other.
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await
}

/// The files of these messages and notes, oldest first.
///
/// # Errors
/// What the database says.
pub async fn of_messages(
    db: &impl ConnectionTrait,
    messages: Vec<Uuid>,
) -> Result<Vec<Model>, DbErr> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::MessageId.is_in(messages))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// What somebody has uploaded and not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Files.
    pub files: u64,
    /// Bytes of all of them.
    pub bytes: u64,
}

/// What an uploader has not sent yet.
///
/// # Errors
/// What the database says.
pub async fn unsent_by(db: &impl ConnectionTrait, uploader: Uuid) -> Result<Unsent, DbErr> {
    let sizes: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Size)
        .filter(Column::UploaderId.eq(uploader))
        .filter(Column::SentAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let bytes = sizes.iter().map(|size| u64::try_from(*size).unwrap_or_default()).sum();
    Ok(Unsent { files: sizes.len() as u64, bytes })
}

/// How many files a ticket has.
///
/// # Errors
/// What the database says.
pub async fn count_of_ticket(db: &impl ConnectionTrait, ticket: Uuid) -> Result<u64, DbErr> {
    Entity::find().filter(Column::TicketId.eq(ticket)).count(db).await
}

/// The files with these ids.
///
/// # Errors
/// What the database says.
pub async fn with_ids(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// Files that nobody sent and that are older than an instant.
///
/// # Errors
/// What the database says.
pub async fn unsent_before(
    db: &impl ConnectionTrait,
    before: DateTimeUtc,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::CreatedAt.lt(before))
        .limit(limit)
        .all(db)
        .await
}

/// Those of a ticket.
///
/// # Errors
/// What the database says.
pub async fn of_ticket(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::TicketId.eq(ticket)).all(db).await
}

/// Makes unsent files part of something that is no ticket.
///
/// # Errors
/// What the database says.
pub async fn mark_sent_alone(tx: &Tx, ids: &[Uuid], now: DateTimeUtc) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}
