//! Customers and their two reporters.

use std::collections::HashMap;

use aval_contract::companies::{PersonStatus, Reporter};
use aval_contract::error::ErrorCode;
use aval_contract::page::{Page, PageQuery};
use futures_util::future::join_all;
use serde_json::json;

use crate::util::{Actor, Answer, Company, TestApp, both, question};

async fn invites(admin: &Actor, company: &Company, number: usize) -> Answer {
    let body =
        json!({ "email": format!("r{number}@example.com"), "name": format!("Rosa {number}") });
    admin.posts(&format!("/api/v1/companies/{}/reporters", company.id), &body).await
}

async fn reporters(admin: &Actor, company: &Company) -> Page<Reporter> {
    admin.session.reporters(company.id).list().await.expect("reporters")
}

both! {
    async fn twenty_parallel_invites_leave_two_and_409_for_the_rest(app: &TestApp) {
        let olga = app.admin("Olga").await;
        let acme = app.company("Acme").await;
        let answers = join_all((0..20).map(|number| invites(&olga, &acme, number))).await;
        let mut statuses: HashMap<u16, usize> = HashMap::new();
        for answer in answers {
            *statuses.entry(answer.status).or_default() += 1;
            if answer.status != 201 {
                answer.is_refused(409, ErrorCode::ReporterLimit);
            }
        }
        assert_eq!(statuses, HashMap::from([(201, 2), (409, 18)]));
        let held = reporters(&olga, &acme).await.items;
        assert_eq!(held.len(), 2);
        assert!(held.iter().all(|reporter| reporter.status == PersonStatus::Invited));
        let shown = olga.session.companies().show(acme.id).await.expect("the company");
        assert_eq!(shown.active_reporters, 2);

        // Replacing one frees her slot, for one and not for two.
        olga.session.reporters(acme.id).remove(held[0].id).await.expect("removed");
        let answers = join_all((20..40).map(|number| invites(&olga, &acme, number))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        let now = reporters(&olga, &acme).await.items;
        let holding = now.iter().filter(|reporter| reporter.status != PersonStatus::Inactive);
        assert_eq!((now.len(), holding.count()), (3, 2));
    }

    async fn parallel_invites_through_two_servers_leave_two(app: &TestApp) {
        let (olga, acme) = (app.admin("Olga").await, app.company("Acme").await);
        let replica = app.replica(|_| {}).await;
        let there = olga.at(&replica);
        let answers =
            join_all((0..20).map(|number| {
                invites(if number % 2 == 0 { &olga } else { &there }, &acme, number)
            }))
            .await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [vec![201; 2], vec![409; 18]].concat());
        replica.stop().await;
    }

    async fn the_database_itself_keeps_a_third_reporter_out(app: &TestApp) {
        let acme = app.company("Acme").await;
        app.reporter("Ana", &acme).await;
        app.reporter("Bea", &acme).await;
        use sea_orm::{ConnectionTrait as _, TransactionTrait as _};
        for statement in [
            "UPDATE people SET reporter_slot = 1 WHERE name = 'Bea'",
            "UPDATE people SET reporter_slot = 3 WHERE name = 'Bea'",
            "UPDATE people SET reporter_slot = NULL WHERE name = 'Bea'",
        ] {
            let tx = app.state.db.begin().await.expect("a transaction");
            let inner = tx.begin().await.expect("a savepoint");
            inner.execute_unprepared(statement).await.expect_err(statement);
            inner.rollback().await.expect("rolled back");
            tx.rollback().await.expect("rolled back");
        }
    }

    async fn whoever_is_replaced_is_out_at_once_and_her_history_stays(app: &TestApp) {
        let (olga, acme) = (app.admin("Olga").await, app.company("Acme").await);
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let case = ana.opens(question()).await;
        invites(&olga, &acme, 1).await.is_refused(409, ErrorCode::ReporterLimit);
        olga.session.reporters(acme.id).remove(ana.id).await.expect("removed");
        ana.gets("/api/v1/me").await.is_refused(401, ErrorCode::Unauthorized);
        invites(&olga, &acme, 1).await.is(201);
        assert_eq!(bea.sees(&case).await.reporter.expect("a reporter").name, "Ana");
        assert_eq!(bea.timeline(&case).await[0].actor.name, "Ana");
        // Removing her again changes nothing; one of another company is not there.
        olga.session.reporters(acme.id).remove(ana.id).await.expect("the same");
        let other = app.company("Otra").await;
        let path = format!("/api/v1/companies/{}/reporters/{}", other.id, bea.id);
        olga.ask("DELETE", &path).send().await.is_refused(404, ErrorCode::NotFound);
    }

    async fn a_reporter_finds_her_own_company_and_no_other(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let ana = app.reporter("Ana", &acme).await;
        let query = PageQuery { count: Some(true), ..PageQuery::default() };
        let listed = ana.session.companies().list(&query).await.expect("a page");
        let names: Vec<_> = listed.items.iter().map(|company| company.name.as_str()).collect();
        assert_eq!((names, listed.total), (vec!["Acme"], Some(1)));
        ana.gets(&format!("/api/v1/companies/{}", other.id))
            .await
            .is_refused(404, ErrorCode::NotFound);
        // Engineers open tickets for customers and name colleagues: they list both.
        let luis = app.engineer("Luis").await;
        let listed = luis.session.companies().list(&query).await.expect("a page");
        assert_eq!(listed.total, Some(2));
        assert!(!luis.session.staff().list().await.expect("staff").items.is_empty());
    }

    async fn names_are_listed_without_regard_to_case_and_accents(app: &TestApp) {
        let olga = app.admin("Ólga").await;
        for name in ["Zeta", "ómnibus", "Ñandú", "nuez", "Oasis", "avena", "ÁLAMO"] {
            app.company(name).await;
            olga.posts("/api/v1/categories", &json!({ "name": name })).await.is(201);
            app.engineer(name).await;
        }
        let sorted = ["ÁLAMO", "avena", "Ñandú", "nuez", "Oasis", "ómnibus", "Zeta"];
        let (mut listed, mut query) = (Vec::new(), PageQuery::default());
        query.limit = Some(2);
        loop {
            let page = olga.session.companies().list(&query).await.expect("a page");
            listed.extend(page.items.into_iter().map(|company| company.name));
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        assert_eq!(listed, sorted);
        let categories = olga.session.categories().list().await.expect("categories").items;
        assert!(categories.iter().map(|category| category.name.as_str()).eq(sorted));
        let staff = olga.session.staff().list().await.expect("staff").items;
        let staff = staff.iter().map(|member| member.name.as_str());
        assert!(staff.filter(|name| *name != "Ólga").eq(sorted));
        // A new name sorts at once.
        let zeta = categories.last().expect("seven");
        let renamed = json!({ "name": "Ábaco" });
        let path = format!("/api/v1/categories/{}", zeta.id);
        olga.ask("PATCH", &path).json(&renamed).send().await.is(200);
        let first = olga.session.categories().list().await.expect("categories").items.remove(0);
        assert_eq!(first.name, "Ábaco");
    }

    async fn an_address_belongs_to_one_person(app: &TestApp) {
        let (olga, acme) = (app.admin("Olga").await, app.company("Acme").await);
        let other = app.company("Otra").await;
        invites(&olga, &acme, 1).await.is(201);
        invites(&olga, &other, 1).await.is_refused(409, ErrorCode::EmailTaken);
        let staff = json!({ "email": "R1@EXAMPLE.com", "name": "Rosa", "role": "engineer" });
        olga.posts("/api/v1/staff", &staff).await.is_refused(409, ErrorCode::EmailTaken);
    }

    async fn a_company_is_known_by_its_nit(app: &TestApp) {
        let (olga, luis) = (app.admin("Olga").await, app.engineer("Luis").await);
        let create = async |actor: &Actor, nit: &str| {
            actor.posts("/api/v1/companies", &json!({ "name": "Acme S.A.S.", "nit": nit })).await
        };
        create(&olga, "900123456-7").await.is_refused(422, ErrorCode::ValidationFailed);
        let made = create(&olga, "900.123.456-8").await.is(201);
        assert_eq!(made.value()["nit"], "900123456-8");
        let location = made.header("location").expect("Location").to_owned();
        olga.gets(&location).await.is(200);
        create(&olga, "900123456-8").await.is_refused(409, ErrorCode::NitTaken);
        create(&luis, "900123456-8").await.is_refused(403, ErrorCode::Forbidden);
        olga.posts("/api/v1/companies", &json!({ "name": "-", "nit": "1" }))
            .await
            .is_refused(422, ErrorCode::ValidationFailed);
        let audit = olga.gets("/api/v1/audit").await.is(200).value();
        assert_eq!(audit["items"][0]["action"], "company.created");
        assert_eq!(audit["items"][0]["actor"]["name"], "Olga");
    }

    async fn companies_are_paged_by_name(app: &TestApp) {
        let luis = app.engineer("Luis").await;
        let mut names = Vec::new();
        for number in 0..7 {
            names.push(app.company(&format!("Empresa {number}")).await.name);
        }
        let (mut seen, mut path) = (Vec::new(), "/api/v1/companies?limit=3&count=true".to_owned());
        loop {
            let page = luis.gets(&path).await.is(200).value();
            assert_eq!(page["total"], 7);
            let items = page["items"].as_array().expect("items").clone();
            seen.extend(items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("/api/v1/companies?limit=3&count=true&cursor={cursor}");
        }
        assert_eq!(seen, names);
    }

    async fn the_last_admin_cannot_lock_herself_out(app: &TestApp) {
        let olga = app.admin("Olga").await;
        let path = format!("/api/v1/staff/{}", olga.id);
        for body in [json!({ "role": "engineer" }), json!({ "active": false })] {
            olga.ask("PATCH", &path).json(&body).send().await.is_refused(409, ErrorCode::Conflict);
        }
        // Of two admins who remove each other at once, one stays.
        let nora = app.admin("Nora").await;
        let removes = async |who: &Actor, whom: &Actor| {
            who.ask("PATCH", &format!("/api/v1/staff/{}", whom.id))
                .json(&json!({ "active": false }))
                .send()
                .await
                .status
        };
        futures_util::future::join(removes(&olga, &nora), removes(&nora, &olga)).await;
        let left = [&olga, &nora].map(|admin| admin.gets("/api/v1/audit"));
        let statuses: Vec<u16> = join_all(left).await.iter().map(|answer| answer.status).collect();
        assert!(statuses.contains(&200), "{statuses:?}");
    }
}
