//! Secret addresses of calendar feeds, one a person.

use aval_domain::lifecycle::Role;
use aval_domain::people::PersonStatus;
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QuerySelect as _};

use super::{Tx, Word, person};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feeds")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub id: Uuid,
    pub token_hash: String,
    pub created_at: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The feed of a person, if she has one.
///
/// # Errors
/// What the database says.
pub async fn of(db: &impl ConnectionTrait, person: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(person).one(db).await
}

/// Whose feed has a token with this digest: somebody of support whose account works.
///
/// # Errors
/// What the database says.
pub async fn owner(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find()
        .join(
            JoinType::InnerJoin,
            person::Entity::belongs_to(Entity).from(person::Column::Id).to(Column::PersonId).into(),
        )
        .filter(Column::TokenHash.eq(token_hash))
        .filter(person::Column::Status.eq(Word(PersonStatus::Active)))
        .filter(person::Column::Role.ne(Word(Role::Reporter)))
        .one(db)
        .await
}

/// Enters a feed in the place of the one that the person had. Of two that are made at once the
/// later one stays.
///
/// # Errors
/// What the database says.
pub async fn replace(tx: &Tx, feed: Model) -> Result<(), DbErr> {
    use sea_orm::sea_query::OnConflict;
    let newest = OnConflict::column(Column::PersonId)
        .update_columns([Column::Id, Column::TokenHash, Column::CreatedAt])
        .to_owned();
    Entity::insert(ActiveModel::from(feed)).on_conflict(newest).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes the feed of a person away; `false` when she has none.
///
/// # Errors
/// What the database says.
pub async fn remove(tx: &Tx, person: Uuid) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(person).exec(tx).await?.rows_affected == 1)
}
