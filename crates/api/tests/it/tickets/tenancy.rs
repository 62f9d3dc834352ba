//! Not yours is not there: the answers for a foreign ticket and for an unknown one are the same.

use aval_contract::ActionKind;
use aval_contract::error::ErrorCode;
use aval_contract::tickets::{OpenTicket, PostMessage, Visibility};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::util::{Actor, Ask, TestApp, because, both, delivery, findings, incident, question};

/// Every operation on a ticket, each complete but for the ticket.
fn operations(staff: &Actor) -> Vec<(&'static str, String, Option<Value>)> {
    let action = |kind: ActionKind| -> Option<Value> {
        Some(match kind {
            ActionKind::Assign => json!({ "assignee_id": staff.id }),
            ActionKind::LogContact => json!({
                "channel": "phone", "direction": "outbound", "outcome": "reached", "summary": "x"
            }),
            ActionKind::RequestInformation => json!({ "body": "x" }),
            ActionKind::StartAnalysis | ActionKind::StartSolution | ActionKind::ConfirmSolution => {
                json!({})
            }
            ActionKind::Recategorize => json!({ "priority": "low", "reason": "x" }),
            ActionKind::RecordAnalysis => serde_json::to_value(findings()).expect("JSON"),
            ActionKind::ReturnToAnalysis
            | ActionKind::RejectSolution
            | ActionKind::Withdraw
            | ActionKind::Reopen => serde_json::to_value(because("x")).expect("JSON"),
            ActionKind::DeliverSolution => serde_json::to_value(delivery()).expect("JSON"),
            ActionKind::ExtendTesting => json!({ "ends_on": "2030-01-02", "reason": "x" }),
            ActionKind::MarkDuplicate => json!({ "target": "CASO-000001" }),
            // No operations of their own.
            ActionKind::CloseTacitly
            | ActionKind::PublicMessage
            | ActionKind::InternalNote
            | ActionKind::EditDetails => return None,
        })
    };
    let mut all = vec![
        ("GET", String::new(), None),
        ("PATCH", String::new(), Some(json!({ "subject": "x" }))),
        ("GET", "/timeline".to_owned(), None),
        ("GET", "/timeline/verification".to_owned(), None),
        ("GET", "/actions".to_owned(), None),
        ("POST", "/messages".to_owned(), Some(json!({ "body": "x" }))),
    ];
    for kind in ActionKind::ALL {
        if let Some(body) = action(kind) {
            all.push(("POST", format!("/actions/{}", kind.kebab()), Some(body)));
        }
    }
    all
}

fn with(ask: Ask, body: Option<&Value>) -> Ask {
    match body {
        Some(body) => ask.seen(1).json(body),
        None => ask,
    }
}

both! {
    async fn a_foreign_ticket_is_an_unknown_ticket_byte_for_byte(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let key = app.key(&olga, Some(&other), "tickets:read tickets:write").await;
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        for actor in [&eva, &key] {
            for (method, rest, body) in operations(&luis) {
                for foreign in [case.id.to_string(), case.number.clone()] {
                    // A path of the same length, so that nothing but the ticket differs.
                    let unknown = if foreign.starts_with("CASO") {
                        "CASO-999999".to_owned()
                    } else {
                        Uuid::now_v7().to_string()
                    };
                    let answer = async |name: &str| {
                        let ask = actor.ask(method, &format!("/api/v1/tickets/{name}{rest}"));
                        with(ask, body.as_ref()).send().await
                    };
                    let (theirs, nobodys) = (answer(&foreign).await, answer(&unknown).await);
                    assert_eq!(
                        theirs.but_for_the_request(),
                        nobodys.but_for_the_request(),
                        "{method} {rest}"
                    );
                    assert!(matches!(theirs.status, 403 | 404), "{method} {rest}: {theirs}");
                    if method == "GET" || matches!(rest.as_str(), "" | "/messages") {
                        theirs.is_refused(404, ErrorCode::NotFound);
                    }
                }
            }
            for name in [case.id, Uuid::now_v7()] {
                actor
                    .ask("POST", &format!("/api/v1/tickets/{name}/attachments"))
                    .file("a.txt", "hola")
                    .send()
                    .await
                    .is_refused(404, ErrorCode::NotFound);
            }
        }
        assert!(app.stored_files().is_empty(), "nothing was taken in for a foreign ticket");
        assert_eq!(ana.sees(&case).await.version, 7);
    }

    async fn what_is_no_ticket_at_all_is_unknown_too(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        for name in [
            "x",
            "CASO-",
            "CASO-1x",
            "1",
            "%00",
            "..%2f..",
            "CASO-999999999999999999999",
            "%F0%9F%92%A3",
        ] {
            ana.gets(&format!("/api/v1/tickets/{name}")).await.is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn foreign_ids_in_bodies_are_unknown_ids(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let luis = app.engineer("Luis").await;
        let (mine, theirs) = (eva.opens(question()).await, ana.opens(question()).await);
        ana.withdraws(&theirs).await;
        let sent = ana.uploads("enviado.txt", b"a").await;
        ana.posts_message(&mine_of(&ana).await, "con archivo", Visibility::Public, vec![sent.id])
            .await;
        let unsent = ana.uploads("pendiente.txt", b"b").await;
        let of_staff = luis.uploads("interno.txt", b"c").await;

        let refused = async |id: Uuid| {
            let message = PostMessage {
                body: "x".to_owned(),
                visibility: Visibility::Public,
                attachment_ids: vec![id],
            };
            let path = format!("/api/v1/tickets/{}/messages", mine.id);
            let answer = eva.posts(&path, &message).await;
            answer.clone().names(&[("/attachment_ids/0", "unknown")]);
            answer.but_for_the_request()
        };
        let unknown = refused(Uuid::now_v7()).await;
        for id in [sent.id, unsent.id, of_staff.id] {
            assert_eq!(refused(id).await, unknown);
        }
        let follows = async |key: &str| {
            let ticket = OpenTicket { follow_up_of: Some(key.to_owned()), ..question() };
            eva.posts("/api/v1/tickets", &ticket).await.but_for_the_request()
        };
        assert_eq!(follows(&theirs.number).await, follows("CASO-999999").await);
        assert_eq!(
            follows(&theirs.id.to_string()).await,
            follows(&Uuid::now_v7().to_string()).await
        );
        // Files of others are not there to read or to remove.
        for id in [sent.id, unsent.id, of_staff.id, Uuid::now_v7()] {
            eva.gets(&format!("/api/v1/attachments/{id}"))
                .await
                .is_refused(404, ErrorCode::NotFound);
            eva.ask("DELETE", &format!("/api/v1/attachments/{id}"))
                .send()
                .await
                .is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn companies_and_their_people_are_their_own_business(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        for path in ["", "/reporters"] {
            let of = async |id: Uuid| eva.gets(&format!("/api/v1/companies/{id}{path}")).await;
            let foreign = of(acme.id).await.is(404).but_for_the_request();
            assert_eq!(foreign, of(Uuid::now_v7()).await.but_for_the_request());
            of(other.id).await.is(200);
        }
        let listed = eva.gets("/api/v1/companies").await.is(200).text();
        assert!(listed.contains("Otra") && !listed.contains("Acme"), "{listed}");
        // Somebody else's session is not there to be ended.
        let sessions = ana.session.me().sessions().await.expect("sessions").items;
        eva.ask("DELETE", &format!("/api/v1/me/sessions/{}", sessions[0].id))
            .send()
            .await
            .is_refused(404, ErrorCode::NotFound);
        ana.gets("/api/v1/me").await.is(200);
    }

    async fn both_reporters_of_a_company_see_and_decide_on_all_its_tickets(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let luis = app.engineer("Luis").await;
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        bea.confirms(&case).await;
        assert_eq!(ana.sees(&case).await.closure.expect("closed").by.expect("Bea").name, "Bea");
    }
}

/// A ticket of her own to send a file with.
async fn mine_of(actor: &Actor) -> crate::util::Case {
    actor.opens(question()).await
}
