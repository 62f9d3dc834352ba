//! The `.br` and `.gz` forms that stand beside each file, so that the server never compresses.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::Mode;
use crate::digest;

/// Formats that are compressed already gain nothing.
const COMPRESSIBLE: [&str; 9] =
    ["html", "js", "css", "wasm", "svg", "json", "txt", "webmanifest", "ico"];

/// Compresses every file below a folder that gains by it.
pub fn all_below(folder: &Path, mode: Mode) -> Result<()> {
    let files: Vec<PathBuf> = digest::files_below(folder, &[])?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|end| COMPRESSIBLE.iter().any(|e| end == *e)))
        .collect();
    std::thread::scope(|scope| {
        let works: Vec<_> = files
            .iter()
            .flat_map(|file| {
                [
                    scope.spawn(move || write(file, "br", brotli(&fs::read(file)?, mode)?)),
                    scope.spawn(move || write(file, "gz", gzip(&fs::read(file)?, mode)?)),
                ]
            })
            .collect();
        works.into_iter().try_for_each(|work| match work.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

fn write(file: &Path, extension: &str, content: Vec<u8>) -> Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    Ok(fs::write(name, content)?)
}

fn brotli(content: &[u8], mode: Mode) -> Result<Vec<u8>> {
    let quality = if mode == Mode::Release { 11 } else { 1 };
    // 24 is the largest window that every browser accepts.
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 24);
    encoder.write_all(content)?;
    Ok(encoder.into_inner())
}

fn gzip(content: &[u8], mode: Mode) -> Result<Vec<u8>> {
    let level = if mode == Mode::Release { Compression::best() } else { Compression::fast() };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_forms_give_the_content_back() {
        let place = tempfile::tempdir().unwrap();
        let text = "<p>Aval</p>".repeat(200);
        fs::write(place.path().join("index.html"), &text).unwrap();
        fs::write(place.path().join("photo.png"), &text).unwrap();
        all_below(place.path(), Mode::Release).unwrap();

        let mut read = String::new();
        let br = fs::read(place.path().join("index.html.br")).unwrap();
        brotli::Decompressor::new(br.as_slice(), 4096).read_to_string(&mut read).unwrap();
        assert_eq!(read, text);

        read.clear();
        let gz = fs::read(place.path().join("index.html.gz")).unwrap();
        flate2::read::GzDecoder::new(gz.as_slice()).read_to_string(&mut read).unwrap();
        assert_eq!(read, text);
        assert!(!place.path().join("photo.png.br").exists());
    }
}
