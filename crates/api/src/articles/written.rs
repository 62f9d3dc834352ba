//! What support writes of an article, checked.

use aval_contract::articles::{CreateArticle, UpdateArticle};
use aval_domain::knowledge::Audience;
use aval_domain::text::{Body as LongText, Subject};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::auth::Caller;
use crate::change::Pending;
use crate::db::{Tx, Word, article, article_version, attachment, category, company};
use crate::error::ApiError;
use crate::error::{Checks, Invalid, Result};

/// The most files of an article.
const MOST_FILES: usize = 20;

/// An article as it is to be written down.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub title: Option<String>,
    pub body: Option<String>,
    pub audience: Option<Audience>,
    pub company: Option<Uuid>,
    pub category: Option<Uuid>,
    pub files: Option<Vec<Uuid>>,
}

impl From<&CreateArticle> for Written {
    fn from(body: &CreateArticle) -> Self {
        Self {
            title: Some(body.title.clone()),
            body: Some(body.body.clone()),
            audience: Some(body.audience),
            company: body.company_id,
            category: body.category_id,
            files: Some(body.attachment_ids.clone()),
        }
    }
}

impl From<UpdateArticle> for Written {
    fn from(body: UpdateArticle) -> Self {
        Self {
            title: body.title,
            body: body.body,
            audience: body.audience,
            company: body.company_id,
            category: body.category_id,
            files: body.attachment_ids,
        }
    }
}

impl Written {
    /// Puts what was written into a version, and says which files it has: of those it had before and
    /// those that the caller uploaded.
    ///
    /// # Errors
    /// 422 naming each field that is wrong.
    pub(super) async fn put_into(
        self,
        pending: &Pending,
        caller: &Caller,
        version: &mut article_version::Model,
        had: Vec<Uuid>,
    ) -> Result<Vec<Uuid>> {
        let tx = &pending.tx;
        let mut checks = Checks::new();
        if let Some(raw) = &self.title
            && let Some(title) = checks.text("/title", Subject::parse(raw))
        {
            version.title = title.into_string();
        }
        if let Some(raw) = &self.body
            && let Some(body) = checks.text("/body", LongText::parse(raw))
        {
            version.body = body.into_string();
        }
        version.audience = Word(self.audience.unwrap_or(version.audience.0));
        version.company_id = match version.audience.0 {
            Audience::Company => self.company.or(version.company_id),
            Audience::Everyone | Audience::Staff => None,
        };
        match (version.audience.0, version.company_id) {
            (Audience::Company, None) => checks.refuse("/company_id", "required"),
            (Audience::Company, Some(id)) => {
                if company::active(tx, id).await?.is_none() {
                    checks.refuse("/company_id", "unknown");
                }
            }
            (Audience::Everyone | Audience::Staff, _) if self.company.is_some() => {
                checks.refuse("/company_id", "unexpected");
            }
            (Audience::Everyone | Audience::Staff, _) => {}
        }
        if let Some(id) = self.category {
            // The one it has may have been switched off since.
            if version.category_id != Some(id) && category::active(tx, id).await?.is_none() {
                checks.refuse("/category_id", "unknown");
            }
            version.category_id = Some(id);
        }
        checks.done()?;
        version.written_by = caller.id();
        version.written_at = pending.now;
        match self.files {
            None => Ok(had),
            Some(files) => take_files(pending, caller, files, &had).await,
        }
    }
}

/// Makes the files that are new to the article part of it.
async fn take_files(
    pending: &Pending,
    caller: &Caller,
    files: Vec<Uuid>,
    had: &[Uuid],
) -> Result<Vec<Uuid>> {
    if files.len() > MOST_FILES {
        return Err(ApiError::invalid("/attachment_ids", "too_many"));
    }
    let new: Vec<Uuid> = files.iter().copied().filter(|id| !had.contains(id)).collect();
    let found = attachment::lock_unsent_of(&pending.tx, caller.id(), &new).await?;
    let mut wrong = Vec::new();
    for (place, id) in files.iter().enumerate() {
        let is_new = found.iter().any(|file| file.id == *id);
        let is_twice = files[..place].contains(id);
        if is_twice || !(had.contains(id) || is_new) {
            wrong.push(Invalid::new(format!("/attachment_ids/{place}"), "unknown"));
        }
    }
    if !wrong.is_empty() {
        return Err(ApiError::Validation(wrong));
    }
    attachment::mark_sent_alone(&pending.tx, &new, pending.now).await?;
    Ok(files)
}

/// The newest version of a locked article, to be written on: a published one is left alone, and a
/// new one begins as it is. With it the files that it has.
///
/// # Errors
/// What the database says.
pub(super) async fn draft_of(
    tx: &Tx,
    article: &mut article::Model,
) -> Result<(article_version::Model, Vec<Uuid>)> {
    let mut version = article_version::Entity::find_by_id((article.id, article.newest))
        .one(tx)
        .await?
        .ok_or_else(|| anyhow::anyhow!("an article without its newest version"))?;
    let files = article::files(tx, article.id).await?;
    let files = files.into_iter().filter(|file| file.number == version.number);
    let files = files.map(|file| file.attachment_id).collect();
    if version.published_at.is_some() {
        article.newest += 1;
        version.number = article.newest;
        version.published_at = None;
        version.published_by = None;
    }
    Ok((version, files))
}
