//! A served instance of Aval with demo data, for the tests that speak to one.

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

/// `aval demo` on a free port with a data folder of its own.
pub struct Demo {
    // Dropped in this order: first the server ends, then its files go.
    _server: Running,
    data: TempFolder,
    port: u16,
}

impl Demo {
    /// Starts the dev profile's binary and waits until it is ready.
    pub fn start(repo: &Repo, name: &str) -> Result<Self> {
        let binary = repo.aval();
        ensure!(binary.is_file(), "{} isn't built", binary.display());
        let data = TempFolder::new("aval-demo-")?;
        let port = free_port()?;
        let log = log_file(repo, name)?;
        let mut aval = Command::new(binary);
        aval.args(["demo", "--port", &port.to_string(), "--dir"])
            .arg(data.path())
            .current_dir(data.path());
        let server = step("starting aval with demo data", || {
            let mut server = Running::start_logged(&mut aval, &log)?;
            let deadline = Instant::now() + START_LIMIT;
            while !is_ready(port) {
                if let Some(status) = server.ended()? {
                    bail!("`aval demo` ended with {status}:\n{}", last_lines(&log));
                }
                if Instant::now() > deadline {
                    bail!("`aval demo` doesn't get ready:\n{}", last_lines(&log));
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(server)
        })?;
        Ok(Self { _server: server, data, port })
    }

    /// Its address for clients.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its data folder, with the mails it has written.
    pub fn data(&self) -> &Path {
        self.data.path()
    }
}

/// Whether `GET /health/ready` answers 200.
fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let host = format!("127.0.0.1:{port}");
        write!(stream, "GET /health/ready HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer.starts_with(b"HTTP/1.1 200 "))
    };
    ask().unwrap_or(false)
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
