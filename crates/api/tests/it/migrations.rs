//! What a step of the schema does to rows that were there before it.

use aval_migrations::Migrator;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, EntityTrait as _};
use sea_orm_migration::MigratorTrait as _;

use aval_api::db::category;

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
