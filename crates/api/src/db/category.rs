//! Categories of tickets.

use aval_domain::text::fold;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use super::Tx;
use super::engine::unless_taken;
use super::keyset;

/// What keeps a name from being there twice, as Postgres names it and as SQLite does.
const NAME_KEY: &str = "categories_name_key";
const NAME_COLUMNS: &str = "categories.name";

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "categories")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    /// The name as lists sort it: set together with it, by [`Model::rename`].
    pub folded_name: String,
    pub active: bool,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Gives the category another name.
    pub fn rename(&mut self, name: String) {
        self.folded_name = fold(&name);
        self.name = name;
    }
}

/// A category that new tickets may have.
///
/// # Errors
/// What the database says.
pub async fn active(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::Active.eq(true)).one(db).await
}

/// The name of a category.
///
/// # Errors
/// What the database says.
pub async fn name_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(|category| category.name))
}

/// One page of all categories by folded name, after the one with this folded name and id.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    after: Option<(String, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    keyset::by_name(Entity::find(), (Column::FoldedName, Column::Id), after, limit).all(db).await
}

/// How many categories there are.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}

/// One category, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Enters a category; `false` when its name is taken.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, category: &Model) -> Result<bool, DbErr> {
    let inserted =
        Entity::insert(ActiveModel::from(category.clone())).exec_without_returning(tx).await;
    unless_taken(inserted.map(drop), NAME_KEY, NAME_COLUMNS)
}

/// Writes a locked category down as it is now; `false` when its name is taken.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, category: &Model) -> Result<bool, DbErr> {
    let updated = Entity::update_many()
        .set(ActiveModel::from(category.clone()).reset_all())
        .filter(Column::Id.eq(category.id))
        .exec(tx)
        .await;
    unless_taken(updated.map(drop), NAME_KEY, NAME_COLUMNS)
}
