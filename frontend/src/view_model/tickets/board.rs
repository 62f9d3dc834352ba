//! The board of support: what moving a ticket to another stage means.

use std::collections::BTreeMap;

use aval_contract::tickets::{ActionAvailability, TicketListItem};
use aval_contract::{ActionKind, Stage};
use aval_domain::lifecycle::{Party, RULES};
use uuid::Uuid;

/// How a ticket comes from one stage to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By an action that takes nothing more.
    Now(ActionKind),
    /// By an action that takes a reason.
    Reason(ActionKind),
    /// By an action whose form stands on the page of the ticket.
    Form(ActionKind),
    /// It is there already.
    Here,
    /// The customer decides on that, not support.
    Customers,
    /// There is no such way.
    None,
}

/// The way by which support brings a ticket from one stage to another one.
#[must_use]
pub fn way(from: Stage, to: Stage) -> Way {
    if from == to {
        return Way::Here;
    }
    // Closing as a duplicate is no end that one wants for a ticket: it is done on its page.
    if to == Stage::Closed {
        return Way::Customers;
    }
    let leads = |party: Party| {
        RULES.iter().find(|rule| {
            rule.to == Some(to) && rule.from.contains(&from) && rule.who.contains(&party)
        })
    };
    match leads(Party::Staff).map(|rule| rule.action) {
        Some(action @ (ActionKind::StartAnalysis | ActionKind::StartSolution)) => Way::Now(action),
        Some(action @ ActionKind::ReturnToAnalysis) => Way::Reason(action),
        Some(action) => Way::Form(action),
        None if leads(Party::Reporter).is_some() => Way::Customers,
        None => Way::None,
    }
}

/// What the server says of the action that a way takes.
#[must_use]
pub fn availability(
    actions: &[ActionAvailability],
    action: ActionKind,
) -> Option<&ActionAvailability> {
    actions.iter().find(|found| found.action == action)
}

/// In which column each ticket is shown. Columns are loaded one by one, so that for a moment a ticket
/// may stand in the one that it left too: the newer version of it counts, then the later stage.
#[must_use]
pub fn places<'a>(
    columns: impl IntoIterator<Item = (Stage, &'a [TicketListItem])>,
) -> BTreeMap<Uuid, Stage> {
    let mut newest = BTreeMap::new();
    for (stage, tickets) in columns {
        for ticket in tickets {
            let this = (ticket.version, stage);
            let known = newest.entry(ticket.id).or_insert(this);
            *known = this.max(*known);
        }
    }
    newest.into_iter().map(|(id, (_, stage))| (id, stage)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::tickets::samples;

    #[test]
    fn a_ticket_that_is_listed_twice_is_shown_where_its_newer_version_is() {
        let id = Uuid::from_u128(7);
        let row = |version| vec![TicketListItem { id, version, ..samples::list_item() }];
        let shown = |columns: [(Stage, Vec<TicketListItem>); 2]| {
            places(columns.iter().map(|(stage, rows)| (*stage, rows.as_slice()))).remove(&id)
        };
        let back = [(Stage::Analysis, row(8)), (Stage::Solution, row(7))];
        assert_eq!(shown(back), Some(Stage::Analysis));
        let forward = [(Stage::Analysis, row(8)), (Stage::Solution, row(9))];
        assert_eq!(shown(forward), Some(Stage::Solution));
        let moved = [(Stage::Analysis, row(8)), (Stage::Solution, row(8))];
        assert_eq!(shown(moved), Some(Stage::Solution));
        assert_eq!(shown([(Stage::Open, Vec::new()), (Stage::Closed, Vec::new())]), None);
    }

    #[test]
    fn support_moves_a_ticket_forward_step_by_step() {
        assert_eq!(way(Stage::Open, Stage::Analysis), Way::Now(ActionKind::StartAnalysis));
        assert_eq!(way(Stage::Analysis, Stage::Solution), Way::Now(ActionKind::StartSolution));
        assert_eq!(way(Stage::Solution, Stage::Testing), Way::Form(ActionKind::DeliverSolution));
        for (from, to) in [
            (Stage::Open, Stage::Solution),
            (Stage::Open, Stage::Testing),
            (Stage::Analysis, Stage::Testing),
        ] {
            assert_eq!(way(from, to), Way::None, "{from} to {to}");
        }
    }

    #[test]
    fn going_back_takes_a_reason_or_the_customer() {
        assert_eq!(
            way(Stage::Solution, Stage::Analysis),
            Way::Reason(ActionKind::ReturnToAnalysis)
        );
        assert_eq!(way(Stage::Testing, Stage::Analysis), Way::Customers);
        assert_eq!(way(Stage::Closed, Stage::Analysis), Way::Form(ActionKind::Reopen));
        assert_eq!(way(Stage::Analysis, Stage::Open), Way::None);
        assert_eq!(way(Stage::Testing, Stage::Solution), Way::None);
    }

    #[test]
    fn closing_is_the_customers_from_wherever() {
        for from in [Stage::Open, Stage::Analysis, Stage::Solution, Stage::Testing] {
            assert_eq!(way(from, Stage::Closed), Way::Customers, "{from}");
        }
        assert_eq!(way(Stage::Closed, Stage::Closed), Way::Here);
    }
}
