//! What comes in broken, huge or disguised gets a clean refusal, never a 5xx.

use aval_contract::error::ErrorCode;
use serde_json::json;

use crate::util::{TestApp, both, question};

const TICKETS: &str = "/api/v1/tickets";

both! {
    async fn bodies_that_are_no_json_are_malformed(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        for body in [
            "",
            "{",
            "{\"subject\":}",
            "nul",
            "\u{feff}{}",
            r#"{"subject":"\ud800","description":"x","kind":"request"}"#,
            r#"{"subject":"\udc00\ud800","description":"x","kind":"request"}"#,
        ] {
            ana.ask("POST", TICKETS)
                .text(body.to_owned())
                .send()
                .await
                .is_refused(400, ErrorCode::MalformedBody);
        }
        for bytes in [b"\xff\xfe{}".to_vec(), b"{\"subject\":\"\xff\"}".to_vec(), vec![0; 100]] {
            let answer = ana.ask("POST", TICKETS).text(bytes).send().await;
            assert!(matches!(answer.status, 400 | 422), "{answer}");
        }
        let twice = format!("{0} {0}", serde_json::to_string(&question()).expect("JSON"));
        ana.ask("POST", TICKETS).text(twice).send().await.is_refused(400, ErrorCode::MalformedBody);
        // Deep nesting is refused before the stack ends, wherever it stands.
        let deep = "[".repeat(100_000);
        ana.ask("POST", TICKETS)
            .text(deep.clone())
            .send()
            .await
            .is_refused(422, ErrorCode::ValidationFailed);
        let answer = ana.ask("POST", TICKETS).text(format!("{{\"subject\":{deep}")).send().await;
        assert!(matches!(answer.status, 400 | 422), "{answer}");
        let answer = ana
            .ask("POST", TICKETS)
            .text(format!("{{\"unknown\":{}", "{\"a\":".repeat(50_000)))
            .send()
            .await;
        assert!(matches!(answer.status, 400 | 422), "{answer}");
    }

    async fn fields_of_a_wrong_shape_are_named(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let mut body = serde_json::to_value(question()).expect("JSON");
        body["stage"] = json!("closed");
        ana.posts(TICKETS, &body).await.names(&[("/stage", "unknown")]);
        body.as_object_mut().expect("an object").remove("stage");
        for (field, value, code) in [
            ("subject", json!(7), "malformed"),
            ("subject", json!(null), "malformed"),
            ("subject", json!("a\u{0}b"), "control_character"),
            ("subject", json!("a\u{202e}b"), "control_character"),
            ("description", json!("x".repeat(20_001)), "too_long"),
            ("kind", json!("bug"), "malformed"),
            ("priority", json!(1e308), "malformed"),
            ("priority", json!(u64::MAX), "malformed"),
            ("category_id", json!("x"), "malformed"),
            ("occurred_from", json!("yesterday"), "malformed"),
            ("occurred_from", json!(1_783_700_000), "malformed"),
            ("affected_user", json!("x".repeat(201)), "too_long"),
        ] {
            let mut wrong = body.clone();
            wrong[field] = value;
            ana.posts(TICKETS, &wrong).await.names(&[(&format!("/{field}"), code)]);
        }
        let huge = format!("{{\"subject\":\"x\",\"priority\":{}}}", "9".repeat(5_000));
        let answer = ana.ask("POST", TICKETS).text(huge).send().await;
        assert!(matches!(answer.status, 400 | 422), "{answer}");
        let mut wrong = body.clone();
        wrong["attachment_ids"] = json!(["x"]);
        let problem = ana.posts(TICKETS, &wrong).await.is_refused(422, ErrorCode::ValidationFailed);
        assert!(problem.errors[0].pointer.starts_with("/attachment_ids"), "{problem:?}");
        wrong["attachment_ids"] = json!(vec![uuid::Uuid::nil(); 21]);
        ana.posts(TICKETS, &wrong).await.names(&[("/attachment_ids", "too_many")]);
        // A list of the fields in their order is no such body, though Rust's parser would take it.
        let list = json!(["Asunto", "Descripción", "question"]);
        ana.posts(TICKETS, &list).await.names(&[("", "malformed")]);
        ana.posts(TICKETS, &json!("x")).await.is_refused(422, ErrorCode::ValidationFailed);
    }

    async fn a_body_has_a_limit(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let padded = |bytes: usize| {
            let body = serde_json::to_string(&question()).expect("JSON");
            format!("{body}{}", " ".repeat(bytes - body.len()))
        };
        ana.ask("POST", TICKETS).text(padded(256 * 1024)).send().await.is(201);
        ana.ask("POST", TICKETS)
            .text(padded(256 * 1024 + 1))
            .send()
            .await
            .is_refused(413, ErrorCode::BodyTooLarge);
    }

    async fn only_plain_json_is_taken(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let body = serde_json::to_string(&question()).expect("JSON");
        let unsupported = ErrorCode::UnsupportedMediaType;
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "x", ""]
        {
            ana.ask("POST", TICKETS)
                .header("Content-Type", kind)
                .body(body.clone())
                .send()
                .await
                .is_refused(415, unsupported);
        }
        ana.ask("POST", TICKETS).body(body.clone()).send().await.is_refused(415, unsupported);
        for encoding in ["gzip", "br", "deflate", "zstd", "identity, gzip", "x"] {
            ana.ask("POST", TICKETS)
                .text(body.clone())
                .header("Content-Encoding", encoding)
                .send()
                .await
                .is_refused(415, unsupported);
        }
        ana.ask("POST", TICKETS)
            .text(body.clone())
            .header("Content-Encoding", "identity")
            .send()
            .await
            .is(201);
        ana.ask("POST", TICKETS)
            .header("Content-Type", "application/json; charset=utf-8")
            .body(body)
            .send()
            .await
            .is(201);
    }

    async fn unknown_places_and_methods_have_the_same_envelope(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        for path in [
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/",
            "/api/v1/nothing",
            "/api/v2/tickets",
            "/api/v1/tickets/",
            "/api/v1//tickets",
            "/assets/none.js",
        ] {
            ana.gets(path).await.is_refused(404, ErrorCode::NotFound);
        }
        for (method, path, allowed) in [
            ("DELETE", TICKETS, "GET, POST"),
            ("PUT", "/api/v1/me", "GET, PATCH"),
            ("PATCH", "/api/v1/staff", "GET, POST"),
            ("GET", "/api/v1/auth/login", "POST"),
            ("GET", "/api/v1/tickets/CASO-000001/actions/assign", "POST"),
            ("POST", "/health/live", "GET"),
            ("DELETE", "/x", "GET, HEAD"),
            ("POST", "/", "GET, HEAD"),
        ] {
            let answer = ana.ask(method, path).send().await;
            assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}: {answer}");
            answer.is_refused(405, ErrorCode::MethodNotAllowed);
        }
    }

    async fn no_spelling_of_a_path_gets_around_what_every_request_goes_through(app: &TestApp) {
        let strict =
            app.replica(|config| config.rate_limit = 2.try_into().expect("not zero")).await;
        for path in ["/api/%761/auth/refresh", "/%61pi/v1/auth/refresh"] {
            let answer = strict
                .ask("POST", path)
                .header("Content-Encoding", "gzip")
                .send()
                .await;
            answer.is_refused(415, ErrorCode::UnsupportedMediaType);
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
        let mut statuses = Vec::new();
        for path in ["/api/v1/auth/refresh", "/api/%761/auth/refresh", "/api/v%31/auth/refresh"] {
            statuses.push(strict.ask("POST", path).send().await.status);
        }
        assert_eq!(statuses, [401, 401, 429]);
        strict.ask("GET", "/%61pi/none").send().await.is_refused(404, ErrorCode::NotFound);
        strict.stop().await;
    }

    async fn refusals_speak_the_readers_language(app: &TestApp) {
        let title = async |language: &str| {
            app.ask("GET", "/api/v1/me")
                .header("Accept-Language", language)
                .send()
                .await
                .problem()
                .title
        };
        for language in ["es-CO", "es, en;q=0.5", "fr", "", "*"] {
            assert_eq!(title(language).await, "Hay que iniciar sesión", "{language}");
        }
        for language in ["en", "en-US,es;q=0.9", "fr, en;q=0.1"] {
            assert_eq!(title(language).await, "Sign in first", "{language}");
        }
        let mut problem = app.ask("GET", "/api/v1/me").send().await.value();
        problem["request_id"] = json!("…");
        let problem = serde_json::to_string_pretty(&problem).expect("JSON");
        insta::allow_duplicates! {
            insta::assert_snapshot!(problem, @r#"
            {
              "code": "unauthorized",
              "detail": "Envíe un token vigente en el encabezado Authorization.",
              "request_id": "…",
              "status": 401,
              "title": "Hay que iniciar sesión",
              "type": "urn:aval:problem:unauthorized"
            }
            "#);
        }
    }

    async fn every_answer_of_the_api_has_its_headers(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        for answer in [ana.gets("/api/v1/me").await, ana.gets("/api/v1/nothing").await] {
            for (name, value) in [
                ("cache-control", "no-store"),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.header(name), Some(value), "{name}");
            }
            let policy = answer.header("content-security-policy").expect("a policy");
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'")
            );
        }
        assert_ne!(
            ana.gets("/api/v1/me").await.header("x-request-id"),
            ana.gets("/api/v1/me").await.header("x-request-id")
        );
    }

    async fn a_server_says_how_it_is(app: &TestApp) {
        for (path, said) in [("/health/live", "ok"), ("/health/ready", "ready")] {
            assert_eq!(app.ask("GET", path).send().await.is(200).text(), said);
        }
        let metrics = app.ask("GET", "/metrics").send().await.is(200).text();
        assert!(
            metrics.contains("aval_requests_total") && metrics.ends_with("# EOF\n"),
            "{metrics}"
        );
        let quiet = app.replica(|config| config.metrics = false).await;
        quiet.ask("GET", "/metrics").send().await.is_refused(404, ErrorCode::NotFound);
        quiet.state.under_way.stop();
        assert_eq!(quiet.ask("GET", "/health/ready").send().await.status, 503);
        assert_eq!(quiet.ask("GET", "/health/live").send().await.status, 200);
        quiet.stop().await;
    }
}
