//! The real binary, for what only a process of its own can show.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use secrecy::ExposeSecret as _;

use super::TestApp;

/// How to run `aval` on one database.
pub struct Binary {
    database_url: String,
    data_dir: PathBuf,
    listen: String,
    settings: Vec<(&'static str, String)>,
}

/// A server in a process of its own; killed when dropped.
pub struct Served {
    child: Child,
}

impl Binary {
    pub fn new(database_url: &str, data_dir: &Path) -> Self {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let listen = socket.local_addr().expect("an address").to_string();
        Self {
            database_url: database_url.to_owned(),
            data_dir: data_dir.to_owned(),
            listen,
            settings: Vec::new(),
        }
    }

    /// On the database and in the folder of a server, whose tokens it believes.
    pub fn beside(app: &TestApp) -> Self {
        let config = &app.state.config;
        Self::new(app.database_url(), app.dir())
            .with("AVAL_SECRET_KEY", config.secret_key.expose_secret())
            .with("AVAL_BASE_URL", &config.base_url)
    }

    /// Tells the time by a file.
    pub fn at(self, clock: &Path) -> Self {
        self.with("AVAL_TEST_CLOCK", &clock.to_string_lossy())
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.settings.push((name, value.to_owned()));
        self
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aval"));
        command
            .args(arguments)
            .env("AVAL_DATABASE_URL", &self.database_url)
            .env("AVAL_DATA_DIR", &self.data_dir)
            .env("AVAL_SECRET_KEY", "a secret key that is only good for these tests")
            .env("AVAL_LISTEN", &self.listen)
            .env("AVAL_LOG", "warn")
            .env("AVAL_RATE_LIMIT", "1000000")
            .env("AVAL_METRICS", "true")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("aval runs")
    }

    /// Works until it is killed.
    pub fn work(&self) -> Served {
        let child = self.command(&["worker"]).stdout(Stdio::null()).spawn().expect("aval starts");
        Served { child }
    }

    /// Serves until it is killed.
    pub async fn serve(&self, http: &reqwest::Client) -> Served {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/dist/index.html");
        assert!(
            page.is_file(),
            "`aval serve` needs the SPA: run `cargo xtask test api`, which builds it first"
        );
        let child = self.command(&["serve"]).stdout(Stdio::null()).spawn().expect("aval starts");
        let served = Served { child };
        for _ in 0..600 {
            let asked = http.get(format!("{}/health/ready", self.url())).send().await;
            if asked.is_ok_and(|answer| answer.status().is_success()) {
                return served;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("`aval serve` does not get ready in 15 seconds");
    }
}

impl Served {
    /// kill -9.
    pub fn kill(mut self) {
        self.end();
    }

    /// Sends a signal, such as STOP or CONT.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args([&format!("-{name}"), &id]).status();
        assert!(told.expect("kill runs").success());
    }

    /// SIGTERM, and waits for the end.
    pub async fn stop(mut self) -> std::process::ExitStatus {
        self.signal("TERM");
        for _ in 0..400 {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("told to stop, it goes on for ten seconds");
    }

    fn end(&mut self) {
        // One that has ended already is what we want.
        let _ = self.child.kill();
        self.child.wait().expect("it is our child");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end();
    }
}
