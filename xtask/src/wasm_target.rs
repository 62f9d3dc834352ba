//! Makes `wasm32-unknown-unknown` usable with the installed compiler: by rustup where that
//! works, else by building std from the source of exactly this compiler's version.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, step};
use crate::repo::Repo;
use crate::std_source;

/// The target of the SPA.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Written into the target's folder when std was built here: the compiler it was built with.
/// Its presence also says that the folder isn't rustup's.
const BUILT_FOR: &str = "built-for.txt";

const RUSTUP_LIMIT: Duration = Duration::from_secs(60);
const BUILD_LIMIT: Duration = Duration::from_secs(15 * 60);

/// The installed compiler.
pub struct Compiler {
    /// Its folder.
    pub sysroot: PathBuf,
    /// Its version number, such as `1.95.0`.
    pub release: String,
    /// Everything `rustc -vV` says, to tell two builds of one version apart.
    pub identity: String,
}

impl Compiler {
    fn find() -> Result<Self> {
        let identity = process::read(rustc().arg("-vV"))?;
        let release = identity
            .lines()
            .find_map(|line| line.strip_prefix("release: "))
            .context("`rustc -vV` names no release")?
            .to_owned();
        let sysroot = process::read(rustc().args(["--print", "sysroot"]))?.trim().into();
        Ok(Self { sysroot, release, identity })
    }

    fn target_folder(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(TARGET)
    }
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// Installs the target unless it is there already.
pub fn ensure(repo: &Repo) -> Result<()> {
    let compiler = Compiler::find()?;
    let folder = compiler.target_folder();
    if is_complete(&folder, &compiler) {
        return Ok(());
    }
    // What is there is of another compiler, or half an installation. Beside a second copy of
    // std it would end every later build with E0464.
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| not_writable(&compiler))?;
    }
    let mut refused = Vec::new();
    if std_source::named_by_the_user().is_none() {
        match by_rustup(&folder, &compiler) {
            Ok(()) => return Ok(()),
            Err(error) => refused.push(format!("{error:#}")),
        }
    }
    let source = match std_source::find(repo, &compiler) {
        Ok(source) => source,
        Err(error) => {
            refused.push(format!("{error:#}"));
            bail!(
                "no std for {TARGET}: {}. Ways out: run `rustup target add {TARGET}` where \
                 rustup's servers can be reached; or set RUST_STD_SRC to rust {}'s `library` \
                 folder or an archive of it, such as the one in the rust-src component",
                refused.join("; "),
                compiler.release
            );
        }
    };
    step(&format!("building std for {TARGET} (about 40 s)"), || {
        build(repo, &compiler, source.path())
    })
}

/// Whether the target's folder holds exactly one std, made for this compiler.
fn is_complete(folder: &Path, compiler: &Compiler) -> bool {
    if let Ok(built_for) = fs::read_to_string(folder.join(BUILT_FOR))
        && built_for != compiler.identity
    {
        return false;
    }
    let mut copies = BTreeMap::new();
    for entry in fs::read_dir(folder.join("lib")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some((crate_name, "rlib")) =
            name.rsplit_once('.').map(|(stem, end)| (stem.split('-').next().unwrap_or(stem), end))
        {
            *copies.entry(crate_name.to_owned()).or_insert(0) += 1;
        }
    }
    ["libcore", "liballoc", "libstd"].iter().all(|name| copies.get(*name) == Some(&1))
}

fn by_rustup(folder: &Path, compiler: &Compiler) -> Result<()> {
    let Some(rustup) = process::find(&["rustup"]) else { bail!("rustup isn't installed") };
    let added = step("adding the target with rustup (60 s at most)", || {
        process::run_quietly_within(
            RUSTUP_LIMIT,
            Command::new(rustup).args(["target", "add", TARGET]),
        )
    });
    // A toolchain of another origin may be first on the PATH: what counts is this compiler's.
    if added.is_ok() && is_complete(folder, compiler) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| not_writable(compiler))?;
    }
    added?;
    bail!("rustup says it has added the target, but not to {}", compiler.sysroot.display())
}

/// Builds std from `library` and puts it where rustc looks for the target.
fn build(repo: &Repo, compiler: &Compiler, library: &Path) -> Result<()> {
    let folder = repo.scratch("std");
    let project = folder.join("empty");
    fs::create_dir_all(project.join("src"))?;
    fs::write(project.join("src/lib.rs"), "")?;
    fs::write(
        project.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n",
    )?;
    let built = folder.join("target");
    if built.exists() {
        fs::remove_dir_all(&built)?;
    }

    let lent = LentSource::place(compiler, library)?;
    let mut cargo = repo.cargo();
    cargo
        .current_dir(&project)
        .args(["build", "--release", "-Zbuild-std=std,panic_abort", "--target", TARGET])
        .arg("--target-dir")
        .arg(&built)
        // -Zbuild-std on a stable compiler: only this one build of its own library uses it.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without the bitcode the SPA's link-time optimisation fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run_quietly_within(BUILD_LIMIT, &mut cargo)
        .with_context(|| format!("is the source that of rust {}?", compiler.release))?;
    drop(lent);

    install(&built.join(TARGET).join("release/deps"), compiler)?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Copies the built libraries into a new folder and renames that into place, so that an
/// interrupted copy is never taken for a finished one.
fn install(deps: &Path, compiler: &Compiler) -> Result<()> {
    let folder = compiler.target_folder();
    let half = folder.with_extension("half");
    if half.exists() {
        fs::remove_dir_all(&half)?;
    }
    fs::create_dir_all(half.join("lib")).with_context(|| not_writable(compiler))?;
    for entry in fs::read_dir(deps)? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "rlib") {
            let name = file.file_name().context("a library without a name")?;
            fs::copy(&file, half.join("lib").join(name))?;
        }
    }
    fs::write(half.join(BUILT_FOR), &compiler.identity)?;
    fs::rename(&half, &folder)?;
    if !is_complete(&folder, compiler) {
        bail!("the build left no complete std in {}", folder.display());
    }
    Ok(())
}

fn not_writable(compiler: &Compiler) -> String {
    format!(
        "{} can't be changed: run `cargo xtask wasm-target` once as the user who owns it",
        compiler.sysroot.display()
    )
}

/// The library's source, lent to the sysroot for one build: cargo looks for it nowhere else.
struct LentSource(Option<PathBuf>);

impl LentSource {
    fn place(compiler: &Compiler, library: &Path) -> Result<Self> {
        let rust = compiler.sysroot.join("lib/rustlib/src/rust");
        let place = rust.join("library");
        if place.canonicalize().is_ok_and(|place| library.canonicalize().is_ok_and(|l| l == place))
        {
            return Ok(Self(None));
        }
        if place.is_symlink() {
            // Left by an interrupted build.
            fs::remove_file(&place)?;
        }
        if place.exists() {
            bail!(
                "{} already holds a source; set RUST_STD_SRC to it if it is complete, or remove it",
                place.display()
            );
        }
        fs::create_dir_all(&rust).with_context(|| not_writable(compiler))?;
        std::os::unix::fs::symlink(library.canonicalize()?, &place)
            .with_context(|| not_writable(compiler))?;
        Ok(Self(Some(place)))
    }
}

impl Drop for LentSource {
    fn drop(&mut self) {
        if let Some(place) = &self.0 {
            // A link left behind is replaced by the next build.
            let _ = fs::remove_file(place);
            // The two folders above it, unless something else is in them.
            for folder in place.ancestors().skip(1).take(2) {
                let _ = fs::remove_dir(folder);
            }
        }
    }
}
