//! What reports read of tickets. Every query takes who asks, and finds only what is theirs to see.

use aval_domain::lifecycle::{Actor, Kind, PlanState, Priority};
use aval_domain::reports::Period;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, FromQueryResult, JoinType, QueryOrder as _, QuerySelect as _};

use super::ticket::{self, Column, Entity};
use super::{Word, company, work_plan};

/// A ticket as reports see it; what happened to it stands in its events.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    /// The ticket.
    pub id: Uuid,
    /// Its number.
    pub number: i64,
    /// Whose it is.
    pub company_id: Uuid,
    /// The name of that company.
    pub company_name: String,
    /// What is asked for.
    pub kind: Word<Kind>,
    /// The rank of its priority.
    pub priority: i16,
    /// What it is about.
    pub subject: String,
}

impl Row {
    /// The priority behind its rank.
    #[must_use]
    pub fn priority(&self) -> Priority {
        ticket::priority_of(self.priority)
    }
}

/// The next tickets that were open at some instant of a period, in the order of their ids from one
/// on. Some of those that were closed before it and opened again after it are among them: what
/// happened when is for their events to say.
///
/// # Errors
/// What the database says.
pub async fn alive_in(
    db: &impl ConnectionTrait,
    actor: &Actor,
    period: Period,
    company: Option<Uuid>,
    after: Uuid,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    let mut query = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Number,
            Column::CompanyId,
            Column::Kind,
            Column::Priority,
            Column::Subject,
        ])
        .column_as(company::Column::Name, "company_name")
        .join(
            JoinType::InnerJoin,
            Entity::belongs_to(company::Entity)
                .from(Column::CompanyId)
                .to(company::Column::Id)
                .into(),
        )
        .filter(ticket::visible_to(actor))
        .filter(Column::CreatedAt.lt(period.to))
        .filter(Column::ClosedAt.is_null().or(Column::ClosedAt.gte(period.from)))
        .filter(Column::Id.gt(after));
    if let Some(company) = company {
        query = query.filter(Column::CompanyId.eq(company));
    }
    query.order_by_asc(Column::Id).limit(limit).into_model::<Row>().all(db).await
}

/// Why a coordinator looks at a ticket in the morning.
#[derive(Clone, Copy, Debug)]
pub enum Attention {
    /// A clock has run out by this instant.
    Breached(DateTimeUtc),
    /// A clock runs out after the one instant and before the other.
    DueBetween(DateTimeUtc, DateTimeUtc),
    /// Nobody works on it.
    Unassigned,
    /// The customer has to decide on its work plan.
    AwaitingApproval,
}

impl Attention {
    fn condition(self, actor: &Actor) -> Condition {
        let open = Condition::all().add(Column::ClosedAt.is_null());
        match self {
            Self::Breached(now) => open.add(Column::DueAt.lte(now)),
            Self::DueBetween(from, to) => {
                open.add(Column::DueAt.gt(from)).add(Column::DueAt.lt(to))
            }
            Self::Unassigned => open.add(Column::AssigneeId.is_null()),
            Self::AwaitingApproval => open.add(
                work_plan::shown(actor, work_plan::Column::State).eq(Word(PlanState::Submitted)),
            ),
        }
    }

    fn order(self) -> Column {
        match self {
            Self::Breached(_) | Self::DueBetween(..) => Column::DueAt,
            Self::Unassigned | Self::AwaitingApproval => Column::CreatedAt,
        }
    }
}

/// The first tickets that need attention for a reason, and how many there are in all.
///
/// # Errors
/// What the database says.
pub async fn needing(
    db: &impl ConnectionTrait,
    actor: &Actor,
    attention: Attention,
    limit: u64,
) -> Result<(u64, Vec<ticket::Row>), DbErr> {
    let condition = attention.condition(actor);
    let total = Entity::find()
        .filter(ticket::visible_to(actor))
        .filter(condition.clone())
        .count(db)
        .await?;
    let first = ticket::rows(actor)
        .filter(condition)
        .order_by_asc(attention.order())
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_model::<ticket::Row>()
        .all(db)
        .await?;
    Ok((total, first))
}
