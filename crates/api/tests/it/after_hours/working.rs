//! What becomes of a window: the work itself, the end of its ticket, the agenda, and the mails.

use aval_api::clock;
use aval_api::db::job;
use aval_contract::after_hours::{Agenda, ChangedWindow, WindowEnd, WindowState};
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Empty;
use aval_contract::{EventKind, Guard, WaitingOn};
use chrono::TimeDelta;
use sea_orm::EntityTrait as _;
use serde_json::json;
use uuid::Uuid;

use super::{
    acts, agrees, asks, evening, for_engineer, has_asked, moves, scene, sees_agenda, window,
};
use crate::jobs::Mail;
use crate::util::{Actor, TestApp, because, both, delivery, incident, question, request};

both! {
    async fn work_is_put_on_record_by_support_when_its_time_has_come(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let guarded = async |verb: &str, id: Uuid, guard: Guard| {
            let answer = acts(&luis, verb, &case, id, &json!({})).await;
            let problem = answer.is_refused(409, ErrorCode::GuardFailed);
            assert_eq!(problem.guard, Some(guard), "{verb}");
        };
        let id = has_asked(&ana, &case, &window(evening(0), 3)).await;
        guarded("complete", id, Guard::WindowNotAgreed).await;
        agrees(&luis, &case, id).await.is(200);
        guarded("complete", id, Guard::WindowNotStarted).await;
        guarded("miss", id, Guard::WindowNotOver).await;
        let now = clock::now();
        moves(app, id, now - TimeDelta::hours(1), now + TimeDelta::hours(1)).await;
        guarded("miss", id, Guard::WindowNotOver).await;
        for verb in ["complete", "miss"] {
            acts(&ana, verb, &case, id, &json!({})).await.is_refused(403, ErrorCode::Forbidden);
        }
        let done = acts(&luis, "complete", &case, id, &Empty {}).await.is(200);
        let done = done.read::<ChangedWindow>().window;
        assert_eq!((done.state, done.can), (WindowState::Done, Vec::new()));
        assert_eq!(done.settled_by.expect("somebody").name, "Luis");

        let id = has_asked(&luis, &case, &window(evening(1), 3)).await;
        agrees(&ana, &case, id).await.is(200);
        moves(app, id, now - TimeDelta::hours(2), now - TimeDelta::hours(1)).await;
        for actor in [&ana, &luis] {
            let late = acts(actor, "cancel", &case, id, &WindowEnd::default()).await;
            let problem = late.is_refused(409, ErrorCode::GuardFailed);
            assert_eq!(problem.guard, Some(Guard::WindowOver));
        }
        let end = WindowEnd { reason: Some("La sede estaba cerrada".to_owned()) };
        acts(&luis, "miss", &case, id, &end).await.is(200);
        let last = ana.timeline(&case).await.pop().expect("an entry");
        assert_eq!((last.kind, &last.data["reason"]), (EventKind::AfterHoursMissed, &json!(end.reason)));
    }

    async fn asking_answers_support_and_stops_the_countdown(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        has_asked(&luis, &case, &window(evening(0), 3)).await;
        let waiting = ana.sees(&case).await;
        assert!(waiting.testing.expect("in testing").ends_at.is_some(), "support answers nothing");
        has_asked(&ana, &case, &window(evening(1), 3)).await;
        let answered = ana.sees(&case).await;
        assert_eq!(answered.waiting_on, WaitingOn::Support);
        assert_eq!(answered.testing.expect("in testing").ends_at, None);
    }

    async fn closing_a_ticket_calls_off_what_it_has_ahead(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let agreed = has_asked(&ana, &case, &window(evening(0), 3)).await;
        agrees(&luis, &case, agreed).await.is(200);
        has_asked(&luis, &case, &window(evening(1), 3)).await;
        ana.withdraws(&case).await;
        let listed = ana.session.after_hours(case.id).list().await.expect("a list").items;
        for window in listed {
            assert_eq!((window.state, window.can), (WindowState::Cancelled, Vec::new()));
            assert_eq!(window.settled_by.expect("somebody").name, "Ana");
        }
        // Both sides hear of it: in the record, behind the closing, and the engineer by mail.
        let kinds: Vec<_> = ana.timeline(&case).await.iter().map(|entry| entry.kind).collect();
        let last = [
            EventKind::Withdrawn,
            EventKind::AfterHoursCancelled,
            EventKind::AfterHoursCancelled,
        ];
        assert!(kinds.ends_with(&last), "{kinds:?}");
        let jobs = job::Entity::find().all(app.state.db.read()).await.expect("asked");
        let told = jobs.iter().filter(|job| {
            job.payload.contains(r#""news":"cancelled""#) && job.payload.contains(&luis.email)
        });
        assert_eq!(told.count(), 2);
        assert!(sees_agenda(&luis, 60, None).await.is(200).read::<Agenda>().items.is_empty());
        // The engineer is free again, and nothing is asked for of a closed ticket.
        let other = ana.opens(question()).await;
        has_asked(&luis, &other, &for_engineer(&luis, window(evening(0), 3))).await;
        asks(&ana, &case, &window(evening(2), 3)).await.is_refused(409, ErrorCode::WrongStage);
    }

    async fn somebody_has_to_be_there_to_work(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let olga = app.admin("Olga").await;
        let case = ana.opens(request()).await;
        let id = has_asked(&ana, &case, &window(evening(0), 3)).await;
        let guarded = async |guard: Guard| {
            let problem = agrees(&olga, &case, id).await.is_refused(409, ErrorCode::GuardFailed);
            assert_eq!(problem.guard, Some(guard));
        };
        guarded(Guard::WindowWithoutEngineer).await;
        luis.takes(&case).await;
        let path = format!("/api/v1/staff/{}", luis.id);
        olga.ask("PATCH", &path).json(&json!({ "active": false })).send().await.is(200);
        guarded(Guard::AssigneeInactive).await;
        let named = for_engineer(&luis, window(evening(1), 3));
        let problem = asks(&olga, &case, &named).await.is_refused(409, ErrorCode::GuardFailed);
        assert_eq!(problem.guard, Some(Guard::AssigneeInactive));
    }

    async fn a_window_belongs_to_its_ticket_and_a_change_to_a_version(app: &TestApp) {
        let (_, ana, luis, case) = scene(app).await;
        let other = ana.opens(question()).await;
        let id = has_asked(&ana, &case, &window(evening(0), 3)).await;
        for unknown in [id, Uuid::now_v7()] {
            let case = if unknown == id { &other } else { &case };
            agrees(&luis, case, unknown).await.is_refused(404, ErrorCode::NotFound);
        }
        let path = format!("/api/v1/tickets/{}/after-hours", case.id);
        luis.ask("POST", &format!("{path}/nada/agree"))
            .seen(3)
            .json(&Empty {})
            .send()
            .await
            .is_refused(404, ErrorCode::NotFound);
        let agree = || luis.ask("POST", &format!("{path}/{id}/agree")).json(&Empty {});
        agree().send().await.is_refused(428, ErrorCode::PreconditionRequired);
        let stale = agree().seen(2).send().await.is_refused(412, ErrorCode::PreconditionFailed);
        assert_eq!(stale.current_version, Some(3));
        let first = agree().seen(3).key("una vez").send().await.is(200);
        let again = agree().seen(3).key("una vez").send().await.is(200);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.text(), first.text());
        assert_eq!(ana.sees(&case).await.version, 4);
    }

    async fn the_agenda_shows_support_who_works_when(app: &TestApp) {
        let (acme, ana, luis, case) = scene(app).await;
        let marta = app.engineer("Marta").await;
        let agreed = has_asked(&ana, &case, &window(evening(1), 3)).await;
        agrees(&luis, &case, agreed).await.is(200);
        let wish = has_asked(&ana, &case, &window(evening(0), 3)).await;
        let other = ana.opens(question()).await;
        has_asked(&luis, &other, &for_engineer(&marta, window(evening(2), 3))).await;
        let declined = has_asked(&luis, &other, &for_engineer(&marta, window(evening(3), 3))).await;
        acts(&ana, "decline", &other, declined, &because("No")).await.is(200);
        let items = async |engineer| {
            sees_agenda(&marta, 60, engineer).await.is(200).read::<Agenda>().items
        };
        let all = items(None).await;
        let ids: Vec<_> = all.iter().map(|entry| entry.id).collect();
        assert_eq!(ids[..2], [wish, agreed]);
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].state, WindowState::Asked);
        assert_eq!(all[1].ticket_number, case.number);
        assert_eq!(all[1].company.name, acme.name);
        assert_eq!(all[1].engineer.as_ref().expect("somebody").name, "Luis");
        let of = async |engineer| items(engineer).await.len();
        assert_eq!(of(Some(&luis)).await, 2, "what is asked of his ticket is his to answer");
        assert_eq!(of(Some(&marta)).await, 1);
        sees_agenda(&ana, 60, None).await.is_refused(403, ErrorCode::Forbidden);
        sees_agenda(&luis, 63, None).await.names(&[("?to", "out_of_range")]);
        sees_agenda(&luis, 0, None).await.names(&[("?to", "before_start")]);
        luis.gets("/api/v1/agenda").await.names(&[("?from", "required")]);
    }

    async fn both_sides_hear_of_it_by_mail_in_their_language(app: &TestApp) {
        const CANARY: &str = "zumbayllu";
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let (luis, carla) = (app.engineer("Luis").await, app.coordinator("Carla").await);
        bea.ask("PATCH", "/api/v1/me").json(&json!({ "locale": "en" })).send().await.is(200);
        let case = ana.opens(request()).await;
        luis.notes(&case, CANARY).await;
        let wish = has_asked(&ana, &case, &window(evening(0), 3)).await;
        luis.takes(&case).await;
        agrees(&luis, &case, wish).await.is(200);
        let offer = has_asked(&luis, &case, &window(evening(1), 3)).await;
        acts(&bea, "decline", &case, offer, &because("Hay inventario")).await.is(200);
        acts(&ana, "cancel", &case, wish, &WindowEnd::default()).await.is(200);
        let mails: Vec<Mail> =
            app.mails(9).await.iter().map(|source| Mail::read(source)).collect();
        let to = |actor: &Actor| -> Vec<&Mail> {
            mails.iter().filter(|mail| mail.to == actor.email).collect()
        };
        let subjects = |actor: &Actor| -> Vec<String> {
            let line = |mail: &&Mail| mail.subject.split(": ").next().expect("words").to_owned();
            to(actor).iter().map(line).collect()
        };
        let about = |words: &str| format!("[{}] {words}", case.number);
        assert_eq!(subjects(&carla), [about("Piden un horario especial")]);
        assert_eq!(
            subjects(&ana)[1..],
            [about("Horario especial acordado"), about("Piden un horario especial")]
        );
        assert_eq!(
            subjects(&bea),
            [
                about("After-hours window agreed"),
                about("An after-hours window is asked for"),
                about("After-hours window called off")
            ]
        );
        assert_eq!(
            subjects(&luis),
            [about("Horario especial no aceptado"), about("Horario especial cancelado")]
        );
        assert!(to(&luis)[0].text.contains("Hay inventario"));
        for mail in mails.iter().filter(|mail| !mail.subject.contains("Recibimos")) {
            let bogota = ["(hora de Bogotá)", "(Bogotá time)"];
            if mail.text.contains("troncal") {
                assert!(bogota.iter().any(|words| mail.text.contains(words)), "{mail:?}");
            }
            assert!(!mail.text.contains(CANARY) && !mail.html.contains(CANARY), "{mail:?}");
        }
    }
}
