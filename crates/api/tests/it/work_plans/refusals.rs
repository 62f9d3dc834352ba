//! What is refused, to whom, and why.

use aval_api::clock;
use aval_contract::error::ErrorCode;
use aval_contract::work_plans::{DraftActivity, DraftWorkPlan};
use aval_contract::{ActionKind, ActivityState, Guard, PlanState, Stage};
use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{analysed, availability, edited, guard, in_short};
use crate::util::{TestApp, activity, both, delivery, incident, plan};

both! {
    async fn each_refusal_names_its_guard(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let submit = async || luis.plans("POST", "/submit", &case, &json!({})).await;
        assert_eq!(guard(&submit().await), Some(Guard::NoPlan));
        let empty = DraftWorkPlan { activities: Vec::new(), ..plan(&luis) };
        luis.drafts_plan(&case, &empty).await;
        assert_eq!(guard(&submit().await), Some(Guard::PlanEmpty));
        let listed = availability(&luis, &case, ActionKind::SubmitWorkPlan).await;
        assert_eq!(listed.expect("listed").guard, Some(Guard::PlanEmpty));
        luis.sends_plan(&case, &plan(&luis)).await;
        assert_eq!(guard(&submit().await), Some(Guard::PlanNotDraft));
        ana.approves_plan(&case).await;

        let id = luis.sees_plan(&case).await.expect("a plan").activities[0].id;
        let update = async |body: Value| {
            luis.plans("PATCH", &format!("/activities/{id}"), &case, &body).await
        };
        assert_eq!(guard(&update(json!({})).await), Some(Guard::NothingChanged));
        assert_eq!(guard(&update(json!({ "state": "pending" })).await), Some(Guard::NothingChanged));
        update(json!({ "state": "done" })).await.is(200);
        for state in ["pending", "in_progress", "cancelled"] {
            let answer = update(json!({ "state": state })).await;
            assert_eq!(guard(&answer), Some(Guard::ActivityMoveImpossible));
        }
        // What has ended can still be explained.
        let noted = update(json!({ "notes": "Sin novedad" })).await.is(200);
        assert_eq!(noted.value()["activities"][0]["notes"], "Sin novedad");
        let removed = update(json!({ "notes": " " })).await.is(200);
        assert_eq!(removed.value()["activities"][0]["notes"], Value::Null);
        for unknown in [Uuid::now_v7().to_string(), "x".to_owned()] {
            luis.plans("PATCH", &format!("/activities/{unknown}"), &case, &json!({ "state": "done" }))
                .await
                .is_refused(404, ErrorCode::NotFound);
        }
    }

    async fn plans_belong_to_analysis_and_solution(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        let stages = [Stage::Analysis, Stage::Solution];
        let draft = luis.plans("PUT", "", &case, &plan(&luis)).await;
        assert_eq!(draft.is_refused(409, ErrorCode::WrongStage).allowed_stages, stages);
        luis.works_up_to_testing(&case, delivery()).await;
        let approve = ana.plans("POST", "/approve", &case, &json!({})).await;
        assert_eq!(approve.is_refused(409, ErrorCode::WrongStage).allowed_stages, stages);
    }

    async fn nobody_of_support_decides_and_no_customer_plans(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let olga = app.admin("Olga").await;
        luis.sends_plan(&case, &plan(&luis)).await;
        let id = luis.sees_plan(&case).await.expect("a plan").activities[0].id;
        let forbidden = ErrorCode::Forbidden;
        for (step, body) in [("/approve", json!({})), ("/reject", json!({ "comment": "x" }))] {
            olga.plans("POST", step, &case, &body).await.is_refused(403, forbidden);
        }
        ana.plans("PUT", "", &case, &plan(&luis)).await.is_refused(403, forbidden);
        ana.plans("DELETE", "", &case, &()).await.is_refused(403, forbidden);
        ana.plans("POST", "/submit", &case, &json!({})).await.is_refused(403, forbidden);
        let done = json!({ "state": "done" });
        let update = ana.plans("PATCH", &format!("/activities/{id}"), &case, &done).await;
        update.is_refused(403, forbidden);
        // What somebody may never do is not even listed.
        assert_eq!(availability(&olga, &case, ActionKind::ApproveWorkPlan).await, None);
        assert_eq!(availability(&ana, &case, ActionKind::SubmitWorkPlan).await, None);
        let approve = availability(&ana, &case, ActionKind::ApproveWorkPlan).await;
        assert!(approve.expect("listed").possible);
    }

    async fn a_plan_of_another_company_is_not_there(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let eva = app.reporter("Eva", &app.company("Otra").await).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        let path = format!("/api/v1/tickets/{}/work-plan", case.id);
        let missing = ErrorCode::NotFound;
        eva.gets(&path).await.is_refused(404, missing);
        for (step, body) in [("approve", json!({})), ("reject", json!({ "comment": "x" }))] {
            let version = ana.sees(&case).await.version;
            let ask = eva.ask("POST", &format!("{path}/{step}")).seen(version).json(&body);
            ask.send().await.is_refused(404, missing);
        }
        assert_eq!(in_short(&ana, &case).await, Some((1, PlanState::Submitted)));
    }

    async fn bodies_of_plans_are_checked_field_by_field(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let eva = app.reporter("Eva", &app.company("Otra").await).await;
        let wrong = async |plan: &DraftWorkPlan, named: &[(&str, &str)]| {
            luis.plans("PUT", "", &case, plan).await.names(named);
        };
        let with = |change: &dyn Fn(&mut DraftActivity)| {
            let mut body = plan(&luis);
            change(&mut body.activities[1]);
            body
        };
        let soon = clock::now();
        let title = with(&|activity| activity.title = "a\nb".to_owned());
        wrong(&title, &[("/activities/1/title", "control_character")]).await;
        let backwards = with(&|activity| activity.ends_at = activity.starts_at);
        wrong(&backwards, &[("/activities/1/ends_at", "not_later")]).await;
        let far = with(&|activity| activity.ends_at = soon + TimeDelta::days(80_000));
        wrong(&far, &[("/activities/1/ends_at", "out_of_range")]).await;
        let foreign = with(&|activity| activity.responsible_id = eva.id);
        wrong(&foreign, &[("/activities/1/responsible_id", "unknown")]).await;
        let nobody = with(&|activity| activity.responsible_id = Uuid::now_v7());
        wrong(&nobody, &[("/activities/1/responsible_id", "unknown")]).await;
        let unknown = with(&|activity| activity.id = Some(Uuid::now_v7()));
        wrong(&unknown, &[("/activities/1/id", "unknown")]).await;
        let empty = DraftWorkPlan { objective: " ".to_owned(), ..plan(&luis) };
        wrong(&empty, &[("/objective", "empty")]).await;
        let many = vec![activity("Repetir", &luis, 1, 2); 101];
        wrong(&DraftWorkPlan { activities: many, ..plan(&luis) }, &[("/activities", "too_many")])
            .await;
        let stray = json!({ "objective": "x", "activities": [], "state": "approved" });
        luis.plans("PUT", "", &case, &stray).await.names(&[("/state", "unknown")]);

        // The customer may have something to do too, and one activity stands once in a plan.
        let hers = with(&|activity| activity.responsible_id = ana.id);
        let mut twice = edited(&luis.drafts_plan(&case, &hers).await);
        assert_eq!(twice.activities[1].responsible_id, ana.id);
        twice.activities[0].id = twice.activities[1].id;
        wrong(&twice, &[("/activities/1/id", "not_allowed")]).await;
        luis.submits_plan(&case).await;
        let silent = ana.plans("POST", "/reject", &case, &json!({ "comment": "" })).await;
        silent.names(&[("/comment", "empty")]);
    }

    async fn somebody_who_left_keeps_her_activities_and_gets_no_new_ones(app: &TestApp) {
        let (_, luis, case) = analysed(app).await;
        let (sara, olga) = (app.engineer("Sara").await, app.admin("Olga").await);
        let draft = luis.drafts_plan(&case, &plan(&sara)).await;
        olga.ask("PATCH", &format!("/api/v1/staff/{}", sara.id))
            .json(&json!({ "active": false }))
            .send()
            .await
            .is(200);
        let mut more = edited(&draft);
        more.objective = "Otro".to_owned();
        assert_eq!(luis.drafts_plan(&case, &more).await.activities[0].responsible.name, "Sara");
        more.activities.push(activity("Una más", &sara, 1, 2));
        luis.plans("PUT", "", &case, &more)
            .await
            .names(&[("/activities/2/responsible_id", "unknown")]);
    }

    async fn the_database_refuses_to_change_what_the_customer_was_sent(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let refuses = async |statement: &str| {
            let tx = app.state.db.begin().await.expect("a transaction");
            let refusal = tx.execute_unprepared(statement).await.expect_err(statement);
            let refusal = refusal.to_string();
            let known = ["a decision of the customer stands", "a submitted plan is not changed"];
            assert!(known.iter().any(|words| refusal.contains(words)), "{statement}: {refusal}");
            tx.rollback().await.expect("rolled back");
        };
        luis.sends_plan(&case, &plan(&luis)).await;
        let of_plans = ["UPDATE work_plans SET objective = 'x'", "DELETE FROM work_plans"];
        let of_activities = [
            "UPDATE work_plan_activities SET title = 'x'",
            "UPDATE work_plan_activities SET ends_at = starts_at",
            "DELETE FROM work_plan_activities",
            "INSERT INTO work_plan_activities (plan_id, id, position, title, responsible_id, \
             starts_at, ends_at, state) SELECT plan_id, plan_id, 9, title, responsible_id, \
             starts_at, ends_at, state FROM work_plan_activities WHERE position = 0",
        ];
        for statement in of_plans.into_iter().chain(of_activities) {
            refuses(statement).await;
        }
        ana.approves_plan(&case).await;
        for statement in [
            "UPDATE work_plans SET state = 'rejected'",
            "UPDATE work_plans SET decision_comment = 'x'",
            "UPDATE work_plans SET decided_by = NULL, decided_at = NULL, state = 'submitted'",
        ] {
            refuses(statement).await;
        }
        // What became of it may be noted all the same.
        luis.moves_activity(&case, 0, ActivityState::Done).await;
    }
}
