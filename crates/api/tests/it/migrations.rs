//! What a step of the schema does to rows that were there before it.

use aval_migrations::Migrator;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, EntityTrait as _};
use sea_orm_migration::MigratorTrait as _;

use aval_api::db::{audit, category};
use aval_contract::audit::AuditAction;

use crate::util::{Database, Engine};

/// A database as it is right before a step.
async fn before(database: &Database, step: &str) -> DatabaseConnection {
    let url = match database.engine {
        Engine::Sqlite => format!("{}?mode=rwc", database.url),
        Engine::Postgres => database.url.clone(),
    };
    let connection = sea_orm::Database::connect(url).await.expect("connected");
    let steps = Migrator::migrations();
    let before = steps.iter().position(|known| known.name() == step).expect("a known step");
    let count = u32::try_from(before).expect("few steps");
    Migrator::up(&connection, Some(count)).await.expect("migrated");
    connection
}

async fn names_are_folded(database: Database, id: &str) {
    let connection = before(&database, "m0006_folded_names").await;
    let insert =
        format!("INSERT INTO categories (id, name, active) VALUES ({id}, 'Ñame Ácido', true)");
    connection.execute_unprepared(&insert).await.expect("inserted");
    Migrator::up(&connection, None).await.expect("migrated");
    let there = category::Entity::find().all(&connection).await.expect("categories");
    let folded: Vec<_> = there.iter().map(|category| category.folded_name.as_str()).collect();
    assert_eq!(folded, ["name acido"]);
    connection.close().await.expect("closed");
    database.drop().await;
}

#[actix_web::test]
async fn names_that_were_there_are_folded_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    names_are_folded(Database::create(Engine::Sqlite, dir.path()).await, "randomblob(16)").await;
}

#[actix_web::test]
async fn names_that_were_there_are_folded_postgres() {
    names_are_folded(Database::empty().await, "gen_random_uuid()").await;
}

async fn companies_of_the_audit(database: Database, ids: [&str; 2]) {
    let connection = before(&database, "m0013_audit_filters").await;
    let [entry, company] = ids;
    for (id, action) in [(entry, "company.created"), (company, "category.created")] {
        let insert = format!(
            "INSERT INTO audit (id, at, actor_name, action, target_id, data) \
             VALUES ({id}, '2026-03-10T05:00:00.000+00:00', 'Olga', '{action}', {company}, '{{}}')"
        );
        connection.execute_unprepared(&insert).await.expect("inserted");
    }
    Migrator::up(&connection, None).await.expect("migrated");
    let entries = audit::Entity::find().all(&connection).await.expect("entries");
    for entry in entries {
        let is_of_company = entry.action.0 == AuditAction::CompanyCreated;
        assert_eq!(entry.company_id, entry.target_id.filter(|_| is_of_company));
    }
    connection.close().await.expect("closed");
    database.drop().await;
}

#[actix_web::test]
async fn what_was_audited_about_a_company_is_found_by_it_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    let database = Database::create(Engine::Sqlite, dir.path()).await;
    let ids = ["x'0193d0f2d0f27d0f8d0f0193d0f20001'", "x'0193d0f2d0f27d0f8d0f0193d0f20002'"];
    companies_of_the_audit(database, ids).await;
}

#[actix_web::test]
async fn what_was_audited_about_a_company_is_found_by_it_postgres() {
    let ids = ["'0193d0f2-d0f2-7d0f-8d0f-0193d0f20001'", "'0193d0f2-d0f2-7d0f-8d0f-0193d0f20002'"];
    companies_of_the_audit(Database::empty().await, ids).await;
}
