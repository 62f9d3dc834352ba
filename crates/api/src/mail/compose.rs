//! From words to a message as mail servers take it.

use chrono::{DateTime, Utc};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{Address, message::MessageBuilder};
use url::Url;
use uuid::Uuid;

use super::Outgoing;
use super::render::render;
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
    let message = Message::builder()
        .from(config.mail_from.clone())
        .to(to)
        .subject(words.subject)
        .date(now.into())
        .message_id(Some(format!("<{job}@{host}>")))
        .header(AutoSubmitted);
    Ok(threaded(message, mail, &host)
        .multipart(MultiPart::alternative_plain_html(words.text, words.html))?)
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
fn host_of(config: &Config) -> String {
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
    use crate::mail::{Recipient, Template, TicketLine};
    use aval_domain::people::Locale;

    fn source(template: Template, base_url: &str) -> String {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        base_url.clone_into(&mut config.base_url);
        let mail = Outgoing {
            to: Recipient {
                name: "Íñigo, Núñez".to_owned(), email: "ana@example.com".to_owned()
            },
            locale: Locale::Es,
            template,
        };
        let now = "2026-07-10T21:00:00Z".parse().expect("an instant");
        let message = message(&mail, &config, Uuid::from_u128(7), now).expect("a message");
        String::from_utf8(message.formatted()).expect("ASCII")
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
