//! A case from the first click to its closing, and that the customer never hears of what support
//! says among itself.

use aval_contract::error::ErrorCode;
use aval_contract::page::PageQuery;
use aval_contract::tickets::{PostMessage, TicketQuery, Visibility};
use aval_contract::{ClosureKind, EventKind, Role, Stage, WaitingOn};

use crate::util::{TestApp, both, delivery, incident};

/// A word that stands in internal texts only.
const CANARY: &str = "zumbayllu";

both! {
    async fn a_case_goes_from_the_first_click_to_its_closing(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let ana = app.reporter("Ana", &acme).await;
        let eva = app.reporter("Eva", &other).await;
        let (luis, carla) = (app.engineer("Luis").await, app.coordinator("Carla").await);

        let case = ana.opens(incident()).await;
        assert_eq!(case.number, "CASO-000001");
        carla.assigns(&case, &luis).await;
        luis.calls_about(&case).await;
        luis.starts_analysis(&case).await;
        luis.records_findings(&case).await;
        luis.starts_solution(&case).await;
        assert_eq!(ana.sees(&case).await.stage, Stage::Solution);

        luis.delivers(&case, delivery()).await;
        let testing = ana.sees(&case).await;
        assert_eq!((testing.stage, testing.waiting_on), (Stage::Testing, WaitingOn::Customer));
        assert!(testing.testing.expect("a testing period").ends_at.is_some());

        ana.rejects(&case, "Sigue sin audio").await;
        let again = ana.sees(&case).await;
        assert_eq!((again.stage, again.waiting_on), (Stage::Analysis, WaitingOn::Support));
        assert_eq!(again.testing, None);

        luis.starts_solution(&case).await;
        luis.delivers(&case, delivery()).await;
        ana.confirms(&case).await;

        for somebody in [&ana, &luis, &carla] {
            let closed = somebody.sees(&case).await;
            assert_eq!((closed.stage, closed.waiting_on), (Stage::Closed, WaitingOn::Nobody));
            let closure = closed.closure.expect("a closure");
            assert_eq!(closure.kind, ClosureKind::Approved);
            assert_eq!(closure.by.expect("somebody").name, "Ana");
            let verification = somebody.verifies(&case).await;
            assert!(verification.verified && verification.first_broken_seq.is_none());
        }
        let story: Vec<EventKind> =
            ana.timeline(&case).await.iter().map(|entry| entry.kind).collect();
        assert_eq!(
            story,
            [
                EventKind::TicketOpened,
                EventKind::Assigned,
                EventKind::ContactLogged,
                EventKind::AnalysisStarted,
                EventKind::AnalysisRecorded,
                EventKind::SolutionStarted,
                EventKind::SolutionDelivered,
                EventKind::SolutionRejected,
                EventKind::SolutionStarted,
                EventKind::SolutionDelivered,
                EventKind::SolutionConfirmed,
            ]
        );
        eva.gets(&format!("/api/v1/tickets/{}", case.id))
            .await
            .is_refused(404, ErrorCode::NotFound);
    }

    async fn an_internal_note_reaches_no_answer_that_the_reporter_gets(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let (luis, carla) = (app.engineer("Luis").await, app.coordinator("Carla").await);
        let key = app.key(&app.admin("Olga").await, Some(&acme), "tickets:read").await;
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        let before = ana.sees(&case).await;
        let seen = (ana.timeline(&case).await, ana.verifies(&case).await);

        let file = luis.uploads(&format!("{CANARY}.txt"), b"nota").await;
        luis.posts_message(&case, &format!("Ojo: {CANARY}"), Visibility::Internal, vec![file.id])
            .await;
        luis.notes(&case, &format!("{CANARY} otra vez")).await;

        // Staff see it.
        let timeline = carla.timeline(&case).await;
        let notes = timeline.iter().filter(|entry| entry.kind == EventKind::InternalNoteAdded);
        assert_eq!(notes.count(), 2);
        assert_eq!(carla.sees_all_of(&case).await.internal().expect("internal").notes, 2);
        assert!(carla.verifies(&case).await.verified);
        let bytes = carla.gets(&format!("/api/v1/attachments/{}", file.id)).await.is(200);
        assert_eq!(bytes.text(), "nota");

        // For customers nothing has happened: nothing to count, no later change, no new version.
        let after = ana.sees(&case).await;
        assert_eq!((after.version, after.updated_at), (before.version, before.updated_at));
        assert_eq!((ana.timeline(&case).await, ana.verifies(&case).await), seen);
        for customer in [&ana, &key] {
            let id = case.id;
            for path in [
                format!("/api/v1/tickets/{id}"),
                format!("/api/v1/tickets/{}", case.number),
                format!("/api/v1/tickets/{id}/timeline?limit=100&count=true"),
                format!("/api/v1/tickets/{id}/timeline/verification"),
                format!("/api/v1/tickets/{id}/actions"),
                "/api/v1/tickets?count=true".to_owned(),
                "/api/v1/tickets?sort=-updated_at".to_owned(),
            ] {
                customer.gets(&path).await.is(200);
            }
            let found = customer.gets(&format!("/api/v1/tickets?q={CANARY}&count=true")).await;
            assert_eq!(found.is(200).value()["total"], 0);
            let found = customer.gets(&format!("/api/v1/search?q={CANARY}")).await;
            assert_eq!(found.is(200).value(), serde_json::json!({ "hits": [], "more": false }));
            for list in ["articles", "solutions"] {
                let found = customer.gets(&format!("/api/v1/{list}?q={CANARY}")).await;
                assert_eq!(found.is(200).value()["items"], serde_json::json!([]));
            }
            customer
                .gets(&format!("/api/v1/attachments/{}", file.id))
                .await
                .is_refused(404, ErrorCode::NotFound);
        }
        for path in ["me", "me/sessions", "categories", "api-keys", "calendar/exceptions"] {
            ana.gets(&format!("/api/v1/{path}")).await.is(200);
        }
        ana.gets(&format!("/api/v1/companies/{}", acme.id)).await.is(200);
        ana.gets(&format!("/api/v1/companies/{}/reporters", acme.id)).await.is(200);
        let heard = [ana.heard(), key.heard()].concat();
        assert!(heard.len() > 20 && heard.iter().all(|body| !body.contains(CANARY)), "{heard:#?}");
        assert!(heard.iter().all(|body| !body.contains("internal")), "{heard:#?}");
        // Support finds what only a note says.
        let query = TicketQuery { q: Some(CANARY.to_owned()), ..TicketQuery::default() };
        assert_eq!(carla.lists(&query).await.items.len(), 1);
    }

    async fn what_the_customer_reads_of_the_findings_is_which_ones_there_are(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.takes(&case).await;
        luis.calls_about(&case).await;
        luis.starts_analysis(&case).await;
        luis.records_findings(&case).await;
        let heard = ana.gets(&format!("/api/v1/tickets/{}/timeline", case.id)).await.text();
        assert!(heard.contains("alarm_type") && !heard.contains("Troncal SIP"), "{heard}");
        let told = luis.gets(&format!("/api/v1/tickets/{}/timeline", case.id)).await.text();
        assert!(told.contains("Troncal SIP 2"), "{told}");
    }

    async fn nobody_but_staff_writes_internal_notes(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let key = app.key(&app.admin("Olga").await, Some(&acme), "tickets:write").await;
        let case = ana.opens(incident()).await;
        let note = PostMessage {
            body: "x".to_owned(),
            visibility: Visibility::Internal,
            attachment_ids: Vec::new(),
        };
        for customer in [&ana, &key] {
            customer
                .posts(&format!("/api/v1/tickets/{}/messages", case.id), &note)
                .await
                .is_refused(403, ErrorCode::Forbidden);
        }
    }

    async fn an_answer_of_the_customer_stops_the_countdown_and_the_next_of_support_restarts_it(
        app: &TestApp,
    ) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        let first = ana.sees(&case).await.testing.expect("testing").ends_at;
        assert!(first.is_some());
        ana.writes(&case, "¿Se prueba también con extensiones?").await;
        let stopped = ana.sees(&case).await;
        assert_eq!(stopped.waiting_on, WaitingOn::Support);
        assert_eq!(stopped.testing.expect("still testing").ends_at, None);
        luis.writes(&case, "Sí, con dos basta.").await;
        let restarted = ana.sees(&case).await;
        assert_eq!(restarted.waiting_on, WaitingOn::Customer);
        assert!(restarted.testing.expect("testing").ends_at >= first);
    }

    async fn the_record_is_paged_oldest_first_without_gaps(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        for number in 0..7 {
            luis.notes(&case, &format!("nota {number}")).await;
            ana.writes(&case, &format!("mensaje {number}")).await;
        }
        for (somebody, total) in [(&ana, 8_usize), (&luis, 15)] {
            let whole = somebody.timeline(&case).await;
            let (mut cursor, mut pieces) = (None, Vec::new());
            loop {
                let query = PageQuery { limit: Some(4), cursor, count: Some(true) };
                let page =
                    somebody.session.tickets().timeline(case.id, &query).await.expect("a page");
                assert_eq!(page.total, Some(total as u64));
                pieces.extend(page.items);
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(pieces, whole);
            assert_eq!(pieces.len(), total);
            assert!(pieces.is_sorted_by_key(|entry| entry.at));
        }
        let actor = &ana.timeline(&case).await[0].actor;
        assert_eq!((actor.name.as_str(), actor.id, actor.staff), ("Ana", Some(ana.id), false));
        assert_eq!(luis.session.me().show().await.expect("herself").role, Role::Engineer);
    }
}
