//! What can be searched: one row a text, with the tokens that the engine's index holds of it.

use aval_domain::knowledge::TextSource as Source;
use aval_domain::lifecycle::{Actor, Kind, Role, Stage};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{
    Alias, Asterisk, Func, OnConflict, Order, Query, SelectStatement, SimpleExpr, Value,
};
use sea_orm::{Condition, DatabaseBackend, FromQueryResult};

use super::engine::search::{condition, indexed};
use super::{Tx, Word, ticket};
use crate::search::words::{Pattern, Seen, tokens};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_documents")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub source: Word<Source>,
    pub source_id: Uuid,
    pub ticket_id: Option<Uuid>,
    pub article_id: Option<Uuid>,
    pub company_id: Option<Uuid>,
    pub staff_only: bool,
    pub at: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A text to be found.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// What it is.
    pub source: Source,
    /// Its id: of the ticket, message, note, solution, file or article.
    pub id: Uuid,
    /// The ticket that it belongs to.
    pub ticket: Option<Uuid>,
    /// The article that it belongs to.
    pub article: Option<Uuid>,
    /// Whose it is: a ticket's company, or the one that an article is for.
    pub company: Option<Uuid>,
    /// Whether only support may find it.
    pub staff_only: bool,
    /// Its title.
    pub title: &'a str,
    /// What else it says.
    pub bodies: &'a [&'a str],
    /// When it was written.
    pub at: DateTimeUtc,
}

impl Text<'_> {
    fn seen(&self) -> Seen {
        match self.company {
            _ if self.staff_only => Seen::Staff,
            Some(company) => Seen::Company(company),
            None => Seen::Everyone,
        }
    }
}

/// Puts texts where they are found, in place of what stood there of each of them before.
///
/// # Errors
/// What the database says.
pub async fn put(tx: &Tx, texts: &[Text<'_>]) -> Result<(), DbErr> {
    for text in texts {
        put_one(tx, text).await?;
    }
    Ok(())
}

async fn put_one(tx: &Tx, text: &Text<'_>) -> Result<(), DbErr> {
    let backend = tx.get_database_backend();
    let words = indexed(backend, &tokens(text.title, text.bodies, text.seen()));
    let mut columns: Vec<Alias> =
        ["source", "source_id", "ticket_id", "article_id", "company_id", "staff_only", "at"]
            .map(Alias::new)
            .to_vec();
    let mut values: Vec<SimpleExpr> = vec![
        Expr::val(Word(text.source)),
        Expr::val(text.id),
        Expr::val(text.ticket),
        Expr::val(text.article),
        Expr::val(text.company),
        Expr::val(text.staff_only),
        Expr::val(text.at),
    ];
    let own_column = backend == DatabaseBackend::Postgres;
    if own_column {
        columns.push(Alias::new("tokens"));
        values.push(Expr::val(words.as_str()).cast_as("tsvector"));
    }
    let changing = columns[4..].to_vec();
    let mut row = Query::insert();
    row.into_table(Entity)
        .columns(columns)
        .values(values)
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .on_conflict(
            OnConflict::columns([Column::Source, Column::SourceId])
                .update_columns(changing)
                .to_owned(),
        )
        .returning_col(Column::Seq);
    let written = tx.query_one(&row).await?.ok_or(DbErr::RecordNotInserted)?;
    if own_column {
        return Ok(());
    }
    let seq: i64 = written.try_get_by_index(0)?;
    let mut index = Query::insert();
    index
        .replace()
        .into_table(Alias::new(WORDS))
        .columns([Alias::new("rowid"), Alias::new("tokens")])
        .values([Expr::val(seq), Expr::val(words)])
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    tx.execute(&index).await?;
    Ok(())
}

/// SQLite's table of words.
const WORDS: &str = "search_words";

/// Takes texts of one kind away, so that nobody finds them any more.
///
/// # Errors
/// What the database says.
pub async fn remove(tx: &Tx, source: Source, id: Uuid) -> Result<(), DbErr> {
    let is_it = Column::Source.eq(Word(source)).and(Column::SourceId.eq(id));
    if tx.get_database_backend() != DatabaseBackend::Postgres {
        let seqs = Query::select().column(Column::Seq).from(Entity).and_where(is_it.clone()).take();
        let mut words = Query::delete();
        words
            .from_table(Alias::new(WORDS))
            .and_where(Expr::col(Alias::new("rowid")).in_subquery(seqs));
        tx.execute(&words).await?;
    }
    Entity::delete_many().filter(is_it).exec(tx).await?;
    Ok(())
}

/// Whether there are tickets and nothing of them can be found: the index is new.
///
/// # Errors
/// What the database says.
pub async fn is_missing(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    use sea_orm::QuerySelect as _;
    if ticket::Entity::find().limit(1).one(db).await?.is_none() {
        return Ok(false);
    }
    Ok(Entity::find().limit(1).one(db).await?.is_none())
}

/// What narrows a search down besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowed {
    /// Only this company's.
    pub company: Option<Uuid>,
    /// Only tickets in this stage.
    pub stage: Option<Stage>,
    /// Only tickets of this kind.
    pub kind: Option<Kind>,
    /// Only tickets (`Some(true)`), or only articles.
    pub tickets: Option<bool>,
}

/// Where a text was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct Found {
    pub source: Word<Source>,
    pub source_id: Uuid,
    pub ticket_id: Option<Uuid>,
    pub article_id: Option<Uuid>,
    pub at: DateTimeUtc,
}

/// How much a search looks at.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most texts that it finds.
    pub limit: u64,
    /// Among how many of the newest texts it looks first.
    pub newest: u64,
}

/// The newest texts with these words that the actor may see.
///
/// # Errors
/// What the database says.
pub async fn newest(
    db: &impl ConnectionTrait,
    actor: &Actor,
    pattern: &Pattern,
    narrowed: &Narrowed,
    bounds: Bounds,
) -> Result<Vec<Found>, DbErr> {
    let backend = db.get_database_backend();
    // On Postgres the index of words is in no order, so the newest texts are looked through first,
    // which is short for words that many texts have.
    if backend == DatabaseBackend::Postgres {
        let found = of_the_newest(db, actor, pattern, narrowed, bounds).await?;
        if found.len() as u64 == bounds.limit {
            return Ok(found);
        }
    }
    let query = newest_query(backend, actor, pattern, narrowed, bounds);
    Found::find_by_statement(backend.build(&query)).all(db).await
}

/// The statement behind [`newest`] that looks through all texts, also for asking an engine how it
/// would run it.
#[must_use]
pub fn newest_query(
    backend: DatabaseBackend,
    actor: &Actor,
    pattern: &Pattern,
    narrowed: &Narrowed,
    bounds: Bounds,
) -> SelectStatement {
    let mut query = with_words(backend, actor, pattern, narrowed);
    match backend {
        // Ordered by something that is no index's: Postgres might walk through all texts for rare
        // words, of which it thinks that there are more.
        DatabaseBackend::Postgres => {
            query.order_by_expr(Expr::col((Entity, Column::Seq)).add(0), Order::Desc)
        }
        _ => in_order(&mut query, backend),
    };
    query.limit(bounds.limit).take()
}

/// Those of them that are among the newest texts of all, of which it looks at a fixed number.
///
/// # Errors
/// What the database says.
pub async fn of_the_newest(
    db: &impl ConnectionTrait,
    actor: &Actor,
    pattern: &Pattern,
    narrowed: &Narrowed,
    bounds: Bounds,
) -> Result<Vec<Found>, DbErr> {
    let backend = db.get_database_backend();
    let query = of_the_newest_query(backend, actor, pattern, narrowed, bounds);
    Found::find_by_statement(backend.build(&query)).all(db).await
}

/// The statement behind [`of_the_newest`], also for asking an engine how it would run it.
#[must_use]
pub fn of_the_newest_query(
    backend: DatabaseBackend,
    actor: &Actor,
    pattern: &Pattern,
    narrowed: &Narrowed,
    bounds: Bounds,
) -> SelectStatement {
    let mut newest = Query::select();
    newest.from(Entity).order_by(Column::Seq, Order::Desc);
    let mut query = match backend {
        // Postgres can't tell how few numbers are above a limit that it has to look up, and would
        // look in all texts for the words, which it would then throw away. It takes a table that
        // ends as such. The pattern is a query of its own, or it would be read anew for each text.
        DatabaseBackend::Postgres => {
            newest.column(Asterisk).limit(bounds.newest);
            let asked: Value = condition(backend, pattern).into();
            let has_words = Expr::cust_with_values(
                "\"search_documents\".\"tokens\" @@ (SELECT CAST($1 AS tsquery))",
                [asked],
            );
            Query::select().from_subquery(newest, Entity).and_where(has_words).take()
        }
        _ => {
            newest.column(Column::Seq).limit(1).offset(bounds.newest);
            let before = Expr::SubQuery(None, Box::new(newest.into()));
            let after = seq_of(backend).gt(Func::coalesce([before, Expr::val(0)]));
            matching(backend, pattern).and_where(after).take()
        }
    };
    narrow(&mut query, actor, narrowed);
    in_order(&mut query, backend).limit(bounds.limit).take()
}

/// A text's number, from where the engine's index is read in its order, so that it stops when it has
/// enough.
fn seq_of(backend: DatabaseBackend) -> SimpleExpr {
    match backend {
        DatabaseBackend::Postgres => Expr::col((Entity, Column::Seq)),
        _ => Expr::col((Alias::new(WORDS), Alias::new("rowid"))),
    }
}

fn in_order(query: &mut SelectStatement, backend: DatabaseBackend) -> &mut SelectStatement {
    query.order_by_expr(seq_of(backend), Order::Desc)
}

/// The texts with these words that the actor may see, in no order.
fn with_words(
    backend: DatabaseBackend,
    actor: &Actor,
    pattern: &Pattern,
    narrowed: &Narrowed,
) -> SelectStatement {
    let mut query = matching(backend, pattern);
    narrow(&mut query, actor, narrowed);
    query
}

/// Asks for what the actor may see of them, and of that for what is wanted.
fn narrow(query: &mut SelectStatement, actor: &Actor, narrowed: &Narrowed) {
    query.columns(
        [Column::Source, Column::SourceId, Column::TicketId, Column::ArticleId, Column::At]
            .map(|column| (Entity, column)),
    );
    query.cond_where(visible_to(actor));
    if let Some(company) = narrowed.company {
        query.and_where(Column::CompanyId.eq(company));
    }
    match narrowed.tickets {
        Some(true) => query.and_where(Column::TicketId.is_not_null()),
        Some(false) => query.and_where(Column::ArticleId.is_not_null()),
        None => &mut *query,
    };
    if narrowed.stage.is_some() || narrowed.kind.is_some() {
        let on = Expr::col((ticket::Entity, ticket::Column::Id)).equals((Entity, Column::TicketId));
        query.inner_join(ticket::Entity, on);
        if let Some(stage) = narrowed.stage {
            query.and_where(ticket::Column::Stage.eq(Word(stage)));
        }
        if let Some(kind) = narrowed.kind {
            query.and_where(ticket::Column::Kind.eq(Word(kind)));
        }
    }
}

/// The ids of the tickets in which the actor finds these words.
pub(super) fn tickets_with(
    backend: DatabaseBackend,
    actor: &Actor,
    pattern: &Pattern,
) -> SelectStatement {
    let mut query = matching(backend, pattern);
    query.column((Entity, Column::TicketId)).cond_where(visible_to(actor));
    query.and_where(Column::TicketId.is_not_null());
    query
}

/// The ids of the texts of one kind in which the actor finds these words.
pub(super) fn texts_with(
    backend: DatabaseBackend,
    actor: &Actor,
    pattern: &Pattern,
    source: Source,
) -> SelectStatement {
    let mut query = matching(backend, pattern);
    query.column((Entity, Column::SourceId)).cond_where(visible_to(actor));
    query.and_where(Column::Source.eq(Word(source)));
    query
}

fn matching(backend: DatabaseBackend, pattern: &Pattern) -> SelectStatement {
    let asked: Value = condition(backend, pattern).into();
    let mut query = Query::select();
    match backend {
        DatabaseBackend::Postgres => {
            query.from(Entity).and_where(Expr::cust_with_values(
                "\"search_documents\".\"tokens\" @@ CAST($1 AS tsquery)",
                [asked],
            ));
        }
        _ => {
            // Crossed, so that SQLite goes through the words first.
            query
                .from(Alias::new(WORDS))
                .cross_join(Entity)
                .and_where(
                    Expr::col((Entity, Column::Seq))
                        .eq(Expr::col((Alias::new(WORDS), Alias::new("rowid")))),
                )
                .and_where(Expr::cust_with_values("\"search_words\" MATCH ?", [asked]));
        }
    }
    query
}

/// What of all texts an actor may know of. What she asks for says the same in its pattern, for
/// speed; this is what holds.
fn visible_to(actor: &Actor) -> Condition {
    let everything = Condition::all();
    let nothing = || Condition::all().add(Expr::value(false));
    let of = |company: Uuid| {
        Condition::all()
            .add(Column::StaffOnly.eq(false))
            .add(Column::CompanyId.eq(company).or(Column::CompanyId.is_null()))
    };
    match *actor {
        Actor::Person { role: Role::Reporter, company, .. } => company.map_or_else(nothing, of),
        Actor::Person { role: Role::Engineer | Role::Coordinator | Role::Admin, .. } => everything,
        Actor::Integration { company, .. } => company.map_or(everything, of),
        Actor::Timer | Actor::Mail => nothing(),
    }
}
