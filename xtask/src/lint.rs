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
    // Its tests run on this machine, not in a browser, and so are checked for this machine.
    for (title, kind) in [
        ("clippy on the SPA", &["--target", TARGET][..]),
        ("clippy on the SPA's tests", &["--all-targets"]),
    ] {
        step(title, || {
            let mut clippy = repo.cargo();
            clippy
                .current_dir(repo.path("frontend"))
                .args(["clippy", "--locked"])
                .args(kind)
                .arg("--target-dir")
                .arg(repo.target.join("spa"))
                .args(["--", "-D", "warnings"]);
            process::run(&mut clippy)
        })?;
    }
    Ok(())
}
