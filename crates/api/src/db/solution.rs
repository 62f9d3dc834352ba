//! Delivered solutions with their verdicts.

use aval_domain::knowledge::TextSource;
use aval_domain::lifecycle::{Actor, ResolutionType};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder as _, QuerySelect as _};

use super::{Word, search_document, ticket};
use crate::search::words::Pattern;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "solutions")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub number: i16,
    pub summary: String,
    pub test_steps: String,
    pub resolution_type: Word<ResolutionType>,
    pub testing_days: i16,
    pub delivered_at: DateTimeUtc,
    pub delivered_by: Option<Uuid>,
    pub verdict: Option<String>,
    pub verdict_at: Option<DateTimeUtc>,
    pub verdict_by: Option<Uuid>,
    pub verdict_comment: Option<String>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The solution that was delivered last.
///
/// # Errors
/// What the database says.
pub async fn last_of(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TicketId.eq(ticket)).order_by_desc(Column::Number).one(db).await
}

/// The number of the next solution of a ticket, from 1.
///
/// # Errors
/// What the database says.
pub async fn next_number(db: &impl ConnectionTrait, ticket: Uuid) -> Result<i16, DbErr> {
    Ok(last_of(db, ticket).await?.map_or(1, |last| last.number + 1))
}

/// Those of a ticket.
///
/// # Errors
/// What the database says.
pub async fn of_ticket(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::TicketId.eq(ticket)).all(db).await
}

/// The solutions with these ids.
///
/// # Errors
/// What the database says.
pub async fn with_ids(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// What narrows a list of solutions down.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that a solution must have.
    pub words: Option<Pattern>,
    /// Only of tickets in this category.
    pub category: Option<Uuid>,
    /// Only of this company's tickets.
    pub company: Option<Uuid>,
}

/// One page of the solutions of tickets that the actor may see, last delivered first.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let of_ticket =
        Entity::belongs_to(ticket::Entity).from(Column::TicketId).to(ticket::Column::Id).into();
    let mut query =
        Entity::find().join(JoinType::InnerJoin, of_ticket).filter(ticket::visible_to(actor));
    if let Some(words) = &filter.words {
        let backend = db.get_database_backend();
        query = query.filter(Column::Id.in_subquery(search_document::texts_with(
            backend,
            actor,
            words,
            TextSource::Solution,
        )));
    }
    if let Some(category) = filter.category {
        query = query.filter(ticket::Column::CategoryId.eq(category));
    }
    if let Some(company) = filter.company {
        query = query.filter(ticket::Column::CompanyId.eq(company));
    }
    if let Some((at, id)) = before {
        let same = Column::DeliveredAt.eq(at).and(Column::Id.lt(id));
        query = query.filter(Column::DeliveredAt.lt(at).or(same));
    }
    query.order_by_desc(Column::DeliveredAt).order_by_desc(Column::Id).limit(limit).all(db).await
}
