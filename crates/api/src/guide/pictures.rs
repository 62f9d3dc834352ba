//! The pictures of the guide, taken by `cargo xtask screens`.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

/// A picture of the guide.
pub(super) struct Picture {
    /// Its file in docs/images, without `.png`.
    pub(super) name: &'static str,
    /// Where browsers fetch it: with a part of its digest, so that they may keep it for ever.
    pub(super) path: String,
    /// In pixels, width first.
    pub(super) size: (u32, u32),
    content: &'static [u8],
}

macro_rules! pictures {
    ($($name:literal,)+) => {
        [$(($name, include_bytes!(concat!("../../../../docs/images/", $name, ".png")).as_slice())),+]
    };
}

static PICTURES: LazyLock<Vec<Picture>> = LazyLock::new(|| {
    let files = pictures! {
        "after-hours-360",
        "agenda-1440",
        "calendar-year-1440",
        "cliente-caso-1440",
        "cliente-crear-360",
        "cliente-inicio-1440",
        "plan-approval-360",
        "plan-editor-1440",
        "soporte-caso-1440",
        "soporte-cola-1440",
        "testing-360",
    };
    files.into_iter().map(|(name, content)| Picture::new(name, content)).collect()
});

impl Picture {
    fn new(name: &'static str, content: &'static [u8]) -> Self {
        let digest = Sha256::digest(content);
        let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let path = format!("assets/guide/{name}-{short}.png");
        Self { name, path, size: size_of_png(content), content }
    }

    /// The one of this name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        PICTURES.iter().find(|picture| picture.name == name)
    }
}

/// The picture that is fetched from a path.
#[must_use]
pub fn picture(path: &str) -> Option<&'static [u8]> {
    PICTURES.iter().find(|picture| picture.path == path).map(|picture| picture.content)
}

/// Width and height of a PNG: the first two numbers of its first chunk, after a signature of eight
/// bytes and the chunk's length and name.
fn size_of_png(content: &[u8]) -> (u32, u32) {
    let number = |from: usize| {
        let bytes = content.get(from..from + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    (number(16), number(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_says_how_large_it_is_and_is_found_where_it_says() {
        for wanted in PICTURES.iter() {
            let (width, height) = wanted.size;
            assert!((300..4_000).contains(&width), "{}: {width}", wanted.name);
            assert!((300..4_000).contains(&height), "{}: {height}", wanted.name);
            assert_eq!(picture(&wanted.path), Some(wanted.content));
            assert_eq!(&wanted.content[1..4], b"PNG");
        }
        assert_eq!(picture("assets/guide/agenda-1440.png"), None);
    }
}
