//! The headers of a mail: who sent it, to which of our addresses, and whether a program did.

use std::borrow::Cow;

use aval_domain::incoming_mail::MailReason;
use aval_domain::record::hex;
use aval_domain::text::Email;
use mail_parser::parsers::MessageStream;
use mail_parser::{Address, Header, HeaderName, HeaderValue, MessageParser};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::plain;
use crate::config::Config;
use crate::mail::compose::host_of;
use crate::mail::reply::{self, Claimed};

/// The most characters of a `Message-ID` by which a mail is known.
const MOST_OF_ID: usize = 255;

/// The most characters of a subject that is kept.
pub(super) const MOST_OF_SUBJECT: usize = 200;

/// The most addresses of ours that are looked at.
const MOST_CLAIMS: usize = 20;

/// What the headers say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// By what it is known when it comes again.
    pub(super) id: String,
    /// The one sender.
    pub(super) sender: Result<Email, MailReason>,
    /// One line, maybe empty.
    pub(super) subject: String,
    /// Tickets that it says it answers.
    pub(super) claims: Vec<Claimed>,
    /// By which sign a program wrote it; nothing when a person did.
    pub(super) machine: Option<MailReason>,
}

/// Reads the headers of a part of a mail, or of all of it; with them, where its body begins.
pub(super) fn headers(source: &[u8]) -> (Vec<Header<'_>>, usize) {
    let parser = MessageParser::new()
        .with_mime_headers()
        .with_address_headers()
        .header_id(HeaderName::MessageId)
        .header_text(HeaderName::Subject)
        .default_header_raw();
    let mut found = Vec::new();
    let mut stream = MessageStream::new(source);
    stream.parse_headers(&parser, &mut found);
    let body = stream.offset();
    (found, body)
}

/// Reads the headers of a mail.
pub(super) fn read(source: &[u8], config: &Config) -> Head {
    let (headers, _) = headers(source);
    let headers = Headers(&headers);
    let sender = headers.sender();
    let message_id = headers.ids().next();
    Head {
        machine: headers.sign_of_machine(sender.as_ref().ok(), message_id, config),
        claims: headers.claims(config),
        subject: plain::line(&headers.texts("subject").next().unwrap_or_default(), MOST_OF_SUBJECT),
        id: match message_id.map(|id| plain::line(id, MOST_OF_ID + 1)) {
            Some(id) if !id.is_empty() && id.chars().count() <= MOST_OF_ID => id,
            Some(_) | None => format!("sha256:{}", hex(&Sha256::digest(source))),
        },
        sender,
    }
}

/// Headers by their names.
struct Headers<'a>(&'a [Header<'a>]);

impl<'a> Headers<'a> {
    fn named(&self, name: &'static str) -> impl Iterator<Item = &'a HeaderValue<'a>> {
        let named = move |header: &&Header<'_>| header.name().eq_ignore_ascii_case(name);
        self.0.iter().filter(named).map(Header::value)
    }

    fn texts(&self, name: &'static str) -> impl Iterator<Item = Cow<'a, str>> {
        self.named(name).map(|value| Cow::Borrowed(value.as_text().unwrap_or_default()))
    }

    fn has(&self, name: &'static str) -> bool {
        self.named(name).next().is_some()
    }

    fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.named("message-id").filter_map(HeaderValue::as_text)
    }

    /// The one address in `From`. Whom several could mean nobody has proved to be.
    fn sender(&self) -> Result<Email, MailReason> {
        let all = self.named("from").filter_map(HeaderValue::as_address).flat_map(Address::iter);
        let mut all = all.filter_map(|one| one.address());
        let first = all.next().ok_or(MailReason::NoSender)?;
        if all.next().is_some() {
            return Err(MailReason::SeveralSenders);
        }
        Email::parse(first).map_err(|_| MailReason::NoSender)
    }

    /// Reply addresses of ours among those to which it was sent. It does not matter who else got
    /// it: an address proves nothing without the right sender.
    fn claims(&self, config: &Config) -> Vec<Claimed> {
        let delivered = ["delivered-to", "x-original-to", "envelope-to"]
            .into_iter()
            .flat_map(|name| self.texts(name))
            .map(|text| text.trim().trim_matches(['<', '>']).to_owned());
        let named = ["to", "cc"]
            .into_iter()
            .flat_map(|name| self.named(name))
            .filter_map(HeaderValue::as_address)
            .flat_map(Address::iter)
            .filter_map(|one| one.address().map(str::to_owned));
        let mut claims: Vec<Claimed> = Vec::new();
        for claimed in delivered.chain(named).filter_map(|one| Claimed::read(config, &one)) {
            if claims.len() < MOST_CLAIMS && !claims.contains(&claimed) {
                claims.push(claimed);
            }
        }
        claims
    }

    /// The first sign that no person wrote it.
    fn sign_of_machine(
        &self,
        sender: Option<&Email>,
        message_id: Option<&str>,
        config: &Config,
    ) -> Option<MailReason> {
        let first_word = |text: &str| {
            let end = text.find([';', '(', ' ', '\t', '\r', '\n']).unwrap_or(text.len());
            text[..end].to_ascii_lowercase()
        };
        let words = |name: &'static str| self.texts(name).map(move |text| first_word(text.trim()));
        let many = ["bulk", "junk", "list", "auto_reply"];
        let answers = ["x-auto-response-suppress", "x-autoreply", "x-autorespond"];
        let signs = [
            (
                sender.is_some_and(|sender| reply::is_own(config, sender))
                    || message_id.is_some_and(|id| is_of_ours(id, config)),
                MailReason::OwnMail,
            ),
            (self.is_report(), MailReason::DeliveryReport),
            (
                words("auto-submitted").any(|word| !word.is_empty() && word != "no"),
                MailReason::AutoSubmitted,
            ),
            (words("precedence").any(|word| many.contains(&&*word)), MailReason::Precedence),
            (self.has("list-id"), MailReason::MailingList),
            (answers.into_iter().any(|name| self.has(name)), MailReason::AutomaticAnswer),
            (
                self.texts("return-path").any(|path| matches!(path.trim(), "" | "<>")),
                MailReason::NoReturnPath,
            ),
            (
                sender.is_some_and(|sender| {
                    let local = sender.as_str().split('@').next().unwrap_or_default();
                    matches!(local, "mailer-daemon" | "postmaster")
                }),
                MailReason::MailSystem,
            ),
        ];
        signs.into_iter().find(|(is_so, _)| *is_so).map(|(_, reason)| reason)
    }

    fn is_report(&self) -> bool {
        let types = self.named("content-type").filter_map(HeaderValue::as_content_type);
        types.into_iter().any(|kind| {
            let is = |text: Option<&str>, word: &str| {
                text.is_some_and(|text| text.eq_ignore_ascii_case(word))
            };
            is(Some(kind.ctype()), "multipart") && is(kind.subtype(), "report")
        })
    }
}

/// Whether we gave a mail this id: that of its job.
fn is_of_ours(id: &str, config: &Config) -> bool {
    let of_job = |local: &str| Uuid::try_parse(local).is_ok();
    id.rsplit_once('@').is_some_and(|(local, host)| host == host_of(config) && of_job(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> (Config, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        config.mail_from = "Aval <soporte@aval.example.com>".parse().expect("a mailbox");
        "https://aval.example.com".clone_into(&mut config.base_url);
        (config, dir)
    }

    fn of(headers: &str) -> Head {
        read(format!("{headers}\r\n\r\nHola").as_bytes(), &config().0)
    }

    fn sign(header: &str) -> Option<MailReason> {
        of(&format!("From: ana@example.com\r\n{header}")).machine
    }

    #[test]
    fn a_mail_of_a_person_has_no_sign_of_a_machine() {
        for header in [
            "Subject: Hola",
            "Auto-Submitted: no",
            "Auto-Submitted: No (a person)",
            "Precedence: first-class",
            "Return-Path: <ana@example.com>",
            "Message-ID: <01a218c1-0042-7652-9f5f-d64277e8eda8@other.example.com>",
            "Message-ID: <caso@aval.example.com>",
            "Content-Type: multipart/alternative; boundary=x",
            "Subject: Automatic reply: Auto-Submitted: auto-replied",
        ] {
            assert_eq!(sign(header), None, "{header}");
        }
    }

    #[test]
    fn each_sign_of_a_machine_is_known() {
        for (header, reason) in [
            ("Auto-Submitted: auto-replied", MailReason::AutoSubmitted),
            ("auto-submitted: Auto-Generated; x=y", MailReason::AutoSubmitted),
            ("Precedence: BULK", MailReason::Precedence),
            ("Precedence: auto_reply", MailReason::Precedence),
            ("Precedence: list", MailReason::Precedence),
            ("Precedence: junk", MailReason::Precedence),
            ("List-Id: <todos.acme.example>", MailReason::MailingList),
            ("X-Auto-Response-Suppress: All", MailReason::AutomaticAnswer),
            ("X-Autoreply: yes", MailReason::AutomaticAnswer),
            ("X-Autorespond: fuera", MailReason::AutomaticAnswer),
            ("Return-Path: <>", MailReason::NoReturnPath),
            ("Return-Path:", MailReason::NoReturnPath),
            (
                "Content-Type: Multipart/Report; report-type=delivery-status; boundary=x",
                MailReason::DeliveryReport,
            ),
            (
                "Message-ID: <01a218c1-0042-7652-9f5f-d64277e8eda8@aval.example.com>",
                MailReason::OwnMail,
            ),
        ] {
            assert_eq!(sign(header), Some(reason), "{header}");
        }
        for (from, reason) in [
            ("MAILER-DAEMON@mx.example.com", MailReason::MailSystem),
            ("Postmaster <postmaster@example.com>", MailReason::MailSystem),
            ("soporte+caso-000001.abc@aval.example.com", MailReason::OwnMail),
            ("SOPORTE@Aval.Example.Com", MailReason::OwnMail),
        ] {
            assert_eq!(of(&format!("From: {from}")).machine, Some(reason), "{from}");
        }
    }

    #[test]
    fn there_is_one_sender_or_none() {
        let sender = |from: &str| of(from).sender.map(Email::into_string);
        assert_eq!(sender("From: Ana <ANA@example.com>"), Ok("ana@example.com".to_owned()));
        assert_eq!(
            sender("From: \"Ana, de Acme\" <ana@example.com>").as_deref(),
            Ok("ana@example.com")
        );
        for several in [
            "From: ana@example.com, ben@example.com",
            "From: ana@example.com\r\nFrom: ben@example.com",
        ] {
            assert_eq!(sender(several), Err(MailReason::SeveralSenders), "{several}");
        }
        for none in ["Subject: Hola", "From:", "From: Ana", "From: ana@localhost", "From: <>"] {
            assert_eq!(sender(none), Err(MailReason::NoSender), "{none}");
        }
    }

    #[test]
    fn a_reply_address_is_found_wherever_the_mail_went() {
        let (config, _dir) = config();
        let address = reply::address(&config, "CASO-000007", "ana@example.com").expect("one");
        for header in [
            format!("To: Soporte <{address}>"),
            format!("To: ben@example.com, {}", address.to_string().to_uppercase()),
            format!("Cc: {address}"),
            format!("Delivered-To: {address}"),
            format!("X-Original-To: <{address}>"),
        ] {
            let source = format!("From: ana@example.com\r\n{header}\r\n\r\nHola");
            let claims = read(source.as_bytes(), &config).claims;
            assert!(claims.len() == 1 && claims[0].number == 7, "{header}");
            assert!(claims[0].was_given_to(&config, "ana@example.com"), "{header}");
        }
        assert_eq!(of("Subject: [CASO-000007]\r\nTo: soporte@aval.example.com").claims, []);
    }

    #[test]
    fn a_mail_is_known_by_its_id_or_else_by_its_bytes() {
        assert_eq!(of("Message-ID: <a.b@example.com>").id, "a.b@example.com");
        let long = format!("Message-ID: <{}@example.com>", "x".repeat(300));
        for header in ["Subject: Hola", "Message-ID:", long.as_str()] {
            assert!(of(header).id.starts_with("sha256:"), "{header}");
        }
        assert_ne!(of("Subject: a").id, of("Subject: b").id);
    }

    #[test]
    fn a_subject_is_one_line_without_tricks() {
        let subject = |text: &str| of(&format!("Subject: {text}")).subject;
        assert_eq!(subject("=?utf-8?q?Ca=C3=ADda?=\r\n de todo"), "Caída de todo");
        assert_eq!(subject("=?utf-8?q?a=0D=0ABcc:_x=00?="), "a Bcc: x");
        assert_eq!(subject(&"ñ".repeat(300)).chars().count(), MOST_OF_SUBJECT);
    }
}
