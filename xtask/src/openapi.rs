//! The committed OpenAPI document.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::python;
use crate::repo::Repo;
use crate::spa;

const DOCUMENT: &str = "openapi/aval.json";

/// Writes the document that the code describes, or compares it with the committed one.
pub fn run(repo: &Repo, check: bool) -> Result<()> {
    spa::build(repo, spa::Mode::Release)?;
    repo.build_aval()?;
    if check { is_committed(repo) } else { write(repo) }
}

fn write(repo: &Repo) -> Result<()> {
    let document = repo.path(DOCUMENT);
    let half = document.with_extension("json.new");
    fs::write(&half, described(repo)?)?;
    Ok(fs::rename(half, document)?)
}

/// Fails when the committed document isn't the one that the built binary describes.
pub fn is_committed(repo: &Repo) -> Result<()> {
    let committed = fs::read_to_string(repo.path(DOCUMENT)).context(DOCUMENT)?;
    let described = described(repo)?;
    let difference = committed
        .lines()
        .zip(described.lines())
        .enumerate()
        .find(|(_, (ours, theirs))| ours != theirs)
        .map(|(index, (ours, theirs))| {
            format!(
                "line {}:\n  committed {}\n  described {}",
                index + 1,
                ours.trim(),
                theirs.trim()
            )
        })
        .unwrap_or_else(|| "one is longer".to_owned());
    ensure!(
        committed == described,
        "{DOCUMENT} isn't what the code describes; `cargo xtask openapi` writes it. {difference}"
    );
    Ok(())
}

/// Fails when the committed document isn't valid OpenAPI.
pub fn is_valid(repo: &Repo) -> Result<()> {
    let mut validator = Command::new(python::ensure(repo)?);
    validator.args(["-m", "openapi_spec_validator"]).arg(repo.path(DOCUMENT));
    process::run_within(Duration::from_secs(300), &mut validator)
}

fn described(repo: &Repo) -> Result<String> {
    process::read(Command::new(repo.aval()).arg("openapi"))
}
