//! Correcting a ticket, and losing a race for it.

use aval_contract::Guard;
use aval_contract::error::ErrorCode;
use futures_util::future::join_all;
use serde_json::json;

use crate::util::{TestApp, both, incident, question};

both! {
    async fn of_two_who_correct_the_same_version_one_wins(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let case = ana.opens(incident()).await;
        let path = format!("/api/v1/tickets/{}", case.id);
        for round in 0..5 {
            let version = ana.sees(&case).await.version;
            let tries = [&ana, &bea].into_iter().enumerate().map(|(who, actor)| {
                let body = json!({ "subject": format!("Asunto {round} {who}") });
                actor.ask("PATCH", &path).seen(version).json(&body).send()
            });
            let mut answers = join_all(tries).await;
            answers.sort_by_key(|answer| answer.status);
            let [won, lost] = answers.try_into().expect("two");
            assert_eq!(won.is(200).header("etag"), Some(format!("\"{}\"", version + 1).as_str()));
            let etag = lost.header("etag").map(str::to_owned);
            let problem = lost.is_refused(412, ErrorCode::PreconditionFailed);
            assert_eq!(problem.current_version, Some(version + 1));
            assert_eq!(etag, Some(format!("\"{}\"", version + 1)));
        }
    }

    async fn every_change_names_the_version_that_was_seen(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        let path = format!("/api/v1/tickets/{}", case.id);
        let body = json!({ "subject": "Otro" });
        ana.ask("PATCH", &path)
            .json(&body)
            .send()
            .await
            .is_refused(428, ErrorCode::PreconditionRequired);
        let assign = format!("{path}/actions/assign");
        luis.ask("POST", &assign)
            .json(&json!({ "assignee_id": luis.id }))
            .send()
            .await
            .is_refused(428, ErrorCode::PreconditionRequired);
        for never_given in ["\"99\"", "*", "x", "\"\"", "W/\"0\"", "99999999999999999999"] {
            ana.ask("PATCH", &path)
                .header("If-Match", never_given)
                .json(&body)
                .send()
                .await
                .is_refused(412, ErrorCode::PreconditionFailed);
        }
        ana.ask("PATCH", &path).header("If-Match", "W/\"1\"").json(&body).send().await.is(200);
    }

    async fn fields_are_checked_and_those_left_out_stay(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(incident()).await;
        let path = format!("/api/v1/tickets/{}", case.id);
        let patch = async |body: serde_json::Value| {
            let version = ana.sees(&case).await.version;
            ana.ask("PATCH", &path).seen(version).json(&body).send().await
        };
        patch(json!({ "subject": "a\nb" })).await.names(&[("/subject", "control_character")]);
        patch(json!({ "subject": "x".repeat(201) })).await.names(&[("/subject", "too_long")]);
        patch(json!({ "steps": " " })).await.names(&[("/steps", "required")]);
        patch(json!({ "stage": "closed" })).await.names(&[("/stage", "unknown")]);
        patch(json!({ "company_id": acme.id })).await.names(&[("/company_id", "unknown")]);
        patch(json!({ "occurred_from": "2999-01-01T00:00:00Z" }))
            .await
            .names(&[("/occurred_from", "out_of_range"), ("/occurred_from", "in_future")]);
        let nothing = patch(json!({})).await.is_refused(409, ErrorCode::GuardFailed);
        assert_eq!(nothing.guard, Some(Guard::NothingChanged));
        patch(json!({ "affected_user": "", "campaign": "Ventas" })).await.is(200);
        let ticket = ana.sees(&case).await;
        assert_eq!((ticket.affected_user, ticket.campaign.as_deref()), (None, Some("Ventas")));
        assert_eq!((ticket.subject, ticket.steps), (incident().subject, incident().steps));
    }

    async fn a_closed_ticket_is_not_corrected(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(question()).await;
        ana.withdraws(&case).await;
        let answer = ana
            .ask("PATCH", &format!("/api/v1/tickets/{}", case.id))
            .seen(2)
            .json(&json!({ "subject": "Otro" }))
            .send()
            .await;
        let problem = answer.is_refused(409, ErrorCode::GuardFailed);
        assert_eq!(problem.guard, Some(Guard::TicketClosed));
    }
}
