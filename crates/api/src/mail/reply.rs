//! The address to which a mail about a ticket is answered: it names the ticket and proves that we
//! wrote it to this reader. Mail systems fold case, so that case means nothing in it.

use aval_domain::text::Email;
use hmac::{Hmac, KeyInit as _, Mac as _};
use lettre::Address;
use sha2::Sha256;

use crate::auth::tokens;
use crate::config::Config;
use crate::db::ticket;

/// What 80 bits are written in, five at a time.
const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The most characters before the `@` of an address (RFC 5321).
const MOST_LOCAL: usize = 64;

/// The characters that a reply address has more than ours: `+caso-000123.` with up to twelve
/// digits, and the token.
const SUFFIX: usize = "+caso-000000000000.".len() + TOKEN;

/// The characters of a token.
const TOKEN: usize = 16;

/// Whether a reply address can be made of this sender.
#[must_use]
pub fn fits(sender: &Address) -> bool {
    sender.user().len() + SUFFIX <= MOST_LOCAL
}

/// Where a reader answers a mail about a ticket.
///
/// # Errors
/// When it is no address, which the settings rule out.
pub(super) fn address(config: &Config, number: &str, reader: &str) -> anyhow::Result<Address> {
    let own = &config.mail_from.email;
    let suffix = format!("{}.{}", number.to_lowercase(), token(config, number, reader));
    Ok(Address::new(format!("{}+{suffix}", own.user()), own.domain())?)
}

/// The token of a ticket for a reader: nobody without our key can tell it.
fn token(config: &Config, number: &str, reader: &str) -> String {
    let key = config.derived_key("mail-reply");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key may have any length");
    for part in [number, reader] {
        mac.update(part.as_bytes());
        mac.update(b"\0");
    }
    let code = mac.finalize().into_bytes();
    let bits = code[..10].iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let letter = |place: usize| char::from(LETTERS[(bits >> (5 * place)) as usize & 31]);
    (0..TOKEN).rev().map(letter).collect()
}

/// What a reply address says, true or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The number of the ticket.
    pub number: i64,
    token: String,
}

impl Claimed {
    /// Reads one of our reply addresses; any other address claims nothing.
    #[must_use]
    pub fn read(config: &Config, address: &str) -> Option<Self> {
        let address = address.to_ascii_lowercase();
        let own = config.mail_from.email.to_string().to_ascii_lowercase();
        let (own_local, own_domain) = own.rsplit_once('@')?;
        let (local, domain) = address.rsplit_once('@')?;
        let suffix = local.strip_prefix(own_local)?.strip_prefix('+')?;
        let (number, token) = suffix.split_once('.')?;
        match ticket::Key::parse(number)? {
            ticket::Key::Number(number) if domain == own_domain => {
                Some(Self { number, token: token.to_owned() })
            }
            ticket::Key::Number(_) | ticket::Key::Id(_) => None,
        }
    }

    /// Whether the address was made for this reader. Takes the same time whatever is wrong.
    #[must_use]
    pub fn was_given_to(&self, config: &Config, reader: &str) -> bool {
        let number = ticket::number_text(self.number);
        tokens::same(&self.token, &token(config, &number, reader))
    }
}

/// Whether an address is ours, with or without something behind a `+`.
#[must_use]
pub fn is_own(config: &Config, address: &Email) -> bool {
    let own = config.mail_from.email.to_string().to_ascii_lowercase();
    let Some((own_local, own_domain)) = own.rsplit_once('@') else { return false };
    address.as_str().rsplit_once('@').is_some_and(|(local, domain)| {
        domain == own_domain && local.split('+').next() == own_local.split('+').next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> (Config, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        config.mail_from = "Aval <Soporte@aval.example.com>".parse().expect("a mailbox");
        (config, dir)
    }

    fn address_of(config: &Config, number: &str, reader: &str) -> String {
        address(config, number, reader).expect("an address").to_string()
    }

    #[test]
    fn an_address_is_read_back_for_its_ticket_and_reader_only() {
        let (config, _dir) = config();
        let address = address_of(&config, "CASO-000123", "ana@example.com");
        assert!(address.starts_with("Soporte+caso-000123."), "{address}");
        let claimed = Claimed::read(&config, &address).expect("ours");
        assert_eq!(claimed.number, 123);
        assert!(claimed.was_given_to(&config, "ana@example.com"));
        assert!(!claimed.was_given_to(&config, "ben@example.com"));
        let other = address.replace("000123", "000124");
        let other = Claimed::read(&config, &other).expect("of our form");
        assert!(!other.was_given_to(&config, "ana@example.com"));
    }

    #[test]
    fn case_means_nothing() {
        let (config, _dir) = config();
        let address = address_of(&config, "CASO-000123", "ana@example.com").to_uppercase();
        let claimed = Claimed::read(&config, &address).expect("ours");
        assert!(claimed.was_given_to(&config, "ana@example.com"), "{address}");
    }

    #[test]
    fn another_installation_has_other_tokens() {
        let ((config, _dir), (other, _other_dir)) = (config(), config());
        let address = address_of(&config, "CASO-000123", "ana@example.com");
        let claimed = Claimed::read(&other, &address).expect("of the form");
        assert!(!claimed.was_given_to(&other, "ana@example.com"));
    }

    #[test]
    fn other_addresses_claim_nothing() {
        let (config, _dir) = config();
        let id = "soporte+01a218c1-0042-7652-9f5f-d64277e8eda8.abc@aval.example.com";
        for address in [
            "",
            "@",
            "soporte@aval.example.com",
            "soporte+caso-000123@aval.example.com",
            "soporte+caso-000123.abc@other.example.com",
            "other+caso-000123.abc@aval.example.com",
            "soporte+factura.abc@aval.example.com",
            id,
        ] {
            assert_eq!(Claimed::read(&config, address), None, "{address}");
        }
        let short = Claimed::read(&config, "soporte+caso-000123.@aval.example.com").expect("form");
        assert!(!short.was_given_to(&config, "ana@example.com"));
    }

    #[test]
    fn our_own_address_is_known_with_anything_behind_a_plus() {
        let (config, _dir) = config();
        for (address, is_ours) in [
            ("soporte@aval.example.com", true),
            ("soporte+caso-000123.abc@aval.example.com", true),
            ("soporte@example.com", false),
            ("soportes@aval.example.com", false),
        ] {
            let address = Email::parse(address).expect("an address");
            assert_eq!(is_own(&config, &address), is_ours, "{address}");
        }
    }

    #[test]
    fn a_sender_with_a_long_name_leaves_no_room() {
        let sender = |name: &str| Address::new(name, "example.com").expect("an address");
        assert!(fits(&sender("soporte")) && fits(&sender(&"x".repeat(29))));
        assert!(!fits(&sender(&"x".repeat(30))));
    }
}
