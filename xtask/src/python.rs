//! Python: the machine's own, and the tools that read the OpenAPI document in an environment
//! under target/.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::debian::{self, Package};
use crate::digest::Inputs;
use crate::process::{self, step};
use crate::repo::Repo;

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// What brings it.
pub const PACKAGE: Package =
    Package { name: "python3-venv", what: "Python 3.10 or newer with its venv module" };

/// Whether there is a Python that can make environments.
pub fn is_installed() -> bool {
    process::find(&["python3"]).is_some_and(|python3| {
        let asked = Command::new(python3).args(["-c", "import ensurepip, venv"]).output();
        asked.is_ok_and(|output| output.status.success())
    })
}

/// The machine's interpreter, for what needs no packages.
pub fn plain() -> Result<PathBuf> {
    if !is_installed() {
        debian::install(&[PACKAGE])?;
    }
    process::find(&["python3"]).context("the package python3-venv brought no python3")
}

/// The environment's interpreter, with what xtask/requirements.txt pins.
pub fn ensure(repo: &Repo) -> Result<PathBuf> {
    let python3 = plain()?;
    let requirements = repo.path("xtask/requirements.txt");
    let mut inputs = Inputs::default();
    inputs.path(&requirements, &[])?;
    inputs.text(&process::read(Command::new(&python3).arg("--version"))?);
    let wanted = inputs.finish();
    let folder = repo.scratch("python");
    let python = folder.join("bin/python");
    let stamp = folder.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    step("installing the Python tools (a minute)", || {
        let mut venv = Command::new(&python3);
        process::run_quietly_within(LIMIT, venv.args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(&requirements);
        process::run_quietly_within(LIMIT, &mut pip)
    })?;
    fs::write(stamp, wanted)?;
    Ok(python)
}
