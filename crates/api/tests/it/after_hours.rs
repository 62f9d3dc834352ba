//! Work outside service hours: asked for in time, agreed by the other side, kept apart for each
//! engineer. Dates are computed from today where the server lives in the present.

mod working;

use aval_api::clock;
use aval_api::db::after_hours_window;
use aval_contract::after_hours::{
    AfterHoursWindow, AskAfterHours, ChangedWindow, Side, WindowEnd, WindowState,
};
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Empty;
use aval_contract::tickets::{AskedWindow, TicketQuery};
use aval_contract::{ActionKind, EventKind, Guard, Kind};
use aval_domain::calendar::{BOGOTA, Calendar};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::util::{
    Actor, Answer, Case, Company, TestApp, Weeks, because, bogota, both, incident, question,
    request,
};

/// 17:00 of a business day that is far enough away whatever the hour of this test, the `n`-th one.
fn evening(n: u32) -> DateTime<Utc> {
    Calendar::default().close_of_nth_business_day(clock::now(), 5 + n).expect("a supported year")
}

/// A window of some hours.
fn window(starts_at: DateTime<Utc>, hours: i64) -> AskAfterHours {
    AskAfterHours {
        starts_at,
        ends_at: starts_at + TimeDelta::hours(hours),
        task: "Cambiar la troncal SIP\ny probar la ruta de respaldo".to_owned(),
        contact: "Portería, 300 123 4567".to_owned(),
        override_reason: None,
        engineer_id: None,
    }
}

fn for_engineer(engineer: &Actor, asked: AskAfterHours) -> AskAfterHours {
    AskAfterHours { engineer_id: Some(engineer.id), ..asked }
}

async fn asks(actor: &Actor, case: &Case, asked: &AskAfterHours) -> Answer {
    let version = actor.sees(case).await.version;
    let path = format!("/api/v1/tickets/{}/after-hours", case.id);
    actor.ask("POST", &path).seen(version).json(asked).send().await
}

async fn has_asked(actor: &Actor, case: &Case, asked: &AskAfterHours) -> Uuid {
    asks(actor, case, asked).await.is(201).read::<ChangedWindow>().window.id
}

/// Acts on the newest version of the ticket.
async fn acts(
    actor: &Actor,
    verb: &str,
    case: &Case,
    window: Uuid,
    body: &impl Serialize,
) -> Answer {
    let version = actor.sees(case).await.version;
    let path = format!("/api/v1/tickets/{}/after-hours/{window}/{verb}", case.id);
    actor.ask("POST", &path).seen(version).json(body).send().await
}

async fn agrees(actor: &Actor, case: &Case, window: Uuid) -> Answer {
    acts(actor, "agree", case, window, &Empty {}).await
}

/// The one window of a ticket, as somebody sees it.
async fn sees_window(actor: &Actor, case: &Case) -> AfterHoursWindow {
    let mut listed = actor.session.after_hours(case.id).list().await.expect("a list").items;
    assert_eq!(listed.len(), 1);
    listed.remove(0)
}

async fn sees_agenda(actor: &Actor, days: i64, engineer: Option<&Actor>) -> Answer {
    let from = clock::now();
    let text = |at: DateTime<Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let engineer = engineer.map(|engineer| format!("&engineer_id={}", engineer.id));
    let to = from + TimeDelta::days(days);
    let query = format!("from={}&to={}{}", text(from), text(to), engineer.unwrap_or_default());
    actor.gets(&format!("/api/v1/agenda?{query}")).await
}

/// Moves a window in time, past the rules: the tests can't wait for days.
async fn moves(app: &TestApp, window: Uuid, starts: DateTime<Utc>, ends: DateTime<Utc>) {
    app.in_database(async |tx| {
        after_hours_window::Entity::update_many()
            .col_expr(after_hours_window::Column::StartsAt, Expr::value(starts))
            .col_expr(after_hours_window::Column::EndsAt, Expr::value(ends))
            .filter(after_hours_window::Column::Id.eq(window))
            .exec(tx)
            .await
            .expect("moved");
    })
    .await;
}

/// Ana's ticket, which Luis works on.
async fn scene(app: &TestApp) -> (Company, Actor, Actor, Case) {
    let acme = app.company("Acme").await;
    let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
    let case = ana.opens(request()).await;
    luis.takes(&case).await;
    (acme, ana, luis, case)
}

both! {
    async fn a_window_that_support_asks_for_needs_the_customer_until_she_answers(app: &TestApp) {
        let (_acme, ana, luis, case) = scene(app).await;
        let other = ana.opens(request()).await;
        let listed = async |actor: &Actor, needed: bool| {
            let query = TicketQuery { needs_customer: Some(needed), ..TicketQuery::default() };
            let items = actor.lists(&query).await.items;
            items.into_iter().map(|item| (item.id, item.asked_window)).collect::<Vec<_>>()
        };
        assert_eq!(listed(&ana, true).await, []);
        // The later one first: the list names the earlier one.
        has_asked(&luis, &case, &window(evening(2), 2)).await;
        let asked = window(evening(0), 3);
        let first = has_asked(&luis, &case, &asked).await;
        let side = Side::Support;
        let (starts_at, ends_at) = (asked.starts_at, asked.ends_at);
        let told = Some(AskedWindow { asked_by_side: side, starts_at, ends_at });
        for actor in [&ana, &luis] {
            assert_eq!(listed(actor, true).await, [(case.id, told)], "{}", actor.name);
            assert_eq!(listed(actor, false).await, [(other.id, None)], "{}", actor.name);
        }
        agrees(&ana, &case, first).await.is(200);
        let left = listed(&ana, true).await;
        assert_eq!(left[0].1.map(|window| window.starts_at), Some(evening(2)));

        // What a customer asks for is support's to answer; what has begun is nobody's.
        let hers = has_asked(&ana, &other, &window(evening(4), 2)).await;
        let of_support = listed(&luis, false).await;
        assert_eq!(of_support[0].1.map(|window| window.asked_by_side), Some(Side::Customer));
        moves(app, hers, clock::now() - TimeDelta::hours(1), evening(4)).await;
        assert_eq!(listed(&luis, false).await, [(other.id, None)]);
    }

    async fn a_minute_too_early_is_refused_and_at_the_earliest_start_it_is_taken(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let listed = ana.session.after_hours(case.id).list().await.expect("a list");
        let earliest = listed.earliest_start;
        let third = ana
            .posts(
                "/api/v1/calendar/evaluate",
                &json!({ "from": clock::now(), "add_business_days": 3 }),
            )
            .await
            .is(200)
            .value();
        assert_eq!(json!(earliest), third["close"]);
        for actor in [&ana, &luis] {
            let early = asks(actor, &case, &window(earliest - TimeDelta::minutes(1), 3)).await;
            let problem = early.is_refused(422, ErrorCode::NoticeTooShort);
            assert_eq!(problem.earliest_start, Some(earliest));
        }
        let asked = asks(&ana, &case, &window(earliest, 3)).await.is(201);
        assert_eq!(asked.header("etag"), Some("\"3\""));
        let ChangedWindow { window, ticket_version } = asked.read();
        assert_eq!((window.state, window.asked_by_side), (WindowState::Asked, Side::Customer));
        assert_eq!((window.starts_at, ticket_version), (earliest, 3));
        assert_eq!(window.can, [ActionKind::CancelAfterHours]);
        assert_eq!(
            sees_window(&luis, &case).await.can,
            [
                ActionKind::AgreeAfterHours,
                ActionKind::DeclineAfterHours,
                ActionKind::CancelAfterHours
            ]
        );
    }

    async fn holidays_count_neither_for_the_notice_nor_as_service_hours(app: &TestApp) {
        let mut weeks = Weeks::begin(app, "2026-03-30 10:00").await;
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = weeks.here(&ana).await.opens(request()).await;
        // Holy Week; the Monday that Ley 2578 made a holiday; New Year.
        for (asked, earliest, holiday) in [
            ("2026-03-30 10:00", "2026-04-06 17:00", "2026-05-01 09:00"),
            ("2026-07-10 10:00", "2026-07-16 17:00", "2026-07-20 09:00"),
            ("2026-12-30 10:00", "2027-01-05 17:00", "2027-01-11 09:00"),
        ] {
            weeks.go_to(asked).await;
            let ana = weeks.here(&ana).await;
            let earliest = bogota(earliest);
            let early = asks(&ana, &case, &window(earliest - TimeDelta::minutes(1), 3)).await;
            let problem = early.is_refused(422, ErrorCode::NoticeTooShort);
            assert_eq!(problem.earliest_start, Some(earliest), "asked {asked}");
            // The next morning at eight support is open again.
            let morning = earliest + TimeDelta::hours(15);
            let long = AskAfterHours {
                ends_at: morning + TimeDelta::minutes(1),
                ..window(earliest, 1)
            };
            let problem = asks(&ana, &case, &long).await;
            let problem = problem.is_refused(422, ErrorCode::OverlapsServiceHours);
            assert_eq!(problem.overlap_at, Some(morning), "asked {asked}");
            has_asked(&ana, &case, &window(earliest, 3)).await;
            // A holiday is outside service hours all day.
            has_asked(&ana, &case, &window(bogota(holiday), 3)).await;
        }
    }

    async fn what_overlaps_service_hours_is_refused_and_says_where(app: &TestApp) {
        let (_, ana, _, case) = scene(app).await;
        let starts = evening(0);
        let calendar = Calendar::default();
        let opens = calendar.next_opening(Kind::Request, starts).expect("a supported year");
        let night = AskAfterHours { ends_at: opens, ..window(starts, 1) };
        let longer = AskAfterHours { ends_at: opens + TimeDelta::minutes(1), ..night.clone() };
        let problem =
            asks(&ana, &case, &longer).await.is_refused(422, ErrorCode::OverlapsServiceHours);
        assert_eq!(problem.overlap_at, Some(opens));
        has_asked(&ana, &case, &night).await;
        // Saturday morning is service time of incidents only.
        let saturday = (0..20)
            .map(|n| evening(n).with_timezone(&BOGOTA).date_naive())
            .filter(|day| day.format("%a").to_string() == "Fri")
            .map(|friday| friday.succ_opt().expect("a date"))
            .find(|date| !aval_domain::holidays::is_holiday(*date).expect("a supported year"))
            .expect("an ordinary Saturday");
        let nine = saturday.and_hms_opt(14, 0, 0).expect("a time").and_utc();
        has_asked(&ana, &case, &window(nine, 2)).await;
        let broken = ana.opens(incident()).await;
        let problem = asks(&ana, &broken, &window(nine - TimeDelta::hours(1), 2)).await;
        let problem = problem.is_refused(422, ErrorCode::OverlapsServiceHours);
        assert_eq!(problem.overlap_at, Some(nine));
    }

    async fn a_declared_closure_moves_the_earliest_start_and_frees_its_day(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let olga = app.admin("Olga").await;
        let list = async || ana.session.after_hours(case.id).list().await.expect("a list");
        let before = list().await.earliest_start;
        let day = before.with_timezone(&BOGOTA).date_naive();
        let closure = json!({ "date": day, "kind": "closure", "name": "Mudanza" });
        olga.posts("/api/v1/calendar/exceptions", &closure).await.is(201);
        assert!(list().await.earliest_start > before);
        let at_noon = |day: chrono::NaiveDate| {
            day.and_hms_opt(17, 0, 0).expect("a time").and_utc()
        };
        let later = evening(1).with_timezone(&BOGOTA).date_naive();
        let lunch = window(at_noon(later), 1);
        asks(&ana, &case, &lunch).await.is_refused(422, ErrorCode::OverlapsServiceHours);
        let closure = json!({ "date": later, "kind": "closure", "name": "Inventario" });
        olga.posts("/api/v1/calendar/exceptions", &closure).await.is(201);
        let id = has_asked(&ana, &case, &lunch).await;
        // The day is an ordinary one again before anybody has agreed.
        let path = format!("/api/v1/calendar/exceptions/{later}");
        olga.ask("DELETE", &path).send().await.is(204);
        let refused = agrees(&luis, &case, id).await.is_refused(409, ErrorCode::GuardFailed);
        assert_eq!(refused.guard, Some(Guard::WindowInServiceHours));
    }

    async fn a_request_that_makes_no_sense_is_refused_field_by_field(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let good = window(evening(0), 2);
        let refused = async |asked: AskAfterHours, wrong: &[(&str, &str)]| {
            asks(&ana, &case, &asked).await.names(wrong);
        };
        let backwards = AskAfterHours { ends_at: good.starts_at, ..good.clone() };
        refused(backwards, &[("/ends_at", "before_start")]).await;
        let over = window(clock::now() - TimeDelta::minutes(1), 1);
        refused(over, &[("/starts_at", "in_past")]).await;
        let far: DateTime<Utc> = "2300-01-01T00:00:00Z".parse().expect("an instant");
        refused(
            AskAfterHours { ends_at: far, task: " ".to_owned(), ..good.clone() },
            &[("/ends_at", "out_of_range"), ("/task", "empty")],
        )
        .await;
        let long = AskAfterHours { contact: "x".repeat(201), ..good.clone() };
        refused(long, &[("/contact", "too_long")]).await;
        refused(for_engineer(&luis, good.clone()), &[("/engineer_id", "not_allowed")]).await;
        // Support can name nobody of the customer's.
        asks(&luis, &case, &for_engineer(&ana, good)).await.names(&[("/engineer_id", "unknown")]);
        assert_eq!(ana.sees(&case).await.version, 2);
    }

    async fn a_reporter_asks_support_agrees_and_both_have_it_on_record(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let asked = window(evening(0), 3);
        let id = has_asked(&ana, &case, &asked).await;
        assert_eq!(sees_window(&ana, &case).await.engineer, None, "nobody has promised anything");
        let version = luis.sees(&case).await.version;
        let agreed = luis.session.after_hours(case.id).agree(id, version).await.expect("agreed");
        assert_eq!(agreed.version, version + 1);
        assert_eq!(agreed.state, WindowState::Agreed);
        assert_eq!(agreed.engineer.as_ref().expect("somebody").name, "Luis");
        assert_eq!(agreed.answered_by.as_ref().expect("somebody").name, "Luis");
        let seen = sees_window(&ana, &case).await;
        assert_eq!((seen.task.as_str(), seen.state), (asked.task.as_str(), WindowState::Agreed));
        assert_eq!(seen.can, [ActionKind::CancelAfterHours]);
        let story = ana.timeline(&case).await;
        let kinds: Vec<_> = story.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds[2..], [EventKind::AfterHoursAsked, EventKind::AfterHoursAgreed]);
        assert_eq!(story[2].data["task"], json!(asked.task));
        assert_eq!(story[2].data["engineer"], json!(null));
        assert_eq!(story[3].data["engineer"]["name"], json!("Luis"));
        assert_eq!(story[3].data["window_id"], json!(id));
        assert!(ana.verifies(&case).await.verified);
    }

    async fn an_answer_is_given_once_and_by_the_other_side(app: &TestApp) {
        let (acme, ana, luis, case) = scene(app).await;
        let bea = app.reporter("Bea", &acme).await;
        let id = has_asked(&luis, &case, &window(evening(0), 3)).await;
        assert_eq!(sees_window(&bea, &case).await.engineer.expect("the assignee").name, "Luis");
        let guarded = async |actor: &Actor, guard: Guard| {
            for (verb, body) in [("agree", json!({})), ("decline", json!({ "reason": "x" }))] {
                let answer = acts(actor, verb, &case, id, &body).await;
                let problem = answer.is_refused(409, ErrorCode::GuardFailed);
                assert_eq!(problem.guard, Some(guard), "{verb}");
            }
        };
        guarded(&luis, Guard::WindowAskedByOwnSide).await;
        acts(&ana, "decline", &case, id, &json!({})).await.names(&[("/reason", "required")]);
        let reason = because("Esa noche hay cierre de mes");
        let declined = acts(&bea, "decline", &case, id, &reason).await.is(200);
        let declined = declined.read::<ChangedWindow>().window;
        assert_eq!((declined.state, declined.can), (WindowState::Declined, Vec::new()));
        assert_eq!(declined.reason, Some(reason.reason));
        guarded(&ana, Guard::WindowNotAsked).await;
        let cancelled = acts(&luis, "cancel", &case, id, &WindowEnd::default()).await;
        let problem = cancelled.is_refused(409, ErrorCode::GuardFailed);
        assert_eq!(problem.guard, Some(Guard::WindowSettled));
    }

    async fn only_coordinators_override_the_notice_and_their_reason_is_kept(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let carla = app.coordinator("Carla").await;
        // The first closed hours from now on, whatever the hour of this test.
        let calendar = Calendar::default();
        let soon = clock::now() + TimeDelta::minutes(5);
        let starts = match calendar.closes_at(Kind::Request, soon).expect("a supported year") {
            Some(closes) => closes,
            None => soon,
        };
        let opens = calendar.next_opening(Kind::Request, starts).expect("a supported year");
        let tonight = AskAfterHours { ends_at: opens, ..window(starts, 1) };
        let because = AskAfterHours {
            override_reason: Some("La sede se queda sin servicio".to_owned()),
            ..tonight.clone()
        };
        for actor in [&ana, &luis] {
            asks(actor, &case, &because).await.is_refused(403, ErrorCode::Forbidden);
        }
        asks(&carla, &case, &tonight).await.is_refused(422, ErrorCode::NoticeTooShort);
        has_asked(&carla, &case, &because).await;
        assert_eq!(sees_window(&ana, &case).await.override_reason, because.override_reason);
        let story = ana.timeline(&case).await;
        let told = &story.last().expect("an entry").data["override_reason"];
        assert_eq!(*told, json!(because.override_reason));
    }

    async fn windows_of_one_engineer_touch_and_never_overlap(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let marta = app.engineer("Marta").await;
        let starts = evening(0);
        let first = has_asked(&luis, &case, &window(starts, 3)).await;
        // Support's word holds from the moment it is given.
        let other = ana.opens(question()).await;
        let last_hour = window(starts + TimeDelta::hours(2), 2);
        let clash = asks(&luis, &other, &for_engineer(&luis, last_hour.clone())).await;
        clash.is_refused(409, ErrorCode::WindowOverlap);
        has_asked(&luis, &other, &for_engineer(&marta, last_hour.clone())).await;
        let after = window(starts + TimeDelta::hours(3), 2);
        has_asked(&luis, &other, &for_engineer(&luis, after)).await;
        // A customer may ask for any time; the engineer can't agree to it.
        let wish = has_asked(&ana, &case, &window(starts, 1)).await;
        agrees(&luis, &case, wish).await.is_refused(409, ErrorCode::WindowOverlap);
        let end = WindowEnd { reason: Some("Cambió el plan".to_owned()) };
        let cancelled = acts(&ana, "cancel", &case, first, &end).await.is(200);
        assert_eq!(cancelled.read::<ChangedWindow>().window.state, WindowState::Cancelled);
        agrees(&luis, &case, wish).await.is(200);
    }

    async fn of_parallel_agreements_for_one_engineer_one_succeeds(app: &TestApp) {
        let (acme, luis) = (app.company("Acme").await, app.engineer("Luis").await);
        let ana = app.reporter("Ana", &acme).await;
        let replica = app.replica(|_| {}).await;
        let there = luis.at(&replica);
        let mut wishes = Vec::new();
        for hour in 0..10 {
            let case = ana.opens(question()).await;
            luis.takes(&case).await;
            // All have the fourth hour of the evening in common.
            let starts = evening(0) + TimeDelta::minutes(20 * (hour % 3));
            let id = has_asked(&ana, &case, &window(starts, 4)).await;
            wishes.push((case, id));
        }
        let answers = join_all(wishes.iter().enumerate().map(|(number, (case, id))| {
            agrees(if number % 2 == 0 { &luis } else { &there }, case, *id)
        }))
        .await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            answer.is_refused(409, ErrorCode::WindowOverlap);
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [vec![200], vec![409; 9]].concat());
        replica.stop().await;
    }

    async fn people_of_support_who_name_each_other_at_once_do_not_wait_for_ever(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let (luis, marta) = (app.engineer("Luis").await, app.engineer("Marta").await);
        let mut cases = Vec::new();
        for _ in 0..8 {
            cases.push(ana.opens(question()).await);
        }
        let answers = join_all(cases.iter().zip(0..).map(|(case, n)| {
            let (by, named) = if n % 2 == 0 { (&luis, &marta) } else { (&marta, &luis) };
            let asked = for_engineer(named, window(evening(n), 2));
            async move { asks(by, case, &asked).await }
        }))
        .await;
        assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
    }
}
