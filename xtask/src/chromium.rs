//! The browser for the browser tests.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::{debian, process};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser named by `AVAL_CHROMIUM`, else an installed one, else Debian's package.
pub fn ensure() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("AVAL_CHROMIUM") {
        let named = PathBuf::from(named);
        ensure!(named.is_file(), "AVAL_CHROMIUM is {}, which is no file", named.display());
        return Ok(named);
    }
    if let Some(found) = process::find(&NAMES) {
        return Ok(found);
    }
    debian::install(&["chromium"]).context("the browser tests need Chromium (or AVAL_CHROMIUM)")?;
    process::find(&NAMES).context("the package chromium brought no browser")
}
