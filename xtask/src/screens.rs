//! The README's screenshots, taken from the demo.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process::{self, step};
use crate::repo::Repo;
use crate::server::Served;
use crate::{chromium, npm, spa};

const LIMIT: Duration = Duration::from_secs(5 * 60);

/// Brings docs/images up to date with what the product looks like now.
pub fn take(repo: &Repo) -> Result<()> {
    spa::build(repo, spa::Mode::Release)?;
    step("compiling the server", || repo.build_aval())?;
    let browser = chromium::ensure()?;
    let folder = repo.path("frontend/e2e");
    npm::install(&folder)?;
    let demo = Served::demo(repo, "screens")?;
    step("taking screenshots", || {
        let mut node = Command::new("node");
        node.current_dir(&folder)
            .arg("screens.mjs")
            .env("AVAL_TEST_URL", demo.url())
            .env("AVAL_TEST_DATA_DIR", demo.data())
            .env("AVAL_CHROMIUM", browser)
            .env("AVAL_SCREENS_DIR", repo.path("docs/images"));
        process::run_within(LIMIT, &mut node)
    })
}
