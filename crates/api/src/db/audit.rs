//! What staff and admins did outside tickets.

use aval_domain::audit::AuditAction;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, FromQueryResult, JoinType, QueryResult, QuerySelect as _, RelationDef};

use super::{Tx, Word, company, keyset};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub action: Word<AuditAction>,
    pub target_id: Option<Uuid>,
    pub data: String,
    pub company_id: Option<Uuid>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An entry with the name of the company that it concerns, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The entry.
    pub entry: Model,
    /// The company's name; none where it concerns none.
    pub company_name: Option<String>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            entry: Model::from_query_result(row, prefix)?,
            company_name: row.try_get(prefix, "company_name")?,
        })
    }
}

/// Which entries are asked for; all of it together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// What was done.
    pub action: Option<AuditAction>,
    /// Who did it: a person or a key.
    pub actor: Option<Uuid>,
    /// The company that it concerns.
    pub company: Option<Uuid>,
    /// At or after.
    pub from: Option<DateTimeUtc>,
    /// Before.
    pub to: Option<DateTimeUtc>,
}

impl Filter {
    fn condition(&self) -> Condition {
        let Self { action, actor, company, from, to } = *self;
        Condition::all()
            .add_option(action.map(|action| Column::Action.eq(Word(action))))
            .add_option(actor.map(|actor| Column::ActorId.eq(actor)))
            .add_option(company.map(|company| Column::CompanyId.eq(company)))
            .add_option(from.map(|from| Column::At.gte(from)))
            .add_option(to.map(|to| Column::At.lt(to)))
    }
}

/// Writes an entry down.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, entry: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(entry)).exec_without_returning(tx).await?;
    Ok(())
}

/// One page, newest first, of what came before the entry with this instant and id.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    page_query(filter, before, limit).into_model::<Row>().all(db).await
}

/// The statement behind [`page`], also for asking an engine how it would run it.
#[must_use]
pub fn page_query(
    filter: &Filter,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Select<Entity> {
    let of_company: RelationDef =
        Entity::belongs_to(company::Entity).from(Column::CompanyId).to(company::Column::Id).into();
    let rows = Entity::find()
        .filter(filter.condition())
        .join(JoinType::LeftJoin, of_company)
        .column_as(company::Column::Name, "company_name");
    keyset::newest_first(rows, (Column::At, Column::Id), before, limit)
}

/// How many entries there are.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<u64, DbErr> {
    Entity::find().filter(filter.condition()).count(db).await
}
