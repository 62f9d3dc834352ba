//! Every list comes in pages, and the pages together are the list.

use aval_contract::error::ErrorCode;
use serde_json::{Value, json};

use crate::util::{Actor, TestApp, both};

/// The entries that pages of one entry have together, and the number that each names.
async fn one_by_one(actor: &Actor, path: &str) -> (Vec<Value>, Vec<Value>) {
    let (mut items, mut totals, mut cursor) = (Vec::new(), Vec::new(), String::new());
    loop {
        let asked = format!("{path}?limit=1&count=true{cursor}");
        let mut page = actor.gets(&asked).await.is(200).value();
        items.append(page["items"].as_array_mut().expect("items"));
        totals.push(page["total"].clone());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (items, totals),
        }
    }
}

both! {
    async fn the_pages_of_a_list_are_the_list(app: &TestApp) {
        let (olga, acme) = (app.admin("Olga").await, app.company("Acme").await);
        let (ana, _bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        olga.session.reporters(acme.id).remove(ana.id).await.expect("removed");
        app.reporter("Eva", &acme).await;
        let gone = app.engineer("Ada").await;
        let inactive = json!({ "active": false });
        let path = format!("/api/v1/staff/{}", gone.id);
        olga.ask("PATCH", &path).json(&inactive).send().await.is(200);
        for (number, name) in ["Luis", "Sara", "Álvaro"].into_iter().enumerate() {
            app.engineer(name).await;
            app.company(name).await;
            olga.posts("/api/v1/categories", &json!({ "name": name })).await.is(201);
            let template = json!({ "name": name, "body": name });
            olga.posts("/api/v1/answer-templates", &template).await.is(201);
            let view = json!({ "name": name, "query": "stage=open" });
            olga.posts("/api/v1/saved-views", &view).await.is(201);
            let date = format!("2030-01-{:02}", number + 7);
            let closure = json!({ "date": date, "kind": "closure", "name": name });
            olga.posts("/api/v1/calendar/exceptions", &closure).await.is(201);
            app.key(&olga, None, "tickets:read").await;
            let login = json!({ "email": olga.email, "password": crate::util::PASSWORD });
            app.ask("POST", "/api/v1/auth/login").json(&login).send().await.is(200);
        }
        for (path, wanted) in [
            ("/api/v1/staff".to_owned(), 5),
            (format!("/api/v1/companies/{}/reporters", acme.id), 3),
            ("/api/v1/companies".to_owned(), 4),
            ("/api/v1/categories".to_owned(), 3),
            ("/api/v1/answer-templates".to_owned(), 3),
            ("/api/v1/saved-views".to_owned(), 3),
            ("/api/v1/api-keys".to_owned(), 3),
            ("/api/v1/calendar/exceptions".to_owned(), 3),
            ("/api/v1/me/sessions".to_owned(), 4),
            ("/api/v1/audit".to_owned(), 11),
        ] {
            let whole = olga.gets(&path).await.is(200).value();
            let whole = whole["items"].as_array().expect("items");
            let (items, totals) = one_by_one(&olga, &path).await;
            assert_eq!((whole.len(), &items), (wanted, whole), "{path}");
            assert_eq!(totals, vec![json!(wanted); wanted], "{path}");
            olga.gets(&format!("{path}?limit=0")).await.names(&[("?limit", "out_of_range")]);
            for cursor in ["!", "eyJ4IjoxfQ"] {
                olga.gets(&format!("{path}?cursor={cursor}"))
                    .await
                    .is_refused(422, ErrorCode::CursorInvalid);
            }
        }
        // Who is gone comes last.
        let staff = olga.session.staff().list().await.expect("staff").items;
        let names: Vec<_> = staff.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["Álvaro", "Luis", "Olga", "Sara", "Ada"]);
    }
}
