//! A served instance of Aval, for the tests that speak to one.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::cleanup::TempFolder;
use crate::process::{Running, step};
use crate::repo::Repo;

/// Seeding the demo data takes most of it.
const START_LIMIT: Duration = Duration::from_secs(180);

/// The dev profile's `aval` on a free port, with a data folder of its own.
pub struct Served {
    // Dropped in this order: first the server ends, then its files go.
    _server: Running,
    data: TempFolder,
    port: u16,
    log: PathBuf,
}

impl Served {
    /// `aval demo`, once its data is made.
    pub fn demo(repo: &Repo, name: &str) -> Result<Self> {
        step("starting aval with demo data", || {
            Self::start(repo, name, |aval, port, data| {
                aval.args(["demo", "--port", &port.to_string(), "--dir"]).arg(data);
                // Tests listen to webhooks on this machine.
                aval.env("AVAL_OUTBOUND_ALLOW_CIDRS", "127.0.0.1");
            })
        })
    }

    /// `aval serve` with these settings and no others: nobody is there yet.
    pub fn empty(repo: &Repo, name: &str, settings: &[(&str, &str)]) -> Result<Self> {
        step("starting aval with nothing in it", || {
            Self::start(repo, name, |aval, port, data| {
                let theirs = std::env::vars_os().map(|(name, _)| name);
                for name in theirs.filter(|name| name.to_string_lossy().starts_with("AVAL_")) {
                    aval.env_remove(name);
                }
                aval.arg("serve")
                    .env("AVAL_LISTEN", format!("127.0.0.1:{port}"))
                    .env("AVAL_DATA_DIR", data)
                    .env("AVAL_LOG", "warn")
                    .envs(settings.iter().copied());
            })
        })
    }

    /// Starts it and waits until it is ready.
    fn start(
        repo: &Repo,
        name: &str,
        arguments: impl FnOnce(&mut Command, u16, &Path),
    ) -> Result<Self> {
        let binary = repo.aval();
        ensure!(binary.is_file(), "{} isn't built", binary.display());
        let data = TempFolder::new("aval-served-")?;
        let port = free_port()?;
        let log = log_file(repo, name)?;
        let mut aval = Command::new(binary);
        arguments(aval.current_dir(data.path()), port, data.path());
        let mut server = Running::start_logged(&mut aval, &log)?;
        let deadline = Instant::now() + START_LIMIT;
        while !get(port, "/health/ready", "").is_ok_and(|answer| answer.is_ok()) {
            if let Some(status) = server.ended()? {
                bail!("aval ended with {status}:\n{}", last_lines(&log));
            }
            if Instant::now() > deadline {
                bail!("aval doesn't get ready:\n{}", last_lines(&log));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(Self { _server: server, data, port, log })
    }

    /// Its address for clients.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its data folder, with the mails it has written.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The file with all that it has printed.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// What it answers to a browser that takes these encodings; anything but a 200 is an error.
    pub fn fetch(&self, path: &str, encodings: &str) -> Result<Vec<u8>> {
        let answer = get(self.port, path, encodings).with_context(|| path.to_owned())?;
        answer.body().with_context(|| path.to_owned())
    }
}

/// An answer as it came over the wire.
struct Answer(Vec<u8>);

impl Answer {
    fn is_ok(&self) -> bool {
        self.0.starts_with(b"HTTP/1.1 200 ")
    }

    fn body(mut self) -> Result<Vec<u8>> {
        ensure!(self.is_ok(), "{}", String::from_utf8_lossy(&self.0));
        let end = self.0.windows(4).position(|bytes| bytes == b"\r\n\r\n");
        Ok(self.0.split_off(end.context("the answer has no end of its headers")? + 4))
    }
}

fn get(port: u16, path: &str, encodings: &str) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encodings}\r\n\
         Connection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(Answer(answer))
}

/// A loopback port that nobody listens on.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

/// Where the named server's output goes.
pub fn log_file(repo: &Repo, name: &str) -> Result<PathBuf> {
    let folder = repo.scratch("logs");
    fs::create_dir_all(&folder)?;
    Ok(folder.join(format!("{name}.log")))
}

/// The end of a log, for an error message.
pub fn last_lines(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}
