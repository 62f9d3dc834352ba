//! Packages from npm, exactly as a committed lock file says.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::digest::Inputs;
use crate::process::{self, step};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Installs the packages of `folder`'s lock file, unless they are those that are installed.
pub fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    ensure!(lock.is_file(), "{} is missing", lock.display());
    let mut inputs = Inputs::default();
    inputs.path(&lock, &[])?;
    inputs.path(&folder.join("package.json"), &[])?;
    let wanted = inputs.finish();
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = process::find(&["npm"])
        .context("npm isn't installed: install Node.js 20 or newer, then run this again")?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    step(&format!("installing {name}'s npm packages"), || {
        let mut install = Command::new(npm);
        install.current_dir(folder).args(["ci", "--no-audit", "--no-fund"]);
        process::run_quietly_within(LIMIT, &mut install)
    })?;
    Ok(fs::write(stamp, wanted)?)
}
