//! index.html and the assets it names.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::compile;
use crate::digest::{self, Inputs};
use crate::repo::Repo;

/// Writes the page, the assets and the files of frontend/public into `dist`.
///
/// frontend/index.html may use `{{css}}`, `{{js}}` (the script to start), `{{bindings}}` (the
/// module that the script imports, for a modulepreload) and `{{wasm}}`: each becomes the URL
/// of that asset.
pub fn write(repo: &Repo, program: &Path, css: &str, dist: &Path) -> Result<()> {
    let public = repo.path("frontend/public");
    for file in digest::files_below(&public, &[])? {
        let copy = dist.join(file.strip_prefix(&public)?);
        fs::create_dir_all(copy.parent().context("a file without a folder")?)?;
        fs::copy(&file, copy)?;
    }

    let assets = dist.join("assets");
    fs::create_dir_all(&assets)?;
    let add = |name: &str, extension: &str, content: &[u8]| -> Result<String> {
        let file = format!("{name}-{}.{extension}", digest::short(content));
        fs::write(assets.join(&file), content)?;
        Ok(file)
    };
    // The program's files name each other, so the hash of all of them is in their folder's name.
    let mut content = Inputs::default();
    content.path(program, &[])?;
    let folder = format!("{}-{}", compile::NAME, digest::short(content.finish().as_bytes()));
    for file in digest::files_below(program, &[])? {
        let copy = assets.join(&folder).join(file.strip_prefix(program)?);
        fs::create_dir_all(copy.parent().context("a file without a folder")?)?;
        fs::copy(&file, copy)?;
    }
    let module = format!("{folder}/{}.js", compile::NAME);
    let wasm = format!("{folder}/{}_bg.wasm", compile::NAME);
    let start = add("app", "js", start_script(&module, &wasm).as_bytes())?;
    let css = add("app", "css", css.as_bytes())?;

    let template = fs::read_to_string(repo.path("frontend/index.html"))
        .context("frontend/index.html can't be read")?;
    let page =
        fill(&template, &[("css", &css), ("js", &start), ("bindings", &module), ("wasm", &wasm)])?;
    Ok(fs::write(dist.join("index.html"), page)?)
}

/// A file of its own because the page may hold no script.
fn start_script(module: &str, wasm: &str) -> String {
    format!(
        "import init from \"./{module}\";\n\
         await init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\n"
    )
}

/// The template with each `{{name}}` replaced by that asset's URL.
fn fill(template: &str, assets: &[(&str, &str)]) -> Result<String> {
    let mut page = template.to_owned();
    for (name, file) in assets {
        page = page.replace(&format!("{{{{{name}}}}}"), &format!("/assets/{file}"));
    }
    for required in ["/assets/app-", ".css", ".js"] {
        if !page.contains(required) {
            bail!("frontend/index.html must use {{{{css}}}} and {{{{js}}}}");
        }
    }
    if let Some(unknown) = page.find("{{") {
        let rest: String = page[unknown..].chars().take(20).collect();
        bail!("frontend/index.html has a placeholder that isn't known: {rest}");
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASSETS: [(&str, &str); 2] = [("css", "app-1.css"), ("js", "app-2.js")];

    #[test]
    fn placeholders_become_urls() {
        let page = fill("<link href=\"{{css}}\"><script src=\"{{js}}\">", &ASSETS).unwrap();
        assert_eq!(page, "<link href=\"/assets/app-1.css\"><script src=\"/assets/app-2.js\">");
    }

    #[test]
    fn a_template_with_an_unknown_or_missing_placeholder_is_refused() {
        assert!(fill("{{css}} {{js}} {{logo}}", &ASSETS).is_err());
        assert!(fill("{{css}}", &ASSETS).is_err());
    }
}
