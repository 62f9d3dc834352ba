//! How much a browser fetches before a page of the SPA shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::digest;
use crate::repo::Repo;
use crate::spa;

/// A page on which people arrive from outside, by a bookmark or by the link in a mail.
struct Landing {
    name: &'static str,
    /// The part of the program that the page lives in; `None` for what all pages need.
    part: Option<&'static str>,
    /// Bytes of all files together, brotli where there is a brotli form.
    limit: u64,
}

/// What is promised, see docs/decisions/0007-the-spa-comes-in-parts.md.
const LANDINGS: [Landing; 5] = [
    // 300 KB with what HTTP adds, which frontend/e2e/pages.test.mjs counts.
    Landing { name: "signing in", part: None, limit: 296_000 },
    Landing { name: "signing in, in English", part: Some("english"), limit: 344_000 },
    Landing { name: "the customer's start", part: Some("home"), limit: 400_000 },
    Landing { name: "support's queue", part: Some("queue"), limit: 430_000 },
    Landing { name: "a case", part: Some("tickets"), limit: 499_000 },
];

/// Fails when a landing page of the bundle in frontend/dist is over its budget.
pub fn check(repo: &Repo) -> Result<()> {
    spa::build(repo, spa::Mode::Release)?;
    let bundle = Bundle::read(&repo.path("frontend/dist"))?;
    let mut over = Vec::new();
    for Landing { name, part, limit } in LANDINGS {
        let total = bundle.first_load(part)?;
        println!("{total:>9}  {name}; the limit is {limit}");
        if total > limit {
            over.push(format!("{name} by {} bytes", total - limit));
        }
    }
    ensure!(over.is_empty(), "the SPA's first load is too large: {}", over.join(", "));
    Ok(())
}

/// The files of a bundle.
struct Bundle {
    /// The smallest form of each file, by its name without folders.
    sizes: BTreeMap<String, u64>,
    /// `parts.js`: which files a part needs.
    links: String,
}

impl Bundle {
    fn read(dist: &Path) -> Result<Self> {
        let size = |path: &Path| fs::metadata(path).map(|found| found.len());
        let mut bundle = Self { sizes: BTreeMap::new(), links: String::new() };
        for file in digest::files_below(dist, &[])? {
            if file.extension().is_some_and(|end| end == "br" || end == "gz") {
                continue;
            }
            let name = file.file_name().context("a file without a name")?.to_string_lossy();
            let plain = size(&file).with_context(|| name.to_string())?;
            let brotli = size(&file.with_file_name(format!("{name}.br"))).unwrap_or(plain);
            if name == spa::LINK {
                bundle.links = fs::read_to_string(&file)?;
            }
            bundle.sizes.insert(name.into_owned(), plain.min(brotli));
        }
        Ok(bundle)
    }

    /// What a browser fetches before a page of this part shows: all files but the parts, and of the
    /// parts those that this one needs.
    fn first_load(&self, part: Option<&str>) -> Result<u64> {
        let needed = part.map(|part| self.closure(part)).transpose()?.unwrap_or_default();
        let counts = |name: &str| !is_part(name) || needed.contains(name);
        Ok(self.sizes.iter().filter(|(name, _)| counts(name)).map(|(_, size)| size).sum())
    }

    /// The files of a part and of everything that it shares with others.
    fn closure(&self, part: &str) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut wanted = vec![format!("__wasm_split_load_{part}")];
        while let Some(name) = wanted.pop() {
            let (file, needs) = link(&self.links, &name)
                .with_context(|| format!("{} doesn't know {name}", spa::LINK))?;
            if found.insert(file) {
                wanted.extend(needs);
            }
        }
        Ok(found)
    }
}

/// The file that an entry of `parts.js` fetches, and the entries that it waits for:
/// `const NAME = makeLoad(() => { … new URL("./FILE", …) … }, [NEEDS, …]);`.
fn link(links: &str, name: &str) -> Option<(String, Vec<String>)> {
    let (_, entry) = links.split_once(&format!("const {name} = "))?;
    let file = entry.split_once("new URL(\"./")?.1.split_once('"')?.0;
    let list = entry.split_once(", [")?.1.split_once(']')?.0;
    let needs = list.split(',').map(str::trim).filter(|need| !need.is_empty());
    Some((file.to_owned(), needs.map(str::to_owned).collect()))
}

/// Whether a file is a part of the program that is fetched when it is first needed: the names that
/// cutting gives the parts and what several of them share.
fn is_part(name: &str) -> bool {
    name.ends_with(".wasm") && (name.starts_with("split_") || name.starts_with("chunk_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINKS: &str = r#"
/* home, queue */
const __chunk_7 = makeLoad(() => {
    const src = fetch(new URL("./chunk_7.wasm", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
const __chunk_12 = makeLoad(() => {
    const src = fetch(new URL("./chunk_12.wasm", import.meta.url));
    src.catch(() => {});
}
, [__chunk_7]);
export const __wasm_split_load_queue = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_queue.wasm", import.meta.url));
    src.catch(() => {});
}
, [__chunk_12]));
export const __wasm_split_load_home = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_home.wasm", import.meta.url));
}
, [__chunk_7]));
"#;

    fn bundle(files: &[(&str, usize)]) -> Bundle {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("assets");
        fs::create_dir(&folder).unwrap();
        for (name, size) in files {
            fs::write(folder.join(name), vec![b' '; *size]).unwrap();
        }
        fs::write(folder.join(spa::LINK), LINKS).unwrap();
        fs::write(folder.join(format!("{}.br", spa::LINK)), "").unwrap();
        Bundle::read(place.path()).unwrap()
    }

    #[test]
    fn each_file_counts_once_in_its_smallest_form() {
        let bundle = bundle(&[("a.js", 90), ("a.js.br", 20), ("a.js.gz", 30), ("b.png", 7)]);
        assert_eq!(bundle.first_load(None).unwrap(), 27);
    }

    #[test]
    fn a_page_counts_with_its_part_and_all_that_this_one_needs() {
        let bundle = bundle(&[
            ("aval_bg.wasm", 1_000),
            ("split_queue.wasm", 100),
            ("split_home.wasm", 200),
            ("chunk_7.wasm", 10),
            ("chunk_12.wasm", 20),
        ]);
        assert_eq!(bundle.first_load(None).unwrap(), 1_000);
        assert_eq!(bundle.first_load(Some("home")).unwrap(), 1_210);
        assert_eq!(bundle.first_load(Some("queue")).unwrap(), 1_130);
        assert!(bundle.first_load(Some("cases")).is_err());
    }
}
