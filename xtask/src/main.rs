//! What a developer or CI does with the repository: `cargo xtask --help`.
//!
//! Each command does its own set-up from cargo, npm and (for the tests) python3, shows every
//! long step with its time, and costs seconds when nothing changed.

mod budget;
mod chromium;
mod cleanup;
mod debian;
mod demo;
mod deny;
mod dev;
mod digest;
mod embedded;
mod guard;
mod lint;
mod npm;
mod openapi;
mod postgres;
mod process;
mod python;
mod repo;
mod screens;
mod server;
mod spa;
mod std_source;
mod suites;
mod test;
mod wasm_target;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::repo::Repo;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, demo, tests and bundling of Aval")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and run the support centre with demo data on this machine.
    Demo {
        /// Arguments for `aval demo`, such as `--port 9000` or `--reset`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Run the tests: all of them, or the named part.
    Test {
        #[command(subcommand)]
        part: Option<test::Part>,
    },
    /// Bundle the SPA into frontend/dist.
    Spa {
        /// Quick profile: larger files, built in seconds.
        #[arg(long)]
        dev: bool,
    },
    /// Rebuild and restart `aval serve` at every change of a source file.
    Dev {
        /// Arguments for `aval serve`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Write openapi/aval.json from the code.
    Openapi {
        /// Only compare; fail when the committed document differs.
        #[arg(long)]
        check: bool,
    },
    /// Make `wasm32-unknown-unknown` usable with the installed compiler.
    WasmTarget,
    /// Check format and clippy in both workspaces.
    Lint,
    /// Check that the SPA's first load stays within its budget.
    Budget,
    /// Check that the server carries the SPA in itself.
    Embedded,
    /// Take the README's screenshots from the demo into docs/images.
    Screens,
    /// Check that no unwanted dependency or feature has crept in.
    Guard,
    /// Run cargo-deny's offline checks: bans, licences, sources.
    Deny,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    cleanup::on_interrupt()?;
    let repo = Repo::find()?;
    match command {
        Command::Demo { args } => demo::run(&repo, &args),
        Command::Test { part } => test::run(&repo, part),
        Command::Spa { dev } => spa::build(&repo, spa::Mode::of(dev)),
        Command::Dev { args } => dev::run(&repo, &args),
        Command::Openapi { check } => openapi::run(&repo, check),
        Command::WasmTarget => wasm_target::ensure(&repo),
        Command::Lint => lint::check(&repo),
        Command::Budget => budget::check(&repo),
        Command::Embedded => embedded::check(&repo),
        Command::Screens => screens::take(&repo),
        Command::Guard => guard::check(&repo),
        Command::Deny => deny::check(&repo),
    }
}
