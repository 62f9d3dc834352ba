//! Running other programs, with progress, limits and errors that name the command.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::Pid;

use crate::cleanup;

/// Does one long piece of work, saying so before and how long it took afterwards.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {title} …");
    let start = Instant::now();
    let result = work();
    let mark = if result.is_ok() { '✓' } else { '✗' };
    eprintln!("{mark} {title} ({})", seconds(start.elapsed()));
    result
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        whole @ 10..60 => format!("{whole} s"),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// Runs a command to its end; its output is the user's to read.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    ensure!(status.success(), "`{}` failed: {status}", line(command));
    Ok(())
}

/// Like [`run`], but ends the command and everything it started after `limit`.
pub fn run_within(limit: Duration, command: &mut Command) -> Result<()> {
    let mut running = Running::start(command)?;
    let deadline = Instant::now() + limit;
    while Instant::now() < deadline {
        if let Some(status) = running.ended()? {
            ensure!(status.success(), "`{}` failed: {status}", line(command));
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("`{}` was ended after {}", line(command), seconds(limit))
}

/// Like [`run_within`], but the command's output is shown only when it fails.
pub fn run_quietly_within(limit: Duration, command: &mut Command) -> Result<()> {
    let log = tempfile::NamedTempFile::new()?;
    command.stdout(log.reopen()?).stderr(log.reopen()?);
    run_within(limit, command).inspect_err(|_| {
        eprint!("{}", std::fs::read_to_string(log.path()).unwrap_or_default());
    })
}

/// Runs a quick command and gives what it printed.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{}` can't be started", line(command)))?;
    ensure!(output.status.success(), "`{}` failed: {}", line(command), output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// The first of `names` that is on the PATH, as a full path.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// A child process that ends, with all it started, when this is dropped.
pub struct Running {
    child: Child,
    group: Pid,
}

impl Running {
    /// Starts a command without standard input, in a process group of its own.
    pub fn start(command: &mut Command) -> Result<Self> {
        cleanup::stop_here_when_interrupted();
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("`{}` can't be started", line(command)))?;
        let group = Pid::from_child(&child);
        cleanup::add_group(group);
        Ok(Self { child, group })
    }

    /// Like [`Running::start`], with all output going to a file.
    pub fn start_logged(command: &mut Command, log: &std::path::Path) -> Result<Self> {
        let file = File::create(log).with_context(|| log.display().to_string())?;
        Self::start(command.stdout(file.try_clone()?).stderr(file))
    }

    /// How it ended, when it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        let status = self.child.try_wait();
        cleanup::stop_here_when_interrupted();
        Ok(status?)
    }

    fn wait(mut self) -> Result<ExitStatus> {
        let status = self.child.wait();
        cleanup::stop_here_when_interrupted();
        Ok(status?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            cleanup::end_groups(&[self.group]);
        }
        cleanup::forget_group(self.group);
    }
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    command.get_args().fold(name.into_owned(), |line, arg| line + " " + &arg.to_string_lossy())
}
