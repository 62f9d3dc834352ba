//! Articles, and one index of words over tickets, messages, solutions and articles.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            include_str!("sql/m0009.sql"),
            include_str!("sql/m0009.sqlite.sql"),
            include_str!("sql/m0009.postgres.sql"),
        )
        .await
    }
}
