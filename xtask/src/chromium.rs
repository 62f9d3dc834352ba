//! The browser for the browser tests.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::debian::{self, Package};
use crate::process;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What brings it.
pub const PACKAGE: Package =
    Package { name: "chromium", what: "Chromium (or set AVAL_CHROMIUM to a browser like it)" };

/// The browser named by `AVAL_CHROMIUM`, else an installed one.
pub fn find() -> Result<Option<PathBuf>> {
    let Some(named) = std::env::var_os("AVAL_CHROMIUM").map(PathBuf::from) else {
        return Ok(process::find(&NAMES));
    };
    ensure!(named.is_file(), "AVAL_CHROMIUM is {}, which is no file", named.display());
    Ok(Some(named))
}

/// The browser of [`find`], else Debian's package.
pub fn ensure() -> Result<PathBuf> {
    if let Some(found) = find()? {
        return Ok(found);
    }
    debian::install(&[PACKAGE]).context("the browser tests need Chromium")?;
    process::find(&NAMES).context("the package chromium brought no browser")
}
