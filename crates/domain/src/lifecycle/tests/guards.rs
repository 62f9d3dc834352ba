//! Each guard alone: what stops, and the nearest thing that does not.

use super::*;

#[track_caller]
fn stopped(state: &TicketState, action: &Action, actor: &Actor, guard: Guard) {
    assert_eq!(decided(state, action, actor), Err(Refusal::Guard(guard)));
}

fn assign(assignee: Uuid) -> Action {
    Action::Assign { assignee, active: true, is_staff: true }
}

#[test]
fn an_analysis_needs_somebody_responsible() {
    let case = TicketState { assignee: None, ..case_in(Stage::Open) };
    stopped(&case, &Action::StartAnalysis, &COORDINATOR, Guard::NoAssignee);
    stopped(&case, &Action::StartAnalysis, &ASSIGNEE, Guard::NoAssignee);
}

#[test]
fn an_analysis_needs_a_first_contact() {
    let case = TicketState { first_contact: false, ..case_in(Stage::Open) };
    stopped(&case, &Action::StartAnalysis, &ASSIGNEE, Guard::NoFirstContact);
    stopped(&case, &Action::StartAnalysis, &ADMIN, Guard::NoFirstContact);
}

#[test]
fn an_engineer_works_only_their_own_case_and_a_coordinator_any() {
    for (stage, action) in [
        (Stage::Open, Action::StartAnalysis),
        (Stage::Analysis, Action::StartSolution),
        (Stage::Solution, FIXED),
    ] {
        stopped(&case_in(stage), &action, &OTHER_ENGINEER, Guard::NotAssignee);
        accepted(&case_in(stage), &action, &COORDINATOR);
    }
}

#[test]
fn an_engineer_takes_a_case_but_gives_none_away() {
    accepted(&case_in(Stage::Open), &assign(NICO), &OTHER_ENGINEER);
    stopped(&case_in(Stage::Open), &assign(NICO), &ASSIGNEE, Guard::SelfAssignmentOnly);
    accepted(&case_in(Stage::Open), &assign(NICO), &COORDINATOR);
}

#[test]
fn a_case_is_not_given_to_somebody_who_left() {
    let action = Action::Assign { assignee: NICO, active: false, is_staff: true };
    stopped(&case_in(Stage::Open), &action, &COORDINATOR, Guard::AssigneeInactive);
}

#[test]
fn a_case_is_not_given_to_a_customer() {
    let action = Action::Assign { assignee: NICO, active: true, is_staff: false };
    stopped(&case_in(Stage::Open), &action, &COORDINATOR, Guard::AssigneeNotStaff);
}

#[test]
fn assigning_the_assignee_changes_nothing() {
    stopped(&case_in(Stage::Open), &assign(MARTA), &COORDINATOR, Guard::NothingChanged);
    stopped(&case_in(Stage::Open), &assign(MARTA), &ASSIGNEE, Guard::NothingChanged);
}

#[test]
fn recategorizing_has_to_change_something() {
    let with = |kind, priority, category_changes| Action::Recategorize {
        kind,
        priority,
        category_changes,
    };
    let case = case_in(Stage::Analysis);
    let (same_kind, same_priority) = (Some(Kind::Incident), Some(Priority::Normal));
    stopped(&case, &with(None, None, false), &ASSIGNEE, Guard::NothingChanged);
    stopped(&case, &with(same_kind, same_priority, false), &ASSIGNEE, Guard::NothingChanged);
    accepted(&case, &with(same_kind, same_priority, true), &ASSIGNEE);
    accepted(&case, &with(Some(Kind::Question), None, false), &ASSIGNEE);
    accepted(&case, &with(None, Some(Priority::Critical), false), &ASSIGNEE);
}

#[test]
fn recording_no_finding_changes_nothing() {
    let action = Action::RecordAnalysis { findings: Findings::default() };
    stopped(&case_in(Stage::Analysis), &action, &ASSIGNEE, Guard::NothingChanged);
    let one = Findings { structure: true, ..Findings::default() };
    accepted(&case_in(Stage::Analysis), &Action::RecordAnalysis { findings: one }, &ASSIGNEE);
}

#[test]
fn a_solution_needs_all_four_findings() {
    let full = Findings::COMPLETE;
    for findings in [
        Findings::default(),
        Findings { identification: false, ..full },
        Findings { validation: false, ..full },
        Findings { structure: false, ..full },
        Findings { alarm_type: false, ..full },
    ] {
        let case = TicketState { findings, ..case_in(Stage::Analysis) };
        stopped(&case, &Action::StartSolution, &COORDINATOR, Guard::FindingsIncomplete);
    }
}

#[test]
fn a_solution_needs_the_approval_of_a_plan_if_there_is_one() {
    for state in PlanState::ALL {
        let case = TicketState { plan: plan(state), ..case_in(Stage::Analysis) };
        match state {
            PlanState::Approved => {
                accepted(&case, &Action::StartSolution, &ASSIGNEE);
            }
            PlanState::Draft
            | PlanState::Submitted
            | PlanState::Rejected
            | PlanState::Withdrawn => {
                stopped(&case, &Action::StartSolution, &ASSIGNEE, Guard::PlanNotApproved);
            }
        }
    }
}

#[test]
fn a_delivery_needs_every_activity_done_or_cancelled() {
    let with = |open_activities| TicketState {
        plan: Some(PlanSummary { state: PlanState::Approved, activities: 2, open_activities }),
        ..case_in(Stage::Solution)
    };
    stopped(&with(1), &FIXED, &ASSIGNEE, Guard::ActivitiesOpen);
    accepted(&with(0), &FIXED, &ASSIGNEE);
}

#[test]
fn nothing_is_delivered_past_a_plan_that_the_customer_has_not_approved() {
    for state in PlanState::ALL.into_iter().filter(|state| *state != PlanState::Approved) {
        let plan = PlanSummary { state, activities: 1, open_activities: 0 };
        let case = TicketState { plan: Some(plan), ..case_in(Stage::Solution) };
        stopped(&case, &FIXED, &ASSIGNEE, Guard::PlanNotApproved);
    }
}

#[test]
fn a_delivery_names_a_resolution_of_its_kind() {
    // Written out from the contract, not from the code.
    let of_kind = [
        (Kind::Incident, "fixed workaround configuration not_reproducible"),
        (Kind::Request, "fulfilled partially_fulfilled declined"),
        (Kind::Question, "answered"),
        (Kind::PlannedTask, "fulfilled partially_fulfilled declined"),
    ];
    for (kind, words) in of_kind {
        let case = TicketState { kind, ..case_in(Stage::Solution) };
        for resolution_type in ResolutionType::ALL {
            let action = Action::DeliverSolution { resolution_type, testing_days: 1 };
            if words.split(' ').any(|word| word == resolution_type.as_str()) {
                accepted(&case, &action, &ASSIGNEE);
            } else {
                stopped(&case, &action, &ASSIGNEE, Guard::ResolutionTypeMismatch);
            }
        }
    }
}

#[test]
fn testing_takes_one_to_thirty_days() {
    let with = |testing_days| Action::DeliverSolution {
        resolution_type: ResolutionType::Fixed,
        testing_days,
    };
    let case = case_in(Stage::Solution);
    for days in [0, 31, u8::MAX] {
        stopped(&case, &with(days), &ASSIGNEE, Guard::TestingDaysOutOfRange);
    }
    for days in [1, 30] {
        assert_eq!(accepted(&case, &with(days), &ASSIGNEE).testing_days, Some(days));
    }
}

#[test]
fn an_extension_ends_later() {
    let until = |date| Action::ExtendTesting { ends_on: day(date) };
    let case = case_being_tested();
    stopped(&case, &until("2026-07-22"), &ASSIGNEE, Guard::EndNotLater);
    stopped(&case, &until("2026-07-24"), &ASSIGNEE, Guard::EndNotLater);
    accepted(&case, &until("2026-07-27"), &ASSIGNEE);
}

#[test]
fn an_extension_of_a_stopped_period_lies_ahead() {
    let until = |date| Action::ExtendTesting { ends_on: day(date) };
    let case = TicketState {
        waiting_on: WaitingOn::Support,
        testing_ends_at: None,
        ..case_being_tested()
    };
    stopped(&case, &until("2026-07-17"), &ASSIGNEE, Guard::EndNotLater);
    accepted(&case, &until("2026-07-21"), &ASSIGNEE);
}

#[test]
fn an_extension_of_a_period_that_is_over_lies_ahead_too() {
    let case =
        TicketState { testing_ends_at: Some(at("2026-07-16 17:00")), ..case_in(Stage::Testing) };
    let until = |date| Action::ExtendTesting { ends_on: day(date) };
    stopped(&case, &until("2026-07-17"), &ASSIGNEE, Guard::EndNotLater);
    accepted(&case, &until("2026-07-22"), &ASSIGNEE);
}

#[test]
fn nobody_is_taken_to_be_silent_who_answered() {
    let answered = TicketState { answered_since_clarification: true, ..case_in(Stage::Testing) };
    stopped(&answered, &Action::CloseTacitly, &Actor::Timer, Guard::CustomerAnswered);
    let our_turn = TicketState { waiting_on: WaitingOn::Support, ..case_in(Stage::Testing) };
    stopped(&our_turn, &Action::CloseTacitly, &Actor::Timer, Guard::CustomerAnswered);
    let no_countdown = TicketState { testing_ends_at: None, ..case_in(Stage::Testing) };
    stopped(&no_countdown, &Action::CloseTacitly, &Actor::Timer, Guard::CustomerAnswered);
}

#[test]
fn silence_closes_nothing_before_the_end() {
    let case = case_being_tested();
    let fires = |when| {
        decide(&case, &Action::CloseTacitly, &Actor::Timer, at(when), &Calendar::default())
            .map(|transition| transition.closure.map(|closure| closure.kind))
    };
    assert_eq!(fires("2026-07-24 16:59"), Err(Refusal::Guard(Guard::TestingNotOver)));
    assert_eq!(fires("2026-07-24 17:00"), Ok(Some(ClosureKind::Tacit)));
}

#[test]
fn a_duplicate_has_another_ticket_of_the_company_as_its_target() {
    let of = |same_ticket, company, is_duplicate| Action::MarkDuplicate {
        target: DuplicateTarget { same_ticket, company, is_duplicate },
    };
    let case = case_in(Stage::Open);
    stopped(&case, &of(true, COMPANY, false), &ASSIGNEE, Guard::DuplicateTargetSelf);
    let foreign = of(false, OTHER_COMPANY, false);
    stopped(&case, &foreign, &ASSIGNEE, Guard::DuplicateTargetForeign);
    stopped(&case, &of(false, COMPANY, true), &ASSIGNEE, Guard::DuplicateTargetDuplicate);
}

#[test]
fn a_duplicate_is_not_reopened() {
    let closure = Some(Closure { kind: ClosureKind::Duplicate, at: at("2026-07-21 09:00") });
    let case = TicketState { closure, ..case_in(Stage::Closed) };
    stopped(&case, &Action::Reopen, &REPORTER, Guard::DuplicateNotReopenable);
    stopped(&case, &Action::Reopen, &ADMIN, Guard::DuplicateNotReopenable);
}

#[test]
fn a_case_is_reopened_within_five_business_days() {
    for kind in [ClosureKind::Approved, ClosureKind::Tacit, ClosureKind::Withdrawn] {
        // Friday; Monday 20 July is Independence Day, so the fifth business day is the 27th.
        let closure = Some(Closure { kind, at: at("2026-07-17 10:00") });
        let case = TicketState { closure, ..case_in(Stage::Closed) };
        let asked = |when| {
            decide(&case, &Action::Reopen, &REPORTER, at(when), &Calendar::default())
                .map(|transition| transition.stage)
        };
        assert_eq!(asked("2026-07-27 16:59"), Ok(Stage::Analysis));
        assert_eq!(asked("2026-07-27 17:00"), Err(Refusal::Guard(Guard::ReopenWindowOver)));
    }
}

#[test]
fn a_closed_case_without_an_instant_of_closing_has_no_window() {
    let case = TicketState { closure: None, ..case_in(Stage::Closed) };
    stopped(&case, &Action::Reopen, &REPORTER, Guard::ReopenWindowOver);
}

/// The states of a plan in which `action` is possible; in the others, and without a plan, `guard`
/// stops it.
#[track_caller]
fn needs_plan(action: Action, actor: &Actor, possible: &[PlanState], guard: Guard) {
    for stage in [Stage::Analysis, Stage::Solution] {
        for state in PlanState::ALL {
            let case = TicketState { plan: plan(state), ..case_in(stage) };
            if possible.contains(&state) {
                accepted(&case, &action, actor);
            } else {
                stopped(&case, &action, actor, guard);
            }
        }
    }
}

#[test]
fn only_a_draft_is_submitted() {
    let submit = Action::SubmitWorkPlan;
    needs_plan(submit, &OTHER_ENGINEER, &[PlanState::Draft], Guard::PlanNotDraft);
    stopped(&case_in(Stage::Analysis), &submit, &ASSIGNEE, Guard::NoPlan);
}

#[test]
fn a_plan_without_activities_is_not_submitted() {
    let plan = Some(PlanSummary { state: PlanState::Draft, activities: 0, open_activities: 0 });
    let case = TicketState { plan, ..case_in(Stage::Analysis) };
    stopped(&case, &Action::SubmitWorkPlan, &ASSIGNEE, Guard::PlanEmpty);
}

#[test]
fn a_version_is_decided_on_once_and_only_after_its_submission() {
    for decision in [Action::ApproveWorkPlan, Action::RejectWorkPlan] {
        needs_plan(decision, &REPORTER, &[PlanState::Submitted], Guard::PlanNotSubmitted);
        // A customer can't tell a draft from no plan at all.
        stopped(&case_in(Stage::Analysis), &decision, &REPORTER, Guard::PlanNotSubmitted);
    }
}

#[test]
fn only_what_the_customer_neither_has_before_her_nor_approved_is_given_up() {
    let possible = [PlanState::Draft, PlanState::Rejected, PlanState::Withdrawn];
    needs_plan(Action::DiscardWorkPlan, &ASSIGNEE, &possible, Guard::NothingToDiscard);
    stopped(&case_in(Stage::Solution), &Action::DiscardWorkPlan, &ASSIGNEE, Guard::NoPlan);
}

#[test]
fn a_plan_that_came_back_may_be_written_anew_as_it_is() {
    let again = Action::DraftWorkPlan { changes: false };
    let possible = [PlanState::Rejected, PlanState::Withdrawn];
    needs_plan(again, &ASSIGNEE, &possible, Guard::NothingChanged);
    let other = Action::DraftWorkPlan { changes: true };
    needs_plan(other, &ASSIGNEE, &PlanState::ALL, Guard::NothingChanged);
    accepted(&case_in(Stage::Analysis), &again, &ASSIGNEE);
}

#[test]
fn only_an_approved_plan_is_followed_up() {
    let update = request(ActionKind::UpdatePlanActivity);
    needs_plan(update, &ASSIGNEE, &[PlanState::Approved], Guard::PlanNotApproved);
    stopped(&case_in(Stage::Analysis), &update, &ASSIGNEE, Guard::NoPlan);
}

#[test]
fn an_activity_goes_on_or_ends_and_never_back() {
    let case = TicketState { plan: plan(PlanState::Approved), ..case_in(Stage::Solution) };
    // Written out from the specification, not from the code.
    let onward = [
        ("pending", "in_progress done cancelled"),
        ("in_progress", "done cancelled"),
        ("done", ""),
        ("cancelled", ""),
    ];
    for (from, onward) in onward {
        let from: ActivityState = from.parse().unwrap();
        for to in ActivityState::ALL {
            let update = |notes_change| Action::UpdatePlanActivity { from, to, notes_change };
            if from == to {
                stopped(&case, &update(false), &ASSIGNEE, Guard::NothingChanged);
                accepted(&case, &update(true), &ASSIGNEE);
            } else if onward.split(' ').any(|word| word == to.as_str()) {
                accepted(&case, &update(false), &ASSIGNEE);
            } else {
                stopped(&case, &update(true), &ASSIGNEE, Guard::ActivityMoveImpossible);
            }
        }
    }
}

#[test]
fn nobody_writes_on_a_closed_case() {
    for action in [Action::PublicMessage, Action::InternalNote, Action::EditDetails] {
        stopped(&case_in(Stage::Closed), &action, &ASSIGNEE, Guard::TicketClosed);
    }
}

#[test]
fn dates_the_calendar_does_not_know_are_refused() {
    let until_2300 = Action::ExtendTesting { ends_on: day("2300-01-02") };
    stopped(&case_being_tested(), &until_2300, &ASSIGNEE, Guard::OutsideCalendar);
    let last_day = at("2199-12-31 10:00");
    assert_eq!(
        decide(&case_in(Stage::Solution), &FIXED, &ASSIGNEE, last_day, &Calendar::default()),
        Err(Refusal::Guard(Guard::OutsideCalendar))
    );
}

#[test]
fn who_is_asked_before_the_stage_and_the_stage_before_the_guards() {
    let case = TicketState { findings: Findings::default(), ..case_in(Stage::Open) };
    assert_eq!(decided(&case, &Action::StartSolution, &REPORTER), Err(Refusal::Forbidden));
    assert_eq!(
        decided(&case, &Action::StartSolution, &ASSIGNEE),
        Err(Refusal::WrongStage { allowed: &[Stage::Analysis] })
    );
}

#[test]
fn a_reporter_without_a_company_is_nobodys_reporter() {
    let lost = person(9, Role::Reporter, None);
    assert_eq!(decided(&case_in(Stage::Open), &Action::Withdraw, &lost), Err(Refusal::Forbidden));
}

#[test]
fn missing_guards_are_told_before_anything_is_tried() {
    let case = TicketState {
        findings: Findings::default(),
        plan: plan(PlanState::Draft),
        ..case_in(Stage::Analysis)
    };
    let offered = availability(&case, &ASSIGNEE, now(), &Calendar::default());
    let of = |kind| offered.iter().find(|(offer, _)| *offer == kind).unwrap().1;
    let findings = Err(Refusal::Guard(Guard::FindingsIncomplete));
    assert_eq!(of(ActionKind::StartSolution), findings);
    assert_eq!(of(ActionKind::RecordAnalysis), Ok(()));
    assert_eq!(of(ActionKind::Recategorize), Ok(()), "what is to change is not known yet");
    assert_eq!(of(ActionKind::Assign), Err(Refusal::Guard(Guard::NothingChanged)));
}
