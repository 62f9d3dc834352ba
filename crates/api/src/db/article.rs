//! Articles with their versions, files and votes.

use aval_domain::knowledge::{ArticleState, Audience};
use aval_domain::lifecycle::{Actor, Role};
use aval_domain::text::fold;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Func, OnConflict, SimpleExpr};
use sea_orm::{
    Condition, FromQueryResult, IntoActiveModel as _, Iterable as _, JoinType, QueryOrder as _,
    QueryResult, QuerySelect as _, Select, Set,
};

use super::{Tx, article_file, article_version, article_vote, category, company, keyset};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "articles")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub solution_id: Option<Uuid>,
    pub newest: i32,
    pub published: Option<i32>,
    pub published_at: Option<DateTimeUtc>,
    pub withdrawn_at: Option<DateTimeUtc>,
    pub revision: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Where the article stands.
    #[must_use]
    pub fn state(&self) -> ArticleState {
        match (self.published, self.withdrawn_at) {
            (None, _) => ArticleState::Draft,
            (Some(_), None) => ArticleState::Published,
            (Some(_), Some(_)) => ArticleState::Withdrawn,
        }
    }

    /// The number of the version that its readers see.
    #[must_use]
    pub fn readable(&self) -> Option<i32> {
        self.published.filter(|_| self.withdrawn_at.is_none())
    }
}

/// An article with one of its versions and the names that are shown with it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The article.
    pub article: Model,
    /// The version.
    pub version: article_version::Model,
    /// Name of the company that it is for.
    pub company_name: Option<String>,
    /// Name of the category, and whether it is active.
    pub category: Option<(String, bool)>,
}

impl FromQueryResult for Shown {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let category: Option<String> = row.try_get(prefix, "category_name")?;
        let active: Option<bool> = row.try_get(prefix, "category_active")?;
        Ok(Self {
            article: Model::from_query_result(row, prefix)?,
            version: article_version::Model::from_query_result(row, "version_")?,
            company_name: row.try_get(prefix, "company_name")?,
            category: category.zip(active),
        })
    }
}

/// Which version of an article is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// What readers see; where there is nothing yet, what support writes.
    Published,
    /// What was written last.
    Newest,
}

fn of_version(column: article_version::Column) -> SimpleExpr {
    Expr::col((Alias::new("version"), column))
}

/// Articles with a version of each, as far as the actor may read it.
fn shown_to(actor: &Actor, which: Which) -> Select<Entity> {
    let number = match which {
        Which::Published => {
            let seen =
                [Column::Published, Column::Newest].map(|column| Expr::col((Entity, column)));
            SimpleExpr::from(Func::coalesce(seen))
        }
        Which::Newest => Expr::col((Entity, Column::Newest)),
    };
    let version = Entity::belongs_to(article_version::Entity)
        .from(Column::Id)
        .to(article_version::Column::ArticleId)
        .on_condition(move |_, right| {
            Condition::all()
                .add(Expr::col((right, article_version::Column::Number)).eq(number.clone()))
        })
        .into();
    let of_company: RelationDef = article_version::Entity::belongs_to(company::Entity)
        .from(article_version::Column::CompanyId)
        .to(company::Column::Id)
        .into();
    let of_category: RelationDef = article_version::Entity::belongs_to(category::Entity)
        .from(article_version::Column::CategoryId)
        .to(category::Column::Id)
        .into();
    let mut query = Entity::find()
        .join_as(JoinType::InnerJoin, version, Alias::new("version"))
        .join(JoinType::LeftJoin, of_company.from_alias(Alias::new("version")))
        .join(JoinType::LeftJoin, of_category.from_alias(Alias::new("version")))
        .column_as(company::Column::Name, "company_name")
        .column_as(category::Column::Name, "category_name")
        .column_as(category::Column::Active, "category_active");
    for column in article_version::Column::iter() {
        let name = format!("version_{}", sea_orm::IdenStatic::as_str(&column));
        query = query.expr_as(of_version(column), name);
    }
    query.filter(visible_to(actor))
}

/// What of all articles an actor may read.
fn visible_to(actor: &Actor) -> Condition {
    let nothing = || Condition::all().add(Expr::value(false));
    let audience = |audience: Audience| {
        of_version(article_version::Column::Audience).eq(super::Word(audience))
    };
    let of = |company: Uuid| {
        let own = audience(Audience::Company)
            .and(of_version(article_version::Column::CompanyId).eq(company));
        Condition::all()
            .add(Column::Published.is_not_null())
            .add(Column::WithdrawnAt.is_null())
            // The version that is looked at, and no draft.
            .add(
                of_version(article_version::Column::Number)
                    .eq(Expr::col((Entity, Column::Published))),
            )
            .add(audience(Audience::Everyone).or(own))
    };
    match *actor {
        Actor::Person { role: Role::Reporter, company, .. } => company.map_or_else(nothing, of),
        Actor::Person { role: Role::Engineer | Role::Coordinator | Role::Admin, .. } => {
            Condition::all()
        }
        Actor::Integration { company, .. } => company.map_or_else(Condition::all, of),
        Actor::Timer | Actor::Mail => nothing(),
    }
}

/// One article with a version of it, if the actor may read it.
///
/// # Errors
/// What the database says.
pub async fn one(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: Which,
    id: Uuid,
) -> Result<Option<Shown>, DbErr> {
    shown_to(actor, which).filter(Column::Id.eq(id)).into_model::<Shown>().one(db).await
}

/// Those of these articles that the actor may read, as they are published.
///
/// # Errors
/// What the database says.
pub async fn shown(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<Uuid>,
) -> Result<Vec<Shown>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    shown_to(actor, Which::Published)
        .filter(Column::Id.is_in(ids))
        .into_model::<Shown>()
        .all(db)
        .await
}

/// The published articles made from these solutions that the actor may read.
///
/// # Errors
/// What the database says.
pub async fn of_solutions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    solutions: Vec<Uuid>,
) -> Result<Vec<Shown>, DbErr> {
    if solutions.is_empty() {
        return Ok(Vec::new());
    }
    shown_to(actor, Which::Published)
        .filter(Column::SolutionId.is_in(solutions))
        .filter(Column::Published.is_not_null())
        .filter(Column::WithdrawnAt.is_null())
        .order_by_asc(Column::Id)
        .into_model::<Shown>()
        .all(db)
        .await
}

/// What narrows a list of articles down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only this category.
    pub category: Option<Uuid>,
    /// Only those that stand so.
    pub state: Option<ArticleState>,
}

fn filtered(actor: &Actor, which: Which, filter: &Filter) -> Select<Entity> {
    let state = filter.state.map(|state| match state {
        ArticleState::Draft => Condition::all().add(Column::Published.is_null()),
        ArticleState::Published => {
            Condition::all().add(Column::Published.is_not_null()).add(Column::WithdrawnAt.is_null())
        }
        ArticleState::Withdrawn => Condition::all().add(Column::WithdrawnAt.is_not_null()),
    });
    let category = filter.category.map(|id| of_version(article_version::Column::CategoryId).eq(id));
    shown_to(actor, which).filter(Condition::all().add_option(state).add_option(category))
}

/// By what a list is ordered: readers care when something was published, support when it was
/// changed.
fn instant(which: Which) -> Column {
    match which {
        Which::Published => Column::PublishedAt,
        Which::Newest => Column::UpdatedAt,
    }
}

/// One page of articles, last published or changed first.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: Which,
    filter: &Filter,
    before: Option<(DateTimeUtc, Uuid)>,
    limit: u64,
) -> Result<Vec<Shown>, DbErr> {
    let rows = filtered(actor, which, filter);
    let query = keyset::newest_first(rows, (instant(which), Column::Id), before, limit);
    query.into_model::<Shown>().all(db).await
}

/// How many articles such a list has.
///
/// # Errors
/// What the database says.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: Which,
    filter: &Filter,
) -> Result<u64, DbErr> {
    filtered(actor, which, filter).count(db).await
}

/// How many articles a category has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCategory {
    /// Its id, its name, and whether new tickets may have it; nothing for what is in none.
    pub category: Option<(Uuid, String, bool)>,
    /// How many.
    pub articles: u64,
}

impl FromQueryResult for InCategory {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let id: Option<Uuid> = row.try_get(prefix, "id")?;
        let name: Option<String> = row.try_get(prefix, "name")?;
        let active: Option<bool> = row.try_get(prefix, "active")?;
        let articles: i64 = row.try_get(prefix, "articles")?;
        Ok(Self {
            category: id.zip(name).zip(active).map(|((id, name), active)| (id, name, active)),
            articles: articles.unsigned_abs(),
        })
    }
}

/// The categories of what the actor may read, by name; what is in none comes last.
///
/// # Errors
/// What the database says.
pub async fn by_category(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: Which,
) -> Result<Vec<InCategory>, DbErr> {
    let mut counted = shown_to(actor, which)
        .select_only()
        .column_as(category::Column::Id, "id")
        .column_as(category::Column::Name, "name")
        .column_as(category::Column::Active, "active")
        .column_as(Column::Id.count(), "articles")
        .group_by(category::Column::Id)
        .group_by(category::Column::Name)
        .group_by(category::Column::Active)
        .into_model::<InCategory>()
        .all(db)
        .await?;
    counted.sort_by_cached_key(|one| {
        let name = one.category.as_ref().map(|(_, name, _)| fold(name));
        (name.is_none(), name)
    });
    Ok(counted)
}

/// One article, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// One version of an article.
///
/// # Errors
/// What the database says.
pub async fn version(
    db: &impl ConnectionTrait,
    article: Uuid,
    number: i32,
) -> Result<Option<article_version::Model>, DbErr> {
    article_version::Entity::find_by_id((article, number)).one(db).await
}

/// All versions of an article, newest first.
///
/// # Errors
/// What the database says.
pub async fn versions(
    db: &impl ConnectionTrait,
    article: Uuid,
) -> Result<Vec<article_version::Model>, DbErr> {
    article_version::Entity::find()
        .filter(article_version::Column::ArticleId.eq(article))
        .order_by_desc(article_version::Column::Number)
        .all(db)
        .await
}

/// Writes a version down with its files, in place of what it said before; then the article.
///
/// # Errors
/// What the database says.
pub async fn save(
    tx: &Tx,
    article: &Model,
    version: &article_version::Model,
    files: &[Uuid],
) -> Result<(), DbErr> {
    if article.revision == 1 {
        article.clone().into_active_model().reset_all().insert(tx).await?;
    } else {
        update(tx, article).await?;
    }
    let key = [article_version::Column::ArticleId, article_version::Column::Number];
    let changing = article_version::Column::iter().skip(key.len());
    article_version::Entity::insert(version.clone().into_active_model().reset_all())
        .on_conflict(OnConflict::columns(key).update_columns(changing).to_owned())
        .exec_without_returning(tx)
        .await?;
    article_file::Entity::delete_many()
        .filter(article_file::Column::ArticleId.eq(article.id))
        .filter(article_file::Column::Number.eq(version.number))
        .exec(tx)
        .await?;
    if !files.is_empty() {
        let rows = files.iter().zip(0_i16..).map(|(file, place)| article_file::ActiveModel {
            article_id: Set(article.id),
            number: Set(version.number),
            place: Set(place),
            attachment_id: Set(*file),
        });
        article_file::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes down that the newest version is what readers see.
///
/// # Errors
/// What the database says.
pub async fn publish(tx: &Tx, article: &Model, by: Uuid) -> Result<(), DbErr> {
    use article_version::Column::{ArticleId, Number, PublishedAt, PublishedBy};
    update(tx, article).await?;
    // One that was withdrawn and is there again was published before.
    article_version::Entity::update_many()
        .col_expr(PublishedAt, Expr::value(article.published_at))
        .col_expr(PublishedBy, Expr::value(by))
        .filter(ArticleId.eq(article.id))
        .filter(Number.eq(article.newest))
        .filter(PublishedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes a locked article down as it is now.
///
/// # Errors
/// What the database says.
pub async fn update(tx: &Tx, article: &Model) -> Result<(), DbErr> {
    article.clone().into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// The files of an article's versions with the number of the version, in their order.
///
/// # Errors
/// What the database says.
pub async fn files(
    db: &impl ConnectionTrait,
    article: Uuid,
) -> Result<Vec<article_file::Model>, DbErr> {
    article_file::Entity::find()
        .filter(article_file::Column::ArticleId.eq(article))
        .order_by_asc(article_file::Column::Number)
        .order_by_asc(article_file::Column::Place)
        .all(db)
        .await
}

/// Whether the actor may read an article, as it is published, that has this file.
///
/// # Errors
/// What the database says.
pub async fn is_file_shown(
    db: &impl ConnectionTrait,
    actor: &Actor,
    file: Uuid,
) -> Result<bool, DbErr> {
    let staff = match *actor {
        Actor::Person { role, .. } => role.is_staff(),
        Actor::Integration { company, .. } => company.is_none(),
        Actor::Timer | Actor::Mail => false,
    };
    let its = article_file::Entity::find().filter(article_file::Column::AttachmentId.eq(file));
    let its = its.all(db).await?;
    if staff {
        return Ok(!its.is_empty());
    }
    let ids = its.iter().map(|file| file.article_id).collect();
    let shown = shown(db, actor, ids).await?;
    Ok(its.iter().any(|file| {
        shown
            .iter()
            .any(|shown| shown.article.id == file.article_id && shown.version.number == file.number)
    }))
}

/// What somebody said of an article.
///
/// # Errors
/// What the database says.
pub async fn vote_of(
    db: &impl ConnectionTrait,
    article: Uuid,
    person: Uuid,
) -> Result<Option<bool>, DbErr> {
    let vote = article_vote::Entity::find_by_id((article, person)).one(db).await?;
    Ok(vote.map(|vote| vote.helpful))
}

/// Keeps what somebody says of an article, in place of what she said before.
///
/// # Errors
/// What the database says.
pub async fn vote(tx: &Tx, vote: article_vote::Model) -> Result<(), DbErr> {
    use article_vote::Column::{ArticleId, Helpful, PersonId, VotedAt};
    article_vote::Entity::insert(vote.into_active_model().reset_all())
        .on_conflict(
            OnConflict::columns([ArticleId, PersonId])
                .update_columns([Helpful, VotedAt])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many found an article helpful, and how many did not.
///
/// # Errors
/// What the database says.
pub async fn votes(db: &impl ConnectionTrait, article: Uuid) -> Result<(u64, u64), DbErr> {
    let of = |helpful: bool| {
        article_vote::Entity::find()
            .filter(article_vote::Column::ArticleId.eq(article))
            .filter(article_vote::Column::Helpful.eq(helpful))
            .count(db)
    };
    Ok((of(true).await?, of(false).await?))
}
