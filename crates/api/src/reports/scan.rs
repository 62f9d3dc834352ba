//! Goes through tickets and their public record in batches, so that a report of a hundred thousand
//! holds few of them at once.

use std::collections::BTreeMap;

use aval_contract::companies::CompanyRef;
use aval_domain::lifecycle::Actor;
use aval_domain::reports::{Fact, Period};
use aval_domain::text::fold;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::db::{event, report};
use crate::error::Result;
use crate::tickets::history;

/// How many tickets are read at once.
pub(super) const BATCH: u64 = 500;

/// One ticket with its record.
pub(super) struct Seen<'a> {
    /// The ticket.
    pub(super) ticket: &'a report::Row,
    /// Its public events, in order.
    pub(super) events: &'a [event::Model],
    /// What they say.
    pub(super) facts: Vec<Fact>,
}

/// Shows every ticket that was open at some instant of a period to `see`. Three batches cost twice
/// three statements.
pub(super) async fn each_alive_in(
    db: &impl ConnectionTrait,
    actor: &Actor,
    period: Period,
    company: Option<Uuid>,
    mut see: impl FnMut(Seen<'_>) -> Result<()>,
) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let tickets = report::alive_in(db, actor, period, company, after, BATCH).await?;
        let Some(last) = tickets.last() else { return Ok(()) };
        after = last.id;
        let is_last = (tickets.len() as u64) < BATCH;
        let events = event::public_of(db, tickets.iter().map(|ticket| ticket.id).collect()).await?;
        for ticket in &tickets {
            let from = events.partition_point(|event| event.ticket_id < ticket.id);
            let to = events.partition_point(|event| event.ticket_id <= ticket.id);
            let events = &events[from..to];
            see(Seen { ticket, events, facts: history::report_facts(events) })?;
        }
        if is_last {
            return Ok(());
        }
    }
}

/// Something of each company, in the order in which lists name them.
pub(super) struct ByCompany<T>(BTreeMap<(String, Uuid), (String, T)>);

impl<T: Default> ByCompany<T> {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// That of a ticket's company.
    pub(super) fn of(&mut self, ticket: &report::Row) -> &mut T {
        let key = (fold(&ticket.company_name), ticket.company_id);
        &mut self.0.entry(key).or_insert_with(|| (ticket.company_name.clone(), T::default())).1
    }

    /// All of them.
    pub(super) fn into_list<U>(self, answer: impl Fn(CompanyRef, T) -> U) -> Vec<U> {
        let named = self.0.into_iter();
        named.map(|((_, id), (name, value))| answer(CompanyRef { id, name }, value)).collect()
    }
}
