//! What a mail is, by its bytes alone.

use aval_domain::incoming_mail::MailReason;
use aval_domain::record::hex;
use aval_domain::text::Email;
use sha2::{Digest as _, Sha256};

use super::Source;
use super::content::{self, Content};
use super::head::{self, Head};
use crate::config::Config;
use crate::mail::reply::Claimed;

/// A mail, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// What its headers say.
    pub(super) head: Head,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a mail is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It can't be read.
    Broken(MailReason),
    /// A program wrote it.
    Machine(MailReason),
    /// A person wrote it.
    Human(Human),
}

/// What a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Human {
    /// Who she says she is.
    pub(super) sender: Email,
    /// The number of the ticket that she answers: that mail was ours, and to her.
    pub(super) answers: Option<i64>,
    /// Words and files.
    pub(super) content: Content,
}

/// Reads a mail. Whatever its bytes are, this comes to an end.
pub(super) fn read(source: &Source, config: &Config) -> Letter {
    // The library is written not to panic. Should it do so all the same, the mail is put aside
    // like any other that can't be read.
    std::panic::catch_unwind(|| read_bytes(source, config)).unwrap_or_else(|_| Letter {
        head: Head {
            id: format!("sha256:{}", hex(&Sha256::digest(&source.bytes))),
            sender: Err(MailReason::Unreadable),
            subject: String::new(),
            claims: Vec::new(),
            machine: None,
        },
        kind: Kind::Broken(MailReason::Unreadable),
    })
}

fn read_bytes(source: &Source, config: &Config) -> Letter {
    let head = head::read(&source.bytes, config);
    let kind = kind(&head, source, config);
    Letter { head, kind }
}

fn kind(head: &Head, source: &Source, config: &Config) -> Kind {
    if let Some(reason) = head.machine {
        return Kind::Machine(reason);
    }
    let sender = match &head.sender {
        Ok(sender) => sender.clone(),
        Err(reason) => return Kind::Broken(*reason),
    };
    if source.size > source.bytes.len() as u64 {
        return Kind::Broken(MailReason::TooLarge);
    }
    match content::read(&source.bytes) {
        Err(reason) => Kind::Broken(reason),
        Ok(content) => {
            let given = |claimed: &&Claimed| claimed.was_given_to(config, sender.as_str());
            let answers = head.claims.iter().find(given).map(|claimed| claimed.number);
            Kind::Human(Human { sender, answers, content })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::reply;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn config() -> (Config, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        config.mail_from = "Aval <soporte@aval.example.com>".parse().expect("a mailbox");
        (config, dir)
    }

    /// One for all cases that chance makes.
    static CONFIG: LazyLock<Config> = LazyLock::new(|| config().0);

    fn source(bytes: &[u8]) -> Source {
        Source::read(bytes).expect("read")
    }

    fn kind_of(text: &str, config: &Config) -> Kind {
        read_bytes(&source(text.as_bytes()), config).kind
    }

    #[test]
    fn a_persons_mail_answers_a_ticket_only_when_the_address_was_given_to_her() {
        let (config, _dir) = config();
        let address = reply::address(&config, "CASO-000007", "ana@example.com").expect("one");
        let answers = |from: &str, to: &str| match kind_of(
            &format!("From: {from}\r\nTo: {to}\r\n\r\nHola"),
            &config,
        ) {
            Kind::Human(human) => human.answers,
            other => panic!("{other:?}"),
        };
        assert_eq!(answers("Ana <Ana@Example.com>", address.as_ref()), Some(7));
        assert_eq!(answers("ben@example.com", address.as_ref()), None);
        let forged = address.to_string().replace("000007", "000008");
        assert_eq!(answers("ana@example.com", &forged), None);
        assert_eq!(answers("ana@example.com", "soporte@aval.example.com"), None);
    }

    #[test]
    fn a_machine_is_known_before_anything_else_is_looked_at() {
        let (config, _dir) = config();
        let out = "From: ana@example.com\r\nAuto-Submitted: auto-replied\r\n\r\n";
        assert_eq!(kind_of(out, &config), Kind::Machine(MailReason::AutoSubmitted));
        let bounce = "Return-Path: <>\r\nContent-Type: multipart/mixed\r\n\r\n";
        assert_eq!(kind_of(bounce, &config), Kind::Machine(MailReason::NoReturnPath));
    }

    #[test]
    fn what_can_not_be_read_is_broken() {
        let (config, _dir) = config();
        assert_eq!(kind_of("", &config), Kind::Broken(MailReason::NoSender));
        assert_eq!(
            kind_of("From: ana@example.com\r\n\r\n", &config),
            Kind::Broken(MailReason::Empty)
        );
        let long = Source { bytes: b"From: ana@example.com\r\n\r\nHola".to_vec(), size: 1 << 40 };
        assert_eq!(read_bytes(&long, &config).kind, Kind::Broken(MailReason::TooLarge));
    }

    /// Pieces of which mails are made, so that chance finds more than what is no mail at all.
    fn piece() -> impl Strategy<Value = Vec<u8>> {
        const KNOWN: &[&str] = &[
            "From: ana@example.com\r\n",
            "From: \"",
            "To: soporte+caso-000001.abc@aval.example.com,",
            "Subject: =?utf-8?b?",
            "Subject: =?iso-8859-1?q?=F1",
            "Content-Type: multipart/mixed; boundary=a\r\n",
            "Content-Type: multipart/alternative; boundary=\"a\r\n",
            "Content-Type: multipart/digest; boundary=a\r\n",
            "Content-Type: message/rfc822\r\n",
            "Content-Type: text/html; charset=utf-7\r\n",
            "Content-Type: text/plain; name*0*=utf-8''%C3; name*1=x\r\n",
            "Content-Disposition: attachment; filename=\"=?x?",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n",
            "Message-ID: <",
            "Auto-Submitted: (",
            "--a\r\n",
            "--a--\r\n",
            "\r\n\r\n",
            "\n",
            "<p>a<b><blockquote><a href=\"http://x/<\">",
            "</a></p>&#x110000;&amp;&nbsp",
            "=C3=\r\n=B",
            "> ##- Reply -##\n",
        ];
        prop_oneof![
            prop::sample::select(KNOWN).prop_map(|text| text.as_bytes().to_vec()),
            prop::collection::vec(any::<u8>(), 0..40),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
            let letter = read_bytes(&source(&bytes), &CONFIG);
            prop_assert!(!letter.head.id.is_empty());
        }

        #[test]
        fn nothing_put_together_from_pieces_of_mails_makes_it_panic(
            pieces in prop::collection::vec(piece(), 0..40)
        ) {
            let letter = read_bytes(&source(&pieces.concat()), &CONFIG);
            prop_assert!(letter.head.subject.chars().all(|c| !c.is_control()));
            prop_assert!(!letter.head.id.is_empty() && letter.head.id.chars().count() <= 255);
            if let Kind::Human(human) = letter.kind {
                let text = super::super::quote::without_quote(&human.content.text);
                let fit = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
                prop_assert!(text.chars().all(fit));
                prop_assert!(!human.content.text.is_empty() || !human.content.files.is_empty());
            }
        }
    }
}
