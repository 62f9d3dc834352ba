//! Companies, people, tickets, their record, files, jobs: all that a first case needs.

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
            include_str!("sql/m0001.sql"),
            include_str!("sql/m0001.sqlite.sql"),
            include_str!("sql/m0001.postgres.sql"),
        )
        .await
    }
}
