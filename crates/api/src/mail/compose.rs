//! From words to a message as mail servers take it.

use chrono::{DateTime, Utc};
use lettre::address::Envelope;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{Address, message::MessageBuilder};
use url::Url;
use uuid::Uuid;

use super::render::render;
use super::{Outgoing, Template, TicketLine, reply};
use crate::config::Config;

/// Tells other programs that no person wrote this, so that they don't answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The message of a job. Its id comes from the job's, so that a mail that is sent twice is
/// recognised as one.
pub(super) fn message(
    mail: &Outgoing,
    config: &Config,
    job: Uuid,
    now: DateTime<Utc>,
) -> anyhow::Result<Message> {
    let words = render(mail, config)?;
    let host = host_of(config);
    let to = Mailbox::new(Some(mail.to.name.clone()), mail.to.email.parse::<Address>()?);
    let mut message = Message::builder()
        .from(config.mail_from.clone())
        .to(to)
        .subject(words.subject)
        .date(now.into())
        .message_id(Some(format!("<{job}@{host}>")))
        .header(AutoSubmitted);
    if let Some(ticket) = answerable(mail, config) {
        let address = reply::address(config, &ticket.number, &mail.to.email)?;
        // What comes back because it can't be delivered says by itself what it is about.
        let envelope = Envelope::new(Some(address.clone()), vec![mail.to.email.parse()?])?;
        let name = config.mail_from.name.clone();
        message = message.reply_to(Mailbox::new(name, address)).envelope(envelope);
    }
    Ok(threaded(message, mail, &host)
        .multipart(MultiPart::alternative_plain_html(words.text, words.html))?)
}

/// The ticket that an answer to the mail would be a message of. A closed one takes none: who
/// answers that it is closed begins a new one.
pub(super) fn answerable<'a>(mail: &'a Outgoing, config: &Config) -> Option<&'a TicketLine> {
    let is_closed = matches!(mail.template, Template::TicketClosed { .. });
    mail.template.ticket().filter(|_| config.mail_replies && mail.to.may_reply && !is_closed)
}

/// All mails of a ticket refer to one id that stands for it, and so make one thread even when the
/// reader never got the first of them.
fn threaded(message: MessageBuilder, mail: &Outgoing, host: &str) -> MessageBuilder {
    match mail.template.ticket() {
        None => message,
        Some(ticket) => {
            let root = format!("<{}@{host}>", ticket.number.to_lowercase());
            message.in_reply_to(root.clone()).references(root)
        }
    }
}

/// What stands behind the `@` of our ids. An address literal has brackets there.
pub(super) fn host_of(config: &Config) -> String {
    let host = Url::parse(&config.base_url).ok().and_then(|url| url.host().map(|h| h.to_owned()));
    match host {
        Some(url::Host::Domain(domain)) => domain,
        Some(url::Host::Ipv4(address)) => format!("[{address}]"),
        Some(url::Host::Ipv6(address)) => format!("[IPv6:{address}]"),
        None => "localhost".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Recipient;
    use aval_domain::people::Locale;

    fn source(template: Template, base_url: &str) -> String {
        String::from_utf8(composed(template, base_url, false).formatted()).expect("ASCII")
    }

    fn composed(template: Template, base_url: &str, mail_replies: bool) -> Message {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        base_url.clone_into(&mut config.base_url);
        config.mail_replies = mail_replies;
        let mail = Outgoing {
            to: Recipient {
                name: "Íñigo, Núñez".to_owned(),
                email: "ana@example.com".to_owned(),
                may_reply: true,
            },
            locale: Locale::Es,
            template,
        };
        let now = "2026-07-10T21:00:00Z".parse().expect("an instant");
        message(&mail, &config, Uuid::from_u128(7), now).expect("a message")
    }

    fn opened() -> Template {
        Template::TicketOpened {
            ticket: TicketLine {
                number: "CASO-000123".to_owned(),
                subject: "Caída\r\nBcc: x@example.com".to_owned(),
            },
            next_opening: None,
        }
    }

    #[test]
    fn a_mail_has_text_and_html_and_says_that_a_program_wrote_it() {
        let source = source(opened(), "https://soporte.example.com");
        assert!(source.contains("Auto-Submitted: auto-generated\r\n"), "{source}");
        assert!(source.contains("multipart/alternative"), "{source}");
        assert!(source.contains("Content-Type: text/plain; charset=utf-8"), "{source}");
        assert!(source.contains("Content-Type: text/html; charset=utf-8"), "{source}");
        assert!(source.contains("Date: Fri, 10 Jul 2026 21:00:00 +0000\r\n"), "{source}");
    }

    #[test]
    fn its_id_is_the_jobs_and_its_thread_the_tickets() {
        let source = source(opened(), "https://soporte.example.com");
        let id = "00000000-0000-0000-0000-000000000007@soporte.example.com";
        assert!(source.contains(&format!("Message-ID: <{id}>\r\n")), "{source}");
        assert!(source.contains("References: <caso-000123@soporte.example.com>\r\n"), "{source}");
        assert!(source.contains("In-Reply-To: <caso-000123@soporte.example.com>\r\n"), "{source}");
    }

    #[test]
    fn what_can_be_answered_says_where_and_what_can_not_does_not() {
        let base_url = "https://soporte.example.com";
        let message = composed(opened(), base_url, true);
        let source = String::from_utf8(message.formatted()).expect("ASCII");
        let (headers, _) = source.split_once("\r\n\r\n").expect("headers and a body");
        assert!(headers.contains("Reply-To: Aval <soporte+caso-000123."), "{headers}");
        assert!(headers.contains("From: Aval <soporte@localhost>"), "{headers}");
        let from = message.envelope().from().expect("a sender").to_string();
        assert!(from.starts_with("soporte+caso-000123."), "{from}");
        let at = "2026-07-16T22:00:00Z".parse().expect("an instant");
        for message in [
            composed(opened(), base_url, false),
            composed(Template::PasswordChanged { at }, base_url, true),
        ] {
            let source = String::from_utf8(message.formatted()).expect("ASCII");
            assert!(!source.contains("\nReply-To:"), "{source}");
            assert_eq!(message.envelope().from().expect("one").to_string(), "soporte@localhost");
        }
    }

    #[test]
    fn a_line_break_in_a_subject_makes_no_header() {
        let source = source(opened(), "https://soporte.example.com");
        let (headers, _) = source.split_once("\r\n\r\n").expect("headers and a body");
        assert!(headers.lines().all(|line| !line.starts_with("Bcc")), "{headers}");
    }

    #[test]
    fn an_address_literal_has_brackets() {
        let at = "2026-07-10T21:00:00Z".parse().expect("an instant");
        let source = source(Template::PasswordChanged { at }, "http://127.0.0.1:8080");
        assert!(source.contains("@[127.0.0.1]>\r\n"), "{source}");
        assert!(!source.contains("References"), "{source}");
    }
}
