//! The real binary, for what only a process of its own can show.

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use secrecy::ExposeSecret as _;
use tempfile::NamedTempFile;

use super::TestApp;

/// How to run `aval`, with these settings and no others.
pub struct Binary {
    listen: String,
    settings: Vec<(&'static str, String)>,
}

/// A server in a process of its own; killed when dropped.
pub struct Served {
    child: Child,
    stdout: NamedTempFile,
}

impl Binary {
    /// With a folder and a free port, and all else left out.
    pub fn alone(data_dir: &Path) -> Self {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let listen = socket.local_addr().expect("an address").to_string();
        Self { listen: listen.clone(), settings: Vec::new() }
            .with("AVAL_DATA_DIR", data_dir.to_str().expect("UTF-8"))
            .with("AVAL_LISTEN", &listen)
            .with("AVAL_LOG", "warn")
    }

    /// On one database.
    pub fn new(database_url: &str, data_dir: &Path) -> Self {
        Self::alone(data_dir)
            .with("AVAL_DATABASE_URL", database_url)
            .with("AVAL_SECRET_KEY", "a secret key that is only good for these tests")
            .with("AVAL_RATE_LIMIT", "1000000")
            .with("AVAL_METRICS", "true")
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

    /// With one more setting, or another value of it.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.settings.retain(|(other, _)| *other != name);
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
            // What the developer has set for herself is no part of a test.
            .env_clear()
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("aval runs")
    }

    /// Runs a command to its end that reads from its standard input.
    pub fn run_with(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("aval starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // One that refuses at once has ended before it reads; its answer says so.
        drop(stdin.write_all(input.as_ref()));
        drop(stdin);
        child.wait_with_output().expect("aval runs")
    }

    fn start(&self, arguments: &[&str]) -> Served {
        let stdout = NamedTempFile::new().expect("a file");
        let mut command = self.command(arguments);
        let child = command.stdout(stdout.reopen().expect("a file")).spawn().expect("aval starts");
        Served { child, stdout }
    }

    /// Works until it is killed.
    pub fn work(&self) -> Served {
        self.start(&["worker"])
    }

    /// Serves until it is killed.
    pub async fn serve(&self, http: &reqwest::Client) -> Served {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/dist/index.html");
        assert!(
            page.is_file(),
            "`aval serve` needs the SPA: run `cargo xtask test api`, which builds it first"
        );
        let served = self.start(&["serve"]);
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
    /// What it has printed on its standard output.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.stdout.path()).expect("what it said")
    }

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
