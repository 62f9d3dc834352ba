//! The agenda of an engineer in her own calendar program, behind a secret address.

use aval_contract::after_hours::{AskAfterHours, ChangedWindow, CreatedCalendarFeed};
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Empty;
use aval_domain::calendar::Calendar;
use chrono::TimeDelta;
use serde_json::json;

use crate::util::{Actor, Answer, Case, TestApp, both, request};

/// The path of an address, which anybody may ask for.
fn path_of(app: &TestApp, feed: &CreatedCalendarFeed) -> String {
    feed.url.strip_prefix(&app.url()).expect("an address of this server").to_owned()
}

async fn read(app: &TestApp, feed: &CreatedCalendarFeed) -> Answer {
    app.ask("GET", &path_of(app, feed)).send().await
}

/// The lines of a calendar, folded ones put together again.
fn lines(answer: &Answer) -> Vec<String> {
    answer.text().replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

async fn posts(actor: &Actor, case: &Case, rest: &str, body: &impl serde::Serialize) -> Answer {
    let version = actor.sees(case).await.version;
    let path = format!("/api/v1/tickets/{}/after-hours{rest}", case.id);
    actor.ask("POST", &path).seen(version).json(body).send().await
}

both! {
    async fn a_calendar_program_reads_what_was_agreed_and_what_became_of_it(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let marta = app.engineer("Marta").await;
        let case = ana.opens(request()).await;
        luis.takes(&case).await;
        luis.notes(&case, "zumbayllu").await;
        let none = luis.session.me().calendar_feed().await.expect("an answer");
        assert_eq!(none.created_at, None);
        let feed = luis.session.me().create_calendar_feed().await.expect("made");
        let empty = read(app, &feed).await.is(200);
        assert_eq!(empty.header("content-type"), Some("text/calendar; charset=utf-8"));
        assert!(!lines(&empty).iter().any(|line| line == "BEGIN:VEVENT"));

        let starts_at = Calendar::default()
            .close_of_nth_business_day(aval_api::clock::now(), 5)
            .expect("a supported year");
        let wish = AskAfterHours {
            starts_at,
            ends_at: starts_at + TimeDelta::hours(4),
            task: "Cambiar la troncal; probar, y avisar".to_owned(),
            contact: "Portería".to_owned(),
            override_reason: None,
            engineer_id: None,
        };
        let asked = posts(&ana, &case, "", &wish).await.is(201).read::<ChangedWindow>().window;
        assert_eq!(read(app, &feed).await.text(), empty.text(), "nothing is promised yet");
        posts(&luis, &case, &format!("/{}/agree", asked.id), &Empty {}).await.is(200);
        let agreed = lines(&read(app, &feed).await.is(200));
        let utc = |at: chrono::DateTime<chrono::Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
        for line in [
            format!("UID:{}", asked.id),
            format!("DTSTART:{}", utc(wish.starts_at)),
            format!("DTEND:{}", utc(wish.ends_at)),
            format!("SUMMARY:{} · Acme", case.number),
            "STATUS:CONFIRMED".to_owned(),
            "SEQUENCE:0".to_owned(),
        ] {
            assert!(agreed.contains(&line), "{line} in {agreed:#?}");
        }
        assert!(agreed.iter().any(|line| line.contains(r"troncal\; probar\, y avisar")));
        assert!(!agreed.iter().any(|line| line.contains("zumbayllu")));
        let other = marta.session.me().create_calendar_feed().await.expect("made");
        assert!(!read(app, &other).await.text().contains(&case.number), "each has her own");

        ana.withdraws(&case).await;
        let cancelled = lines(&read(app, &feed).await);
        assert!(cancelled.contains(&"STATUS:CANCELLED".to_owned()), "{cancelled:#?}");
        assert!(cancelled.contains(&"SEQUENCE:1".to_owned()), "{cancelled:#?}");
        assert!(cancelled.contains(&format!("UID:{}", asked.id)), "{cancelled:#?}");
    }

    async fn an_address_ends_when_it_is_replaced_or_revoked_or_its_owner_leaves(app: &TestApp) {
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let make = async || luis.session.me().create_calendar_feed().await.expect("made");
        let unknown = app
            .ask("GET", &format!("/api/v1/calendar-feeds/{}.ics", "x".repeat(43)))
            .send()
            .await;
        unknown.is_refused(404, ErrorCode::NotFound);
        let gone = async |feed: &CreatedCalendarFeed| {
            let answer = read(app, feed).await;
            assert_eq!(answer.but_for_the_request(), unknown.but_for_the_request());
        };
        let (first, second) = (make().await, make().await);
        gone(&first).await;
        read(app, &second).await.is(200);
        let shown = luis.session.me().calendar_feed().await.expect("an answer");
        assert_eq!(shown.created_at, Some(second.created_at));
        luis.session.me().delete_calendar_feed().await.expect("ended");
        gone(&second).await;
        luis.ask("DELETE", "/api/v1/me/calendar-feed")
            .send()
            .await
            .is_refused(404, ErrorCode::NotFound);

        let third = make().await;
        let path = format!("/api/v1/staff/{}", luis.id);
        for active in [false, true] {
            olga.ask("PATCH", &path).json(&json!({ "active": active })).send().await.is(200);
            gone(&third).await;
        }
    }

    async fn the_same_request_again_gets_the_same_address_and_no_table_holds_it(app: &TestApp) {
        let luis = app.engineer("Luis").await;
        let make = || luis.ask("POST", "/api/v1/me/calendar-feed").key("una vez");
        let first = make().send().await.is(201);
        let again = make().send().await.is(201);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        let feed: CreatedCalendarFeed = first.read();
        assert_eq!(again.read::<CreatedCalendarFeed>(), feed);
        read(app, &feed).await.is(200);
        use aval_api::db::{calendar_feed, idempotency_key};
        use sea_orm::EntityTrait as _;
        let token = feed.url.rsplit('/').next().expect("a name").trim_end_matches(".ics");
        assert_eq!(token.len(), 43, "256 bits");
        let db = app.state.db.read();
        let feeds = calendar_feed::Entity::find().all(db).await.expect("rows");
        let kept = idempotency_key::Entity::find().all(db).await.expect("rows");
        assert_eq!((feeds.len(), kept.len()), (1, 1));
        assert!(!format!("{feeds:?}{kept:?}").contains(token));
    }
}
