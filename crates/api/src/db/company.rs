//! Customer organisations.

use aval_domain::lifecycle::{Actor, Role};
use aval_domain::text::fold;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Func, Query, SimpleExpr, SubQueryStatement};
use sea_orm::{Condition, FromQueryResult, QueryResult, QuerySelect as _, Select};

use super::engine::unless_taken;
use super::{Tx, keyset, person};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "companies")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    /// The name as lists sort it: set together with it, by [`Model::rename`].
    pub folded_name: String,
    pub nit: String,
    pub contract: Option<String>,
    pub active: bool,
    pub created_at: DateTimeUtc,
    pub sla_override: Option<String>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Gives the company another name.
    pub fn rename(&mut self, name: String) {
        self.folded_name = fold(&name);
        self.name = name;
    }
}

/// What of all companies an actor may know of.
fn visible_to(actor: &Actor) -> Condition {
    let everything = Condition::all();
    let nothing = || Condition::all().add(Expr::value(false));
    let own = |company: Uuid| Condition::all().add(Column::Id.eq(company));
    match *actor {
        Actor::Person { role: Role::Reporter, company, .. } => company.map_or_else(nothing, own),
        Actor::Person { role: Role::Engineer | Role::Coordinator | Role::Admin, .. }
        | Actor::Timer => everything,
        Actor::Integration { company, .. } => company.map_or(everything, own),
        Actor::Mail => nothing(),
    }
}

/// A company with the number of its reporter slots that are taken, from one query.
#[derive(Clone, Debug)]
pub struct Row {
    /// The company.
    pub company: Model,
    /// Slots held by active and invited reporters.
    pub active_reporters: i64,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            company: Model::from_query_result(row, prefix)?,
            active_reporters: row.try_get(prefix, "active_reporters")?,
        })
    }
}

fn rows(actor: &Actor) -> Select<Entity> {
    let slot = (person::Entity, person::Column::ReporterSlot);
    let taken = Query::select()
        .expr(Func::count(Expr::col(slot)))
        .from(person::Entity)
        .and_where(
            Expr::col((person::Entity, person::Column::CompanyId)).equals((Entity, Column::Id)),
        )
        .to_owned();
    Entity::find()
        .filter(visible_to(actor))
        .expr_as(SimpleExpr::from(SubQueryStatement::from(taken)), "active_reporters")
}

/// One company, if the actor may know of it.
///
/// # Errors
/// What the database says.
pub async fn row_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<Row>, DbErr> {
    rows(actor).filter(Column::Id.eq(id)).into_model::<Row>().one(db).await
}

/// One company, locked until the transaction ends, if the actor may know of it. (SQLite's
/// transaction holds the only write lock already.) Whoever gives out a reporter slot holds this
/// lock.
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

/// One page of the companies that the actor may know of, by folded name, after the company with
/// this folded name and id.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    after: Option<(String, Uuid)>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    keyset::by_name(rows(actor), (Column::FoldedName, Column::Id), after, limit)
        .into_model::<Row>()
        .all(db)
        .await
}

/// How many companies the actor may know of.
///
/// # Errors
/// What the database says.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64, DbErr> {
    Entity::find().filter(visible_to(actor)).count(db).await
}

/// Enters a company; `false` when its NIT is taken.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &Tx, company: &Model) -> Result<bool, DbErr> {
    let inserted =
        Entity::insert(ActiveModel::from(company.clone())).exec_without_returning(tx).await;
    unless_taken(inserted.map(drop), "companies_nit_key", "companies.nit")
}

/// Writes a locked company down as it is now.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, company: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .set(ActiveModel::from(company.clone()).reset_all())
        .filter(Column::Id.eq(company.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// A company that is not switched off.
///
/// # Errors
/// What the database says.
pub async fn active(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::Active.eq(true)).one(db).await
}
