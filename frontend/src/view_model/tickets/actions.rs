//! The actions panel of support: what is next, what else is possible, what is missing for the rest.

use aval_contract::tickets::{ActionAvailability, Actions, Findings};
use aval_contract::{ActionKind, Guard, Stage};

use crate::i18n::Texts;

/// The panel's content. Each action stands in one place only.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelActions {
    /// The one that brings the ticket forward from where it is, if it is possible now.
    pub next: Option<ActionKind>,
    /// The other possible ones, in the order of the table.
    pub possible: Vec<ActionKind>,
    /// The rest with the reason, those of the present stage first.
    pub missing: Vec<ActionAvailability>,
}

impl PanelActions {
    /// Whether nothing is possible.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.next.is_none() && self.possible.is_empty()
    }
}

/// Sorts what the server says into the panel. Messages, notes, corrections, the activities of a work
/// plan and what is done to one after-hours window have their own place on the page, decisions belong
/// to the customer, and tacit closing to the timer.
///
/// Sending and giving up a work plan are spoken of only where there is one. Where nothing brings the
/// ticket forward, what is next is what that waits for: a plan that is to be sent, somebody
/// responsible, the first contact, or findings. Of a closed ticket nobody asks why it can't be analysed.
#[must_use]
pub fn panel_actions(actions: &Actions, stage: Stage) -> PanelActions {
    let mut panel = PanelActions::default();
    for found in actions.items.iter().filter(|found| belongs_to_panel(found.action)) {
        if !found.possible {
            if is_worth_a_reason(found, stage) {
                panel.missing.push(found.clone());
            }
        } else if panel.next.is_none() && brings_forward(found.action, stage) {
            panel.next = Some(found.action);
        } else {
            panel.possible.push(found.action);
        }
    }
    if panel.next.is_none() {
        let place = |wanted| panel.possible.iter().position(|action| *action == wanted);
        let lifting = panel.missing.iter().filter_map(|found| found.guard.and_then(lifted_by));
        let place =
            place(ActionKind::SubmitWorkPlan).or_else(|| lifting.map(place).find_map(|at| at));
        panel.next = place.map(|place| panel.possible.remove(place));
    }
    // What only lacks a condition is nearer than what belongs to another stage.
    panel.missing.sort_by_key(|found| found.guard.is_none());
    panel
}

/// The action that does away with a reason why another one is not possible.
fn lifted_by(guard: Guard) -> Option<ActionKind> {
    match guard {
        Guard::NoAssignee => Some(ActionKind::Assign),
        Guard::NoFirstContact => Some(ActionKind::LogContact),
        Guard::FindingsIncomplete => Some(ActionKind::RecordAnalysis),
        _ => None,
    }
}

/// The four findings of an analysis with their names, in the order in which they are asked for.
#[must_use]
pub fn named_findings(texts: &Texts, findings: Findings) -> [(&'static str, Option<String>); 4] {
    let words = &texts.tickets().actions;
    let Findings { identification, validation, structure, alarm_type } = findings;
    [
        (words.identification, identification),
        (words.validation, validation),
        (words.structure, structure),
        (words.alarm_type, alarm_type),
    ]
}

/// Which findings an analysis still lacks, in words.
#[must_use]
pub fn missing_findings(texts: &Texts, findings: Findings) -> String {
    let named = named_findings(texts, findings);
    let missing: Vec<&str> =
        named.into_iter().filter(|(_, text)| text.is_none()).map(|(name, _)| name).collect();
    (texts.tickets().actions.findings_missing)(&missing.join(", ").to_lowercase())
}

/// Whether the action has its button in the panel.
#[must_use]
pub const fn belongs_to_panel(action: ActionKind) -> bool {
    match action {
        ActionKind::Assign
        | ActionKind::LogContact
        | ActionKind::RequestInformation
        | ActionKind::StartAnalysis
        | ActionKind::Recategorize
        | ActionKind::RecordAnalysis
        | ActionKind::StartSolution
        | ActionKind::ReturnToAnalysis
        | ActionKind::DeliverSolution
        | ActionKind::ExtendTesting
        | ActionKind::MarkDuplicate
        | ActionKind::Reopen
        | ActionKind::DraftWorkPlan
        | ActionKind::DiscardWorkPlan
        | ActionKind::SubmitWorkPlan
        | ActionKind::AskAfterHours => true,
        ActionKind::ConfirmSolution
        | ActionKind::RejectSolution
        | ActionKind::CloseTacitly
        | ActionKind::Withdraw
        | ActionKind::ApproveWorkPlan
        | ActionKind::RejectWorkPlan
        | ActionKind::UpdatePlanActivity
        | ActionKind::PublicMessage
        | ActionKind::InternalNote
        | ActionKind::EditDetails
        | ActionKind::AgreeAfterHours
        | ActionKind::DeclineAfterHours
        | ActionKind::CancelAfterHours
        | ActionKind::CompleteAfterHours
        | ActionKind::MissAfterHours => false,
    }
}

/// Whether it helps to know why an action is not possible: of a work plan that is not there, or not
/// in this stage, there is nothing to send or to give up; what is behind the ticket, or hers already,
/// nobody misses, and a duplicate is never reopened.
fn is_worth_a_reason(found: &ActionAvailability, stage: Stage) -> bool {
    let is_behind = found.allowed_stages.iter().max().is_some_and(|last| *last < stage);
    if found.guard.is_none() && (stage == Stage::Closed || is_behind) {
        return false;
    }
    let never = match found.guard {
        Some(Guard::NothingChanged) => found.action == ActionKind::Assign,
        Some(Guard::DuplicateNotReopenable) => true,
        _ => false,
    };
    if never {
        return false;
    }
    let of_a_plan =
        matches!(found.action, ActionKind::SubmitWorkPlan | ActionKind::DiscardWorkPlan);
    !of_a_plan || found.guard.is_some_and(|guard| guard != Guard::NoPlan)
}

/// Whether the table leads from this stage to a later one by this action.
fn brings_forward(action: ActionKind, stage: Stage) -> bool {
    let rule = action.rule();
    rule.from.contains(&stage)
        && action != ActionKind::MarkDuplicate
        && rule.to.is_some_and(|to| to > stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(action: ActionKind, guard: Option<Guard>) -> ActionAvailability {
        ActionAvailability { action, possible: guard.is_none(), guard, allowed_stages: Vec::new() }
    }

    #[test]
    fn only_the_findings_that_are_not_there_are_missed() {
        let texts = Texts::of(aval_contract::me::Locale::Es);
        let three = Findings {
            identification: Some("Latencia".to_owned()),
            validation: Some("Confirmada".to_owned()),
            structure: Some("Enlace".to_owned()),
            alarm_type: None,
        };
        assert_eq!(missing_findings(texts, three), "Falta del análisis: tipo de alarma.");
        assert_eq!(
            missing_findings(texts, Findings::default()),
            "Falta del análisis: identificación, validación, estructura, tipo de alarma."
        );
    }

    #[test]
    fn the_step_forward_stands_out_and_the_missing_guard_is_kept() {
        let actions = Actions {
            items: vec![
                found(ActionKind::Assign, None),
                found(ActionKind::RecordAnalysis, None),
                found(ActionKind::StartSolution, None),
                found(ActionKind::DeliverSolution, Some(Guard::NotAssignee)),
                found(ActionKind::MarkDuplicate, None),
                found(ActionKind::PublicMessage, None),
                found(ActionKind::ConfirmSolution, None),
            ],
        };
        let panel = panel_actions(&actions, Stage::Analysis);
        assert_eq!(panel.next, Some(ActionKind::StartSolution));
        assert_eq!(
            panel.possible,
            [ActionKind::Assign, ActionKind::RecordAnalysis, ActionKind::MarkDuplicate]
        );
        assert_eq!(panel.missing.len(), 1);
        assert_eq!(panel.missing[0].guard, Some(Guard::NotAssignee));
        assert!(!panel.is_empty());
    }

    #[test]
    fn a_new_ticket_first_gets_somebody_and_then_a_contact() {
        let with = |guard| Actions {
            items: vec![
                found(ActionKind::Recategorize, None),
                found(ActionKind::Assign, None),
                found(ActionKind::StartAnalysis, Some(guard)),
                found(ActionKind::LogContact, None),
            ],
        };
        let next = |guard| panel_actions(&with(guard), Stage::Open).next;
        assert_eq!(next(Guard::NoAssignee), Some(ActionKind::Assign));
        assert_eq!(next(Guard::NoFirstContact), Some(ActionKind::LogContact));
        assert_eq!(next(Guard::NotAssignee), None, "a colleague has it");
    }

    #[test]
    fn a_plan_is_sent_next_and_one_that_is_not_there_is_not_spoken_of() {
        let with = |submit, discard| Actions {
            items: vec![
                found(ActionKind::Assign, None),
                found(ActionKind::StartSolution, Some(Guard::PlanNotApproved)),
                found(ActionKind::DraftWorkPlan, None),
                found(ActionKind::DiscardWorkPlan, discard),
                found(ActionKind::SubmitWorkPlan, submit),
            ],
        };
        let draft = panel_actions(&with(None, None), Stage::Analysis);
        assert_eq!(draft.next, Some(ActionKind::SubmitWorkPlan));
        assert_eq!(
            draft.possible,
            [ActionKind::Assign, ActionKind::DraftWorkPlan, ActionKind::DiscardWorkPlan]
        );
        let none = panel_actions(&with(Some(Guard::NoPlan), Some(Guard::NoPlan)), Stage::Analysis);
        assert_eq!(none.next, None);
        let missing: Vec<_> = none.missing.iter().map(|found| found.action).collect();
        assert_eq!(missing, [ActionKind::StartSolution]);
        let sent = with(Some(Guard::PlanNotDraft), Some(Guard::NothingToDiscard));
        assert_eq!(panel_actions(&sent, Stage::Analysis).missing.len(), 3);
    }

    #[test]
    fn an_analysis_without_findings_leads_to_them() {
        let with = |start| Actions {
            items: vec![
                found(ActionKind::Assign, None),
                found(ActionKind::Recategorize, None),
                found(ActionKind::RecordAnalysis, None),
                found(ActionKind::StartSolution, Some(start)),
            ],
        };
        let lacking = panel_actions(&with(Guard::FindingsIncomplete), Stage::Analysis);
        assert_eq!(lacking.next, Some(ActionKind::RecordAnalysis));
        assert_eq!(lacking.possible, [ActionKind::Assign, ActionKind::Recategorize]);
        let waiting = panel_actions(&with(Guard::PlanNotApproved), Stage::Analysis);
        assert_eq!(waiting.next, None);
    }

    #[test]
    fn a_closed_ticket_has_no_step_forward() {
        let elsewhere = ActionAvailability {
            possible: false,
            allowed_stages: vec![Stage::Open],
            ..found(ActionKind::StartAnalysis, None)
        };
        let actions = Actions { items: vec![found(ActionKind::Reopen, None), elsewhere] };
        assert!(panel_actions(&actions, Stage::Closed).missing.is_empty());
        let panel = panel_actions(&actions, Stage::Closed);
        assert_eq!((panel.next, panel.possible), (None, vec![ActionKind::Reopen]));
        assert!(panel_actions(&Actions { items: Vec::new() }, Stage::Open).is_empty());
    }

    #[test]
    fn what_is_ahead_says_why_it_is_not_possible_and_what_is_behind_is_left_out() {
        let elsewhere = ActionAvailability {
            possible: false,
            allowed_stages: vec![Stage::Solution],
            ..found(ActionKind::DeliverSolution, None)
        };
        let actions = Actions { items: vec![elsewhere] };
        assert_eq!(panel_actions(&actions, Stage::Analysis).missing.len(), 1);
        assert!(panel_actions(&actions, Stage::Testing).missing.is_empty());
        let hers = found(ActionKind::Assign, Some(Guard::NothingChanged));
        let actions = Actions { items: vec![hers] };
        assert!(panel_actions(&actions, Stage::Analysis).missing.is_empty(), "it is hers already");
    }
}
