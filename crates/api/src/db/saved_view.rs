//! Views of the queue, each person's own.

use aval_domain::text::fold;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use super::Tx;
use super::engine::unless_taken;
use super::keyset;

/// What keeps a name from being there twice, as Postgres names it and as SQLite does.
const NAME_KEY: &str = "saved_views_name_key";
const NAME_COLUMNS: &str = "saved_views.person_id, saved_views.folded_name";

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_views")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub name: String,
    /// The name as lists sort it: set together with it, by [`Model::rename`].
    pub folded_name: String,
    pub query: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Gives the view another name.
    pub fn rename(&mut self, name: String) {
        self.folded_name = fold(&name);
        self.name = name;
    }
}

fn of(person: Uuid) -> Select<Entity> {
    Entity::find().filter(Column::PersonId.eq(person))
}

/// One page of the views of a person by folded name, after the one with this folded name and id.
///
/// # Errors
/// What the database says.
pub async fn page_of(
    db: &impl ConnectionTrait,
    person: Uuid,
    after: Option<(String, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    keyset::by_name(of(person), (Column::FoldedName, Column::Id), after, limit).all(db).await
}

/// How many views a person has.
///
/// # Errors
/// What the database says.
pub async fn count_of(db: &impl ConnectionTrait, person: Uuid) -> Result<u64, DbErr> {
    of(person).count(db).await
}

/// One view of a person, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock_of(tx: &Tx, person: Uuid, id: Uuid) -> Result<Option<Model>, DbErr> {
    of(person).filter(Column::Id.eq(id)).lock_exclusive().one(tx).await
}

/// Enters a view; `false` when the person has one of that name.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, view: &Model) -> Result<bool, DbErr> {
    let inserted = Entity::insert(ActiveModel::from(view.clone())).exec_without_returning(tx).await;
    unless_taken(inserted.map(drop), NAME_KEY, NAME_COLUMNS)
}

/// Writes a locked view down as it is now; `false` when the person has another one of that name.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, view: &Model) -> Result<bool, DbErr> {
    let updated = Entity::update_many()
        .set(ActiveModel::from(view.clone()).reset_all())
        .filter(Column::Id.eq(view.id))
        .exec(tx)
        .await;
    unless_taken(updated.map(drop), NAME_KEY, NAME_COLUMNS)
}

/// Deletes a view of a person; `false` when she has none with this id.
///
/// # Errors
/// What the database says.
pub async fn delete_of(tx: &Tx, person: Uuid, id: Uuid) -> Result<bool, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::PersonId.eq(person))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(deleted.rows_affected > 0)
}
