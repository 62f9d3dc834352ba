//! The database schema, step by step: one file a step, forward only, never edited once landed.
//!
//! The steps are written in SQL that both engines read, with a few type names filled in per
//! engine; what exists on one engine only stands in `sql/<step>.<engine>.sql`.

mod m0001_first_case;
mod m0003_after_hours;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// Runs all steps.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_first_case::Migration), Box::new(m0003_after_hours::Migration)]
    }
}

/// Fills in the type names of the engine: `UUID`, `TS` (an instant) and `BOOL`.
fn for_engine(backend: DatabaseBackend, sql: &str) -> String {
    let (uuid, instant) = match backend {
        DatabaseBackend::Postgres => ("uuid", "timestamptz"),
        _ => ("uuid_blob", "timestamp_text"),
    };
    sql.replace("{UUID}", uuid).replace("{TS}", instant)
}

/// Runs the shared SQL of a step and then the engine's own.
async fn run(
    manager: &SchemaManager<'_>,
    shared: &str,
    sqlite: &str,
    postgres: &str,
) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = manager.get_database_backend();
    connection.execute_unprepared(&for_engine(backend, shared)).await?;
    let own = match backend {
        DatabaseBackend::Postgres => postgres,
        _ => sqlite,
    };
    connection.execute_unprepared(own).await?;
    Ok(())
}
