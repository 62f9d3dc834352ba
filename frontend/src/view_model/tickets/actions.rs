//! The actions panel of support: what is next, what else is possible, what is missing for the rest.

use aval_contract::tickets::{ActionAvailability, Actions};
use aval_contract::{ActionKind, Stage};

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

/// Sorts what the server says into the panel. Messages, notes, corrections, the work plan and what is
/// done to one after-hours window have their own place on the page, decisions belong to the customer, and tacit closing to the timer.
#[must_use]
pub fn panel_actions(actions: &Actions, stage: Stage) -> PanelActions {
    let mut panel = PanelActions::default();
    for found in actions.items.iter().filter(|found| belongs_to_panel(found.action)) {
        if !found.possible {
            panel.missing.push(found.clone());
        } else if panel.next.is_none() && brings_forward(found.action, stage) {
            panel.next = Some(found.action);
        } else {
            panel.possible.push(found.action);
        }
    }
    // What only lacks a condition is nearer than what belongs to another stage.
    panel.missing.sort_by_key(|found| found.guard.is_none());
    panel
}

fn belongs_to_panel(action: ActionKind) -> bool {
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
        | ActionKind::AskAfterHours => true,
        ActionKind::ConfirmSolution
        | ActionKind::RejectSolution
        | ActionKind::CloseTacitly
        | ActionKind::Withdraw
        | ActionKind::DraftWorkPlan
        | ActionKind::DiscardWorkPlan
        | ActionKind::SubmitWorkPlan
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

/// Whether the table leads from this stage to a later one by this action.
fn brings_forward(action: ActionKind, stage: Stage) -> bool {
    let rule = action.rule();
    rule.from.contains(&stage)
        && action != ActionKind::MarkDuplicate
        && rule.to.is_some_and(|to| to > stage)
}

#[cfg(test)]
mod tests {
    use aval_contract::Guard;

    use super::*;

    fn found(action: ActionKind, guard: Option<Guard>) -> ActionAvailability {
        ActionAvailability { action, possible: guard.is_none(), guard, allowed_stages: Vec::new() }
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
    fn a_closed_ticket_has_no_step_forward() {
        let actions = Actions { items: vec![found(ActionKind::Reopen, None)] };
        let panel = panel_actions(&actions, Stage::Closed);
        assert_eq!((panel.next, panel.possible), (None, vec![ActionKind::Reopen]));
        assert!(panel_actions(&Actions { items: Vec::new() }, Stage::Open).is_empty());
    }
}
