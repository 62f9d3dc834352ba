//! Articles: what was learnt from solutions; and the solutions themselves.

mod categories;
mod create;
mod feedback;
mod history;
mod list;
mod publish;
mod show;
mod solutions;
mod update;
mod withdraw;
mod written;

use aval_contract::articles::{Article, ArticleListItem};
use aval_contract::attachments::Attachment;
use aval_contract::categories::Category;
use aval_contract::companies::CompanyRef;
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::attachments;
use crate::auth::Caller;
use crate::db::article::{self, Shown, Which};
use crate::db::attachment;
use crate::error::{ApiError, Result};
use crate::markdown::{to_html, to_plain};
use crate::search::marks::{excerpt, marked};
use crate::search::words::Question;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(categories::list_categories)
        .service(create::create)
        .service(show::show)
        .service(update::update)
        .service(publish::publish)
        .service(withdraw::withdraw)
        .service(feedback::give_feedback)
        .service(history::history)
        .service(solutions::list_solutions);
}

/// An article as the caller may read it.
///
/// # Errors
/// 404 when it is not hers to read.
async fn load(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<Article> {
    let shown = article::one(db, &caller.actor, Which::Published, id).await?;
    let shown = shown.ok_or(ApiError::NOT_FOUND)?;
    let helpful = match caller.person_id() {
        Some(person) => article::vote_of(db, id, person).await?,
        None => None,
    };
    let attachments = files(db, id).await?.remove(&shown.version.number).unwrap_or_default();
    let (category, company) = (category(&shown), company(&shown));
    let Shown { article, version, .. } = shown;
    Ok(Article {
        id: article.id,
        body_html: to_html(&version.body),
        title: version.title,
        body: version.body,
        category,
        audience: version.audience.0,
        company,
        state: article.state(),
        attachments,
        published_at: version.published_at,
        helpful,
        revision: article.revision,
    })
}

/// The files of an article by the number of the version.
async fn files(
    db: &impl ConnectionTrait,
    article: Uuid,
) -> Result<std::collections::BTreeMap<i32, Vec<Attachment>>> {
    let rows = article::files(db, article).await?;
    let ids = rows.iter().map(|row| row.attachment_id).collect();
    let known = attachment::with_ids(db, ids).await?;
    let mut files = std::collections::BTreeMap::<i32, Vec<Attachment>>::new();
    for row in rows {
        if let Some(file) = known.iter().find(|file| file.id == row.attachment_id) {
            files.entry(row.number).or_default().push(attachments::answer(file.clone()));
        }
    }
    Ok(files)
}

fn category(shown: &Shown) -> Option<Category> {
    let (name, active) = shown.category.clone()?;
    Some(Category { id: shown.version.category_id?, name, active })
}

fn company(shown: &Shown) -> Option<CompanyRef> {
    let name = shown.company_name.clone()?;
    Some(CompanyRef { id: shown.version.company_id?, name })
}

/// An article in a list, with the words asked for marked.
fn list_item(caller: &Caller, question: &Question, shown: Shown) -> ArticleListItem {
    let (category, company) = (category(&shown), company(&shown));
    let Shown { article, version, .. } = shown;
    let unpublished = article.published != Some(version.number);
    let published_at = article.published_at.filter(|_| !caller.is_staff());
    ArticleListItem {
        id: article.id,
        title: marked(question, &version.title),
        excerpt: excerpt(question, &to_plain(&version.body)),
        category,
        audience: version.audience.0,
        company,
        state: article.state(),
        unpublished,
        at: published_at.unwrap_or(article.updated_at),
    }
}
