//! Finds the source of Rust's own library, of exactly the installed compiler's version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cleanup::TempFolder;
use crate::debian;
use crate::process::{self, step};
use crate::repo::Repo;
use crate::wasm_target::Compiler;

const UNPACK_LIMIT: Duration = Duration::from_secs(120);

/// Folders, relative to the checkout, where an archive may have been put for it.
const ARCHIVE_FOLDERS: [&str; 2] = ["vendor", "../shared/toolchain"];

/// A `library` folder, and the temporary folder it was unpacked to, if any.
pub struct StdSource {
    library: PathBuf,
    _unpacked: Option<TempFolder>,
}

impl StdSource {
    /// The `library` folder.
    pub fn path(&self) -> &Path {
        &self.library
    }
}

/// The archive or folder that the user named in `RUST_STD_SRC`.
pub fn named_by_the_user() -> Option<PathBuf> {
    std::env::var_os("RUST_STD_SRC").filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The user's own choice, else what the compiler came with, else an archive next to the
/// checkout, else Debian's package.
pub fn find(repo: &Repo, compiler: &Compiler) -> Result<StdSource> {
    if let Some(named) = named_by_the_user() {
        return from_path(&named).with_context(|| format!("RUST_STD_SRC is {}", named.display()));
    }
    let own = compiler.sysroot.join("lib/rustlib/src/rust/library");
    if is_library(&own) && !own.is_symlink() {
        return Ok(StdSource { library: own, _unpacked: None });
    }
    let name = format!("rust-std-src-{}.tar.xz", compiler.release);
    let archive =
        ARCHIVE_FOLDERS.iter().map(|folder| repo.path(folder).join(&name)).find(|f| f.is_file());
    if let Some(archive) = archive {
        return from_path(&archive);
    }
    if !debian::is_here() {
        bail!("no {name} next to the checkout and no Debian packages on this system");
    }
    let unpacked = TempFolder::new("aval-std-")?;
    step("looking for the library's source among Debian's packages (a minute or two)", || {
        debian::unpack_rust_src(&compiler.release, unpacked.path())
    })?;
    from_unpacked(unpacked)
}

fn from_path(path: &Path) -> Result<StdSource> {
    if path.is_file() {
        let unpacked = TempFolder::new("aval-std-")?;
        step("unpacking the library's source", || unpack(path, unpacked.path()))?;
        return from_unpacked(unpacked);
    }
    let library = library_below(path)
        .with_context(|| format!("{} holds no `library` folder", path.display()))?;
    Ok(StdSource { library, _unpacked: None })
}

fn from_unpacked(unpacked: TempFolder) -> Result<StdSource> {
    let library = library_below(unpacked.path()).context("it holds no `library` folder")?;
    Ok(StdSource { library, _unpacked: Some(unpacked) })
}

/// `folder` itself, or the first `library` at most six levels below it: the depth of the
/// rust-src component's archive and of Debian's package.
fn library_below(folder: &Path) -> Option<PathBuf> {
    fn search(folder: &Path, depth: usize) -> Option<PathBuf> {
        if is_library(folder) {
            return Some(folder.to_path_buf());
        }
        if depth == 0 {
            return None;
        }
        let mut below: Vec<PathBuf> =
            fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
        below.sort();
        below
            .iter()
            .filter(|path| path.is_dir() && !path.is_symlink())
            .find_map(|path| search(path, depth - 1))
    }
    search(folder, 6)
}

fn is_library(folder: &Path) -> bool {
    ["Cargo.lock", "std/Cargo.toml", "core/Cargo.toml"].iter().all(|f| folder.join(f).is_file())
}

/// Unpacks an archive with tar, or with python3 where tar has no program for its compression.
fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    let mut tar = Command::new("tar");
    tar.arg("-xf").arg(archive).arg("-C").arg(folder);
    let by_tar = process::run_quietly_within(UNPACK_LIMIT, &mut tar);
    if by_tar.is_ok() {
        return Ok(());
    }
    let mut python = Command::new("python3");
    python.args(["-m", "tarfile", "-e"]).arg(archive).arg(folder);
    process::run_quietly_within(UNPACK_LIMIT, &mut python)
        .with_context(|| format!("neither tar nor python3 can unpack {}", archive.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_found_as_deep_as_the_archives_put_it() {
        let place = tempfile::tempdir().unwrap();
        let library = place.path().join("rust-src-nightly/rust-src/lib/rustlib/src/library");
        for part in ["std", "core"] {
            fs::create_dir_all(library.join(part)).unwrap();
            fs::write(library.join(part).join("Cargo.toml"), "").unwrap();
        }
        assert_eq!(library_below(place.path()), None, "there is no lock file yet");
        fs::write(library.join("Cargo.lock"), "").unwrap();
        assert_eq!(library_below(place.path()), Some(library.clone()));
        assert_eq!(library_below(&library), Some(library));
    }
}
