//! Activities of work plans: what is planned, and what became of it.

use aval_domain::work_plan::ActivityState;
use sea_orm::entity::prelude::*;
use sea_orm::{
    FromQueryResult, IntoActiveModel as _, JoinType, QueryOrder as _, QueryResult, QuerySelect as _,
};

use super::{Tx, Word, person};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_plan_activities")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub position: i16,
    pub title: String,
    pub responsible_id: Uuid,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub state: Word<ActivityState>,
    pub notes: Option<String>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An activity with the name that its answer shows, from one query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The activity.
    pub activity: Model,
    /// Name of who does it.
    pub responsible_name: String,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            activity: Model::from_query_result(row, prefix)?,
            responsible_name: row.try_get(prefix, "responsible_name")?,
        })
    }
}

/// The activities of a version in their order.
///
/// # Errors
/// What the database says.
pub async fn of(db: &impl ConnectionTrait, plan: Uuid) -> Result<Vec<Row>, DbErr> {
    Entity::find()
        .join(
            JoinType::InnerJoin,
            Entity::belongs_to(person::Entity)
                .from(Column::ResponsibleId)
                .to(person::Column::Id)
                .into(),
        )
        .column_as(person::Column::Name, "responsible_name")
        .filter(Column::PlanId.eq(plan))
        .order_by_asc(Column::Position)
        .into_model::<Row>()
        .all(db)
        .await
}

/// Writes the activities of a draft in place of those that it had.
///
/// # Errors
/// What the database says; the database refuses for a version that was submitted.
pub async fn replace_all_of(
    tx: &Tx,
    plan: Uuid,
    activities: impl IntoIterator<Item = Model>,
) -> Result<(), DbErr> {
    remove_all_of(tx, plan).await?;
    let rows: Vec<ActiveModel> = activities.into_iter().map(Model::into_active_model).collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Removes the activities of a draft.
///
/// # Errors
/// What the database says; the database refuses for a version that was submitted.
pub async fn remove_all_of(tx: &Tx, plan: Uuid) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::PlanId.eq(plan)).exec(tx).await?;
    Ok(())
}

/// Notes what became of an activity.
///
/// # Errors
/// What the database says.
pub async fn change(tx: &Tx, plan: Uuid, id: Uuid, columns: ActiveModel) -> Result<(), DbErr> {
    Entity::update_many()
        .set(columns)
        .filter(Column::PlanId.eq(plan))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
