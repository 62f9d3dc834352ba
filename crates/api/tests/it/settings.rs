//! What an operator sets, and what happens at the very first start.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;

use aval_contract::auth::SignedIn;
use aval_contract::error::ErrorCode;
use aval_domain::lifecycle::Role;
use serde_json::json;

use crate::util::{Answer, Ask, Binary, TestApp, both};

/// The one line that a start which was refused leaves.
fn refusal(output: &Output) -> String {
    let told = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_line_that_names_it() {
    let folder = tempfile::tempdir().expect("a directory");
    for (name, value) in [
        ("AVAL_CONFIG", "/nowhere/aval.toml"),
        ("AVAL_CONFIG", "/"),
        ("AVAL_LISTEN", "everywhere"),
        ("AVAL_LISTEN", "127.0.0.1"),
        ("AVAL_DATABASE_URL", "mysql://aval@localhost/aval"),
        ("AVAL_DATABASE_URL", "sqlite:aval.sqlite"),
        ("AVAL_DATABASE_URL", "sqlite://"),
        ("AVAL_DATABASE_URL", "sqlite://aval.sqlite?mode=ro"),
        ("AVAL_DATABASE_URL", "postgres"),
        ("AVAL_DATABASE_URL", "postgres://aval@localhost:port/aval"),
        ("AVAL_DATABASE_CONNECTIONS", "0"),
        ("AVAL_DATABASE_CONNECTIONS", "many"),
        ("AVAL_BASE_URL", "soporte.example.com"),
        ("AVAL_BASE_URL", "ftp://soporte.example.com"),
        ("AVAL_BASE_URL", "https://soporte.example.com/aval"),
        ("AVAL_BASE_URL", "https://soporte.example.com/?a=b"),
        ("AVAL_SECRET_KEY", "thirty-one characters are few.."),
        ("AVAL_STORAGE_URL", "files"),
        ("AVAL_STORAGE_URL", "gopher://files"),
        ("AVAL_STORAGE_URL", "file://elsewhere/files"),
        ("AVAL_STORAGE_URL", "s3://"),
        ("AVAL_SMTP_URL", ""),
        ("AVAL_SMTP_URL", "mail.example.com"),
        ("AVAL_SMTP_URL", "https://mail.example.com"),
        ("AVAL_SMTP_URL", "smtp://mail.example.com?tls=perhaps"),
        ("AVAL_MAIL_FROM", "soporte"),
        ("AVAL_TRUSTED_PROXIES", "10.0.0.1, proxy"),
        ("AVAL_OUTBOUND_ALLOW_CIDRS", "10.0.0.0/8, intranet"),
        ("AVAL_LOG", "aval_api=loud"),
        ("AVAL_LOG_FORMAT", "xml"),
        ("AVAL_METRICS", "perhaps"),
        ("AVAL_WORKER", "2"),
        ("AVAL_RATE_LIMIT", "0"),
        ("AVAL_RATE_LIMIT", "-1"),
        ("AVAL_LOGIN_RATE_LIMIT", "0"),
    ] {
        let output = Binary::alone(folder.path()).with(name, value).run(&["migrate"]);
        let told = refusal(&output);
        assert!(told.contains(name), "{name}={value}: {told}");
    }
}

#[test]
fn with_postgres_a_secret_key_must_be_set() {
    let folder = tempfile::tempdir().expect("a directory");
    let data = folder.path().join("data");
    let binary =
        Binary::alone(&data).with("AVAL_DATABASE_URL", "postgres://aval@127.0.0.1:1/nothing");
    let told = refusal(&binary.run(&["migrate"]));
    assert!(told.contains("AVAL_SECRET_KEY is missing"), "{told}");
    let told = refusal(&binary.with("AVAL_SECRET_KEY", "secret").run(&["migrate"]));
    assert!(told.contains("AVAL_SECRET_KEY is too short"), "{told}");
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn with_sqlite_the_secret_key_is_made_once_and_only_its_owner_reads_it() {
    let folder = tempfile::tempdir().expect("a directory");
    let data = folder.path().join("data");
    let key = data.join("secret.key");
    let elsewhere = format!("sqlite://{}", folder.path().join("elsewhere/a.sqlite").display());
    let mut made = None;
    for binary in [
        Binary::alone(&data),
        Binary::alone(&data),
        Binary::alone(&data).with("AVAL_DATABASE_URL", &elsewhere),
    ] {
        let output = binary.run(&["migrate"]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!((mode(&data), mode(&key)), (0o700, 0o600));
        let read = std::fs::read_to_string(&key).expect("a key");
        assert!(read.len() >= 32, "{read}");
        assert_eq!(*made.get_or_insert(read.clone()), read);
    }
}

#[test]
fn a_file_of_settings_is_read_and_the_environment_wins() {
    let folder = tempfile::tempdir().expect("a directory");
    let file = folder.path().join("aval.toml");
    let binary = |text: &str| {
        std::fs::write(&file, text).expect("written");
        Binary::alone(&folder.path().join("data"))
            .with("AVAL_CONFIG", file.to_str().expect("UTF-8"))
    };
    for (text, named) in [
        ("rate_limit = 0", "AVAL_RATE_LIMIT"),
        ("log_format = \"xml\"", "log_format"),
        ("mail_form = \"Aval <soporte@example.com>\"", "mail_form"),
        ("metrics = true\n\n[smtp]\nurl = 1", "smtp"),
        ("metrics = ", "metrics"),
    ] {
        let told = refusal(&binary(text).run(&["migrate"]));
        assert!(told.contains(named), "{text}: {told}");
    }
    let told = refusal(&binary("secretkey = 'zumbayllu'\nlisten = 7").run(&["migrate"]));
    assert!(!told.contains("zumbayllu"), "values may be secrets: {told}");
    let output = binary("rate_limit = 0").with("AVAL_RATE_LIMIT", "5").run(&["migrate"]);
    assert!(output.status.success(), "{output:?}");
}

async fn signs_in(app: &TestApp, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    app.ask("POST", "/api/v1/auth/login").json(&body).send().await
}

both! {
    async fn an_admin_who_is_created_from_the_shell_can_sign_in(app: &TestApp) {
        let binary = Binary::new(app.database_url(), app.dir());
        let create = |email: &str, input: &str| {
            let arguments =
                ["admin", "create", "--email", email, "--name", "Olga", "--password-stdin"];
            binary.run_with(&arguments, input)
        };
        let output = create("Olga@Example.com", "once gatos rojos\nwhat follows is not read");
        assert!(output.status.success(), "{output:?}");
        let answer = signs_in(app, "olga@example.com", "once gatos rojos").await.is(200);
        assert_eq!(answer.read::<SignedIn>().user.role, Role::Admin);

        let short = refusal(&create("hugo@example.com", "corta\n"));
        assert!(short.contains("password"), "{short}");
        refusal(&create("olga@example.com", "otros gatos verdes\n"));
        signs_in(app, "olga@example.com", "once gatos rojos").await.is(200);
        let unwanted = refusal(&create("olga", "once gatos rojos\n"));
        assert!(unwanted.contains("--email"), "{unwanted}");
    }

    async fn serve_prints_a_link_for_the_first_admin_until_there_is_one(app: &TestApp) {
        let binary = Binary::new(app.database_url(), app.dir());
        let http = reqwest::Client::new();
        let served = binary.serve(&http).await;
        let said = served.said();
        let start = format!("{}/primer-admin/", binary.url());
        let token = said.lines().find_map(|line| line.strip_prefix(&start));
        let body = json!({
            "token": token.unwrap_or_else(|| panic!("no link: {said}")),
            "email": "olga@example.com",
            "name": "Olga",
            "password": "once gatos rojos",
        });
        let path = format!("{}/api/v1/auth/first-admin", binary.url());
        let comes = || Ask::new(&http, "POST", &path).json(&body).send();
        assert_eq!(comes().await.is(200).read::<SignedIn>().user.role, Role::Admin);
        comes().await.is_refused(422, ErrorCode::TokenInvalid);
        assert!(served.stop().await.success());

        let again = binary.serve(&http).await;
        let said = again.said();
        assert!(said.contains(&binary.url()) && !said.contains("primer-admin"), "{said}");
    }
}
