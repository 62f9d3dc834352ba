//! The SPA's bundle: WebAssembly, styles and the page that loads them, in frontend/dist.
//!
//! Every asset's name carries a hash of its content, so that the server can let browsers keep
//! it for ever; index.html names them and holds no script and no style of its own, as the
//! content security policy demands. Beside each file stand its `.br` and `.gz` forms.

mod compile;
mod compress;
mod page;
mod strip;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

pub use self::compile::LINK;
use crate::digest::{self, Inputs};
use crate::process::{self, step};
use crate::repo::Repo;
use crate::{npm, wasm_target};

/// How much time to spend on making the bundle small.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// What people are served.
    Release,
    /// What a developer reloads after each change.
    Dev,
}

impl Mode {
    /// The mode for a `--dev` flag.
    pub fn of(dev: bool) -> Self {
        if dev { Self::Dev } else { Self::Release }
    }
}

/// Folders below frontend/ that hold results or tests, not sources.
const NOT_SOURCES: [&str; 4] = ["node_modules", "target", "dist", "e2e"];

/// What the bundle is made from besides frontend/.
const OTHER_SOURCES: [&str; 7] = [
    "crates/contract",
    "crates/client",
    "crates/domain",
    "Cargo.toml",
    ".cargo/config.toml",
    "xtask/Cargo.toml",
    "xtask/src/spa",
];

/// Brings frontend/dist up to date; does nothing when no source has changed.
pub fn build(repo: &Repo, mode: Mode) -> Result<()> {
    wasm_target::ensure(repo)?;
    let dist = repo.path("frontend/dist");
    let stamp = repo.scratch("spa.stamp");
    let inputs = inputs(repo, mode)?;
    if fs::read_to_string(&stamp).is_ok_and(|made| made == stamp_of(&inputs, &dist)) {
        return Ok(());
    }
    npm::install(&repo.path("frontend"))?;

    let work = repo.scratch("spa");
    recreate(&work)?;
    let program = compile::wasm(repo, mode, &work)?;
    let css = step("building the styles", || compile::styles(repo, &work))?;

    // In a folder that git ignores, on the file system of its later place.
    let new = repo.path("frontend/target/dist.new");
    recreate(&new)?;
    page::write(repo, &program, &css, &new)?;
    step("compressing the bundle", || compress::all_below(&new, mode))?;
    replace(&dist, &new)?;
    fs::remove_dir_all(&work)?;
    Ok(fs::write(&stamp, stamp_of(&inputs, &dist))?)
}

fn inputs(repo: &Repo, mode: Mode) -> Result<String> {
    let mut inputs = Inputs::default();
    inputs.text(&format!("{mode:?}"));
    inputs.text(&process::read(std::process::Command::new("rustc").arg("-vV"))?);
    inputs.path(&repo.path("frontend"), &NOT_SOURCES)?;
    for source in OTHER_SOURCES {
        inputs.path(&repo.path(source), &["target"])?;
    }
    Ok(inputs.finish())
}

/// What the stamp says of a bundle made from `inputs`. The page's content stands for the
/// whole bundle: it names every asset with its hash.
fn stamp_of(inputs: &str, dist: &Path) -> String {
    let page = fs::read(dist.join("index.html")).unwrap_or_default();
    format!("{inputs} {}", digest::short(&page))
}

fn recreate(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())
}

/// Puts the finished bundle in the old one's place; nobody ever finds half of one there.
fn replace(dist: &Path, new: &Path) -> Result<()> {
    let old = new.with_extension("old");
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    if dist.exists() {
        fs::rename(dist, &old)?;
    }
    fs::rename(new, dist)?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}
