//! Content hashes: for file names and for "did anything change?".

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// SHA-256 over names and contents, in hexadecimal.
#[derive(Default)]
pub struct Inputs(Sha256);

impl Inputs {
    /// Adds a text that the result depends on.
    pub fn text(&mut self, text: &str) {
        self.0.update(text.len().to_le_bytes());
        self.0.update(text);
    }

    /// Adds a file, or every file below a folder but those in folders named in `without`.
    /// What doesn't exist counts as such.
    pub fn path(&mut self, path: &Path, without: &[&str]) -> Result<()> {
        for file in files_below(path, without)? {
            self.text(&file.strip_prefix(path).unwrap_or(&file).to_string_lossy());
            let content = fs::read(&file).with_context(|| file.display().to_string())?;
            self.0.update(content.len().to_le_bytes());
            self.0.update(content);
        }
        self.text("");
        Ok(())
    }

    /// The hash.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Twelve hexadecimal digits that change with the content: for a file's name.
pub fn short(content: &[u8]) -> String {
    hex(&Sha256::digest(content)[..6])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All files below a folder in the order of their names, or the path itself when it is a file.
pub fn files_below(path: &Path, without: &[&str]) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(if path.exists() { vec![path.to_path_buf()] } else { Vec::new() });
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)
        .with_context(|| path.display().to_string())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        if !entry.file_name().is_some_and(|name| without.iter().any(|skipped| name == *skipped)) {
            files.extend(files_below(&entry, without)?);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(folder: &Path) -> String {
        let mut inputs = Inputs::default();
        inputs.path(folder, &["dist"]).unwrap();
        inputs.finish()
    }

    #[test]
    fn the_hash_changes_with_content_and_name_but_not_with_skipped_folders() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("a"), "1").unwrap();
        let before = of(place.path());

        fs::create_dir(place.path().join("dist")).unwrap();
        fs::write(place.path().join("dist/x"), "1").unwrap();
        assert_eq!(of(place.path()), before);

        fs::write(place.path().join("a"), "2").unwrap();
        let changed = of(place.path());
        assert_ne!(changed, before);

        fs::rename(place.path().join("a"), place.path().join("b")).unwrap();
        assert_ne!(of(place.path()), changed);
    }
}
