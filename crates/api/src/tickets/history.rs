//! What a ticket's public events mean for its clocks and its testing period.

use aval_domain::calendar::{Calendar, OutOfRange};
use aval_domain::clocks::{ClockEvent, ClockFact};
use aval_domain::lifecycle::{
    ContactChannel, ContactDirection, ContactOutcome, EventKind, Kind, Priority, Stage, close_of,
    is_customer_response,
};
use aval_domain::record::ActorType;
use aval_domain::reports::Fact;
use aval_domain::testing::{EventRef, TestingDays, TestingEvent, TestingFact};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::db::event;

/// What the clocks read of the data of an opening.
#[derive(Deserialize)]
struct Opened {
    kind: Kind,
    priority: Priority,
}

/// What the clocks read of the data of a recategorisation.
#[derive(Deserialize)]
struct Recategorized {
    kind: Option<To<Kind>>,
    priority: Option<To<Priority>>,
}

#[derive(Deserialize)]
struct To<T> {
    to: T,
}

/// What is read of the data of a contact.
#[derive(Deserialize)]
struct Contact {
    channel: ContactChannel,
    direction: ContactDirection,
    outcome: ContactOutcome,
}

/// What the testing period reads of the data of a delivery.
#[derive(Deserialize)]
struct Delivered {
    testing_days: TestingDays,
}

/// What the testing period reads of the data of an extension.
#[derive(Deserialize)]
struct Extended {
    ends_on: NaiveDate,
}

/// The facts that a ticket's public events hold for its clocks, in order.
#[must_use]
pub fn clock_facts(events: &[event::Model]) -> Vec<ClockEvent> {
    let mut facts = Vec::with_capacity(events.len() * 2);
    let mut present: Option<(Kind, Priority)> = None;
    for event in events {
        let mut add = |what| facts.push(ClockEvent { at: event.at, what });
        match event.kind.0 {
            EventKind::TicketOpened => {
                let Ok(Opened { kind, priority }) = serde_json::from_str(&event.data) else {
                    continue;
                };
                present = Some((kind, priority));
                add(ClockFact::Opened { kind, priority });
            }
            EventKind::Recategorized => {
                let (Some((kind, priority)), Ok(change)) =
                    (present, serde_json::from_str::<Recategorized>(&event.data))
                else {
                    continue;
                };
                let kind = change.kind.map_or(kind, |change| change.to);
                let priority = change.priority.map_or(priority, |change| change.to);
                present = Some((kind, priority));
                add(ClockFact::Retargeted { kind, priority });
            }
            EventKind::ContactLogged => {
                let outbound = serde_json::from_str::<Contact>(&event.data)
                    .is_ok_and(|contact| contact.direction == ContactDirection::Outbound);
                if outbound {
                    add(ClockFact::FirstContact);
                }
            }
            // A program of support contacts nobody, whatever it writes.
            EventKind::MessagePosted | EventKind::InformationRequested
                if event.actor_staff && event.actor_type.0 == ActorType::Person =>
            {
                add(ClockFact::FirstContact);
            }
            EventKind::SolutionDelivered => add(ClockFact::Delivered),
            EventKind::SolutionRejected => add(ClockFact::Rejected),
            EventKind::Reopened => add(ClockFact::Reopened),
            EventKind::Assigned
            | EventKind::InformationRequested
            | EventKind::AnalysisStarted
            | EventKind::AnalysisRecorded
            | EventKind::SolutionStarted
            | EventKind::ReturnedToAnalysis
            | EventKind::TestingExtended
            | EventKind::SolutionConfirmed
            | EventKind::ClosedTacitly
            | EventKind::Withdrawn
            | EventKind::MarkedDuplicate
            | EventKind::MessagePosted
            | EventKind::InternalNoteAdded
            | EventKind::DetailsEdited
            | EventKind::AttachmentAdded
            | EventKind::ReminderSent
            | EventKind::MachineMailRecorded
            | EventKind::ClockWarned
            | EventKind::ClockBreached
            | EventKind::WorkPlanDrafted
            | EventKind::WorkPlanDiscarded
            | EventKind::WorkPlanSubmitted
            | EventKind::WorkPlanApproved
            | EventKind::WorkPlanRejected
            | EventKind::WorkPlanWithdrawn
            | EventKind::WorkPlanActivityUpdated
            | EventKind::AfterHoursAsked
            | EventKind::AfterHoursAgreed
            | EventKind::AfterHoursDeclined
            | EventKind::AfterHoursDone
            | EventKind::AfterHoursMissed
            | EventKind::AfterHoursCancelled => {}
        }
        if event.stage.0 == Stage::Closed {
            add(ClockFact::Closed);
        } else {
            add(ClockFact::WaitingOn(event.waiting_on.0));
        }
    }
    facts
}

/// The facts that a ticket's public events hold for reports, in order.
#[must_use]
pub fn report_facts(events: &[event::Model]) -> Vec<Fact> {
    let mut present: Option<Kind> = None;
    let facts = events.iter().filter_map(|event| {
        if event.kind.0 == EventKind::TicketOpened {
            present = serde_json::from_str::<Opened>(&event.data).ok().map(|opened| opened.kind);
        } else if event.kind.0 == EventKind::Recategorized {
            let change = serde_json::from_str::<Recategorized>(&event.data).ok();
            present = change.and_then(|change| change.kind).map(|change| change.to).or(present);
        }
        Some(Fact {
            at: event.at,
            event: event.kind.0,
            stage: event.stage.0,
            waiting_on: event.waiting_on.0,
            kind: present?,
        })
    });
    facts.collect()
}

/// The facts that a ticket's public events hold for its testing period, in order.
///
/// # Errors
/// When a date leaves the calendar.
pub fn testing_facts(
    events: &[event::Model],
    calendar: &Calendar,
) -> Result<Vec<TestingEvent>, OutOfRange> {
    let mut facts = Vec::new();
    let mut before = Stage::Open;
    for event in events {
        let mut add = |fact| {
            facts.push(TestingEvent { event: EventRef { seq: event.seq, at: event.at }, fact });
        };
        match event.kind.0 {
            EventKind::SolutionDelivered => {
                if let Ok(Delivered { testing_days }) = serde_json::from_str(&event.data) {
                    add(TestingFact::Delivered { days: testing_days });
                }
            }
            EventKind::TestingExtended => {
                if let Ok(Extended { ends_on }) = serde_json::from_str(&event.data) {
                    add(TestingFact::Extended { until: close_of(ends_on, calendar)? });
                }
            }
            EventKind::ReminderSent => add(TestingFact::ReminderSent),
            EventKind::ContactLogged => {
                if let Ok(Contact { channel, direction, outcome }) =
                    serde_json::from_str(&event.data)
                {
                    if is_customer_response(channel, direction, outcome) {
                        add(TestingFact::CustomerResponded);
                    } else {
                        add(TestingFact::ContactAttempted);
                    }
                }
            }
            // Whoever has an opinion on the plans around a case is not silent about it.
            EventKind::MessagePosted
            | EventKind::AfterHoursAsked
            | EventKind::AfterHoursAgreed
            | EventKind::AfterHoursDeclined
            | EventKind::AfterHoursCancelled => match (event.actor_type.0, event.actor_staff) {
                // A mail in the public record is a reporter's own; machine mail is not in it.
                (ActorType::Person | ActorType::Mail, false) => add(TestingFact::CustomerResponded),
                (ActorType::Person, true) if event.kind.0 == EventKind::MessagePosted => {
                    add(TestingFact::Clarified);
                }
                (ActorType::Person | ActorType::Mail, true)
                | (ActorType::Integration | ActorType::Timer, _) => {}
            },
            EventKind::TicketOpened
            | EventKind::Assigned
            | EventKind::InformationRequested
            | EventKind::AnalysisStarted
            | EventKind::Recategorized
            | EventKind::AnalysisRecorded
            | EventKind::SolutionStarted
            | EventKind::ReturnedToAnalysis
            | EventKind::SolutionConfirmed
            | EventKind::SolutionRejected
            | EventKind::ClosedTacitly
            | EventKind::Withdrawn
            | EventKind::MarkedDuplicate
            | EventKind::Reopened
            | EventKind::InternalNoteAdded
            | EventKind::DetailsEdited
            | EventKind::AttachmentAdded
            | EventKind::MachineMailRecorded
            | EventKind::ClockWarned
            | EventKind::ClockBreached
            | EventKind::WorkPlanDrafted
            | EventKind::WorkPlanDiscarded
            | EventKind::WorkPlanSubmitted
            | EventKind::WorkPlanApproved
            | EventKind::WorkPlanRejected
            | EventKind::WorkPlanWithdrawn
            | EventKind::WorkPlanActivityUpdated
            | EventKind::AfterHoursDone
            | EventKind::AfterHoursMissed => {}
        }
        if before == Stage::Testing && event.stage.0 != Stage::Testing {
            add(TestingFact::LeftTesting);
        }
        before = event.stage.0;
    }
    Ok(facts)
}
