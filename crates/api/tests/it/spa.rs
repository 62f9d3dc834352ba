//! How the SPA is served: its headers, the forms of its files, and which paths are its own.

use aval_contract::error::ErrorCode;

use crate::util::{Answer, TestApp, both};

/// SECURITY.md's policy of the document.
const POLICY: [&str; 11] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
];

async fn fetches(app: &TestApp, path: &str, accepted: &str) -> Answer {
    app.ask("GET", path).header("Accept-Encoding", accepted).send().await
}

/// The addresses of the assets that a page names.
fn assets(page: &str) -> Vec<&str> {
    page.split('"').filter(|text| text.starts_with("/assets/")).collect()
}

both! {
    async fn the_page_and_every_path_of_the_spa_have_the_document_policy(app: &TestApp) {
        let page = fetches(app, "/", "").await.is(200);
        for path in ["/", "/casos/AV-1", "/primer-admin/x", "/nothing/like/it", "/apis"] {
            let answer = fetches(app, path, "").await.is(200);
            assert_eq!(answer.body, page.body, "{path}");
            for (name, value) in [
                ("content-type", "text/html; charset=utf-8"),
                ("cache-control", "no-cache"),
                ("vary", "Accept-Encoding"),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.header(name), Some(value), "{path}: {name}");
            }
            let policy = answer.header("content-security-policy").expect("a policy");
            let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
            for directive in POLICY {
                assert!(directives.contains(&directive), "{path}: {directive} in {policy}");
            }
            assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        }
        // What the policy forbids, the page doesn't try.
        let text = page.text();
        assert!(!text.contains("<style") && !text.contains(" style="), "{text}");
        let scripts: Vec<&str> = text.split("<script").skip(1).collect();
        assert!(!scripts.is_empty(), "{text}");
        for script in scripts {
            let (start, rest) = script.split_once('>').expect("the end of a tag");
            assert!(start.contains(" src=") && rest.starts_with("</script>"), "{script}");
        }
        for asset in assets(&text) {
            fetches(app, asset, "").await.is(200);
        }
    }

    async fn an_asset_is_kept_for_ever_and_sent_in_the_best_form_that_is_taken(app: &TestApp) {
        let page = fetches(app, "/", "").await.is(200).text();
        let script =
            assets(&page).into_iter().find(|path| path.ends_with(".js")).expect("a script");
        let plain = fetches(app, script, "").await.is(200);
        for (accepted, encoding) in [
            ("", None),
            ("identity", None),
            ("deflate", None),
            ("gzip", Some("gzip")),
            ("br", Some("br")),
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip;q=1.0, *;q=0", Some("gzip")),
            ("br;q=0, GZIP", Some("gzip")),
            ("br;q=0.0, gzip; q=0", None),
        ] {
            let answer = fetches(app, script, accepted).await.is(200);
            assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
            assert_eq!(answer.body == plain.body, encoding.is_none(), "{accepted}");
            for (name, value) in [
                ("content-type", "text/javascript; charset=utf-8"),
                ("cache-control", "public, max-age=31536000, immutable"),
                ("vary", "Accept-Encoding"),
                ("x-content-type-options", "nosniff"),
                // The document's policy is the document's: every file of a page would repeat it.
                ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
            ] {
                assert_eq!(answer.header(name), Some(value), "{accepted}: {name}");
            }
        }
        let icon = fetches(app, "/favicon.svg", "").await.is(200);
        assert_eq!(icon.header("content-type"), Some("image/svg+xml"));
        assert_eq!(icon.header("cache-control"), Some("no-cache"), "its name never changes");
        // The compressed forms have no addresses of their own, and what is missing is no page.
        let compressed = format!("{script}.br");
        for path in [&compressed, "/assets/none.js", "/none.png", "/api/nothing"] {
            app.ask("GET", path).send().await.is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn browsers_are_bound_to_tls_only_where_people_come_by_it(app: &TestApp) {
        let behind_tls = app
            .replica(|config| config.base_url = "https://soporte.example.com".to_owned())
            .await;
        for path in ["/", "/casos/AV-1", "/favicon.svg", "/api/v1/me", "/health/live"] {
            let header = "strict-transport-security";
            assert_eq!(app.ask("GET", path).send().await.header(header), None, "{path}");
            let answer = behind_tls.ask("GET", path).send().await;
            assert_eq!(
                answer.header(header),
                Some("max-age=63072000; includeSubDomains"),
                "{path}"
            );
        }
        behind_tls.stop().await;
    }

    async fn only_the_page_of_the_documentation_may_style_itself(app: &TestApp) {
        let docs = app.ask("GET", "/api/docs/").send().await.is(200);
        let policy = docs.header("content-security-policy").expect("a policy");
        assert!(policy.contains("style-src 'self' 'unsafe-inline'"), "{policy}");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        for path in ["/", "/health/live", "/api/v1/me", "/api/openapi.json", "/api/docsx"] {
            let answer = app.ask("GET", path).send().await;
            let policy = answer.header("content-security-policy").expect("a policy");
            assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        }
    }
}
