//! Names folded for sorting, beside the names of companies, people and categories.

use aval_domain::text::fold;
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
        let connection = manager.get_connection();
        let sql = crate::for_engine(manager.get_database_backend(), include_str!("sql/m0006.sql"));
        connection.execute_unprepared(&sql).await?;
        let (name, folded_name) = (Alias::new("name"), Alias::new("folded_name"));
        for table in ["companies", "people", "categories"].map(Alias::new) {
            let names =
                Query::select().distinct().column(name.clone()).from(table.clone()).to_owned();
            for row in connection.query_all(&names).await? {
                let text: String = row.try_get_by_index(0)?;
                let fill = Query::update()
                    .table(table.clone())
                    .value(folded_name.clone(), fold(&text))
                    .and_where(Expr::col(name.clone()).eq(text))
                    .to_owned();
                connection.execute(&fill).await?;
            }
        }
        Ok(())
    }
}
