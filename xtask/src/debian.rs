//! Debian's packages: installing what the tests need, and Rust's library source.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, step};

const APT_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Suites that carry newer compilers than a machine's own.
const SUITES: &str = "trixie-backports sid forky experimental";

/// Whether this system has Debian's package tools.
pub fn is_here() -> bool {
    process::find(&["apt-get"]).is_some() && process::find(&["dpkg"]).is_some()
}

/// Something that the tests need from the system.
#[derive(Clone, Copy)]
pub struct Package {
    /// The package's name on Debian.
    pub name: &'static str,
    /// What to look for on other systems.
    pub what: &'static str,
}

/// Installs packages when that can be done without asking anybody; otherwise the error says what
/// to do, in one go.
pub fn install(packages: &[Package]) -> Result<()> {
    if !is_here() {
        bail!(elsewhere(packages));
    }
    let names: Vec<&str> = packages.iter().map(|package| package.name).collect();
    let list = names.join(" ");
    if !rustix::process::geteuid().is_root() {
        bail!("run `sudo apt-get install --no-install-recommends {list}`, then this again");
    }
    step(&format!("installing {list} (a minute or two)"), || {
        let mut update = Command::new("apt-get");
        process::run_quietly_within(APT_LIMIT, update.args(["-qq", "update"]))?;
        let mut install = Command::new("apt-get");
        install
            .args(["-qq", "-y", "--no-install-recommends", "install"])
            .args(names)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run_quietly_within(APT_LIMIT, &mut install)
    })
}

/// What to tell somebody whose system has other packages.
fn elsewhere(packages: &[Package]) -> String {
    let list = packages.iter().map(|package| package.what).collect::<Vec<_>>().join("; ");
    format!("install with this system's package manager, then run this again: {list}")
}

/// Gets the package `rust-src` of exactly `release` and unpacks it into `folder`. The
/// machine's own package sources stay as they are.
pub fn unpack_rust_src(release: &str, folder: &Path) -> Result<()> {
    let apt = PrivateApt::new(&folder.join("apt"))?;
    process::run_quietly_within(APT_LIMIT, apt.command("apt-get").args(["-qq", "update"]))?;
    let madison = process::read(apt.command("apt-cache").args(["madison", "rust-src"]))?;
    let version = version_in(&madison, release)
        .with_context(|| format!("Debian has no rust-src of rust {release}"))?;

    let downloads = folder.join("deb");
    fs::create_dir_all(&downloads)?;
    let mut download = apt.command("apt-get");
    download.args(["-qq", "download"]).arg(format!("rust-src={version}")).current_dir(&downloads);
    process::run_quietly_within(APT_LIMIT, &mut download)?;
    let package = fs::read_dir(&downloads)?.next().context("apt-get left no package")??.path();
    let mut dpkg = Command::new("dpkg");
    dpkg.arg("-x").arg(package).arg(folder.join("package"));
    process::run_quietly_within(APT_LIMIT, &mut dpkg)
}

/// The version in `apt-cache madison`'s table that packages `release`, if any.
fn version_in<'a>(madison: &'a str, release: &str) -> Option<&'a str> {
    madison.lines().filter_map(|line| line.split('|').nth(1)).map(str::trim).find(|version| {
        version.strip_prefix(release).is_some_and(|rest| rest.starts_with(['+', '-', '~']))
    })
}

/// apt with its own sources, lists and cache.
struct PrivateApt(PathBuf);

impl PrivateApt {
    fn new(folder: &Path) -> Result<Self> {
        for part in ["lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(folder.join(part))?;
        }
        fs::write(folder.join("aval.sources"), sources()?)?;
        Ok(Self(folder.to_path_buf()))
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let option = |name: &str, value: &Path| format!("-oDir::{name}={}", value.display());
        command
            .arg(option("Etc::sourcelist", &self.0.join("aval.sources")))
            .arg(option("Etc::sourceparts", Path::new("/dev/null")))
            .arg(option("State::lists", &self.0.join("lists")))
            .arg(option("Cache", &self.0.join("cache")))
            // The files are this user's; apt's own user couldn't write beside them.
            .arg("-oAPT::Sandbox::User=");
        command
    }
}

/// A sources file for [`SUITES`] at the mirror that this machine already uses.
fn sources() -> Result<String> {
    let folder = Path::new("/etc/apt/sources.list.d");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.sort();
    files.push("/etc/apt/sources.list".into());
    files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .find_map(|text| mirror_in(&text))
        .map(|mirror| {
            format!(
                "Types: deb\nURIs: {}\nSuites: {SUITES}\nComponents: main\nSigned-By: {}\n",
                mirror.uri, mirror.keys
            )
        })
        .context("this machine's package sources name no Debian mirror")
}

struct Mirror {
    uri: String,
    keys: String,
}

/// Debian's archive keys, where a one-line entry names none.
const ARCHIVE_KEYS: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// The first mirror of Debian's main archive in a sources file of either form.
fn mirror_in(text: &str) -> Option<Mirror> {
    // What serves packages for Debian itself ends in this folder, on every mirror.
    let is_debian = |uri: &&str| uri.trim_end_matches('/').ends_with("/debian");
    let stanza = text.split("\n\n").find_map(|stanza| {
        let field = |name: &str| {
            stanza
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
                .map(str::trim)
        };
        let uri = field("URIs")?.split_whitespace().find(is_debian)?.to_owned();
        Some(Mirror { uri, keys: field("Signed-By").unwrap_or(ARCHIVE_KEYS).to_owned() })
    });
    stanza.or_else(|| {
        text.lines().filter(|line| line.starts_with("deb ")).find_map(|line| {
            let uri = line.split_whitespace().find(is_debian)?.to_owned();
            let keys = line
                .split_once("signed-by=")
                .and_then(|(_, rest)| rest.split([']', ' ']).next())
                .unwrap_or(ARCHIVE_KEYS);
            Some(Mirror { uri, keys: keys.to_owned() })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_systems_are_told_everything_at_once_in_words() {
        let package = |name, what| Package { name, what };
        assert_eq!(
            elsewhere(&[package("chromium", "Chromium"), package("postgresql", "PostgreSQL")]),
            "install with this system's package manager, then run this again: Chromium; PostgreSQL"
        );
    }

    #[test]
    fn only_the_exact_release_matches() {
        let madison = " rust-src | 1.95.0+dfsg1-1~bpo13+1 | mirror trixie-backports/main\n \
                       rust-src | 1.85.0+dfsg3-1 | mirror trixie/main\n";
        assert_eq!(version_in(madison, "1.95.0"), Some("1.95.0+dfsg1-1~bpo13+1"));
        assert_eq!(version_in(madison, "1.85.0"), Some("1.85.0+dfsg3-1"));
        assert_eq!(version_in(madison, "1.9"), None);
        assert_eq!(version_in(madison, "1.95.1"), None);
    }

    #[test]
    fn the_mirror_is_read_from_both_forms_of_sources() {
        let stanzas = "Types: deb\nURIs: http://mirror.test/debian-security\nSuites: x\n\n\
                       Types: deb\nURIs: http://mirror.test/debian\nSigned-By: /keys.gpg\n";
        let mirror = mirror_in(stanzas).unwrap();
        assert_eq!(
            (mirror.uri.as_str(), mirror.keys.as_str()),
            ("http://mirror.test/debian", "/keys.gpg")
        );

        let line = "# deb http://old.test/debian x main\n\
                    deb [signed-by=/own.gpg] http://mirror.test/debian/ bookworm main\n";
        let mirror = mirror_in(line).unwrap();
        assert_eq!(
            (mirror.uri.as_str(), mirror.keys.as_str()),
            ("http://mirror.test/debian/", "/own.gpg")
        );

        let plain = mirror_in("deb http://mirror.test/debian bookworm main\n").unwrap();
        assert_eq!(plain.keys, ARCHIVE_KEYS);
        assert!(mirror_in("deb http://mirror.test/node nodistro main\n").is_none());
    }
}
