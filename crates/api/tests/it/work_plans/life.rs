//! From the draft to the last activity, and that nothing starts without the customer's yes.

use aval_contract::error::ErrorCode;
use aval_contract::work_plans::UpdateActivity;
use aval_contract::{ActionKind, ActivityState, EventKind, Guard, PlanState, Stage, WaitingOn};
use futures_util::future::join_all;
use serde_json::json;

use super::{analysed, availability, edited, guard, in_short, kinds};
use crate::util::{TestApp, activity, both, delivery, findings, incident, plan};

both! {
    async fn a_plan_goes_from_its_draft_to_the_last_activity(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        assert_eq!(ana.sees_plan(&case).await, None);
        let draft = luis.drafts_plan(&case, &plan(&luis)).await;
        assert_eq!((draft.version, draft.state), (1, PlanState::Draft));
        assert!(draft.objective_html.contains("<strong>sin cortar</strong>"));
        let submitted = luis.submits_plan(&case).await;
        assert_eq!(submitted.state, PlanState::Submitted);

        let shown = ana.sees_plan(&case).await.expect("a plan");
        assert_eq!((shown.version, shown.state), (1, PlanState::Submitted));
        assert_eq!(shown.activities, draft.activities);
        assert_eq!(shown.activities[0].responsible.name, "Luis");
        assert_eq!(ana.sees(&case).await.waiting_on, WaitingOn::Customer);
        assert!(ana.sees(&case).await.clocks.resolution.paused, "it is the customer's turn");

        let approved = ana.approves_plan(&case).await;
        let decision = approved.decision.expect("a decision");
        assert_eq!((decision.by.name.as_str(), decision.comment.as_deref()), ("Ana", Some("De acuerdo")));
        let ticket = luis.sees(&case).await;
        assert_eq!((ticket.stage, ticket.waiting_on), (Stage::Analysis, WaitingOn::Support));
        assert!(!ticket.clocks.resolution.paused);
        assert_eq!(in_short(&ana, &case).await, Some((1, PlanState::Approved)));

        luis.starts_solution(&case).await;
        luis.moves_activity(&case, 0, ActivityState::InProgress).await;
        let half = luis.moves_activity(&case, 0, ActivityState::Done).await.progress;
        assert_eq!((half.total, half.done, half.pending, half.actual_percent), (2, 1, 1, 50));
        assert_eq!(
            guard(&luis.acts("deliver-solution", &case, &delivery()).await),
            Some(Guard::ActivitiesOpen)
        );
        assert_eq!(
            availability(&luis, &case, ActionKind::DeliverSolution).await.expect("listed").guard,
            Some(Guard::ActivitiesOpen)
        );
        luis.moves_activity(&case, 1, ActivityState::Cancelled).await;
        assert_eq!(ana.sees_plan(&case).await.expect("a plan").progress.actual_percent, 100);
        luis.delivers(&case, delivery()).await;

        let plans: Vec<EventKind> = kinds(&ana, &case).await.into_iter().skip(5).collect();
        assert_eq!(
            plans,
            [
                EventKind::WorkPlanSubmitted,
                EventKind::WorkPlanApproved,
                EventKind::SolutionStarted,
                EventKind::WorkPlanActivityUpdated,
                EventKind::WorkPlanActivityUpdated,
                EventKind::WorkPlanActivityUpdated,
                EventKind::SolutionDelivered,
            ]
        );
        for somebody in [&ana, &luis] {
            assert!(somebody.verifies(&case).await.verified);
        }
    }

    async fn no_plan_starts_without_the_customers_approval(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let refused = async || {
            let answer = luis.acts("start-solution", &case, &json!({})).await;
            assert_eq!(guard(&answer), Some(Guard::PlanNotApproved));
            let listed = availability(&luis, &case, ActionKind::StartSolution).await;
            assert_eq!(listed.expect("listed").guard, Some(Guard::PlanNotApproved));
        };
        luis.drafts_plan(&case, &plan(&luis)).await;
        refused().await;
        luis.submits_plan(&case).await;
        refused().await;
        ana.rejects_plan(&case, "El viernes no se puede").await;
        refused().await;
        // Writing it anew, as it was, is a new version with a decision of its own.
        let again = edited(&luis.sees_plan(&case).await.expect("a plan"));
        assert_eq!(luis.sends_plan(&case, &again).await.version, 2);
        refused().await;
        ana.approves_plan(&case).await;
        luis.starts_solution(&case).await;
    }

    async fn an_edited_plan_needs_a_new_approval_and_keeps_what_is_done(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        let first = ana.approves_plan(&case).await;
        luis.moves_activity(&case, 0, ActivityState::Done).await;
        let done = first.activities[0].id;
        let noted = UpdateActivity { state: None, notes: Some("Quedó en la regla 12".to_owned()) };
        luis.plans("PATCH", &format!("/activities/{done}"), &case, &noted).await.is(200);

        let mut more = edited(&luis.sees_plan(&case).await.expect("a plan"));
        more.activities.remove(1);
        more.activities.insert(0, activity("Avisar a los agentes", &luis, 20, 21));
        let second = luis.drafts_plan(&case, &more).await;
        assert_eq!((second.version, second.state), (2, PlanState::Draft));
        let [new, stayed] = &second.activities[..] else { panic!("two activities") };
        assert_eq!((new.state, new.notes.as_deref()), (ActivityState::Pending, None));
        assert_eq!((stayed.id, stayed.state), (done, ActivityState::Done));
        assert_eq!(stayed.notes.as_deref(), Some("Quedó en la regla 12"));

        assert_eq!(
            guard(&luis.acts("start-solution", &case, &json!({})).await),
            Some(Guard::PlanNotApproved)
        );
        // Only an approved plan is followed up.
        let none = json!({ "notes": "" });
        let answer = luis.plans("PATCH", &format!("/activities/{done}"), &case, &none).await;
        assert_eq!(guard(&answer), Some(Guard::PlanNotApproved));
        luis.submits_plan(&case).await;
        assert_eq!(
            guard(&luis.acts("start-solution", &case, &json!({})).await),
            Some(Guard::PlanNotApproved)
        );
        ana.approves_plan(&case).await;
        luis.starts_solution(&case).await;
    }

    async fn a_version_is_decided_on_once_by_either_reporter(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let luis = app.engineer("Luis").await;
        let case = ana.opens(incident()).await;
        luis.works_up_to_analysis(&case).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        assert_eq!(bea.approves_plan(&case).await.decision.expect("a decision").by.name, "Bea");
        for (step, body) in [("/approve", json!({})), ("/reject", json!({ "comment": "x" }))] {
            for reporter in [&ana, &bea] {
                let answer = reporter.plans("POST", step, &case, &body).await;
                assert_eq!(guard(&answer), Some(Guard::PlanNotSubmitted));
            }
        }
        let plan = ana.sees_plan(&case).await.expect("a plan");
        assert_eq!((plan.state, plan.decision.expect("one").by.id), (PlanState::Approved, bea.id));
    }

    async fn of_two_who_decide_at_once_one_does(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let luis = app.engineer("Luis").await;
        let case = ana.opens(incident()).await;
        luis.works_up_to_analysis(&case).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        let version = ana.sees(&case).await.version;
        let path = format!("/api/v1/tickets/{}/work-plan", case.id);
        let yes = ana.ask("POST", &format!("{path}/approve")).seen(version).json(&json!({}));
        let no = bea.ask("POST", &format!("{path}/reject")).seen(version);
        let no = no.json(&json!({ "comment": "No" }));
        let mut answers = join_all([yes.send(), no.send()]).await;
        answers.sort_by_key(|answer| answer.status);
        assert_eq!(answers[0].status, 200, "{}", answers[0]);
        answers[1].is_refused(412, ErrorCode::PreconditionFailed);
        assert_eq!(ana.timeline(&case).await.len(), 7);
        assert!(ana.verifies(&case).await.verified);
    }

    async fn a_decision_asked_twice_with_one_key_is_made_once(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        let version = ana.sees(&case).await.version;
        let path = format!("/api/v1/tickets/{}/work-plan/approve", case.id);
        let ask = || ana.ask("POST", &path).key("aval").seen(version).json(&json!({})).send();
        let (first, again) = (ask().await.is(200), ask().await.is(200));
        assert_eq!((&again.body, again.header("etag")), (&first.body, first.header("etag")));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
    }

    async fn a_plan_that_waited_when_its_case_was_withdrawn_waits_again(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        ana.withdraws(&case).await;
        assert_eq!(ana.sees(&case).await.waiting_on, WaitingOn::Nobody);
        let reason = json!({ "reason": "Sí hace falta" });
        luis.acts("reopen", &case, &reason).await.is(200);
        assert_eq!(ana.sees(&case).await.waiting_on, WaitingOn::Customer);
        ana.approves_plan(&case).await;
        luis.acts("record-analysis", &case, &findings()).await.is(200);
        luis.starts_solution(&case).await;
    }
}
