//! `aval demo`: the whole support centre with believable data around today's date.
//!
//! The history is made through the API itself, as the people in it would have made it; only the
//! clock is told otherwise. Nothing of this is ever present outside this command.

mod articles;
mod cases;
mod people;
mod picture;
mod plan;
mod player;
mod script;
mod seed;
mod templates;

use std::io::{IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use aval_domain::lifecycle::Role;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::app::State;
use crate::config::{Config, make_private_dir};
use crate::{cli, clock, server, spa};

/// With which everybody in the demo signs in.
const PASSWORD: &str = "aval-demo-2026";

/// Counts up whenever the data is told anew, so that an older folder is not taken for this one.
const EDITION: u32 = 3;

/// Serves the demo, with data made today.
///
/// # Errors
/// When the port is taken, the folder is not a demo's, or a step of the history is refused.
pub async fn run(listen: SocketAddr, dir: &Path, reset: bool) -> anyhow::Result<()> {
    spa::check()?;
    // Asked first: a demo that runs on this port may live in this very folder.
    drop(
        std::net::TcpListener::bind(listen)
            .with_context(|| format!("--port: can't listen on {listen}"))?,
    );
    let today = player::date_of(clock::now());
    let folder = Folder(dir.to_owned());
    let made = folder.made()?.filter(|made| !reset && made.is_of(today));
    if made.is_none() {
        folder.clear()?;
    }
    let config = Config::demo(dir, listen)?;
    cli::log(&config.log, config.log_format)?;
    let state = State::start(config).await?;
    let key = match made.and_then(|made| made.api_key) {
        Some(key) => key,
        None => {
            let key = make(&state, today).await?;
            folder.mark(&Made { made_on: today, edition: EDITION, api_key: Some(key.clone()) })?;
            key
        }
    };
    print!("{}", welcome(listen, &key));
    server::serve(state).await
}

/// Makes the data and says how far it is.
async fn make(state: &actix_web::web::Data<State>, today: NaiveDate) -> anyhow::Result<String> {
    let started = Instant::now();
    let live = std::io::stdout().is_terminal();
    // A file or a log gets a line now and then instead of a number that counts up.
    let every = if live { 1 } else { 25 };
    let mut next = every;
    println!("▸ preparando datos de demostración…");
    let key = seed::seed(state, today, |done, total| {
        let percent = done * 100 / total.max(1);
        if percent >= next && percent < 100 {
            next = percent + every;
            let (start, end) = if live { ("\r", "") } else { ("", "\n") };
            print!("{start}  {percent} %{end}");
            // Progress that can't be shown is no reason to stop.
            let _ = std::io::stdout().flush();
        }
    })
    .await
    .context("the demo's data can't be made")?;
    let end = if live { "\r" } else { "" };
    println!("{end}▸ datos listos ({:.1} s)", started.elapsed().as_secs_f32());
    Ok(key)
}

/// Who can sign in, where, and what to try with curl.
fn welcome(listen: SocketAddr, key: &str) -> String {
    use std::fmt::Write as _;
    let mut text = format!("\nAval, demostración: http://{listen}\n\n");
    let role = |role| match role {
        Role::Reporter => "usuario designado",
        Role::Engineer => "ingeniero",
        Role::Coordinator => "coordinador",
        Role::Admin => "administrador",
    };
    for entry in &people::PEOPLE {
        let company = entry.company.map(people::Company::name).unwrap_or_default();
        let (role, name, email) = (role(entry.role), entry.name, entry.email);
        let row = format!("  {role:<18} {name:<22} {email:<38} {company}");
        // Writing to a string never fails.
        let _ = writeln!(text, "{}", row.trim_end());
    }
    let _ = write!(
        text,
        "\n  contraseña de todos: {PASSWORD}\n\n  \
         curl -H 'Authorization: Bearer {key}' 'http://{listen}/api/v1/tickets?limit=3'\n\n\
         Documentación de la API: http://{listen}/api/docs/   ·   Ctrl-C para terminar\n\n"
    );
    text
}

/// What the folder says about itself.
#[derive(Serialize, Deserialize)]
struct Made {
    /// The date in Bogota around which the data is.
    made_on: NaiveDate,
    /// [`EDITION`] at that time.
    edition: u32,
    /// Missing while the data is being made.
    api_key: Option<String>,
}

impl Made {
    fn is_of(&self, today: NaiveDate) -> bool {
        self.made_on == today && self.edition == EDITION && self.api_key.is_some()
    }
}

/// The folder of the demo.
struct Folder(PathBuf);

impl Folder {
    fn marker(&self) -> PathBuf {
        self.0.join("demo.json")
    }

    /// What it holds, if it is a demo's.
    fn made(&self) -> anyhow::Result<Option<Made>> {
        let marker = self.marker();
        if !marker.exists() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(&marker)
            .with_context(|| format!("--dir: can't read {}", marker.display()))?;
        // A marker of another form is of another edition.
        Ok(Some(serde_json::from_str(&text).unwrap_or(Made {
            made_on: NaiveDate::MIN,
            edition: 0,
            api_key: None,
        })))
    }

    /// Makes it empty but for the marker. Only a demo's own folder is ever emptied.
    fn clear(&self) -> anyhow::Result<()> {
        let dir = &self.0;
        if dir.exists() {
            let entries = std::fs::read_dir(dir)
                .and_then(|entries| entries.collect::<Result<Vec<_>, _>>())
                .with_context(|| format!("--dir: can't read {}", dir.display()))?;
            if !entries.is_empty() && !self.marker().exists() {
                bail!("--dir: {} holds something else than a demo", dir.display());
            }
            // The marker stays, so that a folder that was emptied half-way is still known.
            for entry in entries.iter().filter(|entry| entry.path() != self.marker()) {
                let path = entry.path();
                let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if is_dir { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) }
                    .with_context(|| format!("--dir: can't remove {}", path.display()))?;
            }
        }
        make_private_dir(dir)?;
        self.mark(&Made { made_on: NaiveDate::MIN, edition: EDITION, api_key: None })
    }

    fn mark(&self, made: &Made) -> anyhow::Result<()> {
        let marker = self.marker();
        std::fs::write(&marker, serde_json::to_string(made)?)
            .with_context(|| format!("--dir: can't write {}", marker.display()))
    }
}

#[cfg(test)]
mod tests;
