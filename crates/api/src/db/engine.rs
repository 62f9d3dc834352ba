//! What differs between SQLite and Postgres, and nowhere else.

pub mod search;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context;
use sea_orm::sqlx::Executor as _;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, DbErr, IsolationLevel, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait, sqlx,
};
use sea_orm_migration::MigratorTrait;

/// A write transaction.
pub type Tx = DatabaseTransaction;

/// With what SQLite's URLs begin; the rest is the path of the file.
pub const SQLITE: &str = "sqlite://";

/// A key that all replicas use to take turns at migrating.
const MIGRATION_LOCK: i64 = 0x4156_414c;

/// What Postgres is told of each connection: a process that is stopped in the middle of a transaction
/// must not keep rows locked for ever. After this long without a word Postgres ends the transaction,
/// and it has done nothing.
const END_THE_ABANDONED: &str = "SET idle_in_transaction_session_timeout = '15s'";

/// The database. SQLite has one connection that writes and several that read; Postgres has one
/// pool for both.
#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    statements: Arc<AtomicU64>,
}

impl Db {
    /// Connects, without touching the schema.
    ///
    /// # Errors
    /// When the database can't be reached or its file can't be made.
    pub async fn connect(url: &str, connections: u32) -> anyhow::Result<Self> {
        let statements = Arc::new(AtomicU64::new(0));
        let (mut write, mut read) = if let Some(path) = url.strip_prefix(SQLITE) {
            if let Some(dir) = Path::new(path).parent() {
                crate::config::make_private_dir(dir)?;
            }
            let write = sqlite(url, 1, false).await?;
            let read = sqlite(url, connections, true).await?;
            (write, read)
        } else {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(connections)
                .acquire_timeout(Duration::from_secs(3))
                .connect_timeout(Duration::from_secs(3))
                .sqlx_logging(false)
                .map_sqlx_postgres_pool_opts(|pool| {
                    pool.after_connect(|connection, _| {
                        Box::pin(async move {
                            connection.execute(END_THE_ABANDONED).await?;
                            Ok(())
                        })
                    })
                });
            let pool = Database::connect(options)
                .await
                .context("AVAL_DATABASE_URL: can't reach Postgres")?;
            (pool.clone(), pool)
        };
        for connection in [&mut write, &mut read] {
            let statements = Arc::clone(&statements);
            connection.set_metric_callback(move |_| {
                statements.fetch_add(1, Ordering::Relaxed);
            });
        }
        Ok(Self { read, write, statements })
    }

    /// Brings the schema up to date, one replica at a time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        match self.backend() {
            DatabaseBackend::Postgres => {
                // The lock belongs to a transaction of its own, held while the steps run; it has
                // nothing to say meanwhile.
                let turn = self.write.begin().await?;
                turn.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0")
                    .await?;
                turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
                    .await?;
                aval_migrations::Migrator::up(&self.write, None).await?;
                turn.commit().await
            }
            _ => aval_migrations::Migrator::up(&self.write, None).await,
        }
    }

    /// For queries that change nothing.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a write transaction. On SQLite it takes the write lock at once: a transaction that
    /// reads first and writes later would fail under concurrency.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn begin(&self) -> Result<Tx, DbErr> {
        self.write
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            })
            .await
    }

    /// A transaction that reads one state of the database.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn snapshot(&self) -> Result<Tx, DbErr> {
        let isolation_level = match self.backend() {
            DatabaseBackend::Postgres => Some(IsolationLevel::RepeatableRead),
            // A deferred transaction of SQLite reads one state anyway.
            _ => None,
        };
        self.read
            .begin_with_options(TransactionOptions { isolation_level, ..Default::default() })
            .await
    }

    /// Which engine this is.
    #[must_use]
    pub fn backend(&self) -> DatabaseBackend {
        self.write.get_database_backend()
    }

    /// How many statements have been run since the start.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Closes all connections.
    pub async fn close(&self) {
        // Closing a pool that is closed already is no error worth telling.
        let _ = self.read.clone().close().await;
        let _ = self.write.clone().close().await;
    }
}

async fn sqlite(
    url: &str,
    connections: u32,
    read_only: bool,
) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("{url}?mode=rwc"));
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            options
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("query_only", if read_only { "on" } else { "off" })
        });
    Database::connect(options).await.with_context(|| format!("AVAL_DATABASE_URL: can't open {url}"))
}

/// The type of ids, for a cast.
#[must_use]
pub fn uuid_type(backend: DatabaseBackend) -> &'static str {
    match backend {
        DatabaseBackend::Postgres => "uuid",
        _ => "blob",
    }
}

/// Whether the database could not be reached or broke off what it was doing, as opposed to refusing
/// a statement: the same request may well go through a moment later.
#[must_use]
pub fn is_away(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            match &**cause {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                sqlx::Error::Database(refusal) => {
                    refusal.code().is_some_and(|code| will_pass(&code))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether what the database names with this code is over soon: by SQLSTATE with Postgres, by the
/// number of the result with SQLite.
fn will_pass(code: &str) -> bool {
    /// The last byte of whatever says that somebody else holds the lock.
    const SQLITE_BUSY: u32 = 5;
    match code {
        // It is shutting down, crashed or is starting up, or somebody ended the connection.
        "57P01" | "57P02" | "57P03" => true,
        // Two transactions waited for each other, or saw each other's rows.
        "40P01" | "40001" => true,
        number => number.parse().is_ok_and(|number: u32| number & 0xff == SQLITE_BUSY),
    }
}

/// Whether an error is the refusal of a named unique constraint. SQLite names the columns instead
/// of the constraint.
#[must_use]
pub fn violates(error: &DbErr, constraint: &str, columns: &str) -> bool {
    match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(text)) => {
            text.contains(constraint) || text.contains(columns)
        }
        _ => false,
    }
}

/// Whether something was written: `false` when a named unique constraint refused it, see [`violates`].
///
/// # Errors
/// What the database says otherwise.
pub fn unless_taken(
    written: Result<(), DbErr>,
    constraint: &str,
    columns: &str,
) -> Result<bool, DbErr> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if violates(&error, constraint, columns) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_breaks_off_passes_and_what_it_refuses_does_not() {
        for code in ["57P01", "57P02", "57P03", "40P01", "40001", "5", "261", "517", "773"] {
            assert!(will_pass(code), "{code}");
        }
        // A unique constraint, a syntax error and a cancelled statement of Postgres; a constraint, a
        // full disk and a broken file of SQLite.
        for code in ["23505", "42601", "57014", "19", "2067", "13", "11", ""] {
            assert!(!will_pass(code), "{code}");
        }
    }
}
