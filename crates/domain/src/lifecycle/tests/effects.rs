//! What an accepted action changes besides the stage.

use super::*;

fn contact(
    channel: ContactChannel,
    direction: ContactDirection,
    outcome: ContactOutcome,
) -> Action {
    Action::LogContact { channel, direction, outcome }
}

fn waiting_on_customer(stage: Stage) -> TicketState {
    TicketState { waiting_on: WaitingOn::Customer, ..case_in(stage) }
}

#[test]
fn an_assignment_changes_the_assignee_and_nothing_else() {
    let action = Action::Assign { assignee: NICO, active: true, is_staff: true };
    let after = accepted(&case_in(Stage::Solution), &action, &COORDINATOR);
    assert_eq!(after.assignee, Some(NICO));
    assert_eq!((after.stage, after.waiting_on), (Stage::Solution, WaitingOn::Support));
    assert!(!after.new_cycle && !after.clarification && !after.customer_response);
    assert_eq!(after.event, EventKind::Assigned);
}

#[test]
fn any_outbound_contact_is_a_first_contact_and_an_inbound_one_is_not() {
    let case = TicketState { first_contact: false, ..case_in(Stage::Open) };
    for channel in ContactChannel::ALL {
        for outcome in ContactOutcome::ALL {
            let after =
                |direction| accepted(&case, &contact(channel, direction, outcome), &ASSIGNEE);
            assert!(after(ContactDirection::Outbound).first_contact);
            assert!(!after(ContactDirection::Inbound).first_contact);
        }
    }
}

#[test]
fn a_call_that_reached_or_anything_inbound_is_an_answer() {
    use {ContactChannel as By, ContactDirection as Way, ContactOutcome as Result};
    for (channel, direction, outcome, answers) in [
        (By::Phone, Way::Outbound, Result::Reached, true),
        (By::Phone, Way::Outbound, Result::NoAnswer, false),
        (By::Phone, Way::Inbound, Result::Reached, true),
        (By::Phone, Way::Inbound, Result::NoAnswer, true),
        (By::Email, Way::Outbound, Result::Reached, false),
        (By::Email, Way::Inbound, Result::Reached, true),
        (By::Portal, Way::Inbound, Result::Reached, true),
        (By::Other, Way::Outbound, Result::NoAnswer, false),
    ] {
        let action = contact(channel, direction, outcome);
        let after = accepted(&case_being_tested(), &action, &ASSIGNEE);
        assert_eq!(after.customer_response, answers, "{action:?}");
        assert_eq!(after.testing_ends_at.is_none(), answers, "{action:?}");
        let waiting_on = if answers { WaitingOn::Support } else { WaitingOn::Customer };
        assert_eq!(after.waiting_on, waiting_on, "{action:?}");
    }
}

#[test]
fn a_request_for_information_waits_for_the_customer_and_is_a_first_contact() {
    for stage in [Stage::Open, Stage::Analysis, Stage::Solution] {
        let case = TicketState { first_contact: false, ..case_in(stage) };
        let after = accepted(&case, &Action::RequestInformation, &ASSIGNEE);
        assert_eq!(after.waiting_on, WaitingOn::Customer);
        assert!(after.first_contact && after.clarification);
        assert_eq!(after.stage, stage);
    }
}

#[test]
fn a_reporters_message_makes_it_supports_turn() {
    for stage in [Stage::Open, Stage::Analysis, Stage::Solution, Stage::Testing] {
        let after = accepted(&waiting_on_customer(stage), &Action::PublicMessage, &REPORTER);
        assert_eq!(after.waiting_on, WaitingOn::Support, "{stage}");
        assert!(after.customer_response && !after.clarification);
    }
}

#[test]
fn a_message_decides_no_plan() {
    let plan = Some(PlanSummary { state: PlanState::Submitted, open_activities: 1 });
    let case = TicketState { plan, ..waiting_on_customer(Stage::Analysis) };
    let after = accepted(&case, &Action::PublicMessage, &REPORTER);
    assert_eq!(after.waiting_on, WaitingOn::Customer);
    assert!(after.customer_response);
}

#[test]
fn a_message_of_staff_is_a_first_contact_and_leaves_the_turn() {
    let open = TicketState { first_contact: false, ..case_in(Stage::Open) };
    let after = accepted(&open, &Action::PublicMessage, &ASSIGNEE);
    assert!(after.first_contact && after.clarification);
    assert_eq!(after.waiting_on, WaitingOn::Support);
    let after = accepted(&waiting_on_customer(Stage::Analysis), &Action::PublicMessage, &ADMIN);
    assert_eq!(after.waiting_on, WaitingOn::Customer);
}

#[test]
fn an_integration_answers_nothing_and_contacts_nobody() {
    for key in [COMPANY_KEY, SUPPORT_KEY] {
        let case = TicketState { first_contact: false, ..case_being_tested() };
        let after = accepted(&case, &Action::PublicMessage, &key);
        assert!(!after.first_contact && !after.customer_response && !after.clarification);
        assert_eq!(after.testing_ends_at, case.testing_ends_at);
        assert_eq!(after.waiting_on, WaitingOn::Customer);
    }
}

#[test]
fn an_internal_note_is_no_first_contact() {
    let case = TicketState { first_contact: false, ..case_in(Stage::Open) };
    let after = accepted(&case, &Action::InternalNote, &ASSIGNEE);
    assert!(!after.first_contact && !after.clarification);
}

#[test]
fn an_information_request_stays_unanswered_while_work_goes_on() {
    let case = waiting_on_customer(Stage::Analysis);
    assert_eq!(accepted(&case, &Action::StartSolution, &ASSIGNEE).waiting_on, WaitingOn::Customer);
}

#[test]
fn recategorizing_sets_what_was_asked_and_keeps_the_rest() {
    let action = Action::Recategorize {
        kind: None,
        priority: Some(Priority::Critical),
        category_changes: false,
    };
    let after = accepted(&case_in(Stage::Open), &action, &ASSIGNEE);
    assert_eq!((after.kind, after.priority), (Kind::Incident, Priority::Critical));
    assert!(!after.new_cycle, "consumed time is kept");
}

#[test]
fn a_delivery_starts_the_testing_period() {
    let after = accepted(&case_in(Stage::Solution), &FIXED, &ASSIGNEE);
    // Three business days after Tuesday.
    assert_eq!(after.testing_ends_at, Some(at("2026-07-24 17:00")));
    assert_eq!(after.testing_days, Some(3));
    assert_eq!(after.waiting_on, WaitingOn::Customer);
    assert!(after.clarification);
}

#[test]
fn a_delivery_after_hours_counts_from_the_next_business_day() {
    let friday_night = at("2026-07-10 19:00");
    let case = case_in(Stage::Solution);
    let after = decide(&case, &FIXED, &ASSIGNEE, friday_night, &Calendar::default()).unwrap();
    // Monday 13 is a holiday, so counting starts on Tuesday 14.
    assert_eq!(after.testing_ends_at, Some(at("2026-07-17 17:00")));
}

#[test]
fn an_answer_stops_the_countdown_and_the_next_clarification_starts_a_full_one() {
    let stopped = accepted(&case_being_tested(), &Action::PublicMessage, &REPORTER);
    assert_eq!((stopped.testing_ends_at, stopped.waiting_on), (None, WaitingOn::Support));
    assert_eq!(stopped.testing_days, Some(3), "the length is kept for the next clarification");
    let case = TicketState {
        testing_ends_at: None,
        waiting_on: WaitingOn::Support,
        ..case_being_tested()
    };
    let thursday = at("2026-07-23 09:00");
    let after =
        decide(&case, &Action::PublicMessage, &ASSIGNEE, thursday, &Calendar::default()).unwrap();
    assert_eq!(after.testing_ends_at, Some(at("2026-07-28 17:00")));
    assert_eq!(after.waiting_on, WaitingOn::Customer);
    assert!(after.clarification);
}

#[test]
fn a_clarification_takes_back_no_extension() {
    let promised = Some(at("2026-08-14 17:00"));
    let case = TicketState { testing_ends_at: promised, ..case_being_tested() };
    assert_eq!(accepted(&case, &Action::PublicMessage, &ASSIGNEE).testing_ends_at, promised);
}

#[test]
fn an_extension_ends_at_the_close_of_a_business_day() {
    let until = |date| {
        let action = Action::ExtendTesting { ends_on: day(date) };
        accepted(&case_being_tested(), &action, &ASSIGNEE).testing_ends_at
    };
    assert_eq!(until("2026-07-31"), Some(at("2026-07-31 17:00")));
    // Saturday 1 August stands for Monday; Friday 7 August is a holiday before a weekend.
    assert_eq!(until("2026-08-01"), Some(at("2026-08-03 17:00")));
    assert_eq!(until("2026-08-07"), Some(at("2026-08-10 17:00")));
}

#[test]
fn an_extension_makes_a_stopped_countdown_run_again() {
    let case = TicketState {
        testing_ends_at: None,
        waiting_on: WaitingOn::Support,
        ..case_being_tested()
    };
    let action = Action::ExtendTesting { ends_on: day("2026-07-31") };
    let after = accepted(&case, &action, &ASSIGNEE);
    assert_eq!(after.waiting_on, WaitingOn::Customer);
    assert!(after.clarification);
    assert_eq!(after.testing_ends_at, Some(at("2026-07-31 17:00")));
    // Like any clarification it gives at least a full period: three business days here.
    let short = accepted(&case, &Action::ExtendTesting { ends_on: day("2026-07-22") }, &ASSIGNEE);
    assert_eq!(short.testing_ends_at, Some(at("2026-07-24 17:00")));
}

#[test]
fn an_extension_of_a_running_countdown_measures_silence_from_where_it_was() {
    let action = Action::ExtendTesting { ends_on: day("2026-07-27") };
    let after = accepted(&case_being_tested(), &action, &ASSIGNEE);
    assert!(!after.clarification && !after.customer_response);
    assert_eq!(after.testing_ends_at, Some(at("2026-07-27 17:00")));
}

#[test]
fn a_closed_case_has_its_closure_and_waits_for_nobody() {
    for (stage, action, actor, kind) in [
        (Stage::Testing, Action::ConfirmSolution, REPORTER, ClosureKind::Approved),
        (Stage::Testing, Action::CloseTacitly, Actor::Timer, ClosureKind::Tacit),
        (Stage::Open, Action::Withdraw, REPORTER, ClosureKind::Withdrawn),
        (Stage::Open, request(ActionKind::MarkDuplicate), ASSIGNEE, ClosureKind::Duplicate),
    ] {
        let after = accepted(&case_in(stage), &action, &actor);
        assert_eq!(after.closure, Some(Closure { kind, at: now() }));
        assert_eq!(after.waiting_on, WaitingOn::Nobody);
        assert_eq!((after.testing_ends_at, after.testing_days), (None, None));
        assert_eq!(after.assignee, Some(MARTA), "who solved it stays known");
    }
}

#[test]
fn a_reporter_may_confirm_after_a_question() {
    let case = TicketState {
        testing_ends_at: None,
        waiting_on: WaitingOn::Support,
        ..case_being_tested()
    };
    assert_eq!(accepted(&case, &Action::ConfirmSolution, &REPORTER).stage, Stage::Closed);
}

#[test]
fn a_rejection_and_a_reopening_begin_a_new_cycle() {
    for (stage, action) in
        [(Stage::Testing, Action::RejectSolution), (Stage::Closed, Action::Reopen)]
    {
        let after = accepted(&case_in(stage), &action, &REPORTER);
        assert_eq!((after.stage, after.waiting_on), (Stage::Analysis, WaitingOn::Support));
        assert!(after.new_cycle && after.customer_response);
        assert_eq!((after.closure, after.testing_ends_at, after.testing_days), (None, None, None));
    }
}

#[test]
fn a_reopening_by_staff_is_no_answer_of_the_customer() {
    let after = accepted(&case_in(Stage::Closed), &Action::Reopen, &ASSIGNEE);
    assert!(after.new_cycle && !after.customer_response);
}

#[test]
fn a_declared_closure_moves_the_end_of_testing() {
    use crate::calendar::ExceptionKind;
    let calendar = Calendar::new([(day("2026-07-23"), ExceptionKind::Closure)]);
    let after = decide(&case_in(Stage::Solution), &FIXED, &ASSIGNEE, now(), &calendar).unwrap();
    assert_eq!(after.testing_ends_at, Some(at("2026-07-27 17:00")));
}
