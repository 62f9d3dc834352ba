//! The agenda of support: what the approved plans say who does when.

use aval_api::clock;
use aval_contract::ActivityState;
use aval_contract::after_hours::{Agenda, AgendaActivity, AgendaQuery, CreatedCalendarFeed, Side};
use aval_contract::work_plans::DraftWorkPlan;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{analysed, edited};
use crate::util::{Actor, Case, TestApp, activity, because, both, plan};

async fn sees_agenda(reader: &Actor, query: &AgendaQuery) -> Agenda {
    reader.session.agenda().show(query).await.expect("an agenda")
}

/// What the present weeks plan, of everybody or of one person.
async fn sees_planned(reader: &Actor, engineer_id: Option<Uuid>) -> Vec<AgendaActivity> {
    let now = clock::now();
    let (from, to) = (now - TimeDelta::days(10), now + TimeDelta::days(20));
    sees_agenda(reader, &AgendaQuery { from, to, engineer_id }).await.activities
}

async fn titles(reader: &Actor) -> Vec<String> {
    let planned = sees_planned(reader, None).await;
    planned.into_iter().map(|activity| activity.title).collect()
}

/// Approves what somebody else writes and sends.
async fn agree_on(ana: &Actor, luis: &Actor, case: &Case, plan: &DraftWorkPlan) {
    luis.sends_plan(case, plan).await;
    ana.approves_plan(case).await;
}

async fn makes_feed(engineer: &Actor) -> CreatedCalendarFeed {
    engineer.session.me().create_calendar_feed().await.expect("made")
}

/// The lines of the calendar behind an address, folded ones put together again.
async fn calendar(app: &TestApp, feed: &CreatedCalendarFeed) -> Vec<String> {
    let path = feed.url.strip_prefix(&app.url()).expect("an address of this server").to_owned();
    let answer = app.ask("GET", &path).send().await.is(200);
    answer.text().replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The value of a property that occurs once.
fn value<'a>(lines: &'a [String], name: &str) -> &'a str {
    let mut found = lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let value = found.next().expect(name);
    assert_eq!(found.next(), None, "{name} occurs once");
    value
}

/// How often an event has changed.
fn sequence(lines: &[String]) -> i64 {
    value(lines, "SEQUENCE").parse().expect("a number")
}

both! {
    async fn a_plan_is_in_the_agenda_once_the_customer_has_approved_it(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let sara = app.engineer("Sara").await;
        luis.drafts_plan(&case, &plan(&luis)).await;
        assert_eq!(titles(&sara).await, [""; 0], "a draft is no plan");
        luis.submits_plan(&case).await;
        assert_eq!(titles(&sara).await, [""; 0], "she has not decided yet");
        let approved = ana.approves_plan(&case).await;
        let planned = sees_planned(&sara, None).await;
        assert_eq!(planned.len(), 2);
        let (shown, known) = (&planned[0], &approved.activities[0]);
        assert_eq!((shown.id, &shown.title), (known.id, &known.title));
        assert_eq!((shown.starts_at, shown.ends_at), (known.starts_at, known.ends_at));
        assert_eq!((shown.ticket_id, &shown.ticket_number), (case.id, &case.number));
        assert_eq!(shown.ticket_subject, ana.sees(&case).await.subject);
        assert_eq!(shown.company.name, "Acme");
        assert_eq!((shown.responsible.id, shown.responsible.name.as_str()), (luis.id, "Luis"));
        assert_eq!(shown.responsible_side, Side::Support);
        assert_eq!((shown.state, shown.overdue), (ActivityState::Pending, false));
        assert_eq!(planned[1].title, "Probar con dos agentes", "by their beginning");
    }

    async fn what_support_works_by_is_the_last_version_that_was_approved(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        agree_on(&ana, &luis, &case, &plan(&luis)).await;
        let first = sees_planned(&luis, None).await;
        let before = titles(&luis).await;
        let mut other = edited(&ana.sees_plan(&case).await.expect("approved"));
        other.activities.remove(0);
        other.activities[0].title = "Probar con cinco agentes".to_owned();
        other.activities.push(activity("Avisar a la campaña", &luis, 30, 31));
        luis.drafts_plan(&case, &other).await;
        assert_eq!(titles(&luis).await, before, "a draft changes nothing");
        luis.submits_plan(&case).await;
        assert_eq!(titles(&luis).await, before, "nor does what waits for her");
        ana.rejects_plan(&case, "Mejor el viernes").await;
        assert_eq!(titles(&luis).await, before, "nor does what she sent back");
        agree_on(&ana, &luis, &case, &edited(&luis.sees_plan(&case).await.expect("sent back")))
            .await;
        let now = sees_planned(&luis, None).await;
        let told: Vec<_> = now.iter().map(|activity| activity.title.as_str()).collect();
        assert_eq!(told, ["Probar con cinco agentes", "Avisar a la campaña"]);
        assert_eq!(now[0].id, first[1].id, "it is the same activity");
        luis.drafts_plan(&case, &plan(&luis)).await;
        luis.discards_plan(&case).await;
        assert_eq!(sees_planned(&luis, None).await, now);
    }

    async fn each_finds_her_own_and_only_what_lies_in_the_time_asked_for(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let sara = app.engineer("Sara").await;
        let now = clock::now();
        let planned = DraftWorkPlan {
            objective: "Cambiar la troncal".to_owned(),
            activities: vec![
                activity("varios días", &sara, -60, 60),
                activity("mañana", &luis, 24, 26),
                activity("del cliente", &ana, 25, 27),
                activity("en un mes", &luis, 700, 702),
                activity("hace una semana", &luis, -170, -168),
            ],
        };
        agree_on(&ana, &luis, &case, &planned).await;
        let of = async |who: &Actor| {
            let planned = sees_planned(&sara, Some(who.id)).await;
            planned.into_iter().map(|activity| activity.title).collect::<Vec<_>>()
        };
        assert_eq!(of(&sara).await, ["varios días"]);
        assert_eq!(of(&luis).await, ["hace una semana", "mañana"]);
        assert_eq!(of(&ana).await, ["del cliente"]);
        let hers = sees_planned(&luis, Some(ana.id)).await.remove(0);
        assert_eq!((hers.responsible_side, hers.responsible.name), (Side::Customer, "Ana".into()));
        let past = sees_planned(&luis, Some(luis.id)).await;
        assert!(past[0].overdue && !past[1].overdue, "{past:#?}");

        // From its beginning to its end, which is the first instant after it.
        let tomorrow = &past[1];
        let within = async |from: DateTime<Utc>, to: DateTime<Utc>| {
            let query = AgendaQuery { from, to, engineer_id: None };
            let planned = sees_agenda(&luis, &query).await.activities;
            planned.into_iter().map(|activity| activity.title).collect::<Vec<_>>()
        };
        let (starts, ends) = (tomorrow.starts_at, tomorrow.ends_at);
        let (second, hour) = (TimeDelta::seconds(1), TimeDelta::hours(1));
        assert_eq!(within(ends - second, ends).await, ["varios días", "mañana", "del cliente"]);
        assert_eq!(within(ends, ends + second).await, ["varios días", "del cliente"]);
        assert_eq!(within(starts - hour, starts).await, ["varios días"]);
        assert_eq!(within(starts - hour, starts + second).await, ["varios días", "mañana"]);
        assert_eq!(within(now + TimeDelta::days(5), now + TimeDelta::days(6)).await, [""; 0]);
    }

    async fn nobody_does_what_was_given_up_or_left_by_a_case_that_is_closed(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let mut three = plan(&luis);
        three.activities.push(activity("Avisar a la campaña", &luis, 30, 31));
        agree_on(&ana, &luis, &case, &three).await;
        luis.moves_activity(&case, 0, ActivityState::Done).await;
        luis.moves_activity(&case, 1, ActivityState::Cancelled).await;
        let states = async || {
            let planned = sees_planned(&luis, None).await;
            planned.into_iter().map(|activity| activity.state).collect::<Vec<_>>()
        };
        assert_eq!(states().await, [ActivityState::Done, ActivityState::Pending]);
        luis.moves_activity(&case, 2, ActivityState::InProgress).await;
        assert_eq!(states().await, [ActivityState::Done, ActivityState::InProgress]);
        ana.withdraws(&case).await;
        assert_eq!(states().await, [ActivityState::Done], "what was done stays as it was");
        luis.acts("reopen", &case, &because("Volvió a fallar")).await.is(200);
        assert_eq!(states().await, [ActivityState::Done, ActivityState::InProgress]);
    }

    async fn her_calendar_program_learns_what_is_planned_and_what_became_of_it(app: &TestApp) {
        let (ana, luis, case) = analysed(app).await;
        let sara = app.engineer("Sara").await;
        let (feed, other) = (makes_feed(&luis).await, makes_feed(&sara).await);
        luis.notes(&case, "zumbayllu").await;
        let mut wanted = plan(&luis);
        wanted.activities.remove(0);
        luis.sends_plan(&case, &wanted).await;
        assert!(!calendar(app, &feed).await.contains(&"BEGIN:VEVENT".to_owned()));
        let approved = ana.approves_plan(&case).await;
        let activity = &approved.activities[0];
        let lines = calendar(app, &feed).await;
        let utc = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
        assert_eq!(value(&lines, "UID"), activity.id.to_string());
        assert_eq!(value(&lines, "DTSTART"), utc(activity.starts_at));
        assert_eq!(value(&lines, "DTEND"), utc(activity.ends_at));
        assert_eq!(value(&lines, "STATUS"), "CONFIRMED");
        let summary = format!("{} · Acme · Probar con dos agentes", case.number);
        assert_eq!(value(&lines, "SUMMARY"), summary);
        assert!(!lines.iter().any(|line| line.contains("zumbayllu")));
        let hers = calendar(app, &other).await;
        assert!(!hers.contains(&"BEGIN:VEVENT".to_owned()), "each has her own");

        // Each change counts on: another time, given up with the case, and taken up again.
        let mut later = edited(&approved);
        later.activities[0].starts_at += TimeDelta::hours(5);
        later.activities[0].ends_at += TimeDelta::hours(5);
        let stands = async |status: &str| {
            let lines = calendar(app, &feed).await;
            assert_eq!(value(&lines, "UID"), activity.id.to_string());
            assert_eq!(value(&lines, "DTSTART"), utc(later.activities[0].starts_at));
            assert_eq!(value(&lines, "STATUS"), status);
            sequence(&lines)
        };
        agree_on(&ana, &luis, &case, &later).await;
        let moved = stands("CONFIRMED").await;
        ana.withdraws(&case).await;
        let called_off = stands("CANCELLED").await;
        luis.acts("reopen", &case, &because("Volvió a fallar")).await.is(200);
        let again = stands("CONFIRMED").await;
        let all = [sequence(&lines), moved, called_off, again];
        assert!(all.is_sorted_by(|earlier, later| earlier < later), "{all:?}");
    }
}
