//! A database for each test: a new file, or a copy of a template on the Postgres of the run.

use std::path::Path;

use aval_api::db::Db;
use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseConnection};
use tokio::sync::OnceCell;
use url::Url;
use uuid::Uuid;

/// What the tests run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database that one test has for itself.
pub struct Database {
    pub engine: Engine,
    pub url: String,
}

impl Database {
    pub async fn create(engine: Engine, dir: &Path) -> Self {
        match engine {
            Engine::Sqlite => {
                Self { engine, url: format!("sqlite://{}", dir.join("aval.sqlite").display()) }
            }
            Engine::Postgres => Self::like(template().await).await,
        }
    }

    /// A database of Postgres without any schema.
    pub async fn empty() -> Self {
        Self::like("template0").await
    }

    async fn like(template: &str) -> Self {
        let name = format!("aval_test_{}", Uuid::now_v7().simple());
        let admin = admin().await;
        execute(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        admin.close().await.expect("closed");
        Self { engine: Engine::Postgres, url: url_of(&name) }
    }

    /// Removes it; a file goes with its directory.
    pub async fn drop(self) {
        if self.engine == Engine::Postgres {
            let url = Url::parse(&self.url).expect("a URL");
            let name = url.path().trim_start_matches('/').to_owned();
            let admin = admin().await;
            execute(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            admin.close().await.expect("closed");
        }
    }
}

/// The cluster on which databases are made.
#[expect(clippy::disallowed_methods, reason = "tells the tests where Postgres is")]
fn cluster() -> String {
    std::env::var("AVAL_TEST_POSTGRES_URL").unwrap_or_else(|_| {
        panic!(
            "AVAL_TEST_POSTGRES_URL is not set: run `cargo xtask test api`, which starts a \
             Postgres for the tests"
        )
    })
}

fn url_of(database: &str) -> String {
    let mut url = Url::parse(&cluster()).expect("AVAL_TEST_POSTGRES_URL is a URL");
    url.set_path(database);
    url.into()
}

async fn admin() -> DatabaseConnection {
    let mut options = ConnectOptions::new(cluster());
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("AVAL_TEST_POSTGRES_URL answers")
}

async fn execute(admin: &DatabaseConnection, statement: &str) {
    admin.execute_unprepared(statement).await.expect(statement);
}

/// A migrated database without rows, made once by this process.
async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("aval_template_{}", std::process::id());
            let admin = admin().await;
            // An earlier process may have had the same number.
            execute(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await;
            execute(&admin, &format!("CREATE DATABASE {name}")).await;
            let db = Db::connect(&url_of(&name), 2).await.expect("the template");
            db.migrate().await.expect("migrated");
            // A template must have no connections.
            db.close().await;
            admin.close().await.expect("closed");
            name
        })
        .await
}
