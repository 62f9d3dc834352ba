//! Where people are signed in.

use std::collections::HashMap;

use aval_domain::people::PersonStatus;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryResult, QuerySelect as _, Select};

use super::{Word, company, keyset, person};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub refresh_hash: String,
    pub previous_hash: Option<String>,
    pub rotated_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    pub user_agent: Option<String>,
    pub address: Option<String>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The people of sessions that are open.
fn people_of_open_ones(now: DateTimeUtc) -> Select<person::Entity> {
    person::Entity::find()
        .join(
            JoinType::InnerJoin,
            person::Entity::belongs_to(Entity).from(person::Column::Id).to(Column::PersonId).into(),
        )
        .join(
            JoinType::LeftJoin,
            person::Entity::belongs_to(company::Entity)
                .from(person::Column::CompanyId)
                .to(company::Column::Id)
                .into(),
        )
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .filter(person::Column::Status.eq(Word(PersonStatus::Active)))
        // People of a company that was switched off are signed out with it.
        .filter(company::Column::Active.eq(true).or(company::Column::Id.is_null()))
}

/// The person of a session that is open.
///
/// # Errors
/// What the database says.
pub async fn person_of_open(
    db: &impl ConnectionTrait,
    session: Uuid,
    now: DateTimeUtc,
) -> Result<Option<person::Model>, DbErr> {
    people_of_open_ones(now).filter(Column::Id.eq(session)).one(db).await
}

/// Somebody with a session of hers.
struct InSession {
    person: person::Model,
    session: Uuid,
}

impl FromQueryResult for InSession {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            person: person::Model::from_query_result(row, prefix)?,
            session: row.try_get(prefix, "session_id")?,
        })
    }
}

/// The people of those of these sessions that are open, by session.
///
/// # Errors
/// What the database says.
pub async fn people_of_open(
    db: &impl ConnectionTrait,
    sessions: Vec<Uuid>,
    now: DateTimeUtc,
) -> Result<HashMap<Uuid, person::Model>, DbErr> {
    let found: Vec<InSession> = people_of_open_ones(now)
        .filter(Column::Id.is_in(sessions))
        .column_as(Column::Id, "session_id")
        .into_model()
        .all(db)
        .await?;
    Ok(found.into_iter().map(|InSession { person, session }| (session, person)).collect())
}

fn open_of(person: Uuid, now: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
}

/// One page of the open sessions of a person, newest first, of what came before the session with
/// this instant and id.
///
/// # Errors
/// What the database says.
pub async fn page_of_open(
    db: &impl ConnectionTrait,
    person: Uuid,
    now: DateTimeUtc,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let open = open_of(person, now);
    keyset::newest_first(open, (Column::CreatedAt, Column::Id), before, limit).all(db).await
}

/// How many open sessions a person has.
///
/// # Errors
/// What the database says.
pub async fn count_open(
    db: &impl ConnectionTrait,
    person: Uuid,
    now: DateTimeUtc,
) -> Result<u64, DbErr> {
    open_of(person, now).count(db).await
}

/// Ends all open sessions of a person.
///
/// # Errors
/// What the database says.
pub async fn end_all(
    db: &impl ConnectionTrait,
    person: Uuid,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::PersonId.eq(person))
        .filter(Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Ends all open sessions of a person but one.
///
/// # Errors
/// What the database says.
pub async fn end_others(
    db: &impl ConnectionTrait,
    person: Uuid,
    kept: Uuid,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::PersonId.eq(person))
        .filter(Column::Id.ne(kept))
        .filter(Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Ends a session. `false`: it was not open, or not this person's.
///
/// # Errors
/// What the database says.
pub async fn end(
    db: &impl ConnectionTrait,
    person: Uuid,
    session: Uuid,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(session))
        .filter(Column::PersonId.eq(person))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Whose session this is, open or not.
///
/// # Errors
/// What the database says.
pub async fn person_of(db: &impl ConnectionTrait, session: Uuid) -> Result<Option<Uuid>, DbErr> {
    Ok(Entity::find_by_id(session).one(db).await?.map(|session| session.person_id))
}

/// An open session, locked until the transaction ends, so that two renewals take turns. Whoever
/// locks its person too does that first, as everybody does who ends all sessions of a person.
///
/// # Errors
/// What the database says.
pub async fn lock_open(
    tx: &super::Tx,
    session: Uuid,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(session)
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .lock_exclusive()
        .one(tx)
        .await
}

/// Puts the next refresh token in the place of the present one.
///
/// # Errors
/// What the database says.
pub async fn rotate(
    db: &impl ConnectionTrait,
    session: &Model,
    next_hash: &str,
    now: DateTimeUtc,
    expires_at: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::PreviousHash, Expr::value(session.refresh_hash.as_str()))
        .col_expr(Column::RefreshHash, Expr::value(next_hash))
        .col_expr(Column::RotatedAt, Expr::value(now))
        .col_expr(Column::ExpiresAt, Expr::value(expires_at))
        .filter(Column::Id.eq(session.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes sessions that were over before an instant.
///
/// # Errors
/// What the database says.
pub async fn remove_over(db: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::EndedAt.lt(before).or(Column::ExpiresAt.lt(before)))
        .exec(db)
        .await?;
    Ok(())
}
