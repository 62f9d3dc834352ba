//! The body of a mail: its words and its files.
//!
//! Parts are told from each other here and not by the library, which follows parts within parts as
//! deep as they go: a stranger's mail must not decide how much of our stack is used. A mail within
//! the mail stays a file.

use aval_domain::incoming_mail::MailReason;
use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Header, HeaderName, HeaderValue};

use super::head::headers;
use super::{html, plain};

/// How deep parts may lie in each other.
const DEEPEST: usize = 10;
/// How many parts a mail may have.
const MOST_PARTS: usize = 200;

/// Decodes whatever can be decoded.
const LENIENT_BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What a mail brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// Its words, maybe none.
    pub(super) text: String,
    /// Its files.
    pub(super) files: Vec<File>,
}

/// A file in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// As the sender named it.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Reads the body of a mail.
///
/// # Errors
/// Why it can't be read.
pub(super) fn read(source: &[u8]) -> Result<Content, MailReason> {
    let mut parts = 0;
    let mut found = part(source, 0, &mut parts)?;
    let files = std::mem::take(&mut found.files);
    let text = plain::without_elements(&plain::lines(&found.words().unwrap_or_default()));
    let text = text.trim().to_owned();
    if text.is_empty() && files.is_empty() {
        return Err(MailReason::Empty);
    }
    Ok(Content { text, files })
}

/// What one part brings, in the forms in which it is there.
#[derive(Default)]
struct Found {
    plain: Option<String>,
    html: Option<String>,
    files: Vec<File>,
}

impl Found {
    /// The words in the form that loses least.
    fn words(self) -> Option<String> {
        let says = |text: &String| !text.trim().is_empty();
        let html = self.html;
        self.plain.filter(says).or_else(|| html.as_deref().map(html::to_text)).filter(says)
    }
}

fn part(source: &[u8], depth: usize, parts: &mut usize) -> Result<Found, MailReason> {
    *parts += 1;
    if depth > DEEPEST || *parts > MOST_PARTS {
        return Err(MailReason::TooDeep);
    }
    let (headers, start) = headers(source);
    let body = &source[start..];
    match content_type(&headers, &HeaderName::ContentType) {
        Some(kind) if kind.ctype().eq_ignore_ascii_case("multipart") => {
            let boundary = kind.attribute("boundary").ok_or(MailReason::Unreadable)?;
            let children = split(body, boundary.as_bytes(), MOST_PARTS)?;
            let is_choice =
                kind.subtype().is_some_and(|kind| kind.eq_ignore_ascii_case("alternative"));
            multipart(&children, is_choice, depth, parts)
        }
        kind => Ok(leaf(&headers, kind, body)),
    }
}

fn multipart(
    children: &[&[u8]],
    is_choice: bool,
    depth: usize,
    parts: &mut usize,
) -> Result<Found, MailReason> {
    let mut all = Found::default();
    let mut words: Vec<String> = Vec::new();
    for child in children {
        let mut found = part(child, depth + 1, parts)?;
        all.files.append(&mut found.files);
        if is_choice {
            all.plain = all.plain.or(found.plain);
            all.html = all.html.or(found.html);
        } else {
            words.extend(found.words());
        }
    }
    if !is_choice && !words.is_empty() {
        all.plain = Some(words.join("\n\n"));
    }
    Ok(all)
}

/// The pieces between the lines that a boundary makes.
fn split<'a>(body: &'a [u8], boundary: &[u8], most: usize) -> Result<Vec<&'a [u8]>, MailReason> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if let Some(rest) = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary)) {
            let rest = rest.trim_ascii();
            if rest.is_empty() || rest == b"--" {
                if let Some(start) = start {
                    pieces.push(&body[start..at]);
                }
                start = rest.is_empty().then_some(at + line.len());
                if start.is_none() || pieces.len() > most {
                    break;
                }
            }
        }
        at += line.len();
    }
    // The last line may be missing: what came is kept.
    pieces.extend(start.map(|start| &body[start..]));
    if pieces.is_empty() { Err(MailReason::Unreadable) } else { Ok(pieces) }
}

/// A part without parts of its own.
fn leaf(headers: &[Header<'_>], kind: Option<&ContentType<'_>>, body: &[u8]) -> Found {
    let encoding = value_of(headers, &HeaderName::ContentTransferEncoding)
        .and_then(HeaderValue::as_text)
        .unwrap_or_default();
    let bytes = decoded(body, encoding);
    let disposition = content_type(headers, &HeaderName::ContentDisposition);
    let name = disposition
        .and_then(|disposition| disposition.attribute("filename"))
        .or_else(|| kind.and_then(|kind| kind.attribute("name")));
    let is_attached = disposition
        .is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment"));
    let (main, sub) = kind.map_or(("text", Some("plain")), |kind| (kind.ctype(), kind.subtype()));
    let is = |word: &str| sub.is_some_and(|sub| sub.eq_ignore_ascii_case(word));
    let is_words = main.eq_ignore_ascii_case("text") && name.is_none() && !is_attached;
    if is_words && (is("plain") || is("html")) {
        let charset = kind.and_then(|kind| kind.attribute("charset"));
        let text = Some(in_words(&bytes, charset));
        return if is("html") {
            Found { html: text, ..Found::default() }
        } else {
            Found { plain: text, ..Found::default() }
        };
    }
    if bytes.is_empty() && name.is_none() {
        return Found::default();
    }
    let name = match name {
        Some(name) => name.to_owned(),
        None if main.eq_ignore_ascii_case("message") => "correo.eml".to_owned(),
        None if is("calendar") => "invitacion.ics".to_owned(),
        None => "archivo".to_owned(),
    };
    Found { files: vec![File { name, bytes }], ..Found::default() }
}

fn content_type<'a>(
    headers: &'a [Header<'a>],
    name: &HeaderName<'_>,
) -> Option<&'a ContentType<'a>> {
    value_of(headers, name)?.as_content_type()
}

fn value_of<'a>(headers: &'a [Header<'a>], name: &HeaderName<'_>) -> Option<&'a HeaderValue<'a>> {
    headers.iter().find(|header| header.name == *name).map(Header::value)
}

fn decoded(body: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => {
            let digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
            let mut digits: Vec<u8> = body.iter().copied().filter(digit).collect();
            if digits.len() % 4 == 1 {
                digits.pop();
            }
            LENIENT_BASE64.decode(&digits).unwrap_or_else(|_| body.to_vec())
        }
        "quoted-printable" => quoted_printable_decode(body).unwrap_or_else(|| body.to_vec()),
        _ => body.to_vec(),
    }
}

/// The text behind some bytes. Programs that name no character set, or the wrong one, mean UTF-8 or
/// the set of western Windows.
fn in_words(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.filter(|name| !name.eq_ignore_ascii_case("utf-8"));
    match (named.and_then(|name| charset_decoder(name.as_bytes())), std::str::from_utf8(bytes)) {
        (Some(decode), _) => decode(bytes),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => match charset_decoder(b"windows-1252") {
            Some(decode) => decode(bytes),
            None => String::from_utf8_lossy(bytes).into_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> Content {
        read(source.replace('\n', "\r\n").as_bytes()).expect("readable")
    }

    #[test]
    fn plain_words_come_in_whatever_encoding() {
        assert_eq!(of("Subject: x\n\nHola, ñandú\n").text, "Hola, ñandú");
        let quoted = "Content-Type: text/plain; charset=iso-8859-1\n\
                      Content-Transfer-Encoding: quoted-printable\n\nHola, =F1and=FA=\n!";
        assert_eq!(of(quoted).text, "Hola, ñandú!");
        let base64 = "Content-Transfer-Encoding: base64\n\nSG9sYSwgw7FhbmTDug\n==\n";
        assert_eq!(of(base64).text, "Hola, ñandú");
        let windows = read(b"Subject: x\r\n\r\nHola, \xf1and\xfa").expect("readable");
        assert_eq!(windows.text, "Hola, ñandú");
    }

    #[test]
    fn of_two_forms_the_plain_one_is_taken_unless_it_is_empty() {
        let mail = |plain: &str| {
            format!(
                "Content-Type: multipart/alternative; boundary=\"x y\"\n\nfor old programs\n\
                 --x y\nContent-Type: text/plain\n\n{plain}\n--x y\nContent-Type: text/html\n\n\
                 <p>Hola <b>HTML</b></p>\n--x y--\nbehind the end\n"
            )
        };
        assert_eq!(of(&mail("Hola")).text, "Hola");
        assert_eq!(of(&mail(" ")).text, "Hola HTML");
    }

    #[test]
    fn files_come_with_their_names_and_bytes() {
        let mail = of("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nMira esto\n--a\n\
                       Content-Type: image/png; name=\"foto.png\"\nContent-Transfer-Encoding: \
                       base64\n\niVBORw0KGgo=\n--a\nContent-Type: text/plain\n\
                       Content-Disposition: attachment; filename=\"traza.log\"\n\nlinea\n--a\n\
                       Content-Type: message/rfc822\n\nSubject: dentro\n\nHola\n--a\n\nFin\n--a--\n");
        assert_eq!(mail.text, "Mira esto\n\n\nFin");
        let names: Vec<&str> = mail.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["foto.png", "traza.log", "correo.eml"]);
        assert_eq!(mail.files[0].bytes, b"\x89PNG\r\n\x1a\n");
        assert!(mail.files[2].bytes.starts_with(b"Subject: dentro"));
    }

    #[test]
    fn a_mail_that_ends_in_the_middle_is_read_as_far_as_it_goes() {
        let cut = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nMira esto";
        assert_eq!(of(cut).text, "Mira esto");
    }

    #[test]
    fn parts_that_lie_too_deep_or_are_too_many_are_not_followed() {
        let mut deep = String::new();
        for depth in 0..200_000 {
            deep.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
            ));
        }
        assert_eq!(read(deep.as_bytes()), Err(MailReason::TooDeep));
        let many =
            format!("Content-Type: multipart/mixed; boundary=a\n\n{}", "--a\n\nx\n".repeat(9_999));
        assert_eq!(read(many.as_bytes()), Err(MailReason::TooDeep));
        let mails = "Content-Type: message/rfc822\n\n".repeat(200_000);
        let content = read(mails.as_bytes()).expect("one file");
        assert_eq!(content.files.len(), 1);
    }

    #[test]
    fn what_can_not_be_read_says_why() {
        assert_eq!(read(b""), Err(MailReason::Empty));
        assert_eq!(read(b"Subject: x\n\n \n"), Err(MailReason::Empty));
        assert_eq!(read(b"Content-Type: multipart/mixed\n\nx"), Err(MailReason::Unreadable));
        assert_eq!(
            read(b"Content-Type: multipart/mixed; boundary=a\n\nno part"),
            Err(MailReason::Unreadable)
        );
    }
}
