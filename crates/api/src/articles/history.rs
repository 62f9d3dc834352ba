//! What support knows of an article: its versions, where it comes from, and whether it helps.

use std::collections::HashMap;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use aval_contract::articles::{ArticleHistory, ArticleVersion};
use aval_contract::categories::Category;
use aval_contract::companies::CompanyRef;
use aval_contract::me::PersonRef;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::app::State;
use crate::auth::Staff;
use crate::db::{article, category, company, person, solution, ticket};
use crate::error::{ApiError, Result};
use crate::http::{NoParams, Params, path_id};

/// The versions of an article, and what its readers think of it
#[utoipa::path(
    tag = "articles",
    operation_id = "get_article_versions",
    params(("id" = Uuid, Path, description = "The article")),
    responses((status = 200, description = "Newest version first", body = ArticleHistory))
)]
#[get("/articles/{id}/versions")]
pub(super) async fn history(
    _staff: Staff,
    state: web::Data<State>,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> Result<HttpResponse> {
    let db = state.db.read();
    let found = article::Entity::find_by_id(path_id(&path)?).one(db).await?;
    let article = found.ok_or(ApiError::NOT_FOUND)?;
    let etag = format!("\"{}\"", article.revision);
    let body = load(db, &article).await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag)).json(body))
}

/// The answer, with a constant number of statements.
///
/// # Errors
/// What the database says.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    article: &article::Model,
) -> Result<ArticleHistory> {
    let versions = article::versions(db, article.id).await?;
    let mut files = super::files(db, article.id).await?;
    let (helpful, not_helpful) = article::votes(db, article.id).await?;
    let people: HashMap<Uuid, String> = {
        let ids = versions
            .iter()
            .flat_map(|version| std::iter::once(version.written_by).chain(version.published_by));
        let rows = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(db).await?;
        rows.into_iter().map(|person| (person.id, person.name)).collect()
    };
    let companies: HashMap<Uuid, String> = {
        let ids = versions.iter().filter_map(|version| version.company_id);
        let rows = company::Entity::find().filter(company::Column::Id.is_in(ids)).all(db).await?;
        rows.into_iter().map(|company| (company.id, company.name)).collect()
    };
    let categories: HashMap<Uuid, category::Model> = {
        let ids = versions.iter().filter_map(|version| version.category_id);
        let rows = category::Entity::find().filter(category::Column::Id.is_in(ids)).all(db).await?;
        rows.into_iter().map(|category| (category.id, category)).collect()
    };
    let made_from = match article.solution_id {
        None => None,
        Some(id) => number_of(db, id).await?,
    };
    let named = |id: Uuid| PersonRef { id, name: people.get(&id).cloned().unwrap_or_default() };
    let versions = versions
        .into_iter()
        .map(|version| ArticleVersion {
            number: version.number,
            title: version.title,
            body: version.body,
            audience: version.audience.0,
            company: version.company_id.and_then(|id| {
                companies.get(&id).map(|name| CompanyRef { id, name: name.clone() })
            }),
            category: version.category_id.and_then(|id| {
                let category::Model { id, name, active, .. } = categories.get(&id)?.clone();
                Some(Category { id, name, active })
            }),
            attachments: files.remove(&version.number).unwrap_or_default(),
            written_by: named(version.written_by),
            written_at: version.written_at,
            published_at: version.published_at,
            published_by: version.published_by.map(named),
        })
        .collect();
    Ok(ArticleHistory {
        state: article.state(),
        made_from,
        helpful,
        not_helpful,
        versions,
        revision: article.revision,
    })
}

/// The number of the case that a solution was delivered for.
async fn number_of(db: &impl ConnectionTrait, solution: Uuid) -> Result<Option<String>> {
    let Some(solution) = solution::Entity::find_by_id(solution).one(db).await? else {
        return Ok(None);
    };
    let ticket = ticket::Entity::find_by_id(solution.ticket_id).one(db).await?;
    Ok(ticket.map(|ticket| ticket::number_text(ticket.number)))
}
