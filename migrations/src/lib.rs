//! The database schema, step by step: one file a step, forward only, never edited once landed.
//!
//! The steps are written in SQL that both engines read, with a few type names filled in per
//! engine; what exists on one engine only stands in `sql/<step>.<engine>.sql`.

mod m0001_first_case;
mod m0002_work_plans;
mod m0003_after_hours;
mod m0004_timers;
mod m0005_policies;
mod m0006_folded_names;
mod m0007_incoming_mail;
mod m0008_notifications;
mod m0009_knowledge_and_search;
mod m0010_queue_tools;
mod m0011_planned_work;
mod m0012_webhooks;
mod m0013_audit_filters;
mod m0014_webhook_pauses;
mod m0015_webhook_limit;
mod m0016_webhook_deletion;
mod m0017_words_at_once;
mod m0018_places_of_the_queue;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// Runs all steps.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first_case::Migration),
            Box::new(m0002_work_plans::Migration),
            Box::new(m0003_after_hours::Migration),
            Box::new(m0004_timers::Migration),
            Box::new(m0005_policies::Migration),
            Box::new(m0006_folded_names::Migration),
            Box::new(m0007_incoming_mail::Migration),
            Box::new(m0008_notifications::Migration),
            Box::new(m0009_knowledge_and_search::Migration),
            Box::new(m0010_queue_tools::Migration),
            Box::new(m0011_planned_work::Migration),
            Box::new(m0012_webhooks::Migration),
            Box::new(m0013_audit_filters::Migration),
            Box::new(m0014_webhook_pauses::Migration),
            Box::new(m0015_webhook_limit::Migration),
            Box::new(m0016_webhook_deletion::Migration),
            Box::new(m0017_words_at_once::Migration),
            Box::new(m0018_places_of_the_queue::Migration),
        ]
    }
}

/// Fills in the type names of the engine: `UUID`, `TS` (an instant) and `SORTED` (a text that sorts
/// by its bytes, wherever the database comes from).
fn for_engine(backend: DatabaseBackend, sql: &str) -> String {
    let (uuid, instant, sorted) = match backend {
        DatabaseBackend::Postgres => ("uuid", "timestamptz", "text COLLATE \"C\""),
        _ => ("uuid_blob", "timestamp_text", "text"),
    };
    sql.replace("{UUID}", uuid).replace("{TS}", instant).replace("{SORTED}", sorted)
}

/// Runs the shared SQL of a step and then the engine's own.
async fn run(
    manager: &SchemaManager<'_>,
    shared: &str,
    sqlite: &str,
    postgres: &str,
) -> Result<(), DbErr> {
    run_shared(manager, shared).await?;
    let own = match manager.get_database_backend() {
        DatabaseBackend::Postgres => postgres,
        _ => sqlite,
    };
    manager.get_connection().execute_unprepared(own).await?;
    Ok(())
}

/// Runs the SQL of a step that is the same for both engines.
async fn run_shared(manager: &SchemaManager<'_>, shared: &str) -> Result<(), DbErr> {
    let shared = for_engine(manager.get_database_backend(), shared);
    manager.get_connection().execute_unprepared(&shared).await?;
    Ok(())
}
