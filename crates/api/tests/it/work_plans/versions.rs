//! Versions: what support writes is its own affair until it is sent, and what was sent stays.

use aval_contract::error::ErrorCode;
use aval_contract::work_plans::{DraftWorkPlan, WorkPlan};
use aval_contract::{EventKind, Guard, PlanState, WaitingOn};
use serde_json::json;

use super::{analysed, edited, guard, in_short, kinds};
use crate::util::{Actor, Company, TestApp, both, plan};

/// A word that stands in drafts only.
const CANARY: &str = "zumbayllu";

both! {
    async fn of_a_draft_the_customer_hears_nothing(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let olga = app.admin("Olga").await;
        let acme = ana.session.me().show().await.expect("herself").company.expect("hers").id;
        let acme = Company { id: acme, name: "Acme".to_owned() };
        let key = app.key(&olga, Some(&acme), "tickets:read").await;
        let support_key = app.key(&olga, None, "tickets:read").await;
        let secret = DraftWorkPlan { objective: CANARY.to_owned(), ..plan(&luis) };

        let heard = async |customer: &Actor| {
            let mut bodies = Vec::new();
            for path in [
                format!("/api/v1/tickets/{}", case.id),
                format!("/api/v1/tickets/{}/work-plan", case.id),
                format!("/api/v1/tickets/{}/timeline?limit=100&count=true", case.id),
                format!("/api/v1/tickets/{}/timeline/verification", case.id),
                format!("/api/v1/tickets/{}/actions", case.id),
                "/api/v1/tickets?count=true".to_owned(),
            ] {
                let answer = customer.gets(&path).await.is(200);
                let mut value = answer.value();
                // Clocks go on whatever anybody does.
                if let Some(ticket) = value.as_object_mut() {
                    ticket.remove("clocks");
                }
                bodies.push((path, answer.header("etag").map(str::to_owned), value));
            }
            bodies
        };
        // Without any plan, then with a draft over none, then with a draft over an approved one.
        let refusal = async || {
            let answer = ana.plans("POST", "/approve", &case, &json!({})).await;
            answer.is_refused(409, ErrorCode::GuardFailed).guard
        };
        let unplanned = (heard(&ana).await, heard(&key).await);
        luis.drafts_plan(&case, &secret).await;
        assert_eq!((heard(&ana).await, heard(&key).await), unplanned);
        assert_eq!(refusal().await, Some(Guard::PlanNotSubmitted));
        luis.discards_plan(&case).await;
        assert_eq!((heard(&ana).await, heard(&key).await), unplanned);
        assert_eq!(refusal().await, Some(Guard::PlanNotSubmitted));

        // That a draft was given up shows in no number: the first that she gets is the first.
        assert_eq!(luis.sends_plan(&case, &plan(&luis)).await.version, 1);
        ana.approves_plan(&case).await;
        let approved = (heard(&ana).await, heard(&key).await);
        luis.drafts_plan(&case, &secret).await;
        assert_eq!((heard(&ana).await, heard(&key).await), approved);
        assert_eq!(refusal().await, Some(Guard::PlanNotSubmitted));
        assert_eq!(in_short(&ana, &case).await, Some((1, PlanState::Approved)));
        for member in [&luis, &support_key] {
            assert_eq!(in_short(member, &case).await, Some((2, PlanState::Draft)));
            let path = format!("/api/v1/tickets/{}/work-plan", case.id);
            assert_eq!(member.gets(&path).await.is(200).value()["objective"], CANARY);
        }

        let all = [ana.heard(), key.heard()].concat();
        assert!(all.iter().all(|body| !body.contains(CANARY)), "{all:#?}");
        assert!(all.iter().all(|body| !body.contains("draft_work_plan")), "{all:#?}");
    }

    async fn two_of_support_do_not_overwrite_each_others_drafts(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let sara = app.engineer("Sara").await;
        let (seen, hers) = (luis.sees(&case).await.version, ana.sees(&case).await.version);
        luis.drafts_plan(&case, &plan(&luis)).await;
        let path = format!("/api/v1/tickets/{}/work-plan", case.id);
        let late = sara.ask("PUT", &path).seen(seen).json(&plan(&sara)).send().await;
        let problem = late.is_refused(412, ErrorCode::PreconditionFailed);
        assert_eq!(problem.current_version, Some(sara.sees(&case).await.version));
        sara.ask("PUT", &path)
            .json(&plan(&sara))
            .send()
            .await
            .is_refused(428, ErrorCode::PreconditionRequired);
        // The customer acts on what she has seen, which has not changed.
        let withdraw = format!("/api/v1/tickets/{}/actions/withdraw", case.id);
        ana.ask("POST", &withdraw).seen(hers).json(&json!({ "reason": "x" })).send().await.is(200);
    }

    async fn a_submitted_plan_that_is_edited_is_taken_back(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let sent = luis.sends_plan(&case, &plan(&luis)).await;
        let before = ana.sees(&case).await.version;
        let better = DraftWorkPlan { objective: "Mejor".to_owned(), ..edited(&sent) };
        assert_eq!(luis.drafts_plan(&case, &better).await.version, 2);

        let ticket = ana.sees(&case).await;
        assert_eq!((ticket.version, ticket.waiting_on), (before + 1, WaitingOn::Support));
        assert!(!ticket.clocks.resolution.paused, "support has to act again");
        assert_eq!(in_short(&ana, &case).await, Some((1, PlanState::Withdrawn)));
        assert_eq!(ana.sees_plan(&case).await.expect("the one she had").objective, sent.objective);
        assert_eq!(kinds(&ana, &case).await.last(), Some(&EventKind::WorkPlanWithdrawn));
        let answer = ana.plans("POST", "/approve", &case, &json!({})).await;
        assert_eq!(guard(&answer), Some(Guard::PlanNotSubmitted));

        luis.submits_plan(&case).await;
        assert_eq!(in_short(&ana, &case).await, Some((2, PlanState::Submitted)));
        assert_eq!(ana.sees(&case).await.waiting_on, WaitingOn::Customer);
        ana.approves_plan(&case).await;
    }

    async fn a_draft_is_rewritten_in_place(app: &TestApp) {
        let (_, luis, case) = analysed(app).await;
        let first = luis.drafts_plan(&case, &plan(&luis)).await;
        let mut body = edited(&first);
        body.activities.swap(0, 1);
        let second = luis.drafts_plan(&case, &body).await;
        assert_eq!((second.version, second.state), (1, PlanState::Draft));
        let order = |plan: &WorkPlan| plan.activities.iter().map(|a| a.id).collect::<Vec<_>>();
        assert_eq!(order(&second), order(&first).into_iter().rev().collect::<Vec<_>>());
        let same = luis.plans("PUT", "", &case, &body).await;
        assert_eq!(guard(&same), Some(Guard::NothingChanged));
    }

    async fn what_is_given_up_makes_the_version_before_count_again(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        assert_eq!(guard(&luis.plans("DELETE", "", &case, &()).await), Some(Guard::NoPlan));
        luis.sends_plan(&case, &plan(&luis)).await;
        let answer = luis.plans("DELETE", "", &case, &()).await;
        assert_eq!(guard(&answer), Some(Guard::NothingToDiscard));
        let approved = ana.approves_plan(&case).await;
        let answer = luis.plans("DELETE", "", &case, &()).await;
        assert_eq!(guard(&answer), Some(Guard::NothingToDiscard));

        let other = DraftWorkPlan { objective: "Otro".to_owned(), ..edited(&approved) };
        luis.drafts_plan(&case, &other).await;
        let back = luis.discards_plan(&case).await.expect("the approved one");
        assert_eq!((back.version, back.state), (1, PlanState::Approved));
        luis.sends_plan(&case, &other).await;
        ana.rejects_plan(&case, "No").await;
        assert_eq!(in_short(&ana, &case).await, Some((2, PlanState::Rejected)));
        assert_eq!(luis.discards_plan(&case).await.expect("the approved one").version, 1);
        // She had seen that one, so she sees that it is gone; its number stays used.
        assert_eq!(in_short(&ana, &case).await, Some((1, PlanState::Approved)));
        assert_eq!(kinds(&ana, &case).await.last(), Some(&EventKind::WorkPlanWithdrawn));
        luis.starts_solution(&case).await;
        assert_eq!(luis.sends_plan(&case, &other).await.version, 3);
        assert!(ana.verifies(&case).await.verified && luis.verifies(&case).await.verified);
    }

    async fn without_any_version_left_there_is_no_plan(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        ana.rejects_plan(&case, "No hace falta plan").await;
        assert_eq!(luis.discards_plan(&case).await, None);
        assert_eq!((ana.sees_plan(&case).await, in_short(&ana, &case).await), (None, None));
        luis.starts_solution(&case).await;
    }
}
