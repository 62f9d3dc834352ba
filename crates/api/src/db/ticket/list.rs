//! Lists of tickets: their filters, their orders, and where a page begins.

use aval_domain::lifecycle::{Actor, Kind, Priority, Stage, WaitingOn};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{Condition, DatabaseBackend, QueryOrder as _, QuerySelect as _, Select};

use super::{Column, Entity, Model, Row, rank_of, rows, visible_to};
use crate::db::{Word, after_hours_window, search_document};
use crate::search::words::Pattern;

/// The order of a list and the place where the next page begins.
#[derive(Clone, Debug)]
pub enum Order {
    /// By opening, newest first, after an instant.
    NewestFirst(Option<DateTimeUtc>),
    /// By opening, oldest first.
    OldestFirst(Option<DateTimeUtc>),
    /// By last change, newest first.
    LastChangedFirst(Option<DateTimeUtc>),
    /// As [`DueRank`] says: after a rank and the instant in it that [`DueRank::place`] gives.
    DueFirst(Option<(i16, Option<DateTimeUtc>)>),
    /// By priority, and oldest of each first.
    MostUrgentFirst(Option<(i16, DateTimeUtc)>),
}

/// Where a ticket stands in a list by due time: the next time limit first, and what is over last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueRank {
    /// Something is due; soonest first.
    Due,
    /// The customer tests; what ends soonest first.
    Testing,
    /// Nothing is due: support waits. Oldest first, as ids are.
    Waiting,
    /// Nothing will be due any more; closed last first.
    Closed,
}

impl DueRank {
    /// The rank of a ticket, and the instant by which it has its place there; `None` where ids do.
    #[must_use]
    pub fn place(ticket: &Model) -> (Self, Option<DateTimeUtc>) {
        match (ticket.closed_at, ticket.due_at, ticket.testing_ends_at) {
            (Some(closed), _, _) => (Self::Closed, Some(closed)),
            (None, Some(due), _) => (Self::Due, Some(due)),
            (None, None, Some(ends)) => (Self::Testing, Some(ends)),
            (None, None, None) => (Self::Waiting, None),
        }
    }

    /// The rank for the database, as a number that sorts. Word for word what its indexes are made
    /// of (`m0018`): with numbers as parameters no engine would know it again.
    fn expression() -> SimpleExpr {
        Expr::cust(
            "CASE WHEN \"tickets\".\"closed_at\" IS NOT NULL THEN 3 \
             WHEN \"tickets\".\"due_at\" IS NOT NULL THEN 0 \
             WHEN \"tickets\".\"testing_ends_at\" IS NOT NULL THEN 1 ELSE 2 END",
        )
    }

    /// The instant of what is not closed, for the database; likewise word for word.
    fn running() -> SimpleExpr {
        Expr::cust(
            "CASE WHEN \"tickets\".\"closed_at\" IS NULL \
             THEN COALESCE(\"tickets\".\"due_at\", \"tickets\".\"testing_ends_at\") END",
        )
    }

    /// What comes after a place in the same rank.
    fn later(rank: i16, at: Option<DateTimeUtc>, id: Uuid) -> SimpleExpr {
        match at {
            None => Column::Id.gt(id),
            Some(at) if rank == Self::Closed as i16 => {
                Column::ClosedAt.lt(at).or(Column::ClosedAt.eq(at).and(Column::Id.gt(id)))
            }
            Some(at) => Self::running().gt(at).or(Self::running().eq(at).and(Column::Id.gt(id))),
        }
    }
}

/// Filters of a list; all must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this priority.
    pub priority: Option<Priority>,
    /// Only this company's.
    pub company: Option<Uuid>,
    /// Only this engineer's.
    pub assignee: Option<Uuid>,
    /// Only those with (or without) an assignee.
    pub assigned: Option<bool>,
    /// Only those waiting on this side.
    pub waiting_on: Option<WaitingOn>,
    /// Only those that need (or don't need) the customer at this instant.
    pub needs_customer: Option<(bool, DateTimeUtc)>,
    /// Only this category.
    pub category: Option<Uuid>,
    /// Only those past (or not past) their due time at this instant.
    pub breached: Option<(bool, DateTimeUtc)>,
    /// Due at or after.
    pub due_from: Option<DateTimeUtc>,
    /// Due before.
    pub due_to: Option<DateTimeUtc>,
    /// Opened at or after.
    pub created_from: Option<DateTimeUtc>,
    /// Opened before.
    pub created_to: Option<DateTimeUtc>,
    /// Words that a ticket or one of its texts must have.
    pub words: Option<Pattern>,
}

fn filtered(
    query: Select<Entity>,
    backend: DatabaseBackend,
    actor: &Actor,
    filter: &Filter,
) -> Select<Entity> {
    let mut all = Condition::all()
        .add_option(filter.stage.map(|stage| Column::Stage.eq(Word(stage))))
        .add_option(filter.kind.map(|kind| Column::Kind.eq(Word(kind))))
        .add_option(filter.priority.map(|priority| Column::Priority.eq(rank_of(priority))))
        .add_option(filter.company.map(|id| Column::CompanyId.eq(id)))
        .add_option(filter.assignee.map(|id| Column::AssigneeId.eq(id)))
        .add_option(filter.waiting_on.map(|side| Column::WaitingOn.eq(Word(side))))
        .add_option(filter.category.map(|id| Column::CategoryId.eq(id)))
        .add_option(filter.due_from.map(|from| Column::DueAt.gte(from)))
        .add_option(filter.due_to.map(|to| Column::DueAt.lt(to)))
        .add_option(filter.created_from.map(|from| Column::CreatedAt.gte(from)))
        .add_option(filter.created_to.map(|to| Column::CreatedAt.lt(to)));
    match filter.assigned {
        None => {}
        Some(true) => all = all.add(Column::AssigneeId.is_not_null()),
        Some(false) => all = all.add(Column::AssigneeId.is_null()),
    }
    if let Some((needed, now)) = filter.needs_customer {
        let asked = after_hours_window::tickets_asked_of_customers(now);
        let needs = Condition::any()
            .add(Column::WaitingOn.eq(Word(WaitingOn::Customer)))
            .add(Column::Id.in_subquery(asked));
        all = all.add(if needed { needs } else { needs.not() });
    }
    match filter.breached {
        None => {}
        Some((true, now)) => all = all.add(Column::DueAt.lte(now)),
        Some((false, now)) => all = all.add(Column::DueAt.gt(now).or(Column::DueAt.is_null())),
    }
    if let Some(words) = &filter.words {
        let found = search_document::tickets_with(backend, actor, words);
        all = all.add(Column::Id.in_subquery(found));
    }
    query.filter(all)
}

/// One page of the tickets that the actor may see.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    order: &Order,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    let query = page_query(db.get_database_backend(), actor, filter, order, after, limit);
    query.into_model::<Row>().all(db).await
}

/// The statement behind [`page`], also for asking an engine how it would run it.
#[must_use]
pub fn page_query(
    backend: DatabaseBackend,
    actor: &Actor,
    filter: &Filter,
    order: &Order,
    after: Option<Uuid>,
    limit: u64,
) -> Select<Entity> {
    ordered(filtered(rows(actor), backend, actor, filter), order, after).limit(limit)
}

fn ordered(query: Select<Entity>, order: &Order, after: Option<Uuid>) -> Select<Entity> {
    let id = after.unwrap_or_default();
    let later =
        |column: Column, at: DateTimeUtc| column.gt(at).or(column.eq(at).and(Column::Id.gt(id)));
    let earlier =
        |column: Column, at: DateTimeUtc| column.lt(at).or(column.eq(at).and(Column::Id.lt(id)));
    match *order {
        // What is said twice, once without the tie-breaker, is where an index begins to read.
        Order::NewestFirst(at) => place(query, at.map(|at| earlier(Column::CreatedAt, at)))
            .filter(bound(at.map(|at| Column::CreatedAt.lte(at))))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id),
        Order::OldestFirst(at) => place(query, at.map(|at| later(Column::CreatedAt, at)))
            .filter(bound(at.map(|at| Column::CreatedAt.gte(at))))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id),
        Order::LastChangedFirst(at) => place(query, at.map(|at| earlier(Column::UpdatedAt, at)))
            .filter(bound(at.map(|at| Column::UpdatedAt.lte(at))))
            .order_by_desc(Column::UpdatedAt)
            .order_by_desc(Column::Id),
        Order::DueFirst(at) => {
            let begin = at.map(|(rank, at)| {
                let same = DueRank::expression().eq(rank).and(DueRank::later(rank, at, id));
                DueRank::expression().gt(rank).or(same)
            });
            place(query, begin)
                .filter(bound(at.map(|(rank, _)| DueRank::expression().gte(rank))))
                .order_by_asc(DueRank::expression())
                .order_by_asc(DueRank::running())
                .order_by_desc(Column::ClosedAt)
                .order_by_asc(Column::Id)
        }
        Order::MostUrgentFirst(at) => {
            let begin = at.map(|(rank, at)| {
                Column::Priority
                    .lt(rank)
                    .or(Column::Priority.eq(rank).and(later(Column::CreatedAt, at)))
            });
            place(query, begin)
                .filter(bound(at.map(|(rank, _)| Column::Priority.lte(rank))))
                .order_by_desc(Column::Priority)
                .order_by_asc(Column::CreatedAt)
                .order_by_asc(Column::Id)
        }
    }
}

fn bound(begin: Option<SimpleExpr>) -> Condition {
    Condition::all().add_option(begin)
}

fn place(query: Select<Entity>, begin: Option<SimpleExpr>) -> Select<Entity> {
    match begin {
        Some(begin) => query.filter(begin),
        None => query,
    }
}

/// How many tickets of a list there are in all.
///
/// # Errors
/// What the database says.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
) -> Result<u64, DbErr> {
    let visible = Entity::find().filter(visible_to(actor));
    filtered(visible, db.get_database_backend(), actor, filter).count(db).await
}
