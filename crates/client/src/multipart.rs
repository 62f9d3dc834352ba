//! Files as `multipart/form-data`, written here so that the same key gives the same bytes: a
//! repeated upload with another boundary would be another body under the same idempotency key.

use bytes::Bytes;

/// The name of the form field that the API reads.
pub(crate) const FIELD: &str = "file";

/// A file to upload, up to 25 MiB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name; the server cleans it.
    pub name: String,
    /// What the sender takes it for. The server looks at the content and decides for itself.
    pub media_type: String,
    /// Its content.
    pub bytes: Bytes,
}

impl NewFile {
    /// A file of no particular type.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            media_type: "application/octet-stream".to_owned(),
            bytes: bytes.into(),
        }
    }
}

/// The content type and the body of a form with one file.
pub(crate) fn form(file: &NewFile, idempotency_key: &str) -> (String, Bytes) {
    let boundary = boundary(idempotency_key);
    let name = escaped(&file.name);
    let media_type: String = file.media_type.chars().filter(|c| !c.is_control()).collect();
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{FIELD}\"; \
         filename=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n"
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let mut body = Vec::with_capacity(head.len() + file.bytes.len() + tail.len());
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(&file.bytes);
    body.extend_from_slice(tail.as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body.into())
}

/// 64 bits of the key (FNV-1a): a key may be longer than a boundary and have other characters.
fn boundary(idempotency_key: &str) -> String {
    let hash = idempotency_key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("aval-{hash:016x}")
}

/// As browsers write file names (HTML standard, "multipart form data").
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::{NewFile, form};

    #[test]
    fn the_same_key_gives_the_same_bytes_and_another_key_another_boundary() {
        let file = NewFile::new("captura.png", &b"\x89PNG"[..]);

        let first = form(&file, "0190");
        assert_eq!(first, form(&file, "0190"));
        assert_ne!(first.0, form(&file, "0191").0);
    }

    #[test]
    fn a_file_name_or_type_cannot_add_headers() {
        let file = NewFile {
            name: "a\"; name=\"x\r\nX-Evil: 1".to_owned(),
            media_type: "text/plain\r\nX-Evil: 1".to_owned(),
            bytes: "hola".into(),
        };

        let (content_type, body) = form(&file, "k");
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        let body = std::str::from_utf8(&body).unwrap();

        assert_eq!(
            body,
            format!(
                "--{boundary}\r\n\
                 Content-Disposition: form-data; name=\"file\"; \
                 filename=\"a%22; name=%22x%0D%0AX-Evil: 1\"\r\n\
                 Content-Type: text/plainX-Evil: 1\r\n\r\n\
                 hola\r\n--{boundary}--\r\n"
            )
        );
    }
}
