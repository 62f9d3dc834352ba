//! A mail that was put aside, as an admin looks at it.

/// The most of a source that is shown: more than that nobody reads, and a page with 36 MiB of text
/// stops answering.
const SHOWN: usize = 200_000;

/// The source of a mail as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its beginning; what is no UTF-8 shows as �.
    pub text: String,
    /// How many bytes of it are shown, where that is not all.
    pub cut_at: Option<usize>,
}

impl Source {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let shown = bytes.get(..SHOWN).unwrap_or(bytes);
        let text = String::from_utf8_lossy(shown).into_owned();
        Self { text, cut_at: (shown.len() < bytes.len()).then_some(shown.len()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_shown_as_it_is_whatever_it_holds() {
        let source = Source::of(b"Subject: <b>hola</b>\r\n\r\n\xff");
        assert_eq!(source.text, "Subject: <b>hola</b>\r\n\r\n\u{fffd}");
        assert_eq!(source.cut_at, None);
    }

    #[test]
    fn of_a_large_one_the_beginning_is_shown_and_said_so() {
        let source = Source::of(&vec![b'a'; SHOWN + 1]);
        assert_eq!((source.text.len(), source.cut_at), (SHOWN, Some(SHOWN)));
        assert_eq!(Source::of(&vec![b'a'; SHOWN]).cut_at, None);
    }
}
