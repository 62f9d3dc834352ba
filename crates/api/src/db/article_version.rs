//! Versions of articles.

use aval_domain::knowledge::Audience;
use sea_orm::entity::prelude::*;

use super::Word;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_versions")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub title: String,
    pub body: String,
    pub audience: Word<Audience>,
    pub company_id: Option<Uuid>,
    pub category_id: Option<Uuid>,
    pub written_by: Uuid,
    pub written_at: DateTimeUtc,
    pub published_at: Option<DateTimeUtc>,
    pub published_by: Option<Uuid>,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
