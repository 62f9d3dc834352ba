//! Every action from every stage by every actor, written out a second time by hand.

use std::collections::BTreeMap;

use super::*;

/// Cells: the stage an accepted request leads to, `-` for the wrong stage, `never` for an actor
/// who may not, or the guard. Actors: `rep`orter of the company, `frep` of another; `eng` the
/// assignee, `oeng` another engineer; `coord`inator; `admin`; `key` of the company, `fkey` of
/// another, `skey` of support; `timer`; `mail`. The case is in order ([`case_for`]); assignments
/// go to `oeng`, and support proposed the windows ([`request`]).
const MATRIX: &str = "
action              | actors                                             | open     analysis solution testing  closed
assign              | oeng coord admin                                   | open     analysis solution testing  -
assign              | eng                                                | self_assignment_only self_assignment_only self_assignment_only self_assignment_only -
assign              | rep frep key fkey skey timer mail                  | never    never    never    never    never
log_contact         | eng oeng coord admin                               | open     analysis solution testing  -
log_contact         | rep frep key fkey skey timer mail                  | never    never    never    never    never
request_information | eng oeng coord admin                               | open     analysis solution -        -
request_information | rep frep key fkey skey timer mail                  | never    never    never    never    never
start_analysis      | eng coord admin                                    | analysis -        -        -        -
start_analysis      | oeng                                               | not_assignee -    -        -        -
start_analysis      | rep frep key fkey skey timer mail                  | never    never    never    never    never
recategorize        | eng oeng coord admin                               | open     analysis -        -        -
recategorize        | rep frep key fkey skey timer mail                  | never    never    never    never    never
record_analysis     | eng oeng coord admin                               | -        analysis -        -        -
record_analysis     | rep frep key fkey skey timer mail                  | never    never    never    never    never
start_solution      | eng coord admin                                    | -        solution -        -        -
start_solution      | oeng                                               | -        not_assignee -    -        -
start_solution      | rep frep key fkey skey timer mail                  | never    never    never    never    never
return_to_analysis  | eng oeng coord admin                               | -        -        analysis -        -
return_to_analysis  | rep frep key fkey skey timer mail                  | never    never    never    never    never
deliver_solution    | eng coord admin                                    | -        -        testing  -        -
deliver_solution    | oeng                                               | -        -        not_assignee -    -
deliver_solution    | rep frep key fkey skey timer mail                  | never    never    never    never    never
extend_testing      | eng oeng coord admin                               | -        -        -        testing  -
extend_testing      | rep frep key fkey skey timer mail                  | never    never    never    never    never
confirm_solution    | rep                                                | -        -        -        closed   -
confirm_solution    | frep eng oeng coord admin key fkey skey timer mail | never    never    never    never    never
reject_solution     | rep                                                | -        -        -        analysis -
reject_solution     | frep eng oeng coord admin key fkey skey timer mail | never    never    never    never    never
close_tacitly       | timer                                              | -        -        -        closed   -
close_tacitly       | rep frep eng oeng coord admin key fkey skey mail   | never    never    never    never    never
withdraw            | rep                                                | closed   closed   closed   closed   -
withdraw            | frep eng oeng coord admin key fkey skey timer mail | never    never    never    never    never
mark_duplicate      | eng oeng coord admin                               | closed   closed   closed   closed   -
mark_duplicate      | rep frep key fkey skey timer mail                  | never    never    never    never    never
reopen              | rep eng oeng coord admin                           | -        -        -        -        analysis
reopen              | frep key fkey skey timer mail                      | never    never    never    never    never
draft_work_plan     | eng oeng coord admin                               | -        analysis solution -        -
draft_work_plan     | rep frep key fkey skey timer mail                  | never    never    never    never    never
discard_work_plan   | eng oeng coord admin                               | -        analysis solution -        -
discard_work_plan   | rep frep key fkey skey timer mail                  | never    never    never    never    never
submit_work_plan    | eng oeng coord admin                               | -        analysis solution -        -
submit_work_plan    | rep frep key fkey skey timer mail                  | never    never    never    never    never
approve_work_plan   | rep                                                | -        analysis solution -        -
approve_work_plan   | frep eng oeng coord admin key fkey skey timer mail | never    never    never    never    never
reject_work_plan    | rep                                                | -        analysis solution -        -
reject_work_plan    | frep eng oeng coord admin key fkey skey timer mail | never    never    never    never    never
update_plan_activity | eng oeng coord admin                              | -        analysis solution -        -
update_plan_activity | rep frep key fkey skey timer mail                 | never    never    never    never    never
public_message      | rep eng oeng coord admin key skey                  | open     analysis solution testing  ticket_closed
public_message      | frep fkey timer mail                               | never    never    never    never    never
internal_note       | eng oeng coord admin                               | open     analysis solution testing  ticket_closed
internal_note       | rep frep key fkey skey timer mail                  | never    never    never    never    never
edit_details        | rep eng oeng coord admin key skey                  | open     analysis solution testing  ticket_closed
edit_details        | frep fkey timer mail                               | never    never    never    never    never
ask_after_hours     | rep eng oeng coord admin                           | open     analysis solution testing  -
ask_after_hours     | frep key fkey skey timer mail                      | never    never    never    never    never
agree_after_hours   | rep                                                | open     analysis solution testing  -
agree_after_hours   | eng oeng coord admin                               | window_asked_by_own_side window_asked_by_own_side window_asked_by_own_side window_asked_by_own_side -
agree_after_hours   | frep key fkey skey timer mail                      | never    never    never    never    never
decline_after_hours | rep                                                | open     analysis solution testing  -
decline_after_hours | eng oeng coord admin                               | window_asked_by_own_side window_asked_by_own_side window_asked_by_own_side window_asked_by_own_side -
decline_after_hours | frep key fkey skey timer mail                      | never    never    never    never    never
cancel_after_hours  | rep eng oeng coord admin                           | open     analysis solution testing  -
cancel_after_hours  | frep key fkey skey timer mail                      | never    never    never    never    never
complete_after_hours| eng oeng coord admin                               | open     analysis solution testing  closed
complete_after_hours| rep frep key fkey skey timer mail                  | never    never    never    never    never
miss_after_hours    | eng oeng coord admin                               | open     analysis solution testing  closed
miss_after_hours    | rep frep key fkey skey timer mail                  | never    never    never    never    never
";

const ACTORS: [(&str, Actor); 11] = [
    ("rep", REPORTER),
    ("frep", FOREIGN_REPORTER),
    ("eng", ASSIGNEE),
    ("oeng", OTHER_ENGINEER),
    ("coord", COORDINATOR),
    ("admin", ADMIN),
    ("key", COMPANY_KEY),
    ("fkey", FOREIGN_KEY),
    ("skey", SUPPORT_KEY),
    ("timer", Actor::Timer),
    ("mail", Actor::Mail),
];

/// The cells of the matrix by action and actor, one per stage.
fn cells() -> BTreeMap<(&'static str, &'static str), [&'static str; 5]> {
    let mut cells = BTreeMap::new();
    for line in MATRIX.lines().skip(2) {
        let [action, actors, results] = line.split('|').collect::<Vec<_>>()[..] else {
            panic!("three columns are expected: {line}");
        };
        let results = results.split_whitespace().collect::<Vec<_>>().try_into().unwrap();
        for actor in actors.split_whitespace() {
            let twice = cells.insert((action.trim(), actor), results);
            assert_eq!(twice, None, "{action} by {actor} is written twice");
        }
    }
    cells
}

fn in_words(decision: &Result<Transition, Refusal>) -> &'static str {
    match decision {
        Ok(transition) => transition.stage.as_str(),
        Err(Refusal::Forbidden) => "never",
        Err(Refusal::WrongStage { .. }) => "-",
        Err(Refusal::Guard(guard)) => guard.as_str(),
    }
}

#[test]
fn the_matrix_names_every_action_and_every_actor_once() {
    let cells = cells();
    for action in ActionKind::ALL {
        for (actor, _) in ACTORS {
            assert!(cells.contains_key(&(action.as_str(), actor)), "{action} by {actor}");
        }
    }
    assert_eq!(cells.len(), ActionKind::ALL.len() * ACTORS.len());
}

#[test]
fn every_action_from_every_stage_by_every_actor_is_as_the_matrix_says() {
    let cells = cells();
    let mut wrong = Vec::new();
    for action in ActionKind::ALL {
        for (name, actor) in ACTORS {
            for (stage, expected) in Stage::ALL.into_iter().zip(cells[&(action.as_str(), name)]) {
                let seen = in_words(&decided(&case_for(action, stage), &request(action), &actor));
                if seen != expected {
                    wrong.push(format!("{action} from {stage} by {name}: {seen}, not {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_wrong_stage_names_the_stages_that_would_do() {
    for ((action, name), row) in cells() {
        let action: ActionKind = action.parse().unwrap();
        let actor = ACTORS.into_iter().find(|(known, _)| *known == name).unwrap().1;
        let would_do: Vec<Stage> = Stage::ALL
            .into_iter()
            .zip(row)
            .filter_map(|(stage, cell)| (cell != "-").then_some(stage))
            .collect();
        for stage in Stage::ALL {
            if let Err(Refusal::WrongStage { allowed }) =
                decided(&case_for(action, stage), &request(action), &actor)
            {
                assert_eq!(allowed, would_do, "{action} from {stage} by {name}");
            }
        }
    }
}

#[test]
fn what_is_offered_agrees_with_what_is_decided() {
    for stage in Stage::ALL {
        for (name, actor) in ACTORS {
            for action in ActionKind::ALL.into_iter().filter(|kind| !kind.needs_window()) {
                let state = case_for(action, stage);
                let offered = availability(&state, &actor, now(), &Calendar::default());
                let of_ticket = ActionKind::ALL.into_iter().filter(|kind| !kind.needs_window());
                assert!(offered.iter().map(|(kind, _)| *kind).eq(of_ticket));
                let (_, offer) = offered.into_iter().find(|(kind, _)| *kind == action).unwrap();
                let decision = decided(&state, &request(action), &actor);
                match (offer, decision) {
                    // Marta has the case already; to give it to Nico is not hers either.
                    (
                        Err(Refusal::Guard(Guard::NothingChanged)),
                        Err(Refusal::Guard(Guard::SelfAssignmentOnly)),
                    ) => {}
                    (Err(offer), Err(decision)) => assert_eq!(offer, decision),
                    (Ok(()), Ok(_)) => {}
                    (offer, decision) => {
                        panic!("{action} from {stage} by {name}: {offer:?}, but {decision:?}")
                    }
                }
            }
        }
    }
}

#[test]
fn every_action_has_its_own_event() {
    let mut events: Vec<_> = RULES.iter().map(|rule| rule.event).collect();
    events.sort_unstable();
    events.dedup();
    assert_eq!(events.len(), RULES.len());
}
