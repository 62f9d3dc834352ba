//! Where mails go: to a mail server, or, as long as none is set, to a folder.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};

use crate::config::{Config, make_private_dir};
use crate::jobs::Claim;

/// How long a mail server may take for one command.
const SMTP_TIMEOUT: Duration = Duration::from_secs(20);

/// The mail server that a URL names.
///
/// # Errors
/// One line that names the setting.
pub fn server(url: &SecretString) -> anyhow::Result<AsyncSmtpTransportBuilder> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret()).map_err(|error| {
        let like = "smtps://user:password@mail.example.com";
        anyhow::anyhow!("AVAL_SMTP_URL must look like {like}: {error}")
    })
}

/// Sends a message.
pub(super) async fn deliver(
    config: &Config,
    message: Message,
    claim: &Claim,
) -> anyhow::Result<()> {
    match &config.smtp_url {
        Some(url) => {
            let server = server(url)?.timeout(Some(SMTP_TIMEOUT));
            server.build::<Tokio1Executor>().send(message).await.context("the mail server")?;
        }
        None => {
            let dir = config.data_dir.join("mail");
            let name = file_name(claim);
            tokio::task::spawn_blocking(move || write(&dir, &name, &message.formatted())).await??;
        }
    }
    Ok(())
}

/// The same at each attempt, so that a second one replaces the first; sorts by time.
fn file_name(claim: &Claim) -> String {
    format!("{}-{}.eml", claim.created_at.format("%Y%m%dT%H%M%S%.6fZ"), claim.id)
}

/// Puts a file into place whole, so that nobody ever reads half a mail.
fn write(dir: &Path, name: &str, source: &[u8]) -> anyhow::Result<()> {
    make_private_dir(dir)?;
    let mut file = tempfile::NamedTempFile::with_prefix_in(".", dir)?;
    file.write_all(source)?;
    file.as_file().sync_all()?;
    file.persist(dir.join(name))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_is_written_twice_is_there_once_and_whole() {
        let parent = tempfile::tempdir().expect("a directory");
        let dir = parent.path().join("mail");
        for source in ["first", "second"] {
            write(&dir, "a.eml", source.as_bytes()).expect("written");
        }
        let names: Vec<_> = std::fs::read_dir(&dir)
            .expect("a directory")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        assert_eq!(names, ["a.eml"]);
        assert_eq!(std::fs::read_to_string(dir.join("a.eml")).expect("read"), "second");
    }
}
