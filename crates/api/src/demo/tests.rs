//! The demo is made once, for a fixed date, and looked at from several sides.

use std::collections::BTreeSet;

use aval_domain::after_hours::{Window, WindowState};
use aval_domain::lifecycle::{
    Actor, ClosureKind, Kind, PlanState, Priority, Role, Stage, WaitingOn,
};
use aval_domain::record::Visibility;
use chrono::NaiveDate;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use super::people::{Company, PEOPLE};
use super::{EDITION, Folder, Made, PASSWORD, seed};
use crate::app::State;
use crate::auth::passwords;
use crate::config::Config;
use crate::db::{
    after_hours_window, answer_template, article, attachment, company, internal_note, person,
    session, ticket, work_plan, work_plan_activity,
};
use crate::tickets::verification;

#[actix_web::test]
async fn the_demo_shows_everything_and_its_record_verifies() {
    let dir = tempfile::tempdir().expect("a directory");
    let listen = "127.0.0.1:1".parse().expect("an address");
    let config = Config::demo(dir.path(), listen).expect("settings");
    let state = State::start(config).await.expect("a state");
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let mut told = 0;
    let key = seed::seed(&state, today, |done, _| told = told.max(done)).await.expect("a demo");
    assert!(key.starts_with("aval_"));
    assert!(told > 400, "{told} steps");

    let snapshot = state.db.snapshot().await.expect("a snapshot");
    let tickets = ticket::all_after(&snapshot, uuid::Uuid::nil(), 1_000).await.expect("tickets");
    assert!((55..=70).contains(&tickets.len()), "{} tickets", tickets.len());
    let end = super::plan::at(today, 0, 0).expect("an instant");
    for ticket in &tickets {
        assert!(ticket.updated_at < end);
        for visibility in Visibility::ALL {
            let verified = verification::verify(&snapshot, ticket, visibility).await;
            assert_eq!(verified.expect("a database"), Ok(()), "{}", ticket.subject);
        }
    }
    // Numbers follow time, as if the cases had come in one after another.
    let mut by_number: Vec<_> = tickets.iter().collect();
    by_number.sort_by_key(|ticket| ticket.number);
    assert!(by_number.is_sorted_by_key(|ticket| ticket.created_at));

    let all = |words: BTreeSet<&'static str>, expected: &[&'static str]| {
        assert_eq!(words, expected.iter().copied().collect());
    };
    all(tickets.iter().map(|t| t.stage.0.as_str()).collect(), &Stage::ALL.map(Stage::as_str));
    all(tickets.iter().map(|t| t.kind.0.as_str()).collect(), &Kind::ALL.map(Kind::as_str));
    all(
        tickets.iter().map(|t| t.priority().as_str()).collect(),
        &Priority::ALL.map(Priority::as_str),
    );
    all(
        tickets.iter().map(|t| t.waiting_on.0.as_str()).collect(),
        &WaitingOn::ALL.map(WaitingOn::as_str),
    );
    // Nothing closes on silence: no timer is played while the history is made.
    all(
        tickets.iter().filter_map(|t| t.closure_kind.map(|kind| kind.0.as_str())).collect(),
        &[ClosureKind::Approved, ClosureKind::Withdrawn, ClosureKind::Duplicate]
            .map(ClosureKind::as_str),
    );
    assert!(tickets.iter().any(|t| t.follow_up_of.is_some()));
    assert!(tickets.iter().any(|t| t.reporter_id.is_none()), "one of an integration");
    // Every period of testing is still running today, and some soon end.
    let ends: Vec<_> = tickets.iter().filter_map(|ticket| ticket.testing_ends_at).collect();
    assert!(ends.len() > 5 && ends.iter().all(|at| *at > end));
    let overdue = tickets.iter().filter(|t| t.due_at.is_some_and(|due| due < end)).count();
    let due_soon = tickets
        .iter()
        .filter(|t| t.due_at.is_some_and(|due| due > end && due < end + chrono::TimeDelta::days(2)))
        .count();
    assert!(overdue >= 3 && due_soon >= 3, "{overdue} overdue, {due_soon} due soon");

    // Two work plans, one of which waits for its customer; two windows of the days to come likewise.
    let db = state.db.read();
    let plans = work_plan::Entity::find().all(db).await.expect("plans");
    let states: BTreeSet<_> = plans.iter().map(|plan| plan.state.0.as_str()).collect();
    all(states, &[PlanState::Submitted, PlanState::Approved].map(PlanState::as_str));
    // Somebody is at one of them today, whatever day it is.
    let day = Window { starts: end, ends: end + chrono::TimeDelta::days(1) };
    let planned = work_plan_activity::agenda(db, &Actor::Timer, day, None).await.expect("a list");
    assert_eq!(planned.len(), 1);
    assert!(planned[0].activity.starts_at < day.starts && planned[0].activity.ends_at > day.ends);
    let windows = after_hours_window::Entity::find().all(db).await.expect("windows");
    // Three whole business days' notice.
    let notice = chrono::TimeDelta::days(3);
    assert!(windows.iter().all(|window| window.starts_at > window.asked_at + notice));
    assert!(windows.iter().all(|window| window.starts_at > end));
    let states = windows.iter().map(|window| window.state.0.as_str()).collect();
    all(states, &[WindowState::Asked, WindowState::Agreed].map(WindowState::as_str));
    assert_eq!(answer_template::Entity::find().count(db).await.expect("a count"), 4);
    assert_eq!(article::Entity::find().count(db).await.expect("a count"), 7);
    assert_eq!(company::Entity::find().count(db).await.expect("a count"), 3);
    assert!(internal_note::Entity::find().count(db).await.expect("a count") > 5);
    assert!(attachment::Entity::find().count(db).await.expect("a count") > 5);
    assert_eq!(session::Entity::find().count(db).await.expect("a count"), 0);
    for entry in &PEOPLE {
        let person = person::who_may_sign_in(db, entry.email).await.expect("a database");
        let person = person.expect("somebody who may sign in");
        let fits = state.passwords.verify(PASSWORD.to_owned().into(), person.password_hash);
        assert!(fits.await.expect("checked"), "{}", entry.email);
    }
}

#[test]
fn the_shared_password_is_one_that_is_taken() {
    assert_eq!(passwords::refusal(PASSWORD), None);
}

#[test]
fn each_role_can_sign_in_and_only_one_company_has_two_reporters() {
    for role in Role::ALL {
        assert!(PEOPLE.iter().any(|entry| entry.role == role), "{role}");
    }
    let reporters =
        Company::ALL.map(|company| PEOPLE.iter().filter(|e| e.company == Some(company)).count());
    assert_eq!(reporters, [2, 1, 1]);
}

#[test]
fn only_a_demos_own_folder_is_emptied() {
    let dir = tempfile::tempdir().expect("a directory");
    let folder = Folder(dir.path().to_owned());
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let precious = dir.path().join("tesis.odt");
    std::fs::write(&precious, "years of work").expect("written");
    assert!(folder.clear().is_err());
    assert!(precious.exists());

    let made = Made { made_on: today, edition: EDITION, api_key: Some("k".to_owned()) };
    folder.mark(&made).expect("marked");
    assert!(folder.made().expect("read").is_some_and(|made| made.is_of(today)));
    assert!(folder.made().expect("read").is_some_and(|made| !made.is_of(NaiveDate::MAX)));
    folder.clear().expect("emptied");
    assert!(!precious.exists());
    assert!(folder.made().expect("read").is_some_and(|made| !made.is_of(today)));
}
