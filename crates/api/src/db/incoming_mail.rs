//! Mails that came in, each once.

use aval_domain::incoming_mail::{MailReason, MailState};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder as _, QuerySelect as _, Select};

use super::{Tx, Word};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incoming_mails")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub message_id: String,
    pub received_at: DateTimeUtc,
    pub sender: Option<String>,
    pub subject: String,
    pub state: Word<MailState>,
    pub reason: Option<Word<MailReason>>,
    pub ticket_id: Option<Uuid>,
    pub opened: bool,
    pub answered: bool,
    pub size: i64,
    pub storage_key: Option<String>,
    pub discarded_at: Option<DateTimeUtc>,
    pub discarded_by: Option<Uuid>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether a mail was taken in before.
///
/// # Errors
/// What the database says.
pub async fn is_known(db: &impl ConnectionTrait, message_id: &str) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(Column::MessageId.eq(message_id)).one(db).await?.is_some())
}

/// Enters a mail. `false`: it was taken in before. Of two who enter one mail at once, the second
/// one waits here until the first one has committed.
///
/// # Errors
/// What the database says.
pub async fn enter(tx: &Tx, row: Model) -> Result<bool, DbErr> {
    let inserted = Entity::insert(ActiveModel::from(row))
        .on_conflict(OnConflict::column(Column::MessageId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(inserted == 1)
}

/// Writes down what a mail that was entered in this transaction came to.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, row: Model) -> Result<(), DbErr> {
    let id = row.id;
    Entity::update_many()
        .set(ActiveModel::from(row).reset_all())
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many tickets an address has opened since an instant, and how many of them we answered by
/// ourselves.
///
/// # Errors
/// What the database says.
pub async fn opened_by(tx: &Tx, sender: &str, since: DateTimeUtc) -> Result<(usize, usize), DbErr> {
    let answered: Vec<bool> = Entity::find()
        .select_only()
        .column(Column::Answered)
        .filter(Column::Sender.eq(sender))
        .filter(Column::ReceivedAt.gt(since))
        .filter(Column::Opened.eq(true))
        .into_tuple()
        .all(tx)
        .await?;
    Ok((answered.len(), answered.iter().filter(|answered| **answered).count()))
}

/// How many bytes of sources are kept.
///
/// # Errors
/// What the database says.
pub async fn kept_bytes(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let sizes: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Size)
        .filter(Column::StorageKey.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(sizes.into_iter().fold(0, i64::saturating_add))
}

/// What an admin has to look at: neither taken in nor discarded.
fn waiting() -> Select<Entity> {
    let states = [MailState::Quarantined, MailState::Parked].map(Word);
    Entity::find().filter(Column::State.is_in(states)).filter(Column::DiscardedAt.is_null())
}

/// One page of what waits for an admin, newest first, of what came before the one with this
/// instant and id.
///
/// # Errors
/// What the database says.
pub async fn page_of_waiting(
    db: &impl ConnectionTrait,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = waiting();
    if let Some((at, id)) = before {
        let earlier = Column::ReceivedAt.lt(at);
        query = query.filter(earlier.or(Column::ReceivedAt.eq(at).and(Column::Id.lt(id))));
    }
    query.order_by_desc(Column::ReceivedAt).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// How many wait for an admin.
///
/// # Errors
/// What the database says.
pub async fn count_waiting(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    waiting().count(db).await
}

/// One that waits for an admin.
///
/// # Errors
/// What the database says.
pub async fn find_waiting(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    waiting().filter(Column::Id.eq(id)).one(db).await
}

/// One that an admin has or had to look at, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock_kept(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    let states = [MailState::Quarantined, MailState::Parked].map(Word);
    let query = Entity::find_by_id(id).filter(Column::State.is_in(states));
    query.lock_exclusive().one(tx).await
}

/// Some of the mails that came in before an instant.
///
/// # Errors
/// What the database says.
pub async fn before(
    db: &impl ConnectionTrait,
    instant: DateTimeUtc,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::ReceivedAt.lt(instant)).limit(limit).all(db).await
}

/// Removes mails.
///
/// # Errors
/// What the database says.
pub async fn remove(tx: &Tx, ids: impl IntoIterator<Item = Uuid>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Id.is_in(ids)).exec(tx).await?;
    Ok(())
}
