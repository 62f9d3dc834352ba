//! Whether the server carries the SPA in itself, as the one that people install has to.
//!
//! The dev profile reads the bundle from its folder, so that no other check would notice a server
//! that can't leave the checkout. Here it is built as a release is, embedding the bundle, and has to
//! serve every file of it while the folder is away.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::digest;
use crate::process::{self, step};
use crate::repo::Repo;
use crate::server::Served;
use crate::spa;

/// Fails when a file of the bundle isn't served by the binary alone.
pub fn check(repo: &Repo) -> Result<()> {
    spa::build(repo, spa::Mode::Release)?;
    step("compiling the server with the SPA in it", || {
        let mut build = repo.cargo();
        build.args(["build", "--locked", "--package", "aval-api"]);
        process::run(build.args(["--features", "rust-embed/debug-embed"]))
    })?;
    let bundle = Away::take(repo)?;
    let server = Served::empty(repo, "embedded", &[])?;
    let mut served = 0;
    for file in digest::files_below(&bundle.now, &[])? {
        let name = file.strip_prefix(&bundle.now)?.to_string_lossy().into_owned();
        // A compressed form has no address of its own: it answers for its plain one.
        let (path, encodings) = match name.rsplit_once('.') {
            Some((plain, "br")) => (plain, "br"),
            Some((plain, "gz")) => (plain, "gzip"),
            _ => (name.as_str(), ""),
        };
        let answer = server.fetch(&format!("/{path}"), encodings)?;
        ensure!(answer == fs::read(&file)?, "/{path} is answered with something else than {name}");
        served += 1;
    }
    ensure!(
        server.fetch("/", "")? == fs::read(bundle.now.join("index.html"))?,
        "/ is not the SPA's page"
    );
    println!("all {served} files of the SPA are in the binary");
    Ok(())
}

/// The bundle, out of the server's reach until this is dropped.
struct Away {
    home: PathBuf,
    now: PathBuf,
}

impl Away {
    fn take(repo: &Repo) -> Result<Self> {
        let away = Self {
            home: repo.path("frontend/dist"),
            // In a folder that git ignores, on the same file system.
            now: repo.path("frontend/target/dist.away"),
        };
        if away.now.exists() {
            // Left by an interrupted run; the bundle has been built anew since.
            fs::remove_dir_all(&away.now)?;
        }
        fs::create_dir_all(away.now.parent().unwrap_or(Path::new(".")))?;
        fs::rename(&away.home, &away.now).context("the bundle can't be moved")?;
        Ok(away)
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        if let Err(error) = fs::rename(&self.now, &self.home) {
            // The next build notices that it is missing.
            eprintln!("warning: {} can't be put back: {error}", self.home.display());
        }
    }
}
