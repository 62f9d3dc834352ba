//! `aval serve`, rebuilt and restarted at every change.

use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{Event, RecursiveMode, Watcher};

use crate::process::{Running, step};
use crate::repo::Repo;
use crate::spa;

/// What is watched; the rest of frontend/ holds results.
const WATCHED: [&str; 9] = [
    "crates",
    "migrations",
    "frontend/src",
    "frontend/styles",
    "frontend/locales",
    "frontend/public",
    "frontend/index.html",
    "frontend/Cargo.toml",
    "Cargo.toml",
];

/// Editors write a file in several steps: what follows a change this closely belongs to it.
const QUIET: Duration = Duration::from_millis(200);

/// Serves until the user stops it; a build that fails leaves the server stopped until the
/// next change.
pub fn run(repo: &Repo, args: &[String]) -> Result<()> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is gone only when xtask is ending.
        let _ = sender.send(event);
    })?;
    for path in WATCHED.map(|path| repo.path(path)).iter().filter(|path| path.exists()) {
        watcher
            .watch(path, RecursiveMode::Recursive)
            .with_context(|| path.display().to_string())?;
    }
    loop {
        let server = match rebuild(repo, args) {
            Ok(server) => Some(server),
            Err(error) => {
                eprintln!("error: {error:#}\nwaiting for a change");
                None
            }
        };
        wait_for_change(&changes)?;
        drop(server);
    }
}

fn rebuild(repo: &Repo, args: &[String]) -> Result<Running> {
    spa::build(repo, spa::Mode::Dev)?;
    step("compiling the server", || repo.build_aval())?;
    Running::start(Command::new(repo.aval()).arg("serve").args(args).current_dir(&repo.root))
}

/// Waits for a change of a source and then for the changes to pause.
fn wait_for_change(changes: &Receiver<notify::Result<Event>>) -> Result<()> {
    while !is_of_a_source(&changes.recv()??) {}
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(event) => drop(event?),
            Err(RecvTimeoutError::Timeout) => return Ok(()),
            Err(RecvTimeoutError::Disconnected) => anyhow::bail!("the watcher has ended"),
        }
    }
}

fn is_of_a_source(event: &Event) -> bool {
    let is_write = event.kind.is_create() || event.kind.is_modify() || event.kind.is_remove();
    is_write && event.paths.iter().any(|path| !is_temporary(path))
}

/// Editors' swap files and backups.
fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name == "4913"
}

#[cfg(test)]
mod tests {
    use notify::EventKind;
    use notify::event::{AccessKind, CreateKind};

    use super::*;

    #[test]
    fn only_writes_of_real_files_count() {
        let event = |kind, path| Event::new(kind).add_path(Path::new(path).to_path_buf());
        let write = EventKind::Create(CreateKind::File);
        assert!(is_of_a_source(&event(write, "src/main.rs")));
        assert!(!is_of_a_source(&event(write, "src/.main.rs.swp")));
        assert!(!is_of_a_source(&event(write, "src/main.rs~")));
        assert!(!is_of_a_source(&event(EventKind::Access(AccessKind::Read), "src/main.rs")));
    }
}
