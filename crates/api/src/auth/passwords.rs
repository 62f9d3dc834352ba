//! Passwords: Argon2id, off the async threads, a few at a time.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

/// How many are worked on at once: each takes 19 MiB and a core.
const PARALLEL: usize = 2;

const COMMON: &str = include_str!("common_passwords.txt");

/// Hashes and checks passwords. Argon2id with 19 MiB, two passes, one lane (OWASP's advice and
/// the library's default).
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    decoy: Arc<str>,
}

impl Passwords {
    /// Prepares a decoy hash, so that an unknown address costs what a known one does.
    ///
    /// # Errors
    /// When hashing fails, which is a mistake of ours.
    pub fn new() -> anyhow::Result<Self> {
        let decoy = hash_now("a decoy that nobody can type, since it is longer than allowed")?;
        Ok(Self { turns: Arc::new(Semaphore::new(PARALLEL)), decoy: decoy.into() })
    }

    /// The hash to store.
    ///
    /// # Errors
    /// When hashing fails, which is a mistake of ours.
    pub async fn hash(&self, password: SecretString) -> anyhow::Result<String> {
        let _turn = self.turns.acquire().await?;
        tokio::task::spawn_blocking(move || hash_now(password.expose_secret())).await?
    }

    /// Whether the password belongs to the hash. Without one the work is done all the same, and
    /// the answer is no.
    ///
    /// # Errors
    /// When a stored hash can't be read.
    pub async fn verify(
        &self,
        password: SecretString,
        stored: Option<String>,
    ) -> anyhow::Result<bool> {
        let _turn = self.turns.acquire().await?;
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.decoy.to_string());
        let fits = tokio::task::spawn_blocking(move || {
            let hash = PasswordHash::new(&stored)?;
            anyhow::Ok(
                Argon2::default()
                    .verify_password(password.expose_secret().as_bytes(), &hash)
                    .is_ok(),
            )
        })
        .await??;
        Ok(known && fits)
    }
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// Why a password is not taken: 10 to 128 characters and none of the commonest; nothing else.
#[must_use]
pub fn refusal(password: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < 10 {
        Some("too_short")
    } else if length > 128 {
        Some("too_long")
    } else if COMMON.lines().any(|common| common == password.to_lowercase()) {
        Some("too_common")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_common_passwords_are_refused() {
        assert_eq!(refusal("corta"), Some("too_short"));
        assert_eq!(refusal(&"x".repeat(129)), Some("too_long"));
        assert_eq!(refusal("Contraseña123"), Some("too_common"));
        assert_eq!(refusal("1234567890"), Some("too_common"));
        assert_eq!(refusal("tres gatos azules"), None);
    }

    #[tokio::test]
    async fn a_password_fits_its_hash_and_nobody_fits_none() {
        let passwords = Passwords::new().expect("hashing works");
        let hash = passwords.hash("tres gatos azules".to_owned().into()).await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let check = |password: &str, stored| passwords.verify(password.to_owned().into(), stored);
        assert!(check("tres gatos azules", Some(hash.clone())).await.expect("checked"));
        assert!(!check("tres gatos verdes", Some(hash)).await.expect("checked"));
        assert!(!check("tres gatos azules", None).await.expect("checked"));
    }
}
