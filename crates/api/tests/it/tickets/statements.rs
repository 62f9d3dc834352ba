//! How many statements an answer costs, whatever the data.

use aval_api::tickets::derived;
use aval_contract::ActivityState;
use aval_contract::after_hours::Agenda;

use crate::util::{Actor, TestApp, both, delivery, incident, plan, question};

/// The statements that one request runs.
async fn cost(app: &TestApp, actor: &Actor, path: &str) -> u64 {
    let before = app.state.db.statements();
    actor.gets(path).await.is(200);
    app.state.db.statements() - before
}

both! {
    async fn a_list_costs_four_statements_at_most_for_one_and_for_fifty(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        let path = "/api/v1/tickets?limit=50&count=true";
        let key = app.key(&app.admin("Olga").await, Some(&acme), "tickets:read").await;
        let actors = [&ana, &luis, &key];
        let mut for_one = Vec::new();
        for actor in actors {
            for_one.push(cost(app, actor, path).await);
        }
        for _ in 0..54 {
            let case = ana.opens(question()).await;
            luis.takes(&case).await;
        }
        for (actor, for_one) in actors.into_iter().zip(for_one) {
            let for_fifty = cost(app, actor, path).await;
            assert!((1..=4).contains(&for_fifty), "{for_fifty} statements");
            assert_eq!(for_fifty, for_one);
        }
    }

    async fn a_ticket_costs_five_statements_at_most_however_long_its_story(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        let path = format!("/api/v1/tickets/{}", case.id);
        let fresh = (cost(app, &ana, &path).await, cost(app, &luis, &path).await);
        luis.works_up_to_analysis(&case).await;
        luis.sends_plan(&case, &plan(&luis)).await;
        ana.approves_plan(&case).await;
        for place in 0..2 {
            luis.moves_activity(&case, place, ActivityState::Done).await;
        }
        luis.starts_solution(&case).await;
        luis.delivers(&case, delivery()).await;
        for number in 0..20 {
            ana.writes(&case, &format!("mensaje {number}")).await;
            luis.notes(&case, &format!("nota {number}")).await;
        }
        let later = (cost(app, &ana, &path).await, cost(app, &luis, &path).await);
        assert_eq!(later, fresh);
        assert!((1..=5).contains(&later.0) && (1..=5).contains(&later.1), "{later:?}");
    }

    async fn a_page_of_the_record_costs_the_same_for_one_event_and_for_a_hundred(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.notes(&case, "una").await;
        ana.writes(&case, "uno").await;
        let path = format!("/api/v1/tickets/{}/timeline?limit=100", case.id);
        let fresh = (cost(app, &ana, &path).await, cost(app, &luis, &path).await);
        for number in 0..30 {
            ana.writes(&case, &format!("mensaje {number}")).await;
            luis.notes(&case, &format!("nota {number}")).await;
        }
        assert_eq!((cost(app, &ana, &path).await, cost(app, &luis, &path).await), fresh);
    }

    async fn windows_and_the_agenda_cost_the_same_for_one_and_for_ten(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(question()).await;
        let path = format!("/api/v1/tickets/{}/after-hours", case.id);
        let calendar = aval_domain::calendar::Calendar::default();
        let ask = async |n: u32| {
            let starts_at = calendar
                .close_of_nth_business_day(aval_api::clock::now(), 4 + n)
                .expect("a supported year");
            let window = serde_json::json!({
                "starts_at": starts_at, "ends_at": starts_at + chrono::TimeDelta::hours(2),
                "task": "x", "contact": "x", "engineer_id": luis.id
            });
            let version = luis.sees(&case).await.version;
            luis.ask("POST", &path).seen(version).json(&window).send().await.is(201);
        };
        let now = aval_api::clock::now();
        let agenda = format!(
            "/api/v1/agenda?from={}&to={}",
            now.format("%FT%TZ"),
            (now + chrono::TimeDelta::days(60)).format("%FT%TZ")
        );
        let agree_on_plan = async || {
            let case = ana.opens(incident()).await;
            luis.works_up_to_analysis(&case).await;
            luis.sends_plan(&case, &plan(&luis)).await;
            ana.approves_plan(&case).await;
        };
        ask(0).await;
        agree_on_plan().await;
        let for_one = (cost(app, &ana, &path).await, cost(app, &luis, &agenda).await);
        for n in 1..10 {
            ask(n).await;
            agree_on_plan().await;
        }
        let shown: Agenda = luis.gets(&agenda).await.is(200).read();
        assert_eq!((shown.items.len(), shown.activities.len()), (10, 20));
        let for_ten = (cost(app, &ana, &path).await, cost(app, &luis, &agenda).await);
        assert_eq!(for_ten, for_one);
        assert!((1..=5).contains(&for_ten.0) && (1..=5).contains(&for_ten.1), "{for_ten:?}");
    }

    async fn deriving_anew_costs_the_same_for_one_ticket_and_for_twenty(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        ana.opens(incident()).await;
        let cost = async |tickets: u64| {
            app.sql("UPDATE tickets SET due_at = NULL").await;
            app.sql("DELETE FROM timers").await;
            let before = app.state.db.statements();
            assert_eq!(derived::rebuild_all(&app.state).await.expect("derived"), tickets);
            app.state.db.statements() - before
        };
        let for_one = cost(1).await;
        for _ in 1..20 {
            ana.opens(incident()).await;
        }
        assert_eq!(cost(20).await, for_one);
    }
}
