//! The command line.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::net::Ipv4Addr;
use std::path::PathBuf;

use actix_web::web;
use anyhow::{Context as _, bail};
use aval_domain::calendar::{BOGOTA, FIRST_YEAR, LAST_YEAR};
use aval_domain::holidays::holidays_of;
use aval_domain::record::Visibility;
use aval_domain::text::{Email, PersonName};
use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeZone as _, Utc};
use clap::{Parser, Subcommand};
use uuid::Uuid;

use crate::app::{self, State};
use crate::config::{Config, LogFormat};
use crate::db::{counter, ticket};
use crate::mail::incoming::{self, Source};
use crate::tickets::{derived, verification};
use crate::{clock, demo, server, sessions};

/// Aval, the support centre.
#[derive(Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve API and SPA, and run the worker unless AVAL_WORKER=false.
    Serve,
    /// Run the worker alone.
    Worker,
    /// Bring the database schema up to date and stop.
    Migrate,
    /// Print the OpenAPI document.
    Openapi,
    /// Serve with believable data made up for today, in a folder of its own.
    Demo {
        /// Port to listen on, on this machine only.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Where the demo's data lives; it is thrown away whenever it was made on another day.
        #[arg(long, default_value = "./data/demo")]
        dir: PathBuf,
        /// Throw the data away and make it anew.
        #[arg(long)]
        reset: bool,
        /// Begin at this time of Bogota instead of now, e.g. 2026-12-30T09:00.
        #[arg(long, value_parser = wall_time)]
        at: Option<NaiveDateTime>,
    },
    /// Manage admins from the shell.
    #[command(subcommand)]
    Admin(Admin),
    /// Print the holidays of a year and what they do to service hours.
    Calendar {
        /// 1984 to 2199.
        year: i32,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Mail that comes in.
    #[command(subcommand)]
    Mail(Mail),
    /// Check the record.
    #[command(subcommand)]
    Audit(Audit),
    /// Due times and timers of open tickets.
    #[command(subcommand)]
    Clocks(Clocks),
}

#[derive(Subcommand)]
enum Admin {
    /// Create an active admin.
    Create {
        /// E-mail address to sign in with.
        #[arg(long)]
        email: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// Read the password from standard input (its first line).
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

#[derive(Subcommand)]
enum Mail {
    /// Take in one mail from standard input: what a mail server pipes mail to. Exits with 0 once it
    /// is in our hands, whatever it is, and with 75 when it is to be handed over again later.
    Receive,
}

#[derive(Subcommand)]
enum Audit {
    /// Recompute the record of every ticket; exits with 1 when one is broken.
    Verify,
}

#[derive(Subcommand)]
enum Clocks {
    /// Derive them anew from the record; says how many tickets were not as they should be.
    Rebuild,
}

impl Cli {
    /// With what the process ends when [`run`](Self::run) fails. A mail server that hears the
    /// number of `EX_TEMPFAIL` keeps the mail and tries again.
    #[must_use]
    pub fn failure(&self) -> u8 {
        const EX_TEMPFAIL: u8 = 75;
        match self.command {
            Command::Mail(Mail::Receive) => EX_TEMPFAIL,
            Command::Serve
            | Command::Worker
            | Command::Migrate
            | Command::Openapi
            | Command::Demo { .. }
            | Command::Admin(_)
            | Command::Calendar { .. }
            | Command::Audit(_)
            | Command::Clocks(_) => 1,
        }
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// One line that says what is wrong.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve => {
                let state = start().await?;
                if let Some(link) = sessions::links::first_admin(&state).await? {
                    println!(
                        "Nobody can sign in yet. Create the first admin within 72 hours at:\n{link}"
                    );
                }
                println!("Aval listens on http://{}", state.config.listen);
                server::serve(state).await
            }
            Command::Worker => server::work(start().await?).await,
            Command::Migrate => {
                start().await?.db.close().await;
                Ok(())
            }
            Command::Openapi => {
                println!("{}", app::openapi().to_pretty_json()?);
                Ok(())
            }
            Command::Demo { port, dir, reset, at } => {
                if let Some(wall) = at {
                    clock::begin_at(instant_of(wall)?);
                }
                demo::run((Ipv4Addr::LOCALHOST, port).into(), &dir, reset).await
            }
            Command::Admin(Admin::Create { email, name, password_stdin: _ }) => {
                create_admin(&email, &name).await
            }
            Command::Calendar { year, json } => calendar(year, json),
            Command::Mail(Mail::Receive) => receive_mail().await,
            Command::Audit(Audit::Verify) => verify_all(start().await?).await,
            Command::Clocks(Clocks::Rebuild) => rebuild_clocks(start().await?).await,
        }
    }
}

fn wall_time(text: &str) -> Result<NaiveDateTime, String> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .map_err(|_| "write it like 2026-12-30T09:00".to_owned())
}

/// The instant of a wall time of Bogota, which has no summer time.
fn instant_of(wall: NaiveDateTime) -> anyhow::Result<DateTime<Utc>> {
    let supported = (FIRST_YEAR..=LAST_YEAR).contains(&wall.year());
    let instant = BOGOTA.from_local_datetime(&wall).single().filter(|_| supported);
    Ok(instant.context("--at must lie between 1984 and 2199")?.to_utc())
}

async fn rebuild_clocks(state: web::Data<State>) -> anyhow::Result<()> {
    let changed = derived::rebuild_all(&state).await?;
    println!("{changed} tickets corrected (at {})", clock::now());
    state.db.close().await;
    Ok(())
}

async fn start() -> anyhow::Result<web::Data<State>> {
    let config = Config::load()?;
    log(&config.log, config.log_format)?;
    State::start(config).await
}

/// Starts logging to standard error.
///
/// # Errors
/// When the filter can't be read.
pub fn log(filter: &str, format: LogFormat) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .map_err(|error| anyhow::anyhow!("AVAL_LOG: {error}"))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Json => builder.json().flatten_event(true).init(),
        LogFormat::Text => builder.init(),
    }
    Ok(())
}

async fn receive_mail() -> anyhow::Result<()> {
    // Read to its end before anything can fail: a mail server does not like a broken pipe.
    let source = Source::read(std::io::stdin().lock()).context("can't read standard input")?;
    let state = start().await?;
    let taken = incoming::receive(&state, source).await;
    state.db.close().await;
    taken?;
    Ok(())
}

async fn create_admin(email: &str, name: &str) -> anyhow::Result<()> {
    let email = Email::parse(email).map_err(|error| anyhow::anyhow!("--email: {error}"))?;
    let name = PersonName::parse(name).map_err(|error| anyhow::anyhow!("--name: {error}"))?;
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password).context("can't read standard input")?;
    let password = password.lines().next().unwrap_or_default().to_owned();
    if let Some(refusal) = crate::auth::passwords::refusal(&password) {
        let words = crate::texts::invalid(refusal, aval_domain::people::Locale::En);
        bail!("the password is not taken: {words} (10 to 128 characters, none of the commonest)");
    }
    let state = start().await?;
    let admin = sessions::create_admin(&state, email, name, password.into()).await?;
    println!("{} may sign in as admin.", admin.email);
    state.db.close().await;
    Ok(())
}

fn calendar(year: i32, json: bool) -> anyhow::Result<()> {
    let holidays = holidays_of(year)
        .map_err(|_| anyhow::anyhow!("years from 1984 to 2199 are known, not {year}"))?;
    if json {
        let entries: Vec<_> = holidays
            .iter()
            .map(|day| {
                serde_json::json!({
                    "date": day.date,
                    "names": day.names.iter().map(|name| name.es).collect::<Vec<_>>(),
                    "moved": day.moved,
                    "law": day.law,
                })
            })
            .collect();
        println!("{}", serde_json::json!({ "year": year, "holidays": entries }));
        return Ok(());
    }
    for day in &holidays {
        let names: Vec<_> = day.names.iter().map(|name| name.es).collect();
        let moved = if day.moved { " (trasladado)" } else { "" };
        println!("{}  {}{moved}  · {}", day.date.format("%Y-%m-%d %a"), names.join(" y "), day.law);
    }
    println!("{} días festivos", holidays.len());
    Ok(())
}

/// Verifies both chains of every ticket, and that no ticket is missing.
async fn verify_all(state: web::Data<State>) -> anyhow::Result<()> {
    const BATCH: u64 = 200;
    let snapshot = state.db.snapshot().await?;
    let (mut numbers, mut events, mut broken) = (BTreeSet::new(), 0_i64, 0_u64);
    let mut after = Uuid::nil();
    loop {
        let batch = ticket::all_after(&snapshot, after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = last.id;
        for ticket in &batch {
            numbers.insert(ticket.number);
            events += ticket.public_seq + ticket.internal_seq;
            for visibility in Visibility::ALL {
                if let Err(found) = verification::verify(&snapshot, ticket, visibility).await? {
                    broken += 1;
                    let number = ticket::number_text(ticket.number);
                    println!("{number}: the {visibility} record breaks at event {}", found.seq);
                }
            }
        }
    }
    // Numbers are given without gaps, so that a ticket that is gone with all its events shows.
    let given = counter::last_ticket_number(&snapshot).await?;
    let last = numbers.last().copied().unwrap_or_default().max(given);
    for number in (1..=last).filter(|number| *number > given || !numbers.contains(number)) {
        broken += 1;
        let what = if numbers.contains(&number) { "was never given" } else { "is gone" };
        println!("{}: this ticket {what}", ticket::number_text(number));
    }
    let tickets = numbers.len();
    println!("{tickets} tickets, {events} events, {broken} broken (at {})", clock::now());
    if broken > 0 {
        bail!("the record of {broken} tickets is broken");
    }
    Ok(())
}
