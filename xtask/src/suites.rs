//! What each test suite runs and what it needs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::debian::{self, Package};
use crate::postgres::{self, Postgres};
use crate::process::{self, step};
use crate::repo::{DEV_FEATURES, Repo};
use crate::server::Served;
use crate::wasm_target::{self, TARGET};
use crate::{chromium, digest, npm, openapi, python, spa};

/// A group of tests that passes or fails as one.
pub struct Suite {
    /// What the table calls it.
    pub name: &'static str,
    /// Runs it to its end.
    pub run: Run,
}

type Run = Box<dyn FnOnce(&Repo) -> Result<()>>;

fn suite(name: &'static str, run: impl FnOnce(&Repo) -> Result<()> + 'static) -> Suite {
    Suite { name, run: Box::new(run) }
}

const BROWSER_LIMIT: Duration = Duration::from_secs(30 * 60);
const SCHEMATHESIS_LIMIT: Duration = Duration::from_secs(15 * 60);
const ORACLE_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Every suite. The later ones use the binary that the first one's build leaves.
pub fn all(repo: &Repo) -> Result<Vec<Suite>> {
    prerequisites()?;
    spa::build(repo, spa::Mode::Release)?;
    let mut suites = vec![
        suite("workspace on SQLite and Postgres", |repo| {
            // xtask is tested apart: among the others it would be built with their features,
            // for minutes, only to be tested.
            on_both_engines(repo, &["--workspace", "--exclude", "xtask"])
        }),
        suite("xtask", |repo| cargo_test(repo, &["--package", "xtask"])),
    ];
    suites.push(oracle(Vec::new()));
    suites.extend(frontend_suites());
    suites.extend(contract_suites());
    suites.extend(browser_suites());
    Ok(suites)
}

/// Installs what the suites will need, or says how, before the first one runs: nobody should wait
/// for half of them to learn of the next package.
fn prerequisites() -> Result<()> {
    let needed = [
        (postgres::is_installed(), postgres::PACKAGE),
        (chromium::find()?.is_some(), chromium::PACKAGE),
        (python::is_installed(), python::PACKAGE),
    ];
    let missing: Vec<Package> =
        needed.into_iter().filter(|(there, _)| !there).map(|(_, package)| package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    debian::install(&missing).context("the tests need more than is here")
}

/// What needs no server.
pub fn unit(args: Vec<String>) -> Vec<Suite> {
    let rust = suite("rules, wire types, client and xtask", move |repo| {
        let packages = ["aval-domain", "aval-contract", "aval-client", "xtask"];
        let mut line: Vec<&str> = packages.iter().flat_map(|name| ["--package", name]).collect();
        line.extend(args.iter().map(String::as_str));
        cargo_test(repo, &line)
    });
    std::iter::once(rust).chain(frontend_suites()).collect()
}

/// The rules of time against those written down a second time, in Python.
pub fn oracle(args: Vec<String>) -> Suite {
    suite("independent oracle of time", move |repo| {
        let mut build = repo.cargo();
        // Chosen from the same packages as in the workspace's suite, so that nothing beneath is
        // built twice.
        build.args(["build", "--locked", "--workspace", "--exclude", "xtask"]);
        build.args(["--example", "oracle"]);
        process::run(&mut build)?;
        let mut compare = Command::new(python::plain()?);
        compare
            .arg(repo.path("tests/oracle/compare.py"))
            .arg("--responder")
            .arg(repo.target.join("debug/examples/oracle"))
            .args(args);
        process::run_within(ORACLE_LIMIT, &mut compare)
    })
}

/// The API's own tests.
pub fn api(repo: &Repo, args: Vec<String>) -> Result<Vec<Suite>> {
    spa::build(repo, spa::Mode::Release)?;
    Ok(vec![suite("API on SQLite and Postgres", move |repo| {
        let mut line = vec!["--package", "aval-api"];
        line.extend(args.iter().map(String::as_str));
        on_both_engines(repo, &line)
    })])
}

/// The browser tests alone.
pub fn browser(repo: &Repo) -> Result<Vec<Suite>> {
    build_aval(repo)?;
    Ok(browser_suites())
}

/// The contract's tests alone.
pub fn contract(repo: &Repo) -> Result<Vec<Suite>> {
    build_aval(repo)?;
    Ok(contract_suites())
}

fn build_aval(repo: &Repo) -> Result<()> {
    spa::build(repo, spa::Mode::Release)?;
    step("compiling the server", || repo.build_aval())
}

fn cargo_test(repo: &Repo, args: &[&str]) -> Result<()> {
    process::run(repo.cargo().args(["test", "--locked"]).args(args))
}

fn on_both_engines(repo: &Repo, args: &[&str]) -> Result<()> {
    let postgres = Postgres::start(repo)?;
    let mut test = repo.cargo();
    test.args(["test", "--locked", "--no-fail-fast", "--features", DEV_FEATURES])
        .args(args)
        .env("AVAL_TEST_POSTGRES_URL", postgres.url());
    process::run(&mut test)
}

fn frontend_suites() -> Vec<Suite> {
    vec![
        suite("shared crates compile to wasm", |repo| {
            wasm_target::ensure(repo)?;
            let mut check = repo.cargo();
            check.args(["check", "--locked", "--target", TARGET]);
            for package in ["aval-domain", "aval-contract", "aval-client"] {
                check.args(["--package", package]);
            }
            process::run(&mut check)
        }),
        suite("SPA's view models", |repo| {
            let mut test = repo.cargo();
            test.current_dir(repo.path("frontend"))
                .args(["test", "--locked", "--target-dir"])
                .arg(repo.target.join("spa"));
            process::run(&mut test)
        }),
    ]
}

fn contract_suites() -> Vec<Suite> {
    vec![
        suite("OpenAPI document equals the code", openapi::is_committed),
        suite("OpenAPI document is valid", openapi::is_valid),
        suite("schemathesis, each role", |repo| {
            let python = python::ensure(repo)?;
            let server = Served::demo(repo, "schemathesis")?;
            schemathesis(repo, python, &server, &[])
        }),
        suite("schemathesis on Postgres, shorter", |repo| {
            let python = python::ensure(repo)?;
            let postgres = Postgres::start(repo)?;
            let settings = [
                ("AVAL_DATABASE_URL", &*postgres.url()),
                ("AVAL_SECRET_KEY", "a secret key that is only good for these tests"),
                ("AVAL_METRICS", "true"),
                ("AVAL_RATE_LIMIT", "1000000"),
                ("AVAL_LOGIN_RATE_LIMIT", "1000"),
            ];
            let server = Served::empty(repo, "schemathesis-postgres", &settings)?;
            let mails = server.data().join("mail");
            let options =
                [("--random", "0".as_ref()), ("--log", server.log()), ("--mails", &*mails)];
            schemathesis(repo, python, &server, &options)
        }),
    ]
}

/// Asks a server everything that the document allows and more.
fn schemathesis(
    repo: &Repo,
    python: PathBuf,
    server: &Served,
    options: &[(&str, &Path)],
) -> Result<()> {
    let script = repo.path("crates/api/tests/schemathesis/run.py");
    ensure!(script.is_file(), "{} is missing", script.display());
    let mut run = Command::new(python);
    run.arg(script)
        .args(["--url", &server.url(), "--schema"])
        .arg(repo.path("openapi/aval.json"))
        .current_dir(&repo.root);
    for (name, value) in options {
        run.arg(name).arg(value);
    }
    process::run_within(SCHEMATHESIS_LIMIT, &mut run)
}

fn browser_suites() -> Vec<Suite> {
    vec![suite("browser", |repo| {
        let folder = repo.path("frontend/e2e");
        let tests: Vec<PathBuf> = digest::files_below(&folder, &["node_modules"])?
            .into_iter()
            .filter(|file| {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                name.ends_with(".test.mjs") || name.ends_with(".test.js")
            })
            .collect();
        if tests.is_empty() {
            bail!("{} holds no *.test.mjs", folder.display());
        }
        let browser = chromium::ensure()?;
        // The tests' own packages stay out of the SPA's when they have a lock file of their own.
        let own = folder.join("package-lock.json").is_file();
        npm::install(&if own { folder.clone() } else { repo.path("frontend") })?;
        let demo = Served::demo(repo, "browser")?;
        let mut node = Command::new("node");
        node.current_dir(&folder)
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
            .args(tests)
            .env("AVAL_TEST_URL", demo.url())
            .env("AVAL_TEST_DATA_DIR", demo.data())
            .env("AVAL_TEST_BINARY", repo.aval())
            .env("AVAL_CHROMIUM", browser);
        process::run_within(BROWSER_LIMIT, &mut node)
    })]
}
