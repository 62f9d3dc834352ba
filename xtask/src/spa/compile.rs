//! Source to WebAssembly, cut into parts, with its JavaScript bindings; and to one style sheet.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use super::{Mode, strip};
use crate::process::{self, step};
use crate::repo::Repo;
use crate::wasm_target::TARGET;

/// The name of the program's files: `aval.js` is the module that loads `aval_bg.wasm`.
pub const NAME: &str = "aval";

/// The module that fetches the parts of the program when they are first needed.
pub const LINK: &str = "parts.js";

/// Compiles the SPA and makes its bindings.
///
/// Leaves a folder whose files refer to each other by name: the bindings, the WebAssembly file
/// that is loaded first, `parts.js`, the parts that frontend/src/parts.rs marks, and scripts
/// that crates bring along.
pub fn wasm(repo: &Repo, mode: Mode, work: &Path) -> Result<PathBuf> {
    same_wasm_bindgen(repo)?;
    let compiled = step(
        match mode {
            Mode::Release => "compiling the SPA (some minutes the first time)",
            Mode::Dev => "compiling the SPA, quick profile",
        },
        || cargo_build(repo, mode),
    )?;
    let program = work.join("program");
    let first = work.join("first.wasm");
    step("cutting the SPA into parts", || cut(&compiled, &program, &first))?;
    if mode == Mode::Release {
        // The bindings generator does the same for the first file.
        strip::names_below(&program)?;
    }
    step("making the SPA's bindings", || {
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(&first)
            .out_name(NAME)
            .web(true)?
            .typescript(false)
            // The parts share its table of functions.
            .keep_lld_exports(true)
            .omit_default_module_path(true)
            .remove_name_section(mode == Mode::Release)
            .remove_producers_section(true);
        bindgen.generate(&program)
    })?;
    if mode == Mode::Release {
        step("shrinking the SPA's bindings", || minify(repo, &program.join(format!("{NAME}.js"))))?;
    }
    // binaryen's wasm-opt would take another 2 % off, for 100 MB of tool and 10 s a build.
    Ok(program)
}

/// Takes comments, blanks and long names out of a script, in its place.
fn minify(repo: &Repo, script: &Path) -> Result<()> {
    let mut esbuild = Command::new(repo.path("frontend/node_modules/.bin/esbuild"));
    esbuild.arg(script).args(["--minify", "--format=esm", "--log-level=warning"]);
    let small = process::read(&mut esbuild)?;
    fs::write(script, small).with_context(|| script.display().to_string())
}

/// Cuts the program at the seams that its source marks: `first` is loaded at once and still needs
/// its bindings, the parts lie in `program`.
fn cut(compiled: &Path, program: &Path, first: &Path) -> Result<()> {
    fs::create_dir_all(program)?;
    let input = fs::read(compiled)?;
    let bindings = format!("./{NAME}.js");
    let link = format!("./{LINK}");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = program;
    options.main_out_path = first;
    options.main_module = &bindings;
    options.link_name = &link;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|cause| anyhow!("the program can't be cut into parts: {cause:#}"))?;
    ensure!(!parts.split_modules.is_empty(), "frontend/src marks no parts");
    Ok(())
}

fn cargo_build(repo: &Repo, mode: Mode) -> Result<PathBuf> {
    let mut cargo = repo.cargo();
    cargo
        .current_dir(repo.path("frontend"))
        .args(["build", "--locked", "--target", TARGET])
        .args(["--profile", if mode == Mode::Release { "release" } else { "dev" }])
        .arg("--target-dir")
        .arg(repo.target.join("spa"))
        .arg("--config")
        .arg(without_local_paths(repo)?)
        .arg("--message-format=json-render-diagnostics")
        .stdin(Stdio::null());
    let messages = process::read(&mut cargo)?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter_map(|artifact| {
            let files = artifact["filenames"].as_array()?;
            files
                .iter()
                .filter_map(Value::as_str)
                .find(|file| file.ends_with(".wasm"))
                .map(Into::into)
        })
        .next_back()
        .context("frontend/ has no binary and no cdylib")
}

/// Cargo's setting that leaves the folders of this machine out of the messages of panics: they would
/// be told to everybody, and make one machine's program larger than another's.
fn without_local_paths(repo: &Repo) -> Result<String> {
    let cargo = match std::env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("there is no home folder")?.join(".cargo"),
    };
    let flags = [cargo.join("registry/src"), repo.root.clone()].map(|folder| {
        let flag = format!("--remap-path-prefix={}/=", folder.display());
        Value::from(flag).to_string()
    });
    // What is listed here is added to what frontend/.cargo/config.toml lists.
    Ok(format!("target.{TARGET}.rustflags=[{}]", flags.join(",")))
}

/// wasm-bindgen's macro and its bindings generator speak a private format to each other, so
/// both must be of one version.
fn same_wasm_bindgen(repo: &Repo) -> Result<()> {
    let version = |lock: &str, package: &str| -> Result<String> {
        let text = fs::read_to_string(repo.path(lock)).with_context(|| lock.to_owned())?;
        locked_version(&text, package).with_context(|| format!("{lock} has no {package}"))
    };
    let used = version("frontend/Cargo.lock", "wasm-bindgen")?;
    let ours = version("Cargo.lock", "wasm-bindgen-cli-support")?;
    ensure!(
        used == ours,
        "frontend/Cargo.lock has wasm-bindgen {used} but xtask has wasm-bindgen-cli-support \
         {ours}: run `cargo update wasm-bindgen --precise {ours}` in frontend/, or change the \
         version in xtask/Cargo.toml"
    );
    Ok(())
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let start = lock.find(&format!("name = \"{package}\"\nversion = \""))?;
    lock[start..].lines().nth(1)?.split('"').nth(1).map(str::to_owned)
}

/// The style sheet made from styles/app.css and the classes that the sources use.
pub fn styles(repo: &Repo, work: &Path) -> Result<String> {
    let frontend = repo.path("frontend");
    let output = work.join("app.css");
    let mut tailwind = Command::new(frontend.join("node_modules/.bin/tailwindcss"));
    tailwind
        .current_dir(&frontend)
        .args(["--input", "styles/app.css", "--minify", "--output"])
        .arg(&output);
    process::run(&mut tailwind)?;
    Ok(fs::read_to_string(output)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_named_package_only() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
