//! `cargo xtask test`: every suite, with a table at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Subcommand;

use crate::process::seconds;
use crate::repo::Repo;
use crate::suites::{self, Suite};

/// A part of the tests.
#[derive(Subcommand)]
pub enum Part {
    /// Rules, wire types, client, xtask and the SPA's view models; no server.
    Unit {
        /// Arguments for `cargo test`, such as a filter.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Calendar, clocks and silence against an independent implementation in Python.
    Oracle {
        /// Arguments for tests/oracle/compare.py, such as `--seed 7`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// The API on SQLite and on Postgres.
    Api {
        /// Arguments for `cargo test`, such as a filter.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// The main paths in a real browser.
    Browser,
    /// The OpenAPI document: equal to the code, valid, and survived by the server.
    Contract,
}

/// Runs the named part, or everything.
pub fn run(repo: &Repo, part: Option<Part>) -> Result<()> {
    let suites = match part {
        None => suites::all(repo)?,
        Some(Part::Unit { args }) => suites::unit(args),
        Some(Part::Oracle { args }) => vec![suites::oracle(args)],
        Some(Part::Api { args }) => suites::api(repo, args)?,
        Some(Part::Browser) => suites::browser(repo)?,
        Some(Part::Contract) => suites::contract(repo)?,
    };
    let start = Instant::now();
    // A suite that fails doesn't keep the others from running: one run tells everything.
    let results: Vec<Outcome> = suites.into_iter().map(|suite| outcome(repo, suite)).collect();
    let failed = results.iter().filter(|result| result.error.is_some()).count();

    println!("\n{:<42} {:>12}  result", "suite", "time");
    for Outcome { name, time, error } in &results {
        let result = if error.is_none() { "passed" } else { "FAILED" };
        println!("{name:<42} {:>12}  {result}", seconds(*time));
    }
    for Outcome { name, error, .. } in &results {
        if let Some(error) = error {
            println!("\n{name}: {error}");
        }
    }
    println!("\nsuites in {}:", seconds(start.elapsed()));
    println!("{} passed, {failed} failed", results.len() - failed);
    if failed > 0 {
        bail!("{failed} of {} suites failed", results.len());
    }
    Ok(())
}

struct Outcome {
    name: &'static str,
    time: Duration,
    error: Option<String>,
}

fn outcome(repo: &Repo, suite: Suite) -> Outcome {
    eprintln!("\n━━ {}", suite.name);
    let start = Instant::now();
    let error = (suite.run)(repo).err().map(|error| format!("{error:#}"));
    Outcome { name: suite.name, time: start.elapsed(), error }
}
