//! How much a browser fetches before the SPA runs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::digest;
use crate::repo::Repo;
use crate::spa;

/// Bytes of all files of the first load together, brotli where there is a brotli form.
const FIRST_LOAD_LIMIT: u64 = 300_000;

/// Fails when the bundle in frontend/dist is over its budget.
pub fn check(repo: &Repo) -> Result<()> {
    spa::build(repo, spa::Mode::Release)?;
    let dist = repo.path("frontend/dist");
    let files = first_load(&dist)?;
    let total = files.iter().map(|(_, size)| size).sum::<u64>();
    for (name, size) in &files {
        println!("{size:>9}  {name}");
    }
    println!("{total:>9}  in all; the limit is {FIRST_LOAD_LIMIT}");
    ensure!(
        total <= FIRST_LOAD_LIMIT,
        "the SPA's first load is {} bytes too large",
        total - FIRST_LOAD_LIMIT
    );
    Ok(())
}

/// Whether a file is a part of the program that is fetched when it is first needed: the names that
/// cutting gives the parts and what several of them share.
fn is_part(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.ends_with(".wasm") && (file.starts_with("split_") || file.starts_with("chunk_"))
}

/// Every file that a browser fetches before the first page shows, with the size of its smallest
/// form: all of the bundle but the parts.
fn first_load(dist: &Path) -> Result<Vec<(String, u64)>> {
    let size = |path: &Path| fs::metadata(path).map(|found| found.len());
    digest::files_below(dist, &[])?
        .iter()
        .filter(|file| !file.extension().is_some_and(|end| end == "br" || end == "gz"))
        .map(|file| {
            let name = file.strip_prefix(dist)?.display().to_string();
            let plain = size(file).with_context(|| name.clone())?;
            let brotli = size(&dist.join(format!("{name}.br"))).unwrap_or(plain);
            Ok((name, plain.min(brotli)))
        })
        .filter(|file| !file.as_ref().is_ok_and(|(name, _)| is_part(name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_counts_once_in_its_smallest_form() {
        let place = tempfile::tempdir().unwrap();
        for (name, size) in [("a.js", 90), ("a.js.br", 20), ("a.js.gz", 30), ("b.png", 7)] {
            fs::write(place.path().join(name), vec![0; size]).unwrap();
        }
        let files = first_load(place.path()).unwrap();
        assert_eq!(files, [("a.js".to_owned(), 20), ("b.png".to_owned(), 7)]);
    }

    #[test]
    fn parts_that_are_fetched_later_do_not_count() {
        let place = tempfile::tempdir().unwrap();
        for name in ["aval_bg.wasm", "split_admin.wasm", "chunk_7.wasm", "split_screen.js"] {
            fs::write(place.path().join(name), [0; 5]).unwrap();
        }
        let names: Vec<_> = first_load(place.path()).unwrap().into_iter().map(|f| f.0).collect();
        assert_eq!(names, ["aval_bg.wasm", "split_screen.js"]);
    }
}
