//! A throw-away Postgres server for the tests: nothing is installed as a service, nothing
//! outlives the run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::cleanup::TempFolder;
use crate::debian::{self, Package};
use crate::process::{self, Running, step};
use crate::repo::Repo;
use crate::server;

const START_LIMIT: Duration = Duration::from_secs(60);

/// What brings its programs.
pub const PACKAGE: Package = Package {
    name: "postgresql",
    what: "PostgreSQL's server programs (initdb and postgres, initdb on the PATH)",
};

/// Whether its programs are there.
pub fn is_installed() -> bool {
    programs().is_some()
}

/// A running server with a superuser `aval`, on a loopback port.
pub struct Postgres {
    // Dropped in this order: first the server ends, then its files go.
    _server: Running,
    _files: TempFolder,
    port: u16,
}

impl Postgres {
    /// Makes and starts a server; installs Postgres first where that can be done.
    pub fn start(repo: &Repo) -> Result<Self> {
        let programs = match programs() {
            Some(programs) => programs,
            None => {
                debian::install(&[PACKAGE])?;
                programs().context("the package postgresql brought no server")?
            }
        };
        step("starting a throw-away Postgres", || Self::start_with(repo, &programs))
    }

    fn start_with(repo: &Repo, programs: &Path) -> Result<Self> {
        let files = TempFolder::new("aval-postgres-")?;
        let data = files.path().join("data");
        let user = User::for_server(files.path())?;
        let mut initdb = user.command(&programs.join("initdb"));
        initdb
            .args(["--username=aval", "--auth=trust", "--encoding=UTF8", "--no-locale"])
            .args(["--no-sync", "--pgdata"])
            .arg(&data);
        process::run_quietly_within(START_LIMIT, &mut initdb)?;

        let port = server::free_port()?;
        let mut postgres = user.command(&programs.join("postgres"));
        postgres.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            // Tests run in parallel, each with pools of its own.
            "max_connections=400",
            // Its data need not survive a crash.
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
        ] {
            postgres.args(["-c", setting]);
        }
        let log = server::log_file(repo, "postgres")?;
        let mut running = Running::start_logged(&mut postgres, &log)?;
        let deadline = Instant::now() + START_LIMIT;
        while !is_ready(&data) {
            if running.ended()?.is_some() || Instant::now() > deadline {
                bail!("Postgres doesn't start:\n{}", server::last_lines(&log));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Self { _server: running, _files: files, port })
    }

    /// Where to connect to make test databases.
    pub fn url(&self) -> String {
        format!("postgres://aval@127.0.0.1:{}/postgres", self.port)
    }
}

/// Whether the server says in its pid file, on the eighth line, that it takes connections.
fn is_ready(data: &Path) -> bool {
    fs::read_to_string(data.join("postmaster.pid"))
        .is_ok_and(|text| text.lines().nth(7).is_some_and(|status| status.trim() == "ready"))
}

/// The folder with Postgres' programs: that of the one on the PATH, else the newest that
/// Debian's packages installed.
fn programs() -> Option<PathBuf> {
    let on_path = process::find(&["initdb"]).and_then(|initdb| initdb.canonicalize().ok());
    let debian = || {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
        versions
            .flatten()
            .filter_map(|entry| {
                let version = entry.file_name().to_str()?.parse::<u32>().ok()?;
                Some((version, entry.path().join("bin/initdb")))
            })
            .filter(|(_, initdb)| initdb.is_file())
            .max()
            .map(|(_, initdb)| initdb)
    };
    on_path
        .or_else(debian)
        .and_then(|initdb| initdb.parent().map(Path::to_path_buf))
        .filter(|folder| folder.join("postgres").is_file())
}

/// Who the server runs as: it refuses to be root.
enum User {
    Current,
    /// A user without rights: its number and that of its group.
    Other(u32, u32),
}

impl User {
    /// The current user, or for root another one, who is given the server's folder.
    fn for_server(folder: &Path) -> Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self::Current);
        }
        let users = fs::read_to_string("/etc/passwd")?;
        let (user, group) = ["postgres", "nobody"]
            .iter()
            .find_map(|name| ids(&users, name))
            .context("there is neither a user postgres nor nobody to run Postgres as")?;
        std::os::unix::fs::chown(folder, Some(user), Some(group))?;
        ensure!(process::find(&["setpriv"]).is_some(), "setpriv isn't installed (util-linux)");
        Ok(Self::Other(user, group))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = match self {
            Self::Current => Command::new(program),
            Self::Other(user, group) => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={user}"))
                    .arg(format!("--regid={group}"))
                    .args(["--clear-groups", "--reset-env"])
                    .arg(program);
                command
            }
        };
        // The checkout may be closed to the other user.
        command.current_dir("/");
        command
    }
}

/// The numbers of a user and its group in /etc/passwd.
fn ids(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_numbers_are_found_by_its_whole_name() {
        let users = "root:x:0:0::/root:/bin/sh\npostgresql:x:7:8::/:\npostgres:x:101:104:,:/x:/y\n";
        assert_eq!(ids(users, "postgres"), Some((101, 104)));
        assert_eq!(ids(users, "nobody"), None);
    }
}
