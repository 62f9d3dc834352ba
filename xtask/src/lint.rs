//! Format and clippy, both workspaces, no warning allowed.

use anyhow::Result;

use crate::process::{self, step};
use crate::repo::Repo;
use crate::spa;
use crate::wasm_target::TARGET;

/// Fails at the first thing that isn't as STYLE.md wants it.
pub fn check(repo: &Repo) -> Result<()> {
    for workspace in [".", "frontend"] {
        let mut fmt = repo.cargo();
        fmt.current_dir(repo.path(workspace)).args(["fmt", "--all", "--check"]);
        process::run(&mut fmt)?;
    }
    // The server embeds the bundle at compile time, under clippy too.
    spa::build(repo, spa::Mode::Release)?;
    step("clippy on the server's workspace", || {
        let mut clippy = repo.cargo();
        clippy.args(["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]);
        process::run(&mut clippy)
    })?;
    step("clippy on the SPA", || {
        let mut clippy = repo.cargo();
        clippy
            .current_dir(repo.path("frontend"))
            .args(["clippy", "--locked", "--target", TARGET, "--target-dir"])
            .arg(repo.target.join("spa"))
            .args(["--", "-D", "warnings"]);
        process::run(&mut clippy)
    })
}
