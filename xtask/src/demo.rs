//! The support centre with demo data, from nothing.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::step;
use crate::repo::Repo;
use crate::spa;

/// Builds what changed, then becomes `aval demo`, which seeds, serves and prints the sign-ins.
pub fn run(repo: &Repo, args: &[String]) -> Result<()> {
    spa::build(repo, spa::Mode::Release)?;
    step("compiling the server (some minutes the first time)", || repo.build_aval())?;
    // The server takes xtask's place, so that Ctrl-C and signals reach it directly.
    let error = Command::new(repo.aval()).arg("demo").args(args).exec();
    Err(error).context("`aval demo` can't be started")
}
