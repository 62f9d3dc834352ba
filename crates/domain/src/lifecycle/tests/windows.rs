//! After-hours windows: who may do what with one, and where that leads it.

use proptest::prelude::*;

use super::*;
use crate::after_hours::{MAX_WINDOWS, Notice};
use crate::calendar::ExceptionKind;

/// The case is in analysis; Marta is responsible for it.
fn asked_of(action: Action, actor: &Actor) -> Result<WindowState, Refusal> {
    let case = case_in(Stage::Analysis);
    decided(&case, &action, actor).map(|next| next.window.expect("it is about a window"))
}

fn agree(window: WindowSummary) -> Action {
    Action::AgreeAfterHours { window, engineer_active: true }
}

/// Each of the five things that are done to a window.
fn all_about(window: WindowSummary) -> [Action; 5] {
    [
        agree(window),
        Action::DeclineAfterHours { window },
        Action::CancelAfterHours { window },
        Action::CompleteAfterHours { window },
        Action::MissAfterHours { window },
    ]
}

fn guarded(guard: Guard) -> Result<WindowState, Refusal> {
    Err(Refusal::Guard(guard))
}

#[test]
fn the_side_that_did_not_ask_answers() {
    let of_support = proposed();
    let of_customer = WindowSummary { asked_by: Side::Customer, ..of_support };
    for decline in [false, true] {
        let answer = |window| match decline {
            true => Action::DeclineAfterHours { window },
            false => agree(window),
        };
        let done = if decline { WindowState::Declined } else { WindowState::Agreed };
        assert_eq!(asked_of(answer(of_support), &REPORTER), Ok(done));
        assert_eq!(asked_of(answer(of_customer), &OTHER_ENGINEER), Ok(done));
        let own = guarded(Guard::WindowAskedByOwnSide);
        assert_eq!(asked_of(answer(of_support), &ADMIN), own);
        assert_eq!(asked_of(answer(of_customer), &REPORTER), own);
    }
}

#[test]
fn an_answer_is_given_once() {
    for state in WindowState::ALL {
        let window = WindowSummary { state, ..proposed() };
        for answer in [agree(window), Action::DeclineAfterHours { window }] {
            let expected = state == WindowState::Asked;
            let seen = asked_of(answer, &REPORTER);
            assert_eq!(seen.is_ok(), expected, "{state}");
            if !expected {
                assert_eq!(seen, guarded(Guard::WindowNotAsked));
            }
        }
    }
}

#[test]
fn it_is_too_late_to_agree_when_it_begins_and_never_to_decline() {
    let begins_now = window(WindowState::Asked, Side::Support, "2026-07-21 10:00");
    let in_a_minute = window(WindowState::Asked, Side::Support, "2026-07-21 10:01");
    let calendar = Calendar::new([(day("2026-07-21"), ExceptionKind::Closure)]);
    let decided = |window| {
        decide(&case_in(Stage::Open), &agree(window), &REPORTER, now(), &calendar)
            .map(|next| next.window)
    };
    assert_eq!(decided(begins_now), Err(Refusal::Guard(Guard::WindowStarted)));
    assert_eq!(decided(in_a_minute), Ok(Some(WindowState::Agreed)));
    let decline = Action::DeclineAfterHours { window: begins_now };
    assert_eq!(asked_of(decline, &REPORTER), Ok(WindowState::Declined));
}

#[test]
fn a_window_that_became_service_time_is_not_agreed_to() {
    let saturday = window(WindowState::Asked, Side::Support, "2026-07-25 08:00");
    let decided = |kind, calendar: &Calendar| {
        let case = TicketState { kind, ..case_in(Stage::Analysis) };
        decide(&case, &agree(saturday), &REPORTER, now(), calendar).map(|next| next.window)
    };
    let busy = Err(Refusal::Guard(Guard::WindowInServiceHours));
    assert_eq!(decided(Kind::Request, &Calendar::default()), Ok(Some(WindowState::Agreed)));
    assert_eq!(decided(Kind::Incident, &Calendar::default()), busy);
    let declared = Calendar::new([(day("2026-07-25"), ExceptionKind::WorkingDay)]);
    assert_eq!(decided(Kind::Request, &declared), busy);
}

#[test]
fn somebody_has_to_work_in_it() {
    let case = TicketState { assignee: None, ..case_in(Stage::Analysis) };
    let named = WindowSummary { engineer: Some(NICO), ..proposed() };
    let refused = Err(Refusal::Guard(Guard::WindowWithoutEngineer));
    assert_eq!(decided(&case, &agree(proposed()), &REPORTER), refused);
    assert_eq!(accepted(&case, &agree(named), &REPORTER).window, Some(WindowState::Agreed));
    let refused = Err(Refusal::Guard(Guard::AssigneeInactive));
    for gone in [
        Action::AgreeAfterHours { window: named, engineer_active: false },
        Action::AskAfterHours { windows: 0, engineer_active: false },
    ] {
        assert_eq!(decided(&case, &gone, &REPORTER), refused);
    }
}

#[test]
fn either_side_calls_off_until_the_end() {
    let ending = |minutes| {
        let agreed = agreed_and_over();
        let ends = now() + TimeDelta::minutes(minutes);
        WindowSummary { window: Window { ends, ..agreed.window }, ..agreed }
    };
    for actor in [&REPORTER, &OTHER_ENGINEER] {
        let cancel = |window| asked_of(Action::CancelAfterHours { window }, actor);
        assert_eq!(cancel(proposed()), Ok(WindowState::Cancelled));
        assert_eq!(cancel(ending(1)), Ok(WindowState::Cancelled), "while it runs");
        assert_eq!(cancel(ending(0)), guarded(Guard::WindowOver));
        for state in WindowState::ALL.into_iter().filter(|state| !state.is_open()) {
            let settled = WindowSummary { state, ..proposed() };
            assert_eq!(cancel(settled), guarded(Guard::WindowSettled));
        }
    }
}

#[test]
fn work_is_done_after_it_began_and_missed_after_it_ended() {
    let running = window(WindowState::Agreed, Side::Customer, "2026-07-21 07:00");
    let ahead = window(WindowState::Agreed, Side::Customer, "2026-07-24 18:00");
    let complete = |window| asked_of(Action::CompleteAfterHours { window }, &ASSIGNEE);
    let miss = |window| asked_of(Action::MissAfterHours { window }, &ASSIGNEE);
    assert_eq!(complete(running), Ok(WindowState::Done));
    assert_eq!(complete(ahead), guarded(Guard::WindowNotStarted));
    assert_eq!(complete(proposed()), guarded(Guard::WindowNotAgreed));
    assert_eq!(miss(agreed_and_over()), Ok(WindowState::Missed));
    assert_eq!(miss(running), guarded(Guard::WindowNotOver));
    assert_eq!(miss(proposed()), guarded(Guard::WindowNotAgreed));
}

#[test]
fn a_ticket_has_a_hundred_windows_at_the_most() {
    let ask =
        |windows| asked_of(Action::AskAfterHours { windows, engineer_active: true }, &REPORTER);
    assert_eq!(ask(MAX_WINDOWS - 1), Ok(WindowState::Asked));
    assert_eq!(ask(MAX_WINDOWS), guarded(Guard::TooManyWindows));
}

#[test]
fn only_coordinators_override_the_notice() {
    for (actor, may) in [
        (REPORTER, false),
        (ASSIGNEE, false),
        (COORDINATOR, true),
        (ADMIN, true),
        (SUPPORT_KEY, false),
        (Actor::Timer, false),
    ] {
        assert_eq!(Notice::for_request(&actor, false), Ok(Notice::Required));
        let overridden = if may { Ok(Notice::Overridden) } else { Err(Refusal::Forbidden) };
        assert_eq!(Notice::for_request(&actor, true), overridden, "{actor:?}");
    }
}

#[test]
fn whatever_a_reporter_does_about_a_window_is_an_answer() {
    let ask = request(ActionKind::AskAfterHours);
    let [agree, decline, cancel, ..] = all_about(proposed());
    for action in [ask, agree, decline, cancel] {
        let after = accepted(&case_being_tested(), &action, &REPORTER);
        assert!(after.customer_response, "{action:?}");
        assert_eq!((after.testing_ends_at, after.waiting_on), (None, WaitingOn::Support));
        assert_eq!(after.testing_days, Some(3), "the next clarification starts a full period");
    }
}

#[test]
fn what_support_does_about_a_window_answers_nothing_and_asks_nothing() {
    let of_customer = WindowSummary { asked_by: Side::Customer, ..proposed() };
    let [agree, decline, cancel, ..] = all_about(of_customer);
    let [.., complete, miss] = all_about(agreed_and_over());
    let ask = request(ActionKind::AskAfterHours);
    for action in [ask, agree, decline, cancel, complete, miss] {
        let case = TicketState { first_contact: false, ..case_being_tested() };
        let after = accepted(&case, &action, &OTHER_ENGINEER);
        assert!(!after.customer_response && !after.clarification && !after.first_contact);
        assert_eq!(after.testing_ends_at, case.testing_ends_at);
        assert_eq!(after.waiting_on, WaitingOn::Customer);
    }
}

#[test]
fn a_window_holds_its_engineer_from_supports_word_on_until_it_is_settled() {
    let holding: Vec<_> = WindowState::ALL
        .into_iter()
        .flat_map(|state| Side::ALL.map(|asked_by| WindowSummary { state, asked_by, ..proposed() }))
        .filter(|window| window.holds_engineer())
        .map(|window| (window.state.as_str(), window.asked_by.as_str()))
        .collect();
    assert_eq!(holding, [("asked", "support"), ("agreed", "customer"), ("agreed", "support")]);
}

#[test]
fn what_is_offered_of_a_window_agrees_with_what_is_decided() {
    let case = case_in(Stage::Analysis);
    for state in WindowState::ALL {
        for (asked_by, starts) in
            [(Side::Support, "2026-07-24 18:00"), (Side::Customer, "2026-07-20 18:00")]
        {
            let window = window(state, asked_by, starts);
            for actor in [REPORTER, FOREIGN_REPORTER, ASSIGNEE, COORDINATOR, COMPANY_KEY] {
                let offered =
                    window_availability(&case, window, &actor, now(), &Calendar::default());
                let of_window = ActionKind::ALL.into_iter().filter(|kind| kind.needs_window());
                assert!(offered.iter().map(|(kind, _)| *kind).eq(of_window));
                for (action, (_, offer)) in all_about(window).iter().zip(offered) {
                    assert_eq!(offer, decided(&case, action, &actor).map(|_| ()), "{action:?}");
                }
            }
        }
    }
}

/// The arrows of the drawing in [`crate::after_hours`].
fn is_drawn(from: WindowState, to: WindowState) -> bool {
    use WindowState::{Agreed, Asked, Cancelled, Declined, Done, Missed};
    matches!(
        (from, to),
        (Asked, Agreed | Declined | Cancelled) | (Agreed, Done | Missed | Cancelled)
    )
}

proptest! {
    #[test]
    fn no_life_of_a_window_leaves_the_drawing(
        asked_by in prop::sample::select(Side::ALL.to_vec()),
        steps in prop::collection::vec(
            (
                0_usize..5,
                prop::sample::select(vec![REPORTER, ASSIGNEE, COORDINATOR, FOREIGN_REPORTER]),
                0_i64..48,
            ),
            1..20,
        ),
    ) {
        let case = case_in(Stage::Solution);
        let mut window = WindowSummary { asked_by, ..proposed() };
        let (mut now, mut answered_by) = (now(), None);
        for (which, actor, hours) in steps {
            now += TimeDelta::hours(hours);
            let action = all_about(window)[which];
            let Ok(next) = decide(&case, &action, &actor, now, &Calendar::default()) else {
                continue;
            };
            let to = next.window.expect("it is about a window");
            prop_assert!(is_drawn(window.state, to), "{} became {to}", window.state);
            if matches!(to, WindowState::Agreed | WindowState::Declined) {
                prop_assert_eq!(answered_by, None, "one answer");
                answered_by = actor.side(COMPANY);
                prop_assert_eq!(answered_by, Some(asked_by.other()));
            }
            window.state = to;
        }
    }
}
