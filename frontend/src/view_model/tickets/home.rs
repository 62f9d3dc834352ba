//! The customer's home: what each case needs from the reader, then the rest by stage.

use aval_contract::after_hours::Side;
use aval_contract::tickets::TicketListItem;
use aval_contract::{PlanState, Stage, WaitingOn};

/// Why a case stands where it stands on the home page, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HomeGroup {
    /// A work plan waits for the reader's decision.
    DecideOnPlan,
    /// A solution waits for the reader's verdict.
    TestSolution,
    /// Support asks to work outside service hours.
    AnswerWindow,
    /// A question waits for the reader's answer.
    AnswerQuestion,
    /// Nothing is needed; support works on it in this stage.
    InStage(Stage),
}

impl HomeGroup {
    /// Where a case belongs.
    #[must_use]
    pub fn of(ticket: &TicketListItem) -> Self {
        let plan = ticket.work_plan.map(|plan| plan.state);
        match (ticket.waiting_on, ticket.stage) {
            (WaitingOn::Customer, Stage::Analysis | Stage::Solution)
                if plan == Some(PlanState::Submitted) =>
            {
                Self::DecideOnPlan
            }
            (WaitingOn::Customer, Stage::Testing) => Self::TestSolution,
            (WaitingOn::Customer, Stage::Open | Stage::Analysis | Stage::Solution) => {
                Self::AnswerQuestion
            }
            (WaitingOn::Support, _) if asked_of_customer(ticket) => Self::AnswerWindow,
            (WaitingOn::Support | WaitingOn::Nobody, stage)
            | (WaitingOn::Customer, stage @ Stage::Closed) => Self::InStage(stage),
        }
    }

    /// Whether the reader has to do something.
    #[must_use]
    pub fn needs_me(self) -> bool {
        match self {
            Self::DecideOnPlan | Self::TestSolution | Self::AnswerWindow | Self::AnswerQuestion => {
                true
            }
            Self::InStage(_) => false,
        }
    }
}

fn asked_of_customer(ticket: &TicketListItem) -> bool {
    ticket.asked_window.is_some_and(|window| match window.asked_by_side {
        Side::Support => true,
        Side::Customer => false,
    })
}

/// Cases by group, groups in the order of the page, empty ones left out. What ends soonest comes
/// first among solutions to test, what is due soonest among what support has to do; elsewhere the
/// given order stays.
#[must_use]
pub fn grouped(tickets: &[TicketListItem]) -> Vec<(HomeGroup, Vec<TicketListItem>)> {
    let mut groups: Vec<(HomeGroup, Vec<TicketListItem>)> = Vec::new();
    for ticket in tickets {
        let group = HomeGroup::of(ticket);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, members)) => members.push(ticket.clone()),
            None => groups.push((group, vec![ticket.clone()])),
        }
    }
    groups.sort_by_key(|(group, _)| *group);
    for (group, members) in &mut groups {
        match group {
            HomeGroup::TestSolution => members
                .sort_by_key(|ticket| (ticket.testing_ends_at.is_none(), ticket.testing_ends_at)),
            // What support owes, soonest first: so what is late is on top.
            HomeGroup::InStage(_) => {
                members.sort_by_key(|ticket| (ticket.due_at.is_none(), ticket.due_at));
            }
            HomeGroup::DecideOnPlan | HomeGroup::AnswerWindow | HomeGroup::AnswerQuestion => {}
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use aval_contract::tickets::{AskedWindow, WorkPlanRef};

    use super::*;
    use crate::view_model::tickets::samples::{at, list_item};

    fn case(number: &str, stage: Stage, waiting_on: WaitingOn) -> TicketListItem {
        TicketListItem { number: number.to_owned(), stage, waiting_on, ..list_item() }
    }

    fn window(asked_by_side: Side) -> AskedWindow {
        AskedWindow { asked_by_side, starts_at: at(100), ends_at: at(102) }
    }

    #[test]
    fn what_support_owes_first_stands_first_in_its_stage() {
        let due = |number: &str, due_at| TicketListItem {
            due_at,
            ..case(number, Stage::Solution, WaitingOn::Support)
        };
        let tickets = [due("A", Some(at(9))), due("B", None), due("C", Some(at(1)))];
        let groups = grouped(&tickets);
        let numbers: Vec<&str> = groups[0].1.iter().map(|one| one.number.as_str()).collect();
        assert_eq!(numbers, ["C", "A", "B"]);
    }

    #[test]
    fn what_needs_the_reader_comes_first_then_the_stages_in_order() {
        let soon = TicketListItem {
            testing_ends_at: Some(at(10)),
            ..case("E", Stage::Testing, WaitingOn::Customer)
        };
        let later = TicketListItem {
            testing_ends_at: Some(at(90)),
            number: "D".to_owned(),
            ..soon.clone()
        };
        let tickets = [
            case("A", Stage::Solution, WaitingOn::Support),
            case("B", Stage::Open, WaitingOn::Support),
            case("C", Stage::Analysis, WaitingOn::Customer),
            later,
            soon,
            case("F", Stage::Testing, WaitingOn::Support),
            TicketListItem {
                work_plan: Some(WorkPlanRef { version: 2, state: PlanState::Submitted }),
                ..case("G", Stage::Solution, WaitingOn::Customer)
            },
            TicketListItem {
                asked_window: Some(window(Side::Support)),
                ..case("I", Stage::Analysis, WaitingOn::Support)
            },
            TicketListItem {
                asked_window: Some(window(Side::Customer)),
                ..case("J", Stage::Open, WaitingOn::Support)
            },
            TicketListItem {
                work_plan: Some(WorkPlanRef { version: 1, state: PlanState::Approved }),
                ..case("H", Stage::Analysis, WaitingOn::Customer)
            },
        ];
        let groups = grouped(&tickets);
        let shown: Vec<(HomeGroup, String)> = groups
            .iter()
            .map(|(group, members)| {
                (*group, members.iter().map(|ticket| ticket.number.as_str()).collect())
            })
            .collect();
        assert_eq!(
            shown,
            [
                (HomeGroup::DecideOnPlan, "G".to_owned()),
                (HomeGroup::TestSolution, "ED".to_owned()),
                (HomeGroup::AnswerWindow, "I".to_owned()),
                (HomeGroup::AnswerQuestion, "CH".to_owned()),
                (HomeGroup::InStage(Stage::Open), "BJ".to_owned()),
                (HomeGroup::InStage(Stage::Solution), "A".to_owned()),
                (HomeGroup::InStage(Stage::Testing), "F".to_owned()),
            ]
        );
        assert!(groups[..4].iter().all(|(group, _)| group.needs_me()));
        assert!(!groups[4].0.needs_me());
    }
}
