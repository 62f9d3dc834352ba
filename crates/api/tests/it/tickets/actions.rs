//! Every refusal of the table of actions, as a program hears it.

use aval_api::clock;
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::{
    Assign, ConfirmSolution, DeliverSolution, Empty, ExtendTesting, LogContact, MarkDuplicate,
    Recategorize, RecordAnalysis, RequestInformation,
};
use aval_contract::tickets::ActionAvailability;
use aval_contract::{
    ActionKind, ClosureKind, ContactChannel, ContactDirection, ContactOutcome, Guard, Kind,
    Priority, ResolutionType, Stage, WaitingOn,
};
use chrono::{TimeDelta, Utc};
use futures_util::future::join3;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;

use crate::util::{Actor, Case, TestApp, because, both, delivery, findings, incident, request};

/// What `GET …/actions` says of one action.
async fn availability(
    actor: &Actor,
    case: &Case,
    action: ActionKind,
) -> Option<ActionAvailability> {
    let actions = actor.session.tickets().actions(case.id).await.expect("actions");
    actions.items.into_iter().find(|item| item.action == action)
}

/// Moves the closing of a ticket into the past.
async fn closed_days_ago(app: &TestApp, case: &Case, days: i64) {
    use aval_api::db::ticket::{Column, Entity};
    let then = clock::now() - TimeDelta::days(days);
    app.in_database(async |tx| {
        Entity::update_many()
            .col_expr(Column::ClosedAt, sea_orm::sea_query::Expr::value(then))
            .filter(Column::Id.eq(case.id))
            .exec(tx)
            .await
            .expect("changed");
    })
    .await;
}

both! {
    async fn each_guard_is_named_and_listed(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let (luis, sara) = (app.engineer("Luis").await, app.engineer("Sara").await);
        let carla = app.coordinator("Carla").await;
        let case = ana.opens(incident()).await;
        let conflict = ErrorCode::GuardFailed;
        let guard_of = async |actor: &Actor, action: ActionKind, body: serde_json::Value| {
            actor.is_refused(&action.kebab(), &case, &body, 409, conflict).await.guard
        };

        // Open, and nobody's.
        let assign = Assign { assignee_id: sara.id };
        assert_eq!(
            luis.is_refused("assign", &case, &assign, 409, conflict).await.guard,
            Some(Guard::SelfAssignmentOnly)
        );
        assert_eq!(
            guard_of(&carla, ActionKind::StartAnalysis, json!({})).await,
            Some(Guard::NoAssignee)
        );
        assert_eq!(
            availability(&carla, &case, ActionKind::StartAnalysis).await.expect("listed").guard,
            Some(Guard::NoAssignee)
        );
        let stranger = Assign { assignee_id: ana.id };
        carla.acts("assign", &case, &stranger).await.names(&[("/assignee_id", "unknown")]);
        luis.takes(&case).await;
        assert_eq!(
            guard_of(&luis, ActionKind::Assign, json!({ "assignee_id": luis.id })).await,
            Some(Guard::NothingChanged)
        );
        assert_eq!(
            guard_of(&sara, ActionKind::StartAnalysis, json!({})).await,
            Some(Guard::NotAssignee)
        );
        assert_eq!(
            guard_of(&luis, ActionKind::StartAnalysis, json!({})).await,
            Some(Guard::NoFirstContact)
        );
        assert_eq!(
            guard_of(&luis, ActionKind::Recategorize, json!({ "kind": "incident", "reason": "x" }))
                .await,
            Some(Guard::NothingChanged)
        );
        luis.writes(&case, "Ya lo miramos.").await;
        assert!(
            availability(&luis, &case, ActionKind::StartAnalysis).await.expect("listed").possible
        );
        luis.starts_analysis(&case).await;

        // In analysis.
        assert_eq!(
            guard_of(&luis, ActionKind::RecordAnalysis, json!({})).await,
            Some(Guard::NothingChanged)
        );
        let three = RecordAnalysis { alarm_type: None, ..findings() };
        luis.acts("record-analysis", &case, &three).await.is(200);
        assert_eq!(
            guard_of(&luis, ActionKind::StartSolution, json!({})).await,
            Some(Guard::FindingsIncomplete)
        );
        assert_eq!(
            availability(&luis, &case, ActionKind::StartSolution).await.expect("listed").guard,
            Some(Guard::FindingsIncomplete)
        );
        luis.records_findings(&case).await;
        assert_eq!(
            guard_of(&sara, ActionKind::StartSolution, json!({})).await,
            Some(Guard::NotAssignee)
        );
        luis.starts_solution(&case).await;

        // In solution.
        let answered = DeliverSolution { resolution_type: ResolutionType::Answered, ..delivery() };
        assert_eq!(
            luis.is_refused("deliver-solution", &case, &answered, 409, conflict).await.guard,
            Some(Guard::ResolutionTypeMismatch)
        );
        for days in [0, 31] {
            let body = DeliverSolution { testing_days: Some(days), ..delivery() };
            assert_eq!(
                luis.is_refused("deliver-solution", &case, &body, 409, conflict).await.guard,
                Some(Guard::TestingDaysOutOfRange)
            );
        }
        luis.delivers(&case, delivery()).await;

        // In testing.
        let today = ExtendTesting { ends_on: clock::now().date_naive(), reason: "x".to_owned() };
        assert_eq!(
            luis.is_refused("extend-testing", &case, &today, 409, conflict).await.guard,
            Some(Guard::EndNotLater)
        );
        ana.confirms(&case).await;

        // Closed.
        let message = json!({ "body": "Gracias" });
        let answer = ana.posts(&format!("/api/v1/tickets/{}/messages", case.id), &message).await;
        assert_eq!(answer.is_refused(409, conflict).guard, Some(Guard::TicketClosed));
        let listed = availability(&ana, &case, ActionKind::PublicMessage).await.expect("listed");
        assert_eq!((listed.possible, listed.guard), (false, Some(Guard::TicketClosed)));
        closed_days_ago(app, &case, 30).await;
        assert_eq!(
            ana.is_refused("reopen", &case, &because("Volvió"), 409, conflict).await.guard,
            Some(Guard::ReopenWindowOver)
        );
        let listed = availability(&ana, &case, ActionKind::Reopen).await.expect("listed");
        assert_eq!(listed.guard, Some(Guard::ReopenWindowOver));
        assert!(ana.verifies(&case).await.verified, "a refused action changes nothing");
    }

    async fn from_a_wrong_stage_the_right_ones_are_named(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.takes(&case).await;
        let wrong = ErrorCode::WrongStage;
        let stages = async |actor: &Actor, action: &str, body: serde_json::Value| {
            actor.is_refused(action, &case, &body, 409, wrong).await.allowed_stages
        };
        let delivery = serde_json::to_value(delivery()).expect("JSON");
        let end = json!({ "ends_on": "2030-01-02", "reason": "x" });
        assert_eq!(stages(&luis, "record-analysis", json!({})).await, [Stage::Analysis]);
        assert_eq!(stages(&luis, "start-solution", json!({})).await, [Stage::Analysis]);
        assert_eq!(
            stages(&luis, "return-to-analysis", json!({ "reason": "x" })).await,
            [Stage::Solution]
        );
        assert_eq!(stages(&luis, "deliver-solution", delivery).await, [Stage::Solution]);
        assert_eq!(stages(&luis, "extend-testing", end).await, [Stage::Testing]);
        assert_eq!(stages(&ana, "confirm-solution", json!({})).await, [Stage::Testing]);
        assert_eq!(
            stages(&ana, "reject-solution", json!({ "reason": "x" })).await,
            [Stage::Testing]
        );
        assert_eq!(stages(&ana, "reopen", json!({ "reason": "x" })).await, [Stage::Closed]);
        let listed = availability(&ana, &case, ActionKind::ConfirmSolution).await.expect("listed");
        assert_eq!((listed.possible, listed.allowed_stages), (false, vec![Stage::Testing]));
        ana.withdraws(&case).await;
        let rest = [Stage::Open, Stage::Analysis, Stage::Solution, Stage::Testing];
        assert_eq!(stages(&luis, "assign", json!({ "assignee_id": luis.id })).await, rest);
        assert_eq!(stages(&luis, "start-analysis", json!({})).await, [Stage::Open]);
        assert_eq!(stages(&luis, "mark-duplicate", json!({ "target": case.number })).await, rest);
    }

    async fn nobody_of_support_decides_for_the_customer_and_no_customer_works(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let case = ana.opens(incident()).await;
        olga.works_up_to_testing(&case, delivery()).await;
        let forbidden = ErrorCode::Forbidden;
        olga.is_refused("confirm-solution", &case, &ConfirmSolution::default(), 403, forbidden)
            .await;
        olga.is_refused("reject-solution", &case, &because("x"), 403, forbidden).await;
        olga.is_refused("withdraw", &case, &because("x"), 403, forbidden).await;
        let until = ExtendTesting {
            ends_on: "2030-01-02".parse().expect("a date"),
            reason: "x".to_owned(),
        };
        ana.is_refused("extend-testing", &case, &until, 403, forbidden).await;
        ana.is_refused("assign", &case, &Assign { assignee_id: olga.id }, 403, forbidden).await;
        ana.is_refused("start-analysis", &case, &Empty {}, 403, forbidden).await;
        // What somebody may never do is not even listed.
        assert_eq!(availability(&olga, &case, ActionKind::ConfirmSolution).await, None);
        assert_eq!(availability(&ana, &case, ActionKind::Assign).await, None);
        assert_eq!(availability(&olga, &case, ActionKind::CloseTacitly).await, None);
    }

    async fn a_person_who_left_is_made_responsible_for_nothing(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let luis = app.engineer("Luis").await;
        olga.ask("PATCH", &format!("/api/v1/staff/{}", luis.id))
            .json(&json!({ "active": false }))
            .send()
            .await
            .is(200);
        let case = ana.opens(incident()).await;
        let assign = Assign { assignee_id: luis.id };
        let refusal = olga.is_refused("assign", &case, &assign, 409, ErrorCode::GuardFailed).await;
        assert_eq!(refusal.guard, Some(Guard::AssigneeInactive));
    }

    async fn bodies_of_actions_are_checked_field_by_field(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        let wrong = async |action: &str, body: serde_json::Value, named: &[(&str, &str)]| {
            luis.acts(action, &case, &body).await.names(named);
        };
        wrong("assign", json!({}), &[("/assignee_id", "required")]).await;
        wrong("assign", json!({ "assignee_id": "x" }), &[("/assignee_id", "malformed")]).await;
        wrong("start-analysis", json!({ "x": 1 }), &[("/x", "unknown")]).await;
        wrong("request-information", json!({ "body": " \u{200b}" }), &[("/body", "empty")]).await;
        wrong(
            "request-information",
            json!({ "body": "a\u{0}b" }),
            &[("/body", "control_character")],
        )
        .await;
        wrong("recategorize", json!({ "reason": "" }), &[("/reason", "empty")]).await;
        wrong("recategorize", json!({ "reason": "x", "kind": "bug" }), &[("/kind", "malformed")])
            .await;
        wrong(
            "return-to-analysis",
            json!({ "reason": "x".repeat(2_001) }),
            &[("/reason", "too_long")],
        )
        .await;
        wrong(
            "deliver-solution",
            json!({ "summary": "", "test_steps": "", "resolution_type": "fixed" }),
            &[("/summary", "empty"), ("/test_steps", "empty")],
        )
        .await;
        let contact = LogContact {
            channel: ContactChannel::Phone,
            direction: ContactDirection::Outbound,
            outcome: ContactOutcome::NoAnswer,
            summary: String::new(),
            at: Some(clock::now() + TimeDelta::hours(1)),
        };
        let contact = serde_json::to_value(contact).expect("JSON");
        wrong("log-contact", contact, &[("/summary", "empty"), ("/at", "in_future")]).await;
        wrong("mark-duplicate", json!({ "target": "CASO-999999" }), &[("/target", "unknown")])
            .await;
        assert_eq!(ana.sees(&case).await.version, 1);
    }

    async fn a_duplicate_closes_in_favour_of_a_ticket_of_the_same_company(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let luis = app.engineer("Luis").await;
        let (first, second, foreign) =
            (ana.opens(incident()).await, ana.opens(incident()).await, eva.opens(incident()).await);
        let guard = async |case: &Case, target: &Case| {
            let body = MarkDuplicate { target: target.number.clone() };
            luis.is_refused("mark-duplicate", case, &body, 409, ErrorCode::GuardFailed).await.guard
        };
        assert_eq!(guard(&second, &second).await, Some(Guard::DuplicateTargetSelf));
        assert_eq!(guard(&second, &foreign).await, Some(Guard::DuplicateTargetForeign));
        let target = MarkDuplicate { target: first.number.clone() };
        luis.acts("mark-duplicate", &second, &target).await.is(200);
        let closed = ana.sees(&second).await;
        assert_eq!(closed.closure.expect("closed").kind, ClosureKind::Duplicate);
        assert_eq!(closed.duplicate_of, Some(first.number.clone()));
        assert_eq!(guard(&first, &second).await, Some(Guard::DuplicateTargetDuplicate));
        let reopened =
            ana.is_refused("reopen", &second, &because("x"), 409, ErrorCode::GuardFailed).await;
        assert_eq!(reopened.guard, Some(Guard::DuplicateNotReopenable));

        // What is written to the duplicate goes to the ticket that covers it.
        let message = ana.writes(&second, "Sigue pasando").await;
        assert_eq!(message.ticket_id, first.id);
        assert!(
            ana.timeline(&first)
                .await
                .iter()
                .any(|entry| entry.message.as_ref().is_some_and(|m| m.body == "Sigue pasando"))
        );
    }

    async fn a_message_follows_duplicates_of_duplicates_to_the_end(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (first, second, third) =
            (ana.opens(incident()).await, ana.opens(incident()).await, ana.opens(incident()).await);
        for (duplicate, original) in [(&first, &second), (&second, &third)] {
            let target = MarkDuplicate { target: original.number.clone() };
            luis.acts("mark-duplicate", duplicate, &target).await.is(200);
        }
        assert_eq!(ana.writes(&first, "Sigue pasando").await.ticket_id, third.id);
        assert_eq!(luis.notes(&second, "Es la troncal").await.ticket_id, third.id);
        for case in [&first, &second, &third] {
            assert!(luis.verifies(case).await.verified);
        }
    }

    async fn of_two_tickets_marked_as_duplicates_of_each_other_at_once_one_stays(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (first, second) = (ana.opens(incident()).await, ana.opens(incident()).await);
        let marks = async |duplicate: &Case, original: &Case| {
            let target = MarkDuplicate { target: original.number.clone() };
            luis.acts("mark-duplicate", duplicate, &target).await
        };
        // Nobody writes the record before both have come as far as they can.
        let held = if app.is_postgres() {
            app.hold("LOCK TABLE events IN EXCLUSIVE MODE").await
        } else {
            app.hold("UPDATE counters SET value = value").await
        };
        let release = async {
            app.until_waiting(2).await;
            held.rollback().await.expect("let go");
        };
        let (a, b, ()) = join3(marks(&first, &second), marks(&second, &first), release).await;
        let refused = if a.status == 200 { b } else { a };
        assert_eq!(
            refused.is_refused(409, ErrorCode::GuardFailed).guard,
            Some(Guard::DuplicateTargetDuplicate)
        );
        let open = async |case: &Case| ana.sees(case).await.stage == Stage::Open;
        assert!(open(&first).await != open(&second).await);
    }

    async fn a_closed_ticket_is_reopened_within_five_business_days(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        ana.confirms(&case).await;
        luis.acts("reopen", &case, &because("La usuaria volvió a llamar")).await.is(200);
        let open = ana.sees(&case).await;
        assert_eq!(
            (open.stage, open.waiting_on, open.closure),
            (Stage::Analysis, WaitingOn::Support, None)
        );
        ana.withdraws(&case).await;
        assert_eq!(ana.sees(&case).await.closure.expect("closed").kind, ClosureKind::Withdrawn);
        assert!(ana.verifies(&case).await.verified);
    }

    async fn recategorizing_retargets_the_clocks(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        let before = ana.sees(&case).await;
        let change = Recategorize {
            kind: Some(Kind::Request),
            category_id: None,
            priority: Some(Priority::Low),
            reason: "Es un pedido".to_owned(),
        };
        luis.acts("recategorize", &case, &change).await.is(200);
        let after = ana.sees(&case).await;
        assert_eq!((after.kind, after.priority), (Kind::Request, Priority::Low));
        let targets =
            [before.clocks, after.clocks].map(|clocks| clocks.resolution.target.to_string());
        assert_eq!(targets, ["PT18H", "PT45H"]);
    }

    async fn asking_for_information_stops_the_resolution_clock(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(request()).await;
        let question = RequestInformation { body: "¿Cuáles usuarios?".to_owned() };
        luis.acts("request-information", &case, &question).await.is(200);
        let waiting = ana.sees(&case).await;
        assert_eq!(waiting.waiting_on, WaitingOn::Customer);
        assert!(waiting.clocks.resolution.paused && waiting.clocks.resolution.due_at.is_none());
        assert_eq!(waiting.clocks.first_contact.met, Some(true));
        ana.writes(&case, "Pedro, Juan y Diana").await;
        let running = ana.sees(&case).await;
        assert_eq!(running.waiting_on, WaitingOn::Support);
        assert!(!running.clocks.resolution.paused && running.clocks.resolution.due_at.is_some());
    }

    async fn a_testing_period_is_granted_more_days(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, DeliverSolution { testing_days: Some(1), ..delivery() })
            .await;
        let end = ana.sees(&case).await.testing.expect("testing").ends_at.expect("an end");
        // Twenty days on there is a business day in between, whatever the holidays.
        let ends_on = (end + TimeDelta::days(20)).with_timezone(&Utc).date_naive();
        let more = ExtendTesting { ends_on, reason: "Están en cierre de mes".to_owned() };
        luis.acts("extend-testing", &case, &more).await.is(200);
        let later = ana.sees(&case).await.testing.expect("testing").ends_at.expect("an end");
        assert!(later > end + TimeDelta::days(19), "{later}");
    }
}
