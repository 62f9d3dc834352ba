//! What must not outlive xtask: child processes and temporary folders.
//!
//! Each child runs in a process group of its own, so that a limit or an interrupt ends its
//! children too. The groups and folders that exist are kept here for the interrupt handler;
//! their owners take them off again when they drop them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::process::{
    Pid, Signal, WaitOptions, kill_process_group, test_kill_process_group, waitpid,
};

#[derive(Default)]
struct Owned {
    groups: Vec<Pid>,
    folders: Vec<PathBuf>,
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static OWNED: Mutex<Owned> = Mutex::new(Owned { groups: Vec::new(), folders: Vec::new() });

fn owned() -> MutexGuard<'static, Owned> {
    OWNED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends every child and removes every temporary folder when the user presses Ctrl-C or the
/// system asks xtask to stop.
pub fn on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        let Owned { groups, folders } = std::mem::take(&mut *owned());
        end_groups(&groups);
        for folder in folders {
            remove(&folder);
        }
        std::process::exit(130);
    })
    .context("the interrupt handler can't be set")
}

/// Once interrupted, holds the caller for the moments until the handler ends xtask: nothing new
/// may be started, and the end of a child that the handler stopped is no failure to report.
pub fn stop_here_when_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// Notes a child's process group for the interrupt handler.
pub fn add_group(group: Pid) {
    owned().groups.push(group);
}

/// Takes off a group whose processes have ended.
pub fn forget_group(group: Pid) {
    owned().groups.retain(|other| *other != group);
}

/// Asks the groups to stop, as Ctrl-C would, and kills what is left after five seconds.
/// Postgres and `aval` both shut down in order on that signal.
pub fn end_groups(groups: &[Pid]) {
    for group in groups {
        // A group that has already ended is what we want.
        let _ = kill_process_group(*group, Signal::INT);
    }
    let deadline = Instant::now() + Duration::from_secs(5);
    while groups.iter().any(|group| is_alive(*group)) {
        if Instant::now() > deadline {
            for group in groups {
                let _ = kill_process_group(*group, Signal::KILL);
            }
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether a group has processes. Its leader is our child, and stays one of them after its end
/// until somebody has asked for its status.
fn is_alive(group: Pid) -> bool {
    // Without a result another thread has asked, and knows.
    let _ = waitpid(Some(group), WaitOptions::NOHANG);
    test_kill_process_group(group).is_ok()
}

/// A folder that is removed when dropped or when xtask is interrupted.
pub struct TempFolder(PathBuf);

impl TempFolder {
    /// A new folder in the system's place for temporary files: unlike the checkout, that place
    /// can be reached by every user, and Postgres runs as another one when xtask runs as root.
    pub fn new(prefix: &str) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix(prefix)
            .tempdir()
            .context("no temporary folder can be made")?
            .keep();
        owned().folders.push(folder.clone());
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        owned().folders.retain(|other| *other != self.0);
        remove(&self.0);
    }
}

fn remove(folder: &Path) {
    if let Err(error) = std::fs::remove_dir_all(folder) {
        eprintln!("warning: {} is left behind: {error}", folder.display());
    }
}
