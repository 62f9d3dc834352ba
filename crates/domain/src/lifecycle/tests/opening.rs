//! Who opens a ticket, and what it must have.

use super::*;

const ENOUGH: [OpeningField; 4] = OpeningField::ALL;

fn opened(
    company: Uuid,
    kind: Kind,
    given: &[OpeningField],
    actor: &Actor,
) -> Result<Transition, OpeningRefusal> {
    open(&Opening { company, kind, priority: Priority::High, given }, actor)
}

#[test]
fn reporters_keys_and_staff_open_tickets() {
    for actor in [REPORTER, COMPANY_KEY, SUPPORT_KEY, ASSIGNEE, COORDINATOR, ADMIN] {
        let ticket = opened(COMPANY, Kind::Incident, &ENOUGH, &actor).unwrap();
        assert_eq!((ticket.stage, ticket.waiting_on), (Stage::Open, WaitingOn::Support));
        assert_eq!((ticket.kind, ticket.priority), (Kind::Incident, Priority::High));
        assert_eq!((ticket.assignee, ticket.closure), (None, None));
        assert!(ticket.new_cycle && !ticket.first_contact);
        assert_eq!(ticket.event, EventKind::TicketOpened);
    }
}

#[test]
fn nobody_opens_tickets_for_another_company() {
    for actor in [FOREIGN_REPORTER, FOREIGN_KEY, Actor::Timer, Actor::Mail] {
        let refused = opened(COMPANY, Kind::Incident, &ENOUGH, &actor);
        assert_eq!(refused, Err(OpeningRefusal::Forbidden));
    }
}

#[test]
fn an_incident_says_what_how_and_when() {
    let missing = |given: &[OpeningField]| opened(COMPANY, Kind::Incident, given, &REPORTER);
    let all_but = |left_out: OpeningField| {
        ENOUGH.into_iter().filter(|field| *field != left_out).collect::<Vec<_>>()
    };
    for field in [OpeningField::Description, OpeningField::Steps, OpeningField::OccurredFrom] {
        assert_eq!(missing(&all_but(field)), Err(OpeningRefusal::Missing(vec![field])));
    }
    assert_eq!(missing(&[]), Err(OpeningRefusal::Missing(ENOUGH.to_vec())));
}

#[test]
fn other_kinds_need_no_steps() {
    let given = [OpeningField::Subject, OpeningField::Description];
    for kind in [Kind::Request, Kind::Question, Kind::PlannedTask] {
        assert!(opened(COMPANY, kind, &given, &REPORTER).is_ok());
        let refused = opened(COMPANY, kind, &given[..1], &REPORTER);
        assert_eq!(refused, Err(OpeningRefusal::Missing(vec![OpeningField::Description])));
    }
}
