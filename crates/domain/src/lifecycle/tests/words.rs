//! The closed sets: their words, their order, and what follows from them.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;

fn words_go_there_and_back<T>(all: &[T])
where
    T: Copy + Debug + Display + PartialEq + FromStr + Serialize + DeserializeOwned,
    T::Err: Debug,
{
    for value in all {
        let word = value.to_string();
        assert_eq!(word.parse::<T>().unwrap(), *value);
        let json = serde_json::to_string(value).unwrap();
        assert_eq!(json, format!("\"{word}\""), "JSON and database say the same word");
        assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value);
        assert!(word.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{word}");
        assert!(word.to_uppercase().parse::<T>().is_err(), "words are exact");
    }
}

#[test]
fn every_word_goes_there_and_back() {
    words_go_there_and_back(&Stage::ALL);
    words_go_there_and_back(&Kind::ALL);
    words_go_there_and_back(&Priority::ALL);
    words_go_there_and_back(&Impact::ALL);
    words_go_there_and_back(&Urgency::ALL);
    words_go_there_and_back(&WaitingOn::ALL);
    words_go_there_and_back(&Role::ALL);
    words_go_there_and_back(&ClosureKind::ALL);
    words_go_there_and_back(&ResolutionType::ALL);
    words_go_there_and_back(&ContactChannel::ALL);
    words_go_there_and_back(&ContactDirection::ALL);
    words_go_there_and_back(&ContactOutcome::ALL);
    words_go_there_and_back(&PlanState::ALL);
    words_go_there_and_back(&ActivityState::ALL);
    words_go_there_and_back(&EventKind::ALL);
    words_go_there_and_back(&ActionKind::ALL);
    words_go_there_and_back(&Guard::ALL);
    words_go_there_and_back(&OpeningField::ALL);
    words_go_there_and_back(&WindowState::ALL);
    words_go_there_and_back(&Side::ALL);
}

#[test]
fn an_unknown_word_says_of_which_set() {
    assert_eq!("cerrada".parse::<Stage>().unwrap_err().set, "Stage");
}

#[test]
fn the_five_stages_are_spelt_as_in_the_contract() {
    let words: Vec<_> = Stage::ALL.iter().map(|stage| stage.as_str()).collect();
    assert_eq!(words, ["open", "analysis", "solution", "testing", "closed"]);
}

#[test]
fn paths_of_actions_are_kebab_case() {
    let of_the_contract = "assign log-contact request-information start-analysis recategorize \
        record-analysis start-solution return-to-analysis deliver-solution extend-testing \
        confirm-solution reject-solution withdraw mark-duplicate reopen";
    let paths: Vec<String> = ActionKind::ALL.into_iter().map(ActionKind::kebab).collect();
    for path in of_the_contract.split_whitespace() {
        assert!(paths.iter().any(|known| known == path), "{path}");
    }
}

#[test]
fn a_request_is_of_the_kind_it_is_made_for() {
    for kind in ActionKind::ALL {
        assert_eq!(request(kind).kind(), kind);
        assert_eq!(kind.rule().action, kind);
    }
}

#[test]
fn priorities_are_ordered() {
    assert!(Priority::Low < Priority::Normal);
    assert!(Priority::Normal < Priority::High);
    assert!(Priority::High < Priority::Critical);
}

#[test]
fn priority_is_impact_times_urgency() {
    let row = |impact| {
        Urgency::ALL.map(|urgency| Priority::from_impact_urgency(impact, urgency).as_str())
    };
    assert_eq!(row(Impact::Low), ["low", "low", "normal"]);
    assert_eq!(row(Impact::Medium), ["low", "normal", "high"]);
    assert_eq!(row(Impact::High), ["normal", "high", "critical"]);
}

#[test]
fn each_role_of_staff_has_the_rights_of_the_one_before_and_none_of_a_reporter() {
    let rights = |role: Role| Role::ALL.map(|least| role.at_least(least));
    assert_eq!(rights(Role::Reporter), [true, false, false, false]);
    assert_eq!(rights(Role::Engineer), [false, true, false, false]);
    assert_eq!(rights(Role::Coordinator), [false, true, true, false]);
    assert_eq!(rights(Role::Admin), [false, true, true, true]);
    assert!(!Role::Reporter.is_staff() && Role::Engineer.is_staff());
}

#[test]
fn internal_notes_machine_mail_service_level_warnings_and_drafts_are_for_staff_only() {
    let internal: Vec<_> = EventKind::ALL
        .into_iter()
        .filter(|kind| kind.is_internal())
        .map(EventKind::as_str)
        .collect();
    assert_eq!(
        internal,
        [
            "internal_note_added",
            "machine_mail_recorded",
            "clock_warned",
            "clock_breached",
            "work_plan_drafted",
            "work_plan_discarded",
        ]
    );
}
