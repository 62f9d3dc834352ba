//! Random lives of a ticket: whatever people try, it stays on the drawn paths.

use proptest::prelude::*;

use super::*;

/// The arrows of the drawing, and staying where one is.
fn is_drawn(from: Stage, to: Stage) -> bool {
    use Stage::{Analysis, Closed, Open, Solution, Testing};
    from == to
        || matches!(
            (from, to),
            (Open, Analysis)
                | (Analysis, Solution)
                | (Solution, Testing | Analysis)
                | (Testing, Closed | Analysis)
                | (Closed, Analysis)
                | (Open | Analysis | Solution, Closed)
        )
}

/// What the writer makes of a plan with two activities; the version before the first is none.
fn planned(before: Option<PlanSummary>, action: &Action) -> Option<PlanSummary> {
    match *action {
        Action::DraftWorkPlan { .. } => plan(PlanState::Draft),
        Action::DiscardWorkPlan => None,
        Action::SubmitWorkPlan => plan(PlanState::Submitted),
        Action::ApproveWorkPlan => plan(PlanState::Approved),
        Action::RejectWorkPlan => plan(PlanState::Rejected),
        Action::UpdatePlanActivity { from, to, .. } => before.map(|plan| PlanSummary {
            open_activities: plan
                .open_activities
                .saturating_sub(usize::from(from.is_open() && !to.is_open())),
            ..plan
        }),
        Action::Assign { .. }
        | Action::LogContact { .. }
        | Action::RequestInformation
        | Action::StartAnalysis
        | Action::Recategorize { .. }
        | Action::RecordAnalysis { .. }
        | Action::StartSolution
        | Action::ReturnToAnalysis
        | Action::DeliverSolution { .. }
        | Action::ExtendTesting { .. }
        | Action::ConfirmSolution
        | Action::RejectSolution
        | Action::CloseTacitly
        | Action::Withdraw
        | Action::MarkDuplicate { .. }
        | Action::Reopen
        | Action::PublicMessage
        | Action::InternalNote
        | Action::EditDetails
        | Action::AskAfterHours { .. }
        | Action::AgreeAfterHours { .. }
        | Action::DeclineAfterHours { .. }
        | Action::CancelAfterHours { .. }
        | Action::CompleteAfterHours { .. }
        | Action::MissAfterHours { .. } => before,
    }
}

/// What the writer makes of a ticket by a transition and the payload.
fn written(before: &TicketState, action: &Action, transition: &Transition) -> TicketState {
    let mut findings = before.findings;
    if let Action::RecordAnalysis { findings: new } = action {
        findings.identification |= new.identification;
        findings.validation |= new.validation;
        findings.structure |= new.structure;
        findings.alarm_type |= new.alarm_type;
    }
    TicketState {
        company: before.company,
        stage: transition.stage,
        waiting_on: transition.waiting_on,
        kind: transition.kind,
        priority: transition.priority,
        assignee: transition.assignee,
        first_contact: transition.first_contact,
        findings,
        plan: planned(before.plan, action),
        testing_days: transition.testing_days,
        testing_ends_at: transition.testing_ends_at,
        answered_since_clarification: !transition.clarification
            && (before.answered_since_clarification || transition.customer_response),
        closure: transition.closure,
    }
}

fn new_case(kind: Kind) -> TicketState {
    let transition = open(
        &Opening { company: COMPANY, kind, priority: Priority::Normal, given: &OpeningField::ALL },
        &REPORTER,
    )
    .unwrap();
    let blank = TicketState {
        assignee: None,
        first_contact: false,
        findings: Findings::default(),
        ..case_in(Stage::Open)
    };
    written(&blank, &Action::EditDetails, &transition)
}

fn any_actor() -> impl Strategy<Value = Actor> {
    // The people a case moves by are tried more often than those who are always refused.
    prop_oneof![
        4 => Just(REPORTER),
        4 => Just(ASSIGNEE),
        2 => Just(COORDINATOR),
        2 => Just(Actor::Timer),
        1 => prop::sample::select(vec![
            FOREIGN_REPORTER, OTHER_ENGINEER, ADMIN, COMPANY_KEY, FOREIGN_KEY, SUPPORT_KEY,
            Actor::Mail,
        ]),
    ]
}

fn any_findings() -> impl Strategy<Value = Findings> {
    any::<[bool; 4]>().prop_map(|[identification, validation, structure, alarm_type]| Findings {
        identification,
        validation,
        structure,
        alarm_type,
    })
}

fn any_action() -> impl Strategy<Value = Action> {
    let assignees = prop::sample::select(vec![MARTA, NICO]);
    prop_oneof![
        8 => prop::sample::select(ActionKind::ALL.to_vec()).prop_map(request),
        1 => (assignees, any::<bool>(), any::<bool>())
            .prop_map(|(assignee, active, is_staff)| Action::Assign { assignee, active, is_staff }),
        1 => (
            prop::sample::select(ContactChannel::ALL.to_vec()),
            prop::sample::select(ContactDirection::ALL.to_vec()),
            prop::sample::select(ContactOutcome::ALL.to_vec()),
        )
            .prop_map(|(channel, direction, outcome)| {
                Action::LogContact { channel, direction, outcome }
            }),
        1 => any_findings().prop_map(|findings| Action::RecordAnalysis { findings }),
        1 => (
            prop::option::of(prop::sample::select(Kind::ALL.to_vec())),
            prop::option::of(prop::sample::select(Priority::ALL.to_vec())),
            any::<bool>(),
        )
            .prop_map(|(kind, priority, category_changes)| {
                Action::Recategorize { kind, priority, category_changes }
            }),
        2 => (prop::sample::select(ResolutionType::ALL.to_vec()), 0_u8..=32)
            .prop_map(|(resolution_type, testing_days)| {
                Action::DeliverSolution { resolution_type, testing_days }
            }),
        1 => any::<bool>().prop_map(|changes| Action::DraftWorkPlan { changes }),
        1 => (
            prop::sample::select(ActivityState::ALL.to_vec()),
            prop::sample::select(ActivityState::ALL.to_vec()),
            any::<bool>(),
        )
            .prop_map(|(from, to, notes_change)| {
                Action::UpdatePlanActivity { from, to, notes_change }
            }),
        1 => (0_i64..60).prop_map(|days| Action::ExtendTesting {
            ends_on: day("2026-07-21") + TimeDelta::days(days),
        }),
        1 => (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
            |(same_ticket, foreign, is_duplicate)| Action::MarkDuplicate {
                target: DuplicateTarget {
                    same_ticket,
                    company: if foreign { OTHER_COMPANY } else { COMPANY },
                    is_duplicate,
                },
            }
        ),
    ]
}

fn any_case() -> impl Strategy<Value = TicketState> {
    let plan =
        prop::option::of((prop::sample::select(PlanState::ALL.to_vec()), 0_usize..3).prop_map(
            |(state, open_activities)| PlanSummary { state, activities: 2, open_activities },
        ));
    prop_oneof![
        2 => prop::sample::select(Stage::ALL.to_vec()).prop_map(case_in),
        1 => prop::sample::select(Kind::ALL.to_vec()).prop_map(new_case),
    ]
    .prop_flat_map(move |case| plan.clone().prop_map(move |plan| with_plan(case.clone(), plan)))
}

/// A case that has this plan. None is written before the analysis, and one that waits for the
/// customer makes the case wait.
fn with_plan(mut case: TicketState, plan: Option<PlanSummary>) -> TicketState {
    case.plan = plan.filter(|_| case.stage != Stage::Open);
    if plan_waits(&case) {
        case.waiting_on = WaitingOn::Customer;
    }
    case
}

/// Whether the customer has to decide on a plan.
fn plan_waits(case: &TicketState) -> bool {
    matches!(case.stage, Stage::Analysis | Stage::Solution)
        && case.plan.is_some_and(|plan| plan.state == PlanState::Submitted)
}

fn check_consistent(case: &TicketState) -> Result<(), TestCaseError> {
    let closed = case.stage == Stage::Closed;
    prop_assert_eq!(case.closure.is_some(), closed, "a closure exactly while closed");
    prop_assert_eq!(case.waiting_on == WaitingOn::Nobody, closed, "nobody exactly while closed");
    prop_assert_eq!(case.testing_days.is_some(), case.stage == Stage::Testing);
    let counting_down = case.stage == Stage::Testing && case.waiting_on == WaitingOn::Customer;
    prop_assert_eq!(case.testing_ends_at.is_some(), counting_down, "an end exactly while it runs");
    prop_assert!(
        !plan_waits(case) || case.waiting_on == WaitingOn::Customer,
        "a submitted plan is the customer's turn"
    );
    prop_assert!(
        !(counting_down && case.answered_since_clarification),
        "a countdown never runs on after an answer"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_life_of_a_ticket_leaves_the_drawing(
        case in any_case(),
        steps in prop::collection::vec((any_action(), any_actor(), 0_i64..96), 1..60),
    ) {
        let calendar = Calendar::default();
        let mut case = case;
        let mut now = now();
        for (action, actor, hours) in steps {
            now += TimeDelta::hours(hours);
            let Ok(transition) = decide(&case, &action, &actor, now, &calendar) else { continue };
            prop_assert!(
                is_drawn(case.stage, transition.stage),
                "{:?} led from {} to {}", action, case.stage, transition.stage
            );
            prop_assert!(!case.first_contact || transition.first_contact, "contacts stay made");
            if transition.new_cycle {
                prop_assert!(matches!(case.stage, Stage::Testing | Stage::Closed));
                prop_assert_eq!(transition.stage, Stage::Analysis);
            }
            if let (Some(end), true) = (transition.testing_ends_at, transition.clarification) {
                prop_assert!(end > now, "a countdown that starts ends in the future");
            }
            if let Some(Closure { kind: ClosureKind::Tacit, at }) = transition.closure
                && case.closure.is_none()
            {
                prop_assert_eq!(actor, Actor::Timer);
                prop_assert!(case.testing_ends_at.is_some_and(|end| end <= at));
            }
            if let (Some(before), Action::ApproveWorkPlan) = (case.plan, action) {
                prop_assert_eq!(before.state, PlanState::Submitted, "once for each version");
            }
            if action == Action::StartSolution {
                prop_assert!(case.plan.is_none_or(|plan| plan.state == PlanState::Approved));
            }
            case = written(&case, &action, &transition);
            check_consistent(&case)?;
        }
    }

    #[test]
    fn nothing_is_offered_less_than_decided(
        case in any_case(),
        action in any_action(),
        actor in any_actor(),
    ) {
        if decided(&case, &action, &actor).is_ok() {
            let calendar = Calendar::default();
            let offered = match action.window() {
                None => availability(&case, &actor, now(), &calendar),
                Some(window) => window_availability(&case, window, &actor, now(), &calendar),
            };
            prop_assert!(offered.contains(&(action.kind(), Ok(()))), "{:?}", action);
        }
    }
}
