//! Files of tickets: which are taken, which are pictures, how large they are in words.

use aval_contract::attachments::Attachment;

use crate::i18n::Texts;

/// The most files of one ticket or message.
pub const MAX_FILES: usize = 20;
/// The most bytes of a file: 25 MiB.
const MAX_BYTES: u64 = 25 * 1024 * 1024;

/// Why a file is not even sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The form has as many as it may.
    TooMany,
    /// It is larger than the server takes.
    TooLarge,
    /// There is nothing in it.
    Empty,
}

/// Why a file of `size` bytes is not sent from a form that has `taken` files; `None` if it is.
#[must_use]
pub fn refusal(size: u64, taken: usize) -> Option<Refusal> {
    if taken >= MAX_FILES {
        Some(Refusal::TooMany)
    } else if size > MAX_BYTES {
        Some(Refusal::TooLarge)
    } else if size == 0 {
        Some(Refusal::Empty)
    } else {
        None
    }
}

/// Whether the server serves a file so that a page may show it as a picture.
#[must_use]
pub fn is_picture(attachment: &Attachment) -> bool {
    matches!(
        attachment.media_type.as_str(),
        "image/png" | "image/jpeg" | "image/gif" | "image/webp"
    )
}

/// "340 KB", "2,4 MB"
#[must_use]
pub fn size_words(texts: &Texts, bytes: u64) -> String {
    let words = &texts.tickets().files;
    let tenths = |unit: u64| {
        let tenths = bytes * 10 / unit;
        let mark = words.decimal_mark;
        if tenths >= 100 {
            (tenths / 10).to_string()
        } else {
            format!("{}{mark}{}", tenths / 10, tenths % 10)
        }
    };
    match bytes {
        0..1_024 => (words.bytes)(bytes),
        1_024..1_048_576 => (words.kilobytes)(&tenths(1_024)),
        _ => (words.megabytes)(&tenths(1_048_576)),
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn files_are_refused_before_they_are_sent() {
        assert_eq!(refusal(1, 0), None);
        assert_eq!(refusal(MAX_BYTES, MAX_FILES - 1), None);
        assert_eq!(refusal(MAX_BYTES + 1, 0), Some(Refusal::TooLarge));
        assert_eq!(refusal(0, 0), Some(Refusal::Empty));
        assert_eq!(refusal(1, MAX_FILES), Some(Refusal::TooMany));
    }

    #[test]
    fn only_what_the_server_shows_inline_is_a_picture() {
        let file = |media_type: &str| Attachment {
            id: Uuid::nil(),
            name: String::new(),
            size: 1,
            media_type: media_type.to_owned(),
            sha256: String::new(),
        };
        assert!(is_picture(&file("image/png")));
        assert!(!is_picture(&file("image/svg+xml")));
        assert!(!is_picture(&file("application/pdf")));
    }

    #[test]
    fn sizes_are_said_in_the_unit_that_fits() {
        let es = Texts::of(Locale::Es);
        assert_eq!(size_words(es, 900), "900 B");
        assert_eq!(size_words(es, 348_160), "340 KB");
        assert_eq!(size_words(es, 2_516_582), "2,3 MB");
        assert_eq!(size_words(Texts::of(Locale::En), 2_516_582), "2.3 MB");
    }
}
