//! Invitations and password resets: random, hashed, used once.

use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_links")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Option<Uuid>,
    pub purpose: String,
    pub token_hash: String,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An invited person sets her first password.
    Invite,
    /// Somebody who forgot her password sets a new one.
    Reset,
    /// Whoever runs a new installation creates its first admin.
    FirstAdmin,
}

impl Purpose {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
            Self::FirstAdmin => "first_admin",
        }
    }
}

/// The link with this digest, if it can still be used.
///
/// # Errors
/// What the database says.
pub async fn usable(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    token_hash: &str,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await
}

/// Uses a link up. Of two who try at once, one gets it.
///
/// # Errors
/// What the database says.
pub async fn consume(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    token_hash: &str,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec_with_returning(db)
        .await?;
    Ok(used.into_iter().next())
}

/// Ends all open links of a person: a newer one replaces them, or her password was changed.
///
/// # Errors
/// What the database says.
pub async fn end_all_of(
    db: &impl ConnectionTrait,
    person: Uuid,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::PersonId.eq(person))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Ends all open links that nobody is bound to.
///
/// # Errors
/// What the database says.
pub async fn end_first_admin(db: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Purpose.eq(Purpose::FirstAdmin.as_str()))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// How many links of a purpose a person has been given since an instant.
///
/// # Errors
/// What the database says.
pub async fn given_since(
    db: &impl ConnectionTrait,
    person: Uuid,
    purpose: Purpose,
    since: DateTimeUtc,
) -> Result<u64, DbErr> {
    use sea_orm::PaginatorTrait as _;
    Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::CreatedAt.gt(since))
        .count(db)
        .await
}

/// Removes links that were over before an instant.
///
/// # Errors
/// What the database says.
pub async fn remove_over(db: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UsedAt.lt(before).or(Column::ExpiresAt.lt(before)))
        .exec(db)
        .await?;
    Ok(())
}
