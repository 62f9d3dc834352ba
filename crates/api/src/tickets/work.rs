//! Changing a ticket: locked, decided by the domain, recorded, saved, answered.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use aval_domain::lifecycle::{
    Action, EventKind, Findings, PlanSummary, Refusal, Stage, TicketState, Transition,
};
use aval_domain::record::{self, Visibility};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::Value;
use uuid::Uuid;

use super::answer;
use super::derived::Derived;
use crate::after_hours;
use crate::auth::Caller;
use crate::change::{Answer, Change, Pending};
use crate::db::{Tx, Word, event, internal_note, message, ticket, timer, work_plan};
use crate::error::{ApiError, Result};
use crate::events;
use crate::http::IfMatch;
use crate::rules::Rules;
use crate::search::index;
use crate::webhooks;

/// A ticket that is being changed.
pub struct Work {
    /// The transaction.
    pub pending: Pending,
    /// Who changes it.
    pub caller: Caller,
    /// The ticket, as it will be saved.
    pub ticket: ticket::Model,
    /// The newest version of its work plan, as it was found.
    pub plan: Option<work_plan::Plan>,
    /// The rules of this moment.
    pub rules: Rules,
    events: Vec<event::Model>,
    /// Where the ticket stood when it was last written; one that is not written yet stood nowhere.
    stage_before: Option<Stage>,
}

impl Work {
    /// Locks a ticket of which the caller has seen the newest version.
    ///
    /// # Errors
    /// 404 when it is not the caller's, 428 and 412 about the version, or a replayed answer.
    pub async fn begin(change: &Change, caller: Caller, key: &str, seen: IfMatch) -> Result<Self> {
        let work = Self::join(change, caller, key).await?;
        seen.check(work.version())?;
        Ok(work)
    }

    /// Locks a ticket whatever its version: messages are added, nothing is overwritten.
    ///
    /// # Errors
    /// 404 when it is not the caller's, or a replayed answer.
    pub async fn join(change: &Change, caller: Caller, key: &str) -> Result<Self> {
        let key = ticket::Key::parse(key).ok_or(ApiError::NOT_FOUND)?;
        let pending = change.begin(caller.id()).await?;
        let ticket =
            ticket::lock_for(&pending.tx, &caller.actor, key).await?.ok_or(ApiError::NOT_FOUND)?;
        let rules = Rules::load(&pending.tx).await?;
        Self::on(pending, caller, ticket, rules).await
    }

    /// Like [`begin`](Self::begin), with another ticket locked too; nothing in its place when it is
    /// not the caller's to see.
    ///
    /// # Errors
    /// As there.
    pub async fn begin_beside(
        change: &Change,
        caller: Caller,
        key: &str,
        seen: IfMatch,
        other: &str,
    ) -> Result<(Self, Option<ticket::Model>)> {
        let key = ticket::Key::parse(key).ok_or(ApiError::NOT_FOUND)?;
        let pending = change.begin(caller.id()).await?;
        let (tx, actor) = (&pending.tx, &caller.actor);
        let id = ticket::find_for(tx, actor, key).await?.ok_or(ApiError::NOT_FOUND)?.id;
        let other = match ticket::Key::parse(other) {
            None => None,
            Some(key) => ticket::find_for(tx, actor, key).await?.map(|other| other.id),
        };
        let ids: Vec<Uuid> = [Some(id), other].into_iter().flatten().collect();
        let locked = ticket::lock_several_for(tx, actor, &ids).await?;
        let of = |id: Uuid| locked.iter().find(|ticket| ticket.id == id).cloned();
        let (ticket, other) = (of(id).ok_or(ApiError::NOT_FOUND)?, other.and_then(of));
        let rules = Rules::load(tx).await?;
        let work = Self::on(pending, caller, ticket, rules).await?;
        seen.check(work.version())?;
        Ok((work, other))
    }

    /// Works on a ticket that this transaction has locked already.
    ///
    /// # Errors
    /// What the database says.
    pub async fn on(
        pending: Pending,
        caller: Caller,
        ticket: ticket::Model,
        rules: Rules,
    ) -> Result<Self> {
        let plan = work_plan::newest_of(&pending.tx, ticket.id).await?;
        let stage_before = Some(ticket.stage.0);
        Ok(Self { plan, stage_before, ..Self::new(pending, caller, ticket, rules) })
    }

    /// Works on a ticket that is not written yet, and so has no plan.
    #[must_use]
    pub fn new(mut pending: Pending, caller: Caller, ticket: ticket::Model, rules: Rules) -> Self {
        // Replicas' clocks may differ a little; the record never goes back in time.
        pending.now = pending.now.max(ticket.updated_at);
        let (plan, events, stage_before) = (None, Vec::new(), None);
        Self { pending, caller, ticket, plan, rules, events, stage_before }
    }

    /// The ticket's version as the caller counts it.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.ticket.version_for(self.caller.is_staff())
    }

    /// The instant of the change.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.pending.now
    }

    /// The transaction.
    #[must_use]
    pub fn tx(&self) -> &Tx {
        &self.pending.tx
    }

    /// The ticket as the rules see it.
    #[must_use]
    pub fn state(&self) -> TicketState {
        state_of(&self.ticket, self.plan.as_ref().map(work_plan::Plan::summary))
    }

    /// Asks the domain whether the caller may do this now, and what it makes of the ticket.
    ///
    /// # Errors
    /// The refusal.
    pub fn decide(&self, action: &Action) -> Result<Transition, Refusal> {
        aval_domain::lifecycle::decide(
            &self.state(),
            action,
            &self.caller.actor,
            self.now(),
            &self.rules.calendar,
        )
    }

    /// Decides and carries out, with what the event tells.
    ///
    /// # Errors
    /// The refusal.
    pub fn act(&mut self, action: &Action, data: Value) -> Result<()> {
        let transition = self.decide(action)?;
        self.carry_out(&transition, data);
        Ok(())
    }

    /// Makes of the ticket what was decided, and records it.
    pub fn carry_out(&mut self, transition: &Transition, data: Value) {
        let now = self.now();
        let ticket = &mut self.ticket;
        if ticket.stage.0 != transition.stage {
            ticket.stage_since = now;
        }
        ticket.stage = Word(transition.stage);
        ticket.waiting_on = Word(transition.waiting_on);
        ticket.kind = Word(transition.kind);
        ticket.priority = ticket::rank_of(transition.priority);
        ticket.assignee_id = transition.assignee;
        if transition.first_contact && ticket.first_contact_at.is_none() {
            ticket.first_contact_at = Some(now);
        }
        if transition.clarification {
            ticket.answered_since_clarification = false;
        }
        if transition.customer_response {
            ticket.answered_since_clarification = true;
        }
        if ticket.closed_at.is_some() != transition.closure.is_some() {
            ticket.closed_by = transition.closure.and(self.caller.person_id());
        }
        ticket.closed_at = transition.closure.map(|closure| closure.at);
        ticket.closure_kind = transition.closure.map(|closure| Word(closure.kind));
        ticket.testing_days = transition.testing_days.map(i16::from);
        ticket.testing_ends_at = transition.testing_ends_at;
        let visibility =
            if transition.event.is_internal() { Visibility::Internal } else { Visibility::Public };
        self.record(transition.event, visibility, &data);
    }

    /// Adds an event to one of the two chains. Internal ones leave no trace that a customer
    /// could count: neither version nor time of the last change.
    pub fn record(&mut self, kind: EventKind, visibility: Visibility, data: &Value) -> Uuid {
        let now = self.now();
        let ticket = &mut self.ticket;
        let (seq, head) = match visibility {
            Visibility::Public => {
                ticket.updated_at = now;
                (&mut ticket.public_seq, &mut ticket.public_head)
            }
            Visibility::Internal => (&mut ticket.internal_seq, &mut ticket.internal_head),
        };
        *seq += 1;
        let mut event = event::Model {
            id: Uuid::now_v7(),
            ticket_id: ticket.id,
            visibility: Word(visibility),
            seq: *seq,
            at: now,
            kind: Word(kind),
            actor_type: Word(self.caller.actor_type()),
            actor_id: Some(self.caller.id()).filter(|id| !id.is_nil()),
            actor_name: self.caller.name.clone(),
            actor_staff: self.caller.is_staff(),
            stage: ticket.stage,
            waiting_on: ticket.waiting_on,
            data: data.to_string(),
            hash: String::new(),
        };
        event.hash = record::hash(head, &event.entry());
        head.clone_from(&event.hash);
        let id = event.id;
        self.events.push(event);
        id
    }

    /// Stores a public message and gives its id and digest for the event.
    ///
    /// # Errors
    /// What the database says.
    pub async fn store_message(&self, id: Uuid, body: &str) -> Result<()> {
        let row = message::Model {
            id,
            ticket_id: self.ticket.id,
            body: body.to_owned(),
            created_at: self.now(),
        };
        message::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(self.tx())
            .await?;
        Ok(index::message(self.tx(), &self.ticket, &row).await?)
    }

    /// Stores an internal note.
    ///
    /// # Errors
    /// What the database says.
    pub async fn store_note(&self, id: Uuid, body: &str) -> Result<()> {
        let row = internal_note::Model {
            id,
            ticket_id: self.ticket.id,
            body: body.to_owned(),
            created_at: self.now(),
        };
        internal_note::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(self.tx())
            .await?;
        Ok(index::note(self.tx(), &self.ticket, &row).await?)
    }

    /// Writes the ticket for the first time, then its events.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert(&mut self) -> Result<()> {
        let now = self.now();
        let derived = Derived::of(&self.ticket, &self.events, &self.rules, now)?;
        derived.keep_in(&mut self.ticket, now);
        ticket::Entity::insert(self.ticket.clone().into_active_model())
            .exec_without_returning(self.tx())
            .await?;
        timer::rewrite(self.tx(), &[(self.ticket.id, derived.plan())], now).await?;
        let events = self.insert_events().await?;
        self.tell_others(&events).await
    }

    /// Writes the events, then the ticket with its new version and all that is derived.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save(&mut self) -> Result<()> {
        if is_closed(&self.ticket) {
            after_hours::call_off(self).await?;
        }
        let public = self.events.iter().any(|event| event.visibility.0 == Visibility::Public);
        let inserted = self.insert_events().await?;
        if public {
            self.ticket.version += 1;
            let now = self.now();
            let events = event::public_of(self.tx(), vec![self.ticket.id]).await?;
            let derived = Derived::of(&self.ticket, &events, &self.rules, now)?;
            derived.keep_in(&mut self.ticket, now);
            timer::rewrite(self.tx(), &[(self.ticket.id, derived.plan())], now).await?;
        }
        let all = self.ticket.clone().into_active_model().reset_all();
        all.update(self.tx()).await?;
        self.tell_others(&inserted).await
    }

    async fn insert_events(&mut self) -> Result<Vec<event::Model>> {
        let events = std::mem::take(&mut self.events);
        if !events.is_empty() {
            let rows = events.iter().cloned().map(IntoActiveModel::into_active_model);
            event::Entity::insert_many(rows).exec_without_returning(self.tx()).await?;
            events::announce(self.tx()).await?;
        }
        Ok(events)
    }

    /// Writes down what other systems are told.
    async fn tell_others(&mut self, events: &[event::Model]) -> Result<()> {
        let before = self.stage_before.replace(self.ticket.stage.0);
        webhooks::tell::tell(self, before, events).await
    }

    /// Saves and answers with the ticket as the caller may see it.
    ///
    /// # Errors
    /// What the database says; nothing is written then.
    pub async fn finish(mut self) -> Result<HttpResponse> {
        self.save().await?;
        let version = self.version();
        let body = answer::load(
            self.tx(),
            &self.caller,
            ticket::Key::Id(self.ticket.id),
            &self.rules,
            self.now(),
        )
        .await?;
        let answer = Answer::json(StatusCode::OK, &body)?.version(version);
        self.pending.answer(answer).await
    }
}

/// Which findings are recorded.
#[must_use]
pub fn findings_of(ticket: &ticket::Model) -> Findings {
    Findings {
        identification: ticket.finding_identification.is_some(),
        validation: ticket.finding_validation.is_some(),
        structure: ticket.finding_structure.is_some(),
        alarm_type: ticket.finding_alarm_type.is_some(),
    }
}

/// A ticket as the rules see it, with the newest version of its plan.
#[must_use]
pub fn state_of(ticket: &ticket::Model, plan: Option<PlanSummary>) -> TicketState {
    TicketState {
        company: ticket.company_id,
        stage: ticket.stage.0,
        waiting_on: ticket.waiting_on.0,
        kind: ticket.kind.0,
        priority: ticket.priority(),
        assignee: ticket.assignee_id,
        first_contact: ticket.first_contact_at.is_some(),
        findings: findings_of(ticket),
        plan,
        testing_days: ticket.testing_days.and_then(|days| u8::try_from(days).ok()),
        testing_ends_at: ticket.testing_ends_at,
        answered_since_clarification: ticket.answered_since_clarification,
        closure: ticket
            .closed_at
            .zip(ticket.closure_kind)
            .map(|(at, kind)| aval_domain::lifecycle::Closure { kind: kind.0, at }),
    }
}

/// Whether a ticket has ended.
#[must_use]
pub fn is_closed(ticket: &ticket::Model) -> bool {
    ticket.stage.0 == Stage::Closed
}
