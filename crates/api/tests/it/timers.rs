//! What happens by itself: reminders, the tacit closure with its evidence, warnings of clocks.
//! Weeks pass in these tests, in the real binary.

use aval_contract::notifications::NotificationKind;
use aval_contract::policies::SlaPolicy;
use aval_contract::ticket_actions::DeliverSolution;
use aval_contract::{ClosureKind, EventKind, ResolutionType, Stage, WaitingOn};
use aval_domain::timers::TimerKind;
use serde_json::json;

use crate::util::{
    Actor, Case, Company, TestApp, Weeks, because, bogota, both, delivery, question,
};

/// The kinds of the events of a ticket that the timer made, with their instants.
async fn by_timer(actor: &Actor, case: &Case) -> Vec<(EventKind, String)> {
    let timeline = actor.timeline(case).await;
    timeline
        .into_iter()
        .filter(|entry| entry.actor.actor_type == aval_domain::record::ActorType::Timer)
        .map(|entry| (entry.kind, entry.at.to_rfc3339()))
        .collect()
}

fn utc(wall: &str) -> String {
    bogota(wall).to_rfc3339()
}

struct Delivered<'a> {
    weeks: Weeks<'a>,
    ana: Actor,
    luis: Actor,
    case: Case,
}

/// Tuesday 21 July 2026, 10:00: Luis delivers a solution to Ana's incident, to be tested for three
/// business days, that is until Friday 17:00.
async fn delivered(app: &TestApp) -> Delivered<'_> {
    let ana = app.reporter("Ana", &app.company("Acme").await).await;
    let luis = app.engineer("Luis").await;
    let mut weeks = Weeks::begin(app, "2026-07-21 09:00").await;
    let case = weeks.here(&ana).await.opens(weeks.incident()).await;
    weeks.go_to("2026-07-21 10:00").await;
    weeks.here(&luis).await.works_up_to_testing(&case, delivery()).await;
    Delivered { weeks, ana, luis, case }
}

both! {
    async fn a_silent_customer_is_reminded_twice_and_the_case_closes_with_evidence(app: &TestApp) {
        let Delivered { mut weeks, ana, luis, case } = delivered(app).await;
        let seen = weeks.here(&ana).await.sees(&case).await;
        let testing = seen.testing.expect("it is being tested");
        assert_eq!(testing.ends_at, Some(bogota("2026-07-24 17:00")));
        // 34 h of service time: half of them have passed on Thursday at 9:00.
        assert_eq!(testing.next_reminder_at, Some(bogota("2026-07-23 09:00")));

        weeks.go_to("2026-07-23 08:59").await;
        assert_eq!(by_timer(&weeks.here(&ana).await, &case).await, []);
        weeks.go_to("2026-07-23 09:00").await;
        weeks.go_to("2026-07-24 08:00").await;
        weeks.go_to("2026-07-24 16:59").await;
        let reminders = vec![
            (EventKind::ReminderSent, utc("2026-07-23 09:00")),
            (EventKind::ReminderSent, utc("2026-07-24 08:00")),
        ];
        assert_eq!(by_timer(&weeks.here(&ana).await, &case).await, reminders);
        let here = weeks.here(&ana).await;
        assert_eq!(here.sees(&case).await.stage, Stage::Testing);

        weeks.go_to("2026-07-24 17:00").await;
        let here = weeks.here(&ana).await;
        let seen = here.sees(&case).await;
        let closure = seen.closure.expect("it is closed");
        assert_eq!((closure.kind, closure.at), (ClosureKind::Tacit, bogota("2026-07-24 17:00")));
        assert_eq!(seen.waiting_on, WaitingOn::Nobody);
        let evidence = closure.evidence.expect("a tacit closure has evidence");
        let clarification: chrono::DateTime<chrono::Utc> =
            evidence["clarification"]["at"].as_str().expect("an instant").parse().expect("one");
        assert_eq!(clarification, bogota("2026-07-21 10:00"));
        assert_eq!(evidence["reminders"].as_array().map(Vec::len), Some(2));
        assert_eq!(evidence["attempts"], json!([]));
        assert!(here.verifies(&case).await.verified);

        let subjects = weeks.mails_to(&ana.email);
        let about = |words: &str| subjects.iter().filter(|subject| subject.contains(words)).count();
        assert_eq!(about("Falta tu respuesta"), 2, "{subjects:#?}");
        assert_eq!(about("cerrado"), 1, "{subjects:#?}");
        assert!(weeks.run(&["audit", "verify"]).contains(" 0 broken"));
        // Tacitly closed, it can be reopened like any other.
        let luis = weeks.here(&luis).await;
        assert_eq!(luis.acts("reopen", &case, &because("Volvió a fallar")).await.status, 200);
    }

    async fn an_answer_stops_the_countdown_and_a_clarification_starts_it_in_full(app: &TestApp) {
        let Delivered { mut weeks, ana, luis, case } = delivered(app).await;
        weeks.go_to("2026-07-24 16:00").await;
        weeks.here(&ana).await.writes(&case, "Aún no hemos podido probarla").await;
        weeks.go_to("2026-07-28 10:00").await;
        let here = weeks.here(&ana).await;
        let seen = here.sees(&case).await;
        assert_eq!((seen.stage, seen.waiting_on), (Stage::Testing, WaitingOn::Support));
        assert_eq!(seen.testing.expect("it is being tested").ends_at, None);

        weeks.here(&luis).await.writes(&case, "¿Cuándo podrían probarla?").await;
        let seen = weeks.here(&ana).await.sees(&case).await;
        let full = bogota("2026-07-31 17:00");
        assert_eq!(seen.testing.expect("it is being tested").ends_at, Some(full));
        for reminder in ["2026-07-30 09:00", "2026-07-31 08:00"] {
            weeks.go_to(reminder).await;
        }
        weeks.go_to("2026-07-31 16:59").await;
        assert_eq!(weeks.here(&ana).await.sees(&case).await.stage, Stage::Testing);
        weeks.go_to("2026-07-31 17:00").await;
        let closure = weeks.here(&ana).await.sees(&case).await.closure.expect("it is closed");
        let evidence = closure.evidence.expect("evidence");
        assert_eq!(evidence["reminders"].as_array().map(Vec::len), Some(2), "{evidence}");
    }

    async fn a_call_that_reached_her_stops_the_countdown_and_one_that_did_not_is_evidence(
        app: &TestApp
    ) {
        let Delivered { mut weeks, ana, luis, case } = delivered(app).await;
        let call = |outcome: &str| json!({
            "channel": "phone", "direction": "outbound", "outcome": outcome, "summary": "Llamada",
        });
        weeks.go_to("2026-07-22 10:00").await;
        let answer = weeks.here(&luis).await.acts("log-contact", &case, &call("no_answer")).await;
        assert_eq!(answer.status, 200, "{answer}");
        let seen = weeks.here(&ana).await.sees(&case).await;
        let end = Some(bogota("2026-07-24 17:00"));
        assert_eq!(seen.testing.expect("it is being tested").ends_at, end);

        let other = weeks.here(&ana).await.opens(weeks.incident()).await;
        weeks.here(&luis).await.works_up_to_testing(&other, delivery()).await;
        weeks.go_to("2026-07-23 10:00").await;
        let answer = weeks.here(&luis).await.acts("log-contact", &other, &call("reached")).await;
        assert_eq!(answer.status, 200, "{answer}");
        weeks.go_to("2026-08-10 10:00").await;
        let here = weeks.here(&ana).await;
        let closure = here.sees(&case).await.closure.expect("silence closed it");
        let attempts = closure.evidence.expect("evidence")["attempts"].clone();
        assert_eq!(attempts.as_array().map(Vec::len), Some(1));
        let seen = here.sees(&other).await;
        assert_eq!((seen.stage, seen.waiting_on), (Stage::Testing, WaitingOn::Support));
    }

    async fn a_server_that_was_down_over_the_end_closes_once_when_it_is_back(app: &TestApp) {
        let Delivered { mut weeks, ana, luis: _, case } = delivered(app).await;
        weeks.stop().await;
        // A Sunday, two weeks later; three workers come back at once.
        weeks.turn_to("2026-08-09 22:00");
        let others = [weeks.binary.work(), weeks.binary.work()];
        weeks.start().await;
        weeks.settle().await;
        drop(others);
        let events = by_timer(&weeks.here(&ana).await, &case).await;
        assert_eq!(events, [(EventKind::ClosedTacitly, utc("2026-08-09 22:00"))]);
        // Nobody is woken by a closure that comes late: the mail goes out on Monday morning.
        let closed = |weeks: &Weeks| {
            weeks.mails_to(&ana.email).iter().filter(|text| text.contains("cerrado")).count()
        };
        assert_eq!(closed(&weeks), 0);
        weeks.go_to("2026-08-10 08:00").await;
        assert_eq!(closed(&weeks), 1);
        assert!(weeks.mails_to(&ana.email).iter().all(|text| !text.contains("Falta tu")));
    }

    async fn reminders_wait_for_service_hours(app: &TestApp) {
        let Delivered { mut weeks, ana, luis: _, case } = delivered(app).await;
        weeks.stop().await;
        weeks.turn_to("2026-07-23 20:00");
        weeks.start().await;
        // It was due at 9:00 and is put off to the next morning, when the last one is due too.
        for _ in 0..400 {
            let due = due_of(app, &case, TimerKind::ReminderMiddle).await;
            if due == Some(bogota("2026-07-24 08:00")) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert_eq!(by_timer(&weeks.here(&ana).await, &case).await, []);
        weeks.go_to("2026-07-24 08:00").await;
        let events = by_timer(&weeks.here(&ana).await, &case).await;
        // At one instant one says it all.
        assert_eq!(events, [(EventKind::ReminderSent, utc("2026-07-24 08:00"))]);
    }

    async fn support_is_warned_of_a_clock_once_and_the_customer_never_learns_of_it(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let (luis, camila) = (app.engineer("Luis").await, app.coordinator("Camila").await);
        let mut weeks = Weeks::begin(app, "2026-07-21 08:00").await;
        // A question of low priority: nine hours to the first contact.
        let case = weeks.here(&ana).await.opens(question()).await;
        weeks.here(&luis).await.takes(&case).await;
        let before = weeks.here(&ana).await.sees(&case).await.version;
        weeks.go_to("2026-07-21 14:44").await;
        assert_eq!(by_timer(&weeks.here(&luis).await, &case).await, []);
        weeks.go_to("2026-07-21 14:45").await;
        weeks.go_to("2026-07-21 17:00").await;
        let expected = vec![
            (EventKind::ClockWarned, utc("2026-07-21 14:45")),
            (EventKind::ClockBreached, utc("2026-07-21 17:00")),
        ];
        assert_eq!(by_timer(&weeks.here(&luis).await, &case).await, expected);
        for reader in [&luis, &camila] {
            let subjects = weeks.mails_to(&reader.email);
            assert_eq!(subjects.len(), 2, "{subjects:#?}");
            assert!(subjects[0].contains("Por vencer el primer contacto"), "{subjects:#?}");
            assert!(subjects[1].contains("Se venció el primer contacto"), "{subjects:#?}");
        }
        let here = weeks.here(&ana).await;
        assert_eq!(by_timer(&here, &case).await, []);
        assert_eq!(here.sees(&case).await.version, before);
        assert_eq!(weeks.mails_to(&ana.email).len(), 1, "only that we have her ticket");
    }

    async fn a_pause_takes_a_warning_back_and_the_answer_plans_it_anew(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let luis = app.engineer("Luis").await;
        let mut weeks = Weeks::begin(app, "2026-07-21 08:00").await;
        let case = weeks.here(&ana).await.opens(question()).await;
        assert_eq!(
            due_of(app, &case, TimerKind::ResolutionBreach).await,
            Some(bogota("2026-07-27 17:00"))
        );
        weeks.here(&luis).await.asks_about(&case, "¿En qué campaña?").await;
        assert_eq!(due_of(app, &case, TimerKind::ResolutionBreach).await, None);
        weeks.go_to("2026-07-24 09:00").await;
        weeks.here(&ana).await.writes(&case, "En Cobranzas").await;
        // 45 hours from here: a day has nine.
        assert_eq!(
            due_of(app, &case, TimerKind::ResolutionBreach).await,
            Some(bogota("2026-07-31 09:00"))
        );
    }

    async fn a_clock_that_ran_out_may_run_out_again_when_it_got_longer(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let camila = app.coordinator("Camila").await;
        let mut weeks = Weeks::begin(app, "2026-07-21 08:00").await;
        let case = weeks.here(&ana).await.opens(question()).await;
        weeks.go_to("2026-07-21 17:00").await;
        let breaches = async |weeks: &Weeks<'_>| {
            let seen = by_timer(&weeks.here(&camila).await, &case).await;
            seen.into_iter().filter(|(kind, _)| *kind == EventKind::ClockBreached).count()
        };
        assert_eq!(breaches(&weeks).await, 1, "nine hours without a contact");
        // Nothing but time passes: it is told once.
        weeks.here(&ana).await.writes(&case, "¿Hay novedades?").await;
        weeks.go_to("2026-07-22 08:00").await;
        assert_eq!(breaches(&weeks).await, 1);
        let mut targets = serde_json::to_value(SlaPolicy::default()).expect("JSON");
        targets["low"] = json!({ "first_contact": "PT18H", "resolution": "PT45H" });
        let olga = weeks.here(&app.admin("Olga").await).await;
        olga.ask("PUT", "/api/v1/policies/sla").json(&targets).send().await.is(200);
        weeks.settle().await;
        let again = due_of(app, &case, TimerKind::FirstContactBreach).await;
        assert_eq!(again, Some(bogota("2026-07-22 17:00")));
        weeks.go_to("2026-07-22 17:00").await;
        assert_eq!(breaches(&weeks).await, 2);
    }

    async fn a_closure_day_moves_what_is_to_come_and_nothing_that_has_happened(app: &TestApp) {
        let Delivered { mut weeks, ana, luis: _, case } = delivered(app).await;
        let olga = app.admin("Olga").await;
        weeks.go_to("2026-07-23 09:00").await;
        let closure = json!({ "date": "2026-07-24", "kind": "closure", "name": "Inventario" });
        let answer =
            weeks.here(&olga).await.posts("/api/v1/calendar/exceptions", &closure).await;
        assert_eq!(answer.status, 201, "{answer}");
        // What runs follows in the background.
        weeks.settle().await;
        let testing = weeks.here(&ana).await.sees(&case).await.testing.expect("being tested");
        assert_eq!(testing.ends_at, Some(bogota("2026-07-27 17:00")));
        weeks.go_to("2026-07-24 17:00").await;
        assert_eq!(weeks.here(&ana).await.sees(&case).await.stage, Stage::Testing);
        weeks.go_to("2026-07-27 08:00").await;
        weeks.go_to("2026-07-27 17:00").await;
        let here = weeks.here(&ana).await;
        let closure = here.sees(&case).await.closure.expect("it is closed");
        assert_eq!(closure.at, bogota("2026-07-27 17:00"));
        let reminders: Vec<_> = by_timer(&here, &case)
            .await
            .into_iter()
            .filter(|(kind, _)| *kind == EventKind::ReminderSent)
            .collect();
        assert_eq!(reminders.len(), 2, "{reminders:?}");
        assert_eq!(reminders[0].1, utc("2026-07-23 09:00"));
        assert!(weeks.run(&["clocks", "rebuild"]).starts_with("0 tickets corrected"));
    }

    async fn what_is_kept_beside_a_ticket_is_rebuilt_from_its_record(app: &TestApp) {
        let Delivered { weeks, ana, luis: _, case } = delivered(app).await;
        let open = weeks.here(&ana).await.opens(question()).await;
        assert!(weeks.run(&["clocks", "rebuild"]).starts_with("0 tickets corrected"));
        let kept = (
            due_of(app, &open, TimerKind::ResolutionBreach).await,
            due_of(app, &case, TimerKind::TestingEnd).await,
        );
        app.sql("UPDATE tickets SET due_at = NULL, testing_ends_at = NULL").await;
        app.sql("DELETE FROM timers WHERE fired_at IS NULL").await;
        assert!(weeks.run(&["clocks", "rebuild"]).starts_with("2 tickets corrected"));
        assert_eq!(due_of(app, &open, TimerKind::ResolutionBreach).await, kept.0);
        assert_eq!(due_of(app, &case, TimerKind::TestingEnd).await, kept.1);
        let seen = weeks.here(&ana).await.sees(&case).await;
        let end = Some(bogota("2026-07-24 17:00"));
        assert_eq!(seen.testing.expect("it is being tested").ends_at, end);
    }
}

/// Many tickets of a company whose solutions were delivered and never answered, several at once.
async fn many_delivered(weeks: &Weeks<'_>, luis: &Actor, company: &Company, many: usize) {
    use futures_util::StreamExt as _;
    let luis = weeks.here(luis).await;
    futures_util::stream::iter(0..many)
        .for_each_concurrent(8, async |_| {
            let case = luis.opens_for(company, question()).await;
            let answered =
                DeliverSolution { resolution_type: ResolutionType::Answered, ..delivery() };
            luis.works_up_to_testing(&case, answered).await;
        })
        .await;
}

/// How many events of a kind there are, and how many tickets have one.
async fn count_of(app: &TestApp, kind: EventKind) -> (usize, usize) {
    use aval_api::db::{Word, event};
    use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let rows = event::Entity::find()
        .filter(event::Column::Kind.eq(Word(kind)))
        .all(app.state.db.read())
        .await
        .expect("asked");
    let tickets: std::collections::BTreeSet<_> = rows.iter().map(|row| row.ticket_id).collect();
    (rows.len(), tickets.len())
}

both! {
    async fn three_workers_close_a_thousand_tickets_once_each(app: &TestApp) {
        // Nobody reads mails there: this is about the closing alone.
        let (acme, luis) = (app.company("Acme").await, app.engineer("Luis").await);
        let mut weeks = Weeks::begin(app, "2026-07-21 10:00").await;
        many_delivered(&weeks, &luis, &acme, 1_000).await;
        weeks.stop().await;
        weeks.turn_to("2026-07-28 10:00");
        let workers = [weeks.binary.work(), weeks.binary.work(), weeks.binary.work()];
        weeks.settle().await;
        drop(workers);
        assert_eq!(count_of(app, EventKind::ClosedTacitly).await, (1_000, 1_000));
        assert!(weeks.run(&["audit", "verify"]).contains(" 0 broken"));
    }

    async fn a_worker_that_is_stopped_in_the_middle_doubles_nothing(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let mut weeks = Weeks::begin(app, "2026-07-21 10:00").await;
        many_delivered(&weeks, &luis, &acme, 60).await;
        weeks.stop().await;
        weeks.turn_to("2026-07-28 10:00");
        let sleeper = weeks.binary.work();
        while count_of(app, EventKind::ClosedTacitly).await.0 < 5 {
            tokio::task::yield_now().await;
        }
        sleeper.signal("STOP");
        // Three leases pass, and then somebody else takes over.
        weeks.turn_to("2026-07-28 10:04");
        let other = weeks.binary.work();
        if !app.is_postgres() {
            // Stopped while it writes, it keeps the embedded database to itself.
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            sleeper.signal("CONT");
        }
        weeks.settle().await;
        sleeper.signal("CONT");
        weeks.settle().await;
        assert!(sleeper.stop().await.success());
        drop(other);
        assert_eq!(count_of(app, EventKind::ClosedTacitly).await, (60, 60));
        assert!(weeks.run(&["audit", "verify"]).contains(" 0 broken"));
        // She is told of each once; after five mails within the hour the rest comes together.
        assert_eq!(told_of(app, &ana, NotificationKind::TicketClosed).await, 60);
        let closed = weeks.mails_to(&ana.email);
        let closed = closed.iter().filter(|subject| subject.contains("cerrado")).count();
        assert_eq!(closed, 5);
    }
}

/// How often somebody was told something.
async fn told_of(app: &TestApp, person: &Actor, kind: NotificationKind) -> u64 {
    use aval_api::db::{Word, notification};
    use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
    notification::Entity::find()
        .filter(notification::Column::PersonId.eq(person.id))
        .filter(notification::Column::Kind.eq(Word(kind)))
        .count(app.state.db.read())
        .await
        .expect("counted")
}

/// When a timer of a ticket is due, if it is there and has not happened.
async fn due_of(
    app: &TestApp,
    case: &Case,
    kind: TimerKind,
) -> Option<chrono::DateTime<chrono::Utc>> {
    use aval_api::db::{Word, timer};
    use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let row = timer::Entity::find()
        .filter(timer::Column::TicketId.eq(case.id))
        .filter(timer::Column::Kind.eq(Word(kind)))
        .filter(timer::Column::FiredAt.is_null())
        .one(app.state.db.read())
        .await
        .expect("asked");
    row.map(|row| row.due_at)
}
