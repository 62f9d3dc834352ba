//! Texts that support inserts into answers.

use aval_domain::text::fold;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use super::Tx;
use super::engine::unless_taken;
use super::keyset;

/// What keeps a name from being there twice, as Postgres names it and as SQLite does.
const NAME_KEY: &str = "answer_templates_name_key";
const NAME_COLUMNS: &str = "answer_templates.folded_name";

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_templates")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    /// The name as lists sort it: set together with it, by [`Model::rename`].
    pub folded_name: String,
    pub body: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Gives the template another name.
    pub fn rename(&mut self, name: String) {
        self.folded_name = fold(&name);
        self.name = name;
    }
}

/// One page of all templates by folded name, after the one with this folded name and id.
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

/// How many templates there are.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}

/// One template, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Enters a template; `false` when its name is taken.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, template: &Model) -> Result<bool, DbErr> {
    let inserted =
        Entity::insert(ActiveModel::from(template.clone())).exec_without_returning(tx).await;
    unless_taken(inserted.map(drop), NAME_KEY, NAME_COLUMNS)
}

/// Writes a locked template down as it is now; `false` when its name is taken.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, template: &Model) -> Result<bool, DbErr> {
    let updated = Entity::update_many()
        .set(ActiveModel::from(template.clone()).reset_all())
        .filter(Column::Id.eq(template.id))
        .exec(tx)
        .await;
    unless_taken(updated.map(drop), NAME_KEY, NAME_COLUMNS)
}

/// Deletes a locked template.
///
/// # Errors
/// What the database says.
pub async fn delete(tx: &Tx, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
