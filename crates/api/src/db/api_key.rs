//! Keys with which other systems use the API.

use aval_domain::lifecycle::{Actor, Role};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, FromQueryResult, JoinType, QueryResult, QuerySelect as _};

use super::{Tx, company, keyset};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub prefix: String,
    pub secret_hash: String,
    pub name: String,
    pub scopes: String,
    pub company_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub created_by: Uuid,
    pub expires_at: Option<DateTimeUtc>,
    pub last_used_at: Option<DateTimeUtc>,
    pub revoked_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The key with this prefix, unless it was revoked or has ended, or its company is switched off.
///
/// # Errors
/// What the database says.
pub async fn usable(
    db: &impl ConnectionTrait,
    prefix: &str,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .join(
            JoinType::LeftJoin,
            Entity::belongs_to(company::Entity)
                .from(Column::CompanyId)
                .to(company::Column::Id)
                .into(),
        )
        .filter(Column::Prefix.eq(prefix))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(now)))
        .filter(company::Column::Active.eq(true).or(company::Column::Id.is_null()))
        .one(db)
        .await
}

/// Notes when a key was last used. An earlier use than the one noted, by another replica, changes
/// nothing.
///
/// # Errors
/// What the database says.
pub async fn note_use(db: &impl ConnectionTrait, key: Uuid, at: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(at))
        .filter(Column::Id.eq(key))
        .filter(Column::LastUsedAt.is_null().or(Column::LastUsedAt.lt(at)))
        .exec(db)
        .await?;
    Ok(())
}

/// What of all keys an actor may know of: admins everything, a reporter those of her company.
fn visible_to(actor: &Actor) -> Condition {
    let nothing = || Condition::all().add(Expr::value(false));
    match *actor {
        Actor::Person { role: Role::Admin, .. } => Condition::all(),
        Actor::Person { role: Role::Reporter, company: Some(company), .. } => {
            Condition::all().add(Column::CompanyId.eq(company))
        }
        Actor::Person { role: Role::Reporter | Role::Engineer | Role::Coordinator, .. }
        | Actor::Integration { .. }
        | Actor::Timer
        | Actor::Mail => nothing(),
    }
}

/// A key with the name of its company, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The key.
    pub key: Model,
    /// The company's name; none with a key of support.
    pub company_name: Option<String>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            key: Model::from_query_result(row, prefix)?,
            company_name: row.try_get(prefix, "company_name")?,
        })
    }
}

/// One page of the keys that the actor may know of, newest first, of what came before the key with
/// this instant and id.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    let rows = Entity::find()
        .filter(visible_to(actor))
        .join(
            JoinType::LeftJoin,
            Entity::belongs_to(company::Entity)
                .from(Column::CompanyId)
                .to(company::Column::Id)
                .into(),
        )
        .column_as(company::Column::Name, "company_name");
    keyset::newest_first(rows, (Column::CreatedAt, Column::Id), before, limit)
        .into_model::<Row>()
        .all(db)
        .await
}

/// How many keys the actor may know of.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64, DbErr> {
    Entity::find().filter(visible_to(actor)).count(db).await
}

/// Who made a key.
///
/// # Errors
/// What the database says.
pub async fn maker_of(db: &impl ConnectionTrait, key: Uuid) -> Result<Option<Uuid>, DbErr> {
    Ok(Entity::find_by_id(key).one(db).await?.map(|key| key.created_by))
}

/// Writes a new key down.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, key: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(key)).exec_without_returning(tx).await?;
    Ok(())
}

/// One key, locked until the transaction ends, if the actor may know of it.
///
/// # Errors
/// What the database says.
pub async fn lock_for(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(visible_to(actor))
        .filter(Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await
}

/// Ends a key.
///
/// # Errors
/// What the database says.
pub async fn revoke(tx: &Tx, id: Uuid, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
