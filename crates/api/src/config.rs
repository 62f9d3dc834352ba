//! The only reader of the environment. Each setting is documented on its field.

use std::net::SocketAddr;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use confique::{Config as _, File, FileFormat};
use rand::Rng as _;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::db::engine::SQLITE;
use crate::{mail, outbound};

const MEBIBYTE: u64 = 1024 * 1024;

/// Settings as they stand in the environment or in the file that `AVAL_CONFIG` names (TOML, the
/// same names in lower case without `aval_`). The environment wins.
#[derive(confique::Config, Debug)]
#[config(layer_attr(serde(deny_unknown_fields)))]
struct Raw {
    /// Address and port to listen on.
    #[config(env = "AVAL_LISTEN", default = "127.0.0.1:8080")]
    listen: SocketAddr,

    /// `postgres://…` or `sqlite://FILE`. Left out: SQLite in the data directory.
    #[config(env = "AVAL_DATABASE_URL")]
    database_url: Option<String>,

    /// Where the embedded database, the secret key, files and mails live.
    #[config(env = "AVAL_DATA_DIR", default = "./data")]
    data_dir: PathBuf,

    /// The address people type, without a trailing slash; links in mails are made from it.
    /// Left out: `http://` and the listening address.
    #[config(env = "AVAL_BASE_URL")]
    base_url: Option<Url>,

    /// At least 32 characters; signs tokens. With SQLite it is made and kept in the data
    /// directory; with Postgres it is required.
    #[config(env = "AVAL_SECRET_KEY")]
    secret_key: Option<String>,

    /// Where files are stored: `file:///DIR` or `s3://BUCKET/PREFIX` (with the usual `AWS_*`
    /// variables). Left out: `files` in the data directory.
    #[config(env = "AVAL_STORAGE_URL")]
    storage_url: Option<Url>,

    /// `smtp://` or `smtps://` with user and password. Left out: mails are written as .eml files
    /// to `mail` in the data directory.
    #[config(env = "AVAL_SMTP_URL")]
    smtp_url: Option<String>,

    /// The sender of mails.
    #[config(env = "AVAL_MAIL_FROM", default = "Aval <soporte@localhost>")]
    mail_from: String,

    /// Whether the mail server hands replies to the sender's address, with anything behind a `+`,
    /// to `aval mail receive`. Mails about tickets then say that they can be answered.
    #[config(env = "AVAL_MAIL_REPLIES", default = false)]
    mail_replies: bool,

    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed, separated by commas.
    #[config(env = "AVAL_TRUSTED_PROXIES", default = "")]
    trusted_proxies: String,

    /// Networks (or single addresses) of our own that webhooks may be sent to, and to them without
    /// TLS too, separated by commas. Everything else outward goes to public addresses by https.
    #[config(env = "AVAL_OUTBOUND_ALLOW_CIDRS", default = "")]
    outbound_allow_cidrs: String,

    /// What is logged, e.g. `info` or `aval_api=debug,info`.
    #[config(env = "AVAL_LOG", default = "info")]
    log: String,

    /// `json` (one object a line) or `text`.
    #[config(env = "AVAL_LOG_FORMAT", default = "json")]
    log_format: LogFormat,

    /// Whether `GET /metrics` answers.
    #[config(env = "AVAL_METRICS", default = false)]
    metrics: bool,

    /// Whether `serve` also runs the worker.
    #[config(env = "AVAL_WORKER", default = true)]
    worker: bool,

    /// Requests a principal may make in a minute.
    #[config(env = "AVAL_RATE_LIMIT", default = 600)]
    rate_limit: u32,

    /// Sign-in attempts for an account, and twenty times as many from an address, in a minute.
    #[config(env = "AVAL_LOGIN_RATE_LIMIT", default = 10)]
    login_rate_limit: u32,

    /// Files that somebody may have uploaded without sending them.
    #[config(env = "AVAL_UNSENT_FILES", default = 100)]
    unsent_files: u64,

    /// Mebibytes of all of them together.
    #[config(env = "AVAL_UNSENT_MEBIBYTES", default = 500)]
    unsent_mebibytes: u64,

    /// Connections to the database: readers with SQLite, all with Postgres.
    #[config(env = "AVAL_DATABASE_CONNECTIONS", default = 8)]
    database_connections: u32,
}

/// The form of log entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people at a terminal.
    Text,
}

/// Checked settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// `postgres://…` or `sqlite://…`.
    pub database_url: String,
    /// Where embedded things live.
    pub data_dir: PathBuf,
    /// Without trailing slash.
    pub base_url: String,
    /// Signs tokens.
    pub secret_key: SecretString,
    /// Where files are stored.
    pub storage_url: Option<Url>,
    /// Where mails go; `None`: to a folder.
    pub smtp_url: Option<SecretString>,
    /// The sender of mails.
    pub mail_from: lettre::message::Mailbox,
    /// Whether mails about tickets can be answered by mail.
    pub mail_replies: bool,
    /// Proxies whose word on the peer's address counts.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Networks of our own that may be sent to.
    pub outbound_allow: Vec<ipnet::IpNet>,
    /// What is logged.
    pub log: String,
    /// In which form.
    pub log_format: LogFormat,
    /// Whether metrics are served.
    pub metrics: bool,
    /// Whether `serve` runs the worker too.
    pub worker: bool,
    /// Requests a minute and principal.
    pub rate_limit: std::num::NonZeroU32,
    /// Sign-in attempts a minute and account.
    pub login_rate_limit: std::num::NonZeroU32,
    /// Files an uploader may have unsent.
    pub unsent_files: u64,
    /// Bytes of all of them.
    pub unsent_bytes: u64,
    /// Database connections.
    pub database_connections: u32,
}

impl Config {
    /// Reads and checks all settings.
    ///
    /// # Errors
    /// One line that names the wrong or missing setting.
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    pub fn load() -> anyhow::Result<Self> {
        let mut builder = Raw::builder().env();
        if let Some(file) = std::env::var_os("AVAL_CONFIG") {
            let read = File::with_format(file, FileFormat::Toml).required().load();
            let layer =
                read.map_err(|error| anyhow::anyhow!("AVAL_CONFIG: {}", one_line(&error)))?;
            builder = builder.preloaded(layer);
        }
        follow_test_clock(std::env::var_os("AVAL_TEST_CLOCK"))?;
        Self::check(builder.load().map_err(|error| anyhow::anyhow!(one_line(&error)))?)
    }

    fn check(raw: Raw) -> anyhow::Result<Self> {
        let database_url = match raw.database_url {
            Some(url) => checked_database_url(url)?,
            None => format!("{SQLITE}{}", raw.data_dir.join("aval.sqlite").display()),
        };
        if let Some(url) = &raw.storage_url
            && !matches!(url.scheme(), "file" | "s3")
        {
            bail!("AVAL_STORAGE_URL must start with file:// or s3://");
        }
        let base_url = match raw.base_url {
            Some(url) => checked_base_url(&url)?,
            None => format!("http://{}", raw.listen),
        };
        let smtp_url = raw.smtp_url.map(SecretString::from);
        if let Some(url) = &smtp_url {
            mail::server(url)?;
        }
        let mail_from: lettre::message::Mailbox = raw
            .mail_from
            .parse()
            .context("AVAL_MAIL_FROM must look like: Name <address@example.com>")?;
        if raw.mail_replies && !mail::reply::fits(&mail_from.email) {
            bail!("AVAL_MAIL_FROM: what stands before the @ is too long for AVAL_MAIL_REPLIES");
        }
        let mut trusted_proxies = Vec::new();
        for address in raw.trusted_proxies.split(',').map(str::trim).filter(|a| !a.is_empty()) {
            trusted_proxies.push(
                address
                    .parse()
                    .with_context(|| format!("AVAL_TRUSTED_PROXIES: {address} is no IP address"))?,
            );
        }
        let outbound_allow = checked_networks(&raw.outbound_allow_cidrs)?;
        let rate_limit = raw.rate_limit.try_into().context("AVAL_RATE_LIMIT must not be 0")?;
        let login_rate_limit =
            raw.login_rate_limit.try_into().context("AVAL_LOGIN_RATE_LIMIT must not be 0")?;
        if raw.database_connections == 0 {
            bail!("AVAL_DATABASE_CONNECTIONS must not be 0");
        }
        // Last, because it may write a file.
        let secret_key = match raw.secret_key {
            Some(key) => key,
            None if database_url.starts_with(SQLITE) => kept_secret(&raw.data_dir)?,
            None => bail!("AVAL_SECRET_KEY is missing: set at least 32 random characters"),
        };
        if secret_key.chars().count() < 32 {
            bail!("AVAL_SECRET_KEY is too short: set at least 32 random characters");
        }
        Ok(Self {
            listen: raw.listen,
            database_url,
            data_dir: raw.data_dir,
            base_url,
            secret_key: secret_key.into(),
            storage_url: raw.storage_url,
            smtp_url,
            mail_from,
            mail_replies: raw.mail_replies,
            trusted_proxies,
            outbound_allow,
            log: raw.log,
            log_format: raw.log_format,
            metrics: raw.metrics,
            worker: raw.worker,
            rate_limit,
            login_rate_limit,
            unsent_files: raw.unsent_files,
            unsent_bytes: raw.unsent_mebibytes.saturating_mul(MEBIBYTE),
            database_connections: raw.database_connections,
        })
    }

    /// Settings of an instance that lives in `data_dir` alone, for the demo and the tests.
    #[must_use]
    pub fn embedded(data_dir: &Path, listen: SocketAddr) -> Self {
        Self {
            listen,
            database_url: format!("{SQLITE}{}", data_dir.join("aval.sqlite").display()),
            data_dir: data_dir.to_owned(),
            base_url: format!("http://{listen}"),
            secret_key: random_secret().into(),
            storage_url: None,
            smtp_url: None,
            mail_from: lettre::message::Mailbox::new(
                Some("Aval".to_owned()),
                lettre::Address::new("soporte", "localhost").expect("a valid address"),
            ),
            mail_replies: false,
            trusted_proxies: Vec::new(),
            outbound_allow: Vec::new(),
            log: "warn".to_owned(),
            log_format: LogFormat::Text,
            metrics: true,
            worker: true,
            rate_limit: std::num::NonZeroU32::new(6000).expect("not zero"),
            login_rate_limit: std::num::NonZeroU32::new(60).expect("not zero"),
            unsent_files: 100,
            unsent_bytes: 500 * MEBIBYTE,
            database_connections: 8,
        }
    }

    /// Settings of the demo: as [`Config::embedded`], with a key that stays in its folder so that
    /// sessions outlive a restart. Of the environment it takes where webhooks may be sent to, so
    /// that they can be tried out with a system on the same machine.
    ///
    /// # Errors
    /// When the key can't be kept, or `AVAL_OUTBOUND_ALLOW_CIDRS` names no networks.
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    pub fn demo(data_dir: &Path, listen: SocketAddr) -> anyhow::Result<Self> {
        let secret_key = kept_secret(data_dir)?.into();
        let allowed = std::env::var("AVAL_OUTBOUND_ALLOW_CIDRS").unwrap_or_default();
        let outbound_allow = checked_networks(&allowed)?;
        Ok(Self { secret_key, outbound_allow, ..Self::embedded(data_dir, listen) })
    }

    /// Whether people reach us over TLS: decides cookie names and HSTS.
    #[must_use]
    pub fn behind_tls(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Key material for one purpose, so that no two uses share a key.
    #[must_use]
    pub fn derived_key(&self, purpose: &str) -> [u8; 32] {
        use sha2::Digest as _;
        let mut hash = sha2::Sha256::new();
        hash.update(b"aval\0");
        hash.update(purpose.as_bytes());
        hash.update(b"\0");
        hash.update(self.secret_key.expose_secret().as_bytes());
        hash.finalize().into()
    }
}

/// 256 random bits as text.
#[must_use]
pub fn random_secret() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The secret key of an embedded instance: made once, readable by its owner only.
fn kept_secret(data_dir: &Path) -> anyhow::Result<String> {
    let path = data_dir.join("secret.key");
    if path.exists() {
        return Ok(std::fs::read_to_string(&path)
            .with_context(|| format!("AVAL_DATA_DIR: can't read {}", path.display()))?
            .trim()
            .to_owned());
    }
    make_private_dir(data_dir)?;
    let secret = random_secret();
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("AVAL_DATA_DIR: can't write {}", path.display()))?;
    std::io::Write::write_all(&mut file, secret.as_bytes())?;
    file.sync_all()?;
    Ok(secret)
}

/// Makes a directory that only its owner reads.
///
/// # Errors
/// When it can't be made.
pub fn make_private_dir(dir: &Path) -> anyhow::Result<()> {
    if !dir.exists() {
        std::fs::create_dir_all(dir)
            .with_context(|| format!("AVAL_DATA_DIR: can't make {}", dir.display()))?;
        std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Tests tell the time by a file. Only a build made for them knows how to.
fn follow_test_clock(file: Option<std::ffi::OsString>) -> anyhow::Result<()> {
    let Some(file) = file else { return Ok(()) };
    #[cfg(feature = "test-clock")]
    {
        crate::clock::test::follow(file.into());
        Ok(())
    }
    #[cfg(not(feature = "test-clock"))]
    bail!("AVAL_TEST_CLOCK is for tests, and this build has no test clock: unset {file:?}")
}

/// What can be known of a database's URL without reaching it.
fn checked_database_url(url: String) -> anyhow::Result<String> {
    match url.strip_prefix(SQLITE) {
        Some(file) if file.is_empty() || file.contains('?') => {
            bail!("AVAL_DATABASE_URL must name a file after sqlite:// and nothing else")
        }
        Some(_) => {}
        None if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Url::parse(&url).context("AVAL_DATABASE_URL")?;
        }
        None => bail!("AVAL_DATABASE_URL must start with postgres:// or sqlite://"),
    }
    Ok(url)
}

fn checked_networks(text: &str) -> anyhow::Result<Vec<ipnet::IpNet>> {
    outbound::networks(text)
        .map_err(|part| anyhow::anyhow!("AVAL_OUTBOUND_ALLOW_CIDRS: {part} is no network"))
}

/// Without the trailing slash. The SPA lives at the root of its host, so that there is no path.
fn checked_base_url(url: &Url) -> anyhow::Result<String> {
    let plain = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    if !plain {
        bail!("AVAL_BASE_URL must be http:// or https:// with a host, and no path");
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// An error on one line. TOML's errors show the line that is wrong; of that only the setting's
/// name is kept, as its value may be a secret.
fn one_line(error: &confique::Error) -> String {
    let mut words = Vec::new();
    for line in format!("{error:#}").lines() {
        match line.split_once('|') {
            Some((number, shown)) if number.trim().bytes().all(|b| b.is_ascii_digit()) => {
                words.extend(shown.split_once('=').map(|(name, _)| format!("{}:", name.trim())));
            }
            _ => words.extend(line.split_whitespace().map(str::to_owned)),
        }
    }
    words.join(" ")
}
