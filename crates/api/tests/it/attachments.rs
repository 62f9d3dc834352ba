//! Files.

use std::time::Duration;

use aval_api::attachments::remove_unsent;
use aval_api::clock;
use aval_api::db::attachment;
use aval_contract::EventKind;
use aval_contract::attachments::Attachment;
use aval_contract::error::ErrorCode;
use aval_contract::tickets::{OpenTicket, Visibility};
use chrono::TimeDelta;
use futures_util::future::{join, join3};
use sea_orm::EntityTrait as _;
use serde_json::json;
use sha2::Digest as _;
use uuid::Uuid;

use crate::util::{Actor, Case, Engine, TestApp, both, incident, question, run};

const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
const MEBIBYTE: usize = 1024 * 1024;

async fn upload(actor: &Actor, name: &str, bytes: &[u8]) -> crate::util::Answer {
    actor.ask("POST", "/api/v1/attachments").file(name, bytes).send().await
}

both! {
    async fn a_screenshot_goes_with_a_new_ticket(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let file = ana.uploads("../../pantalla 1.png", PNG).await;
        assert_eq!((file.name.as_str(), file.media_type.as_str()), ("pantalla 1.png", "image/png"));
        assert_eq!(file.size, PNG.len() as u64);
        assert_eq!(file.sha256, aval_domain::record::hex(&sha2::Sha256::digest(PNG)));
        let path = format!("/api/v1/attachments/{}", file.id);
        ana.gets(&path).await.is(200);
        bea.gets(&path).await.is_refused(404, ErrorCode::NotFound);
        let ticket = OpenTicket { attachment_ids: vec![file.id], ..incident() };
        let case = ana.opens(ticket.clone()).await;
        let shown = bea.gets(&path).await.is(200);
        assert_eq!(shown.body, PNG);
        assert_eq!(ana.timeline(&case).await[0].data["attachments"][0]["id"], json!(file.id));
        // Sent is sent: neither again nor away.
        ana.posts("/api/v1/tickets", &ticket).await.names(&[("/attachment_ids/0", "unknown")]);
        ana.ask("DELETE", &path).send().await.is_refused(404, ErrorCode::NotFound);
        bea.gets(&path).await.is(200);
    }

    async fn files_go_with_messages_and_straight_to_a_ticket(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(question()).await;
        let (a, b) = (luis.uploads("a.txt", b"uno").await, luis.uploads("b.txt", b"dos").await);
        let sent = luis.posts_message(&case, "Adjunto", Visibility::Public, vec![a.id, b.id]).await;
        assert_eq!(sent.attachments.len(), 2);
        let timeline = ana.timeline(&case).await;
        let message = timeline[1].message.as_ref().expect("a message");
        assert_eq!(message.attachments, [a.clone(), b]);
        let path = format!("/api/v1/tickets/{}/attachments", case.id);
        let added: Attachment =
            ana.ask("POST", &path).file("c.txt", "tres").send().await.is(201).read();
        let last = ana.timeline(&case).await.pop().expect("an event");
        assert_eq!(
            (last.kind, &last.data["attachments"][0]["name"]),
            (EventKind::AttachmentAdded, &json!("c.txt"))
        );
        for id in [a.id, added.id] {
            ana.gets(&format!("/api/v1/attachments/{id}")).await.is(200);
        }
        assert!(ana.verifies(&case).await.verified);
        ana.withdraws(&case).await;
        ana.ask("POST", &path)
            .file("d.txt", "cuatro")
            .send()
            .await
            .is_refused(409, ErrorCode::GuardFailed);
        assert_eq!(app.stored_files().len(), 3, "what was refused is not kept");
    }

    async fn only_pictures_are_shown_and_nothing_runs(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let html = b"<!DOCTYPE html><html><script>alert(1)</script></html>";
        for (name, bytes, inline) in [
            ("a.png", PNG, true),
            ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), true),
            ("a.gif", b"GIF89a\x01\0\x01\0".as_slice(), true),
            // The content counts, not the name.
            ("a.png", html.as_slice(), false),
            (
                "a.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice(),
                false,
            ),
            ("a.pdf", b"%PDF-1.7\n".as_slice(), false),
            ("a.txt", "línea".as_bytes(), false),
            ("a.exe", b"MZ\x90\0\x03\0".as_slice(), false),
        ] {
            let file: Attachment = upload(&ana, name, bytes).await.is(201).read();
            let answer = ana.gets(&format!("/api/v1/attachments/{}", file.id)).await.is(200);
            assert_eq!(answer.body, bytes);
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(
                answer.header("content-security-policy"),
                Some("default-src 'none'; sandbox")
            );
            let disposition = answer.header("content-disposition").expect("a disposition");
            assert_eq!(disposition.starts_with("inline"), inline, "{name}: {disposition}");
            let kind = answer.header("content-type").expect("a type");
            assert_eq!(kind.starts_with("image/"), inline, "{name}: {kind}");
            assert!(inline || kind == "application/octet-stream", "{name}: {kind}");
        }
        let odd: Attachment = upload(&ana, "a\"; x=\"ñ.txt", b"x").await.is(201).read();
        let answer = ana.gets(&format!("/api/v1/attachments/{}", odd.id)).await;
        let disposition = answer.header("content-disposition").expect("ASCII");
        assert!(disposition.starts_with("attachment; filename*=UTF-8''"), "{disposition}");
    }

    async fn a_file_that_is_too_large_leaves_nothing_behind(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let case = ana.opens(question()).await;
        let whole = upload(&ana, "justo.bin", &vec![7; 25 * MEBIBYTE]).await.is(201);
        assert_eq!(whole.value()["size"], 25 * MEBIBYTE);
        let stored = app.stored_files().len();
        assert_eq!(stored, 1);
        for path in
            ["/api/v1/attachments".to_owned(), format!("/api/v1/tickets/{}/attachments", case.id)]
        {
            let large = vec![7; 26 * MEBIBYTE];
            match ana.ask("POST", &path).file("grande.bin", large).try_send().await {
                Ok(answer) => {
                    answer.is_refused(413, ErrorCode::BodyTooLarge);
                }
                // The server may hang up on whoever goes on sending.
                Err(error) => assert!(error.is_request() || error.is_body(), "{error:?}"),
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(app.stored_files().len(), stored);
        assert_eq!(ana.sees(&case).await.version, 1);
    }

    async fn an_upload_is_one_file_in_the_field_file(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let part = |bytes: &'static str| reqwest::multipart::Part::text(bytes).file_name("a.txt");
        let form = reqwest::multipart::Form::new;
        let sends = async |form| ana.ask("POST", "/api/v1/attachments").form(form).send().await;
        sends(form().part("other", part("x"))).await.names(&[("/file", "required")]);
        sends(form().part("file", part(""))).await.names(&[("/file", "empty")]);
        sends(form().part("file", part("x")).part("file", part("y")))
            .await
            .names(&[("/file", "too_many")]);
        for (kind, body) in [
            ("multipart/form-data", "x"),
            ("multipart/form-data; boundary=x", "no boundary here"),
            (
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut",
            ),
            ("application/json", "{}"),
            ("text/plain", "x"),
        ] {
            let answer = ana
                .ask("POST", "/api/v1/attachments")
                .header("Content-Type", kind)
                .body(body)
                .send()
                .await;
            assert!((400..500).contains(&answer.status), "{kind}: {answer}");
        }
        assert!(app.stored_files().is_empty(), "{:?}", app.stored_files());
    }

    async fn what_nobody_sends_is_removed_after_a_day(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let (sent, unsent) =
            (ana.uploads("a.txt", b"uno").await, ana.uploads("b.txt", b"dos").await);
        ana.opens(OpenTicket { attachment_ids: vec![sent.id], ..question() }).await;
        assert_eq!(app.stored_files().len(), 2);
        let day_ago = clock::now() - TimeDelta::days(1);
        assert_eq!(remove_unsent(&app.state, day_ago).await.expect("removed"), 0);
        // What a day later is a day old.
        assert_eq!(remove_unsent(&app.state, clock::now()).await.expect("removed"), 1);
        ana.gets(&format!("/api/v1/attachments/{}", unsent.id))
            .await
            .is_refused(404, ErrorCode::NotFound);
        ana.gets(&format!("/api/v1/attachments/{}", sent.id)).await.is(200);
        assert_eq!(app.stored_files().len(), 1);
    }

    async fn a_person_takes_back_what_she_has_not_sent(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let file = ana.uploads("a.txt", b"uno").await;
        let path = format!("/api/v1/attachments/{}", file.id);
        ana.ask("DELETE", &path).send().await.is(204);
        ana.gets(&path).await.is_refused(404, ErrorCode::NotFound);
        ana.ask("DELETE", &path).send().await.is_refused(404, ErrorCode::NotFound);
        assert!(app.stored_files().is_empty());
        let ticket = OpenTicket { attachment_ids: vec![file.id], ..question() };
        ana.posts("/api/v1/tickets", &ticket).await.names(&[("/attachment_ids/0", "unknown")]);
        for id in ["x", "00000000-0000-0000-0000-000000000000"] {
            ana.gets(&format!("/api/v1/attachments/{id}"))
                .await
                .is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn an_uploader_sends_or_takes_back_before_more_is_taken(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let small = app
            .replica(|config| {
                config.unsent_files = 2;
                config.unsent_bytes = 10;
            })
            .await;
        let here = ana.at(&small);
        let full = [("/file", "too_many_unsent")];
        let first = here.uploads("a.txt", b"12345").await;
        upload(&here, "b.txt", b"678901").await.names(&full);
        here.uploads("b.txt", b"67890").await;
        upload(&here, "c.txt", b"1").await.names(&full);
        assert_eq!(small.stored_files().len(), 2, "what was refused is not kept");
        // What is sent counts no more.
        here.opens(OpenTicket { attachment_ids: vec![first.id], ..question() }).await;
        here.uploads("c.txt", b"1").await;
        upload(&here, "d.txt", b"2").await.names(&full);
        // Somebody else has a limit of her own.
        app.engineer("Luis").await.at(&small).uploads("d.txt", b"2").await;
        small.stop().await;
    }

    async fn a_ticket_takes_five_hundred_files(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let case = ana.opens(question()).await;
        let rows = (0..499).map(|number| {
            attachment::ActiveModel::from(attachment::Model {
                id: Uuid::now_v7(),
                uploader_id: ana.id,
                ticket_id: Some(case.id),
                message_id: None,
                internal: false,
                name: format!("{number}.txt"),
                size: 1,
                media_type: "text/plain".to_owned(),
                sha256: String::new(),
                storage_key: format!("{number}"),
                created_at: clock::now(),
                sent_at: Some(clock::now()),
            })
        });
        app.in_database(async |tx| {
            let rows = attachment::Entity::insert_many(rows);
            rows.exec_without_returning(tx).await.expect("inserted")
        })
        .await;
        let file = ana.uploads("a.txt", b"uno").await;
        let straight = format!("/api/v1/tickets/{}/attachments", case.id);
        ana.ask("POST", &straight).file("b.txt", "dos").send().await.is(201);
        ana.ask("POST", &straight).file("c.txt", "tres").send().await.names(&[(
            "/file",
            "ticket_full",
        )]);
        let message = json!({ "body": "Adjunto", "attachment_ids": [file.id] });
        ana.posts(&format!("/api/v1/tickets/{}/messages", case.id), &message)
            .await
            .names(&[("/attachment_ids", "ticket_full")]);
    }

    async fn of_two_who_send_one_file_at_once_one_does(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let luis = app.engineer("Luis").await;
        let (first, second) = (ana.opens(question()).await, eva.opens(question()).await);
        let file = luis.uploads("a.txt", b"uno").await;
        let sends = async |case: &Case| {
            let body = json!({ "body": "Adjunto", "attachment_ids": [file.id] });
            luis.posts(&format!("/api/v1/tickets/{}/messages", case.id), &body).await
        };
        let held = app.hold("UPDATE attachments SET name = name").await;
        let release = async {
            app.until_waiting(2).await;
            held.rollback().await.expect("let go");
        };
        let (a, b, ()) = join3(sends(&first), sends(&second), release).await;
        let (winner, loser, refused) =
            if a.status == 201 { (&ana, &eva, b) } else { (&eva, &ana, a) };
        refused.names(&[("/attachment_ids/0", "unknown")]);
        let path = format!("/api/v1/attachments/{}", file.id);
        winner.gets(&path).await.is(200);
        loser.gets(&path).await.is_refused(404, ErrorCode::NotFound);
    }

    async fn a_file_that_is_being_sent_is_not_taken_back(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let case = ana.opens(question()).await;
        let file = ana.uploads("a.txt", b"uno").await;
        let path = format!("/api/v1/attachments/{}", file.id);
        let body = json!({ "body": "Adjunto", "attachment_ids": [file.id] });
        let messages = format!("/api/v1/tickets/{}/messages", case.id);
        let held = app.hold("UPDATE attachments SET name = name").await;
        let removes = async {
            app.until_waiting(1).await;
            ana.ask("DELETE", &path).send().await
        };
        let release = async {
            app.until_waiting(2).await;
            held.rollback().await.expect("let go");
        };
        let (sent, removed, ()) = join3(ana.posts(&messages, &body), removes, release).await;
        // With SQLite either may come first; never do both get it.
        if sent.status == 201 {
            removed.is_refused(404, ErrorCode::NotFound);
            assert_eq!(ana.gets(&path).await.is(200).body, b"uno");
        } else {
            sent.names(&[("/attachment_ids/0", "unknown")]);
            removed.is(204);
            assert!(!app.is_postgres(), "who asked first gets it");
        }
    }

    async fn a_file_of_an_internal_note_is_for_staff(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let sara = app.engineer("Sara").await;
        let case = ana.opens(question()).await;
        let file = luis.uploads("traza.txt", b"interno").await;
        luis.posts_message(&case, "Traza", Visibility::Internal, vec![file.id]).await;
        let path = format!("/api/v1/attachments/{}", file.id);
        ana.gets(&path).await.is_refused(404, ErrorCode::NotFound);
        sara.gets(&path).await.is(200);
        assert!(
            !ana.gets(&format!("/api/v1/tickets/{}/timeline", case.id))
                .await
                .text()
                .contains("traza")
        );
    }
}

#[actix_web::test]
async fn bytes_whose_commit_broke_off_are_kept() {
    run(Engine::Postgres, async |app| {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        // The commit itself waits for a lock, and its connection ends there: nobody knows then
        // whether the row is written.
        app.sql(
            "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$;
             CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON attachments
             DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()",
        )
        .await;
        let held = app.hold("SELECT pg_advisory_xact_lock(7)").await;
        let breaks = async {
            app.until_waiting(1).await;
            app.end_waiting().await;
        };
        let (answer, ()) = join(upload(&ana, "a.txt", b"uno"), breaks).await;
        answer.is_refused(503, ErrorCode::Unavailable);
        held.rollback().await.expect("let go");
        assert_eq!(app.stored_files().len(), 1);
    })
    .await;
}
