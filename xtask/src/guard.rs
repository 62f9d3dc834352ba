//! Dependencies and features that must not creep in: a crate anywhere in the tree can add one.

use anyhow::{Result, ensure};

use crate::process;
use crate::repo::Repo;
use crate::wasm_target::TARGET;

/// A tree and the crates that it must not contain: whole names, or beginnings that end in `-`.
struct Wall {
    /// The folder of the workspace.
    workspace: &'static str,
    package: &'static str,
    target: Option<&'static str>,
    forbidden: &'static [&'static str],
    reason: &'static str,
}

const SERVER_CRATES: [&str; 7] =
    ["actix-", "sea-orm", "sea-query", "sqlx", "sqlx-", "tokio", "aval-api"];

const WALLS: [Wall; 5] = [
    Wall {
        workspace: ".",
        package: "aval-domain",
        target: None,
        forbidden: &["actix-", "sea-orm", "sqlx", "tokio", "reqwest", "rand", "getrandom", "hyper"],
        reason: "the rules have no input, output, clock or randomness",
    },
    Wall {
        workspace: ".",
        package: "aval-contract",
        target: Some(TARGET),
        forbidden: &SERVER_CRATES,
        reason: "the wire types are compiled into the SPA",
    },
    Wall {
        workspace: ".",
        package: "aval-client",
        target: Some(TARGET),
        forbidden: &SERVER_CRATES,
        reason: "the client is compiled into the SPA",
    },
    Wall {
        workspace: "frontend",
        package: "aval-frontend",
        target: Some(TARGET),
        forbidden: &SERVER_CRATES,
        reason: "the SPA is downloaded by every browser",
    },
    Wall {
        workspace: ".",
        package: "aval-api",
        target: None,
        forbidden: &["ring", "native-tls", "openssl"],
        reason: "with two crypto providers rustls panics when it is first used",
    },
];

/// Features of actix that read bodies before the limits apply or that speak HTTP/2; each has
/// open advisories.
const ACTIX_FEATURES: [&str; 2] = ["compress", "http2"];

/// Fails when a wall has a hole.
pub fn check(repo: &Repo) -> Result<()> {
    for wall in &WALLS {
        let tree = tree(repo, wall, "{p}")?;
        let found: Vec<&str> = tree
            .lines()
            .map(|line| line.split(' ').next().unwrap_or(line))
            .filter(|name| wall.forbidden.iter().any(|forbidden| is_named(name, forbidden)))
            .collect();
        ensure!(
            found.is_empty(),
            "{} must not depend on {}: {}",
            wall.package,
            found.join(", "),
            wall.reason
        );
        println!("{} is clean: {}", wall.package, wall.reason);
    }
    let api = WALLS.iter().find(|wall| wall.package == "aval-api").unwrap_or(&WALLS[0]);
    let features = tree(repo, api, "{p} {f}")?;
    let found = actix_features(&features);
    ensure!(found.is_empty(), "actix must not have the features {}", found.join(", "));
    println!("actix has no compression and no HTTP/2");
    Ok(())
}

fn is_named(name: &str, forbidden: &str) -> bool {
    if forbidden.ends_with('-') { name.starts_with(forbidden) } else { name == forbidden }
}

fn tree(repo: &Repo, wall: &Wall, format: &str) -> Result<String> {
    let mut cargo = repo.cargo();
    cargo
        .current_dir(repo.path(wall.workspace))
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--no-dedupe"])
        .args(["--package", wall.package, "--format", format]);
    if let Some(target) = wall.target {
        cargo.args(["--target", target]);
    }
    process::read(&mut cargo)
}

/// The unwanted features in lines of `name vX feature,feature`.
fn actix_features(tree: &str) -> Vec<String> {
    tree.lines()
        .filter(|line| line.starts_with("actix-http ") || line.starts_with("actix-web "))
        .filter_map(|line| line.rsplit(' ').next())
        .flat_map(|features| features.split(','))
        .filter(|feature| ACTIX_FEATURES.iter().any(|unwanted| feature.contains(unwanted)))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_forbidden_whole_or_by_its_beginning() {
        assert!(is_named("actix-web", "actix-"));
        assert!(is_named("openssl", "openssl"));
        assert!(!is_named("openssl-probe", "openssl"));
    }

    #[test]
    fn unwanted_features_of_actix_are_seen() {
        let tree = "actix-web v4.18.1 cookies,macros\nactix-http v3.9.0 __compress,http2,ws\n\
                    other v1.0.0 compress\n";
        assert_eq!(actix_features(tree), ["__compress", "http2"]);
        assert!(actix_features("actix-http v3.9.0 \nactix-web v4.18.1 cookies\n").is_empty());
    }
}
