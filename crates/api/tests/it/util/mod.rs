//! A server of its own for each test, and the people who use it.

mod actors;
mod binary;
mod builders;
mod database;
pub mod explain;
mod hook_sink;
mod raw;
mod sink;
mod test_app;
mod weeks;

pub use actors::{Actor, Case, Company, because};
pub use binary::Binary;
pub use builders::{activity, delivery, findings, incident, plan, question, request};
pub use database::{Database, Engine};
pub use hook_sink::{HookSink, Received, Reply};
pub use raw::{Answer, Ask};
pub use sink::{Letter, Mood, SmtpSink};
pub use test_app::{PASSWORD, TestApp};
pub use weeks::{Weeks, bogota};

/// Runs a test on one engine and clears up after it, whatever came of it.
pub async fn run(engine: Engine, test: impl AsyncFnOnce(&TestApp)) {
    use futures_util::FutureExt as _;
    let app = TestApp::start(engine).await;
    let outcome = std::panic::AssertUnwindSafe(test(&app)).catch_unwind().await;
    app.stop().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// Makes of each test one for SQLite and one for Postgres.
macro_rules! both {
    ($($(#[$doc:meta])* async fn $name:ident($app:ident: &TestApp $(,)?) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn test($app: &TestApp) $body

            #[actix_web::test]
            async fn sqlite() {
                crate::util::run(crate::util::Engine::Sqlite, test).await;
            }

            #[actix_web::test]
            async fn postgres() {
                crate::util::run(crate::util::Engine::Postgres, test).await;
            }
        }
    )+};
}
pub(crate) use both;
