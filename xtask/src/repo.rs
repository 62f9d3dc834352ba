//! Where things are in the checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// With which features the server is built for tests and demo alike, so that it is built once.
pub const DEV_FEATURES: &str = "aval-api/test-clock";

/// The checkout that xtask works on.
pub struct Repo {
    /// The folder with the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the user's settings put it.
    pub target: PathBuf,
}

impl Repo {
    /// The checkout around the current folder.
    pub fn find() -> Result<Self> {
        let here = std::env::current_dir().context("the current folder can't be read")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .context("run this from inside the repository")?
            .to_path_buf();
        let metadata =
            process::read(cargo(&root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target folder")?;
        Ok(Self { target: PathBuf::from(target), root })
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A path in xtask's own part of the target folder.
    pub fn scratch(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.target.join("xtask").join(relative)
    }

    /// `cargo`, run at the root of the checkout.
    pub fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// Builds the server in the dev profile.
    pub fn build_aval(&self) -> Result<()> {
        let features = ["--features", DEV_FEATURES];
        process::run(self.cargo().args(["build", "--package", "aval-api"]).args(features))
    }

    /// The `aval` binary of the dev profile, once something has built it.
    pub fn aval(&self) -> PathBuf {
        self.target.join("debug").join("aval")
    }
}

fn cargo(folder: &Path) -> Command {
    // The cargo that runs xtask, so that a `+toolchain` on the command line holds throughout.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}
