//! cargo-deny's checks that need no advisory database, which is fetched from a git server.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{self, step};
use crate::repo::Repo;

/// The version that deny.toml was written for.
const VERSION: &str = "0.20.2";

/// Checks bans, licences and sources of both workspaces with the committed deny.toml.
pub fn check(repo: &Repo) -> Result<()> {
    let tool = ensure(repo)?;
    for manifest in ["Cargo.toml", "frontend/Cargo.toml"] {
        let mut deny = Command::new(&tool);
        deny.current_dir(&repo.root)
            .args(["--manifest-path", manifest, "--config", "deny.toml", "--locked"])
            .args(["check", "bans", "licenses", "sources"]);
        process::run(&mut deny)?;
    }
    Ok(())
}

/// An installed cargo-deny of the right version, else one built into the target folder.
fn ensure(repo: &Repo) -> Result<PathBuf> {
    let own = repo.scratch("tools/bin/cargo-deny");
    let installed = process::find(&["cargo-deny"]);
    for tool in installed.into_iter().chain([own.clone()]).filter(|tool| tool.is_file()) {
        let version = process::read(Command::new(&tool).arg("--version"))?;
        if version.trim().ends_with(VERSION) {
            return Ok(tool);
        }
    }
    let root = repo.scratch("tools");
    fs::create_dir_all(&root)?;
    step("building cargo-deny (some minutes, once)", || {
        let mut install = repo.cargo();
        install
            .args(["install", "cargo-deny", "--version", VERSION, "--locked", "--quiet"])
            .args(["--no-default-features", "--root"])
            .arg(&root)
            .arg("--target-dir")
            .arg(root.join("target"))
            // It runs for seconds: a quick build saves more than a fast tool.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        process::run(&mut install)
    })?;
    fs::remove_dir_all(root.join("target"))?;
    Ok(own)
}
