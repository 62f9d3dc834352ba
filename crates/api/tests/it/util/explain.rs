//! How an engine would run a query.

use sea_orm::{ConnectionTrait as _, DatabaseBackend, QueryTrait, Statement};

use super::TestApp;

/// How many rows tests of plans make: enough that reading all of them is never the cheapest.
pub const MANY: u32 = 20_000;

/// How the engine would run a query, a line a step.
pub async fn steps(app: &TestApp, query: &impl QueryTrait) -> Vec<String> {
    explained(app, query.build(app.state.db.backend())).await
}

/// The same of a statement.
pub async fn explained(app: &TestApp, built: Statement) -> Vec<String> {
    let backend = app.state.db.backend();
    let how = match backend {
        DatabaseBackend::Postgres => "EXPLAIN",
        _ => "EXPLAIN QUERY PLAN",
    };
    let asked = Statement {
        sql: format!("{how} {}", built.sql),
        values: built.values,
        db_backend: backend,
    };
    let rows = app.state.db.read().query_all_raw(asked).await.expect("a plan");
    let column = if app.is_postgres() { "QUERY PLAN" } else { "detail" };
    rows.iter().map(|row| row.try_get("", column).expect("a step")).collect()
}

/// `n` from 1 to [`MANY`], to be selected from.
pub fn numbers(app: &TestApp) -> String {
    if app.is_postgres() {
        format!("generate_series(1, {MANY}) AS numbers (n)")
    } else {
        format!(
            "(WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers \
             WHERE n < {MANY}) SELECT n FROM numbers)"
        )
    }
}

/// Lets the engine count what is there: Postgres does so by itself, the embedded database never does.
pub async fn count(app: &TestApp) {
    if app.is_postgres() {
        app.sql("ANALYZE").await;
    }
}
