//! Opens a ticket.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, post};
use aval_contract::error::ErrorCode;
use aval_contract::tickets::{OpenTicket, OpenedServiceHours, OpenedTicket};
use aval_domain::lifecycle::{Actor, Opening, OpeningField, OpeningRefusal, Priority, Role};
use aval_domain::lifecycle::{Transition, WaitingOn};
use aval_domain::record::GENESIS;
use aval_domain::text::{Body as LongText, ShortText, Subject};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::work::{Work, is_closed};
use super::{answer, notify, update};
use crate::attachments;
use crate::auth::{Caller, TicketWriter};
use crate::change::{Answer, Change, Pending};
use crate::db::{Tx, Word, category, company, counter, person, ticket};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params};
use crate::rules::Rules;
use crate::search::index;

/// Opens a ticket.
///
/// Outside service hours too: the answer says when support opens next.
#[utoipa::path(
    operation_id = "open_ticket",
    tag = "tickets",
    request_body = OpenTicket,
    responses((
        status = 201,
        description = "The new ticket; Location and ETag name it and its version",
        body = OpenedTicket
    ))
)]
#[post("/tickets")]
pub async fn open(
    TicketWriter(caller): TicketWriter,
    change: Change,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<OpenTicket>,
) -> Result<HttpResponse> {
    let report = Report::parse(&body)?;
    let pending = change.begin(caller.id()).await?;
    let work = enter(pending, caller, &body, report).await?;
    notify::opened(&work).await?;
    answer_with_hours(work).await
}

/// Enters a ticket that was reported, with its files.
///
/// # Errors
/// The refusal, or what the database says; nothing is written then.
pub async fn enter(
    pending: Pending,
    caller: Caller,
    body: &OpenTicket,
    report: Report,
) -> Result<Work> {
    let side = Side::of(&pending.tx, &caller, body).await?;
    let transition = decide(&caller, &side, &report)?;
    // The counter is the turnstile: a change of the calendar waits there too, so that the rules
    // read after it are those by which all running tickets were computed.
    let number = counter::next_ticket_number(&pending.tx).await?;
    let rules = Rules::load(&pending.tx).await?;
    let ticket = first_row(number, &side, report, &transition, pending.now);
    let mut work = Work::new(pending, caller, ticket, rules);
    let files = attachments::prepare(&work, &body.attachment_ids).await?;
    let data = event_data(&work.ticket, &attachments::describe(&files));
    work.carry_out(&transition, data);
    work.insert().await?;
    index::ticket(work.tx(), &work.ticket).await?;
    attachments::mark_sent(&work, &files, None, false).await?;
    Ok(work)
}

async fn answer_with_hours(work: Work) -> Result<HttpResponse> {
    let (now, id) = (work.now(), work.ticket.id);
    let (kind, calendar) = (work.ticket.kind.0, &work.rules.calendar);
    let service_hours = OpenedServiceHours {
        open_now: calendar.is_open(kind, now)?,
        next_opening: calendar.next_opening(kind, now)?,
    };
    let key = ticket::Key::Id(id);
    let ticket = answer::load(work.tx(), &work.caller, key, &work.rules, now).await?;
    let answer = Answer::json(StatusCode::CREATED, &OpenedTicket { ticket, service_hours })?
        .header(header::LOCATION, format!("/api/v1/tickets/{id}"))
        .version(work.version());
    work.pending.answer(answer).await
}

/// What is reported, parsed.
pub struct Report {
    subject: String,
    description: String,
    steps: Option<String>,
    affected_user: Option<String>,
    campaign: Option<String>,
    occurred_from: Option<DateTime<Utc>>,
    occurred_to: Option<DateTime<Utc>>,
    kind: aval_domain::lifecycle::Kind,
    priority: Priority,
}

impl Report {
    /// Checks what is reported.
    ///
    /// # Errors
    /// 422 naming each wrong or missing field.
    pub fn parse(body: &OpenTicket) -> Result<Self> {
        let mut checks = Checks::new();
        let subject = checks.text("/subject", Subject::parse(&body.subject));
        let description = checks.text("/description", LongText::parse(&body.description));
        let steps = checks.optional("/steps", body.steps.as_deref(), LongText::parse);
        let short = ShortText::<200>::parse;
        let affected_user = checks.optional("/affected_user", body.affected_user.as_deref(), short);
        let campaign = checks.optional("/campaign", body.campaign.as_deref(), short);
        update::check_occurred(&mut checks, body.occurred_from, body.occurred_to);
        let given = [
            (OpeningField::Subject, true),
            (OpeningField::Description, true),
            (OpeningField::Steps, steps.is_some()),
            (OpeningField::OccurredFrom, body.occurred_from.is_some()),
        ];
        for field in aval_domain::lifecycle::open_requirements(body.kind) {
            if given.contains(&(*field, false)) {
                checks.refuse(&format!("/{field}"), "required");
            }
        }
        let (Some(subject), Some(description)) = (subject, description) else {
            return Err(checks.refusal());
        };
        checks.done()?;
        Ok(Self {
            subject: subject.into_string(),
            description: description.into_string(),
            steps: steps.map(LongText::into_string),
            affected_user: affected_user.map(ShortText::into_string),
            campaign: campaign.map(ShortText::into_string),
            occurred_from: body.occurred_from,
            occurred_to: body.occurred_to,
            kind: body.kind,
            priority: body.priority.unwrap_or(Priority::Normal),
        })
    }
}

/// Whose ticket it is, and what else it refers to.
struct Side {
    company: Uuid,
    reporter: Option<Uuid>,
    category: Option<Uuid>,
    follow_up_of: Option<Uuid>,
}

impl Side {
    async fn of(tx: &Tx, caller: &Caller, body: &OpenTicket) -> Result<Self> {
        let company = match (caller.company(), body.company_id) {
            (Some(_), Some(_)) => return Err(ApiError::invalid("/company_id", "not_allowed")),
            (Some(own), None) => own,
            (None, None) => return Err(ApiError::invalid("/company_id", "required")),
            (None, Some(id)) => {
                company::active(tx, id)
                    .await?
                    .ok_or_else(|| ApiError::invalid("/company_id", "unknown"))?
                    .id
            }
        };
        let reporter = match (&caller.actor, body.reporter_id) {
            (Actor::Person { id, role: Role::Reporter, .. }, None) => Some(*id),
            (_, None) => None,
            (Actor::Person { role, .. }, Some(id)) if role.is_staff() => Some(
                person::reporter_of(tx, company, id)
                    .await?
                    .ok_or_else(|| ApiError::invalid("/reporter_id", "unknown"))?
                    .id,
            ),
            (_, Some(_)) => return Err(ApiError::invalid("/reporter_id", "not_allowed")),
        };
        if let Some(id) = body.category_id
            && category::active(tx, id).await?.is_none()
        {
            return Err(ApiError::invalid("/category_id", "unknown"));
        }
        let follow_up_of = match &body.follow_up_of {
            None => None,
            Some(key) => Some(followed(tx, caller, company, key).await?),
        };
        Ok(Self { company, reporter, category: body.category_id, follow_up_of })
    }
}

/// The closed ticket of the same company that a new one follows up.
async fn followed(tx: &Tx, caller: &Caller, company: Uuid, key: &str) -> Result<Uuid> {
    let unknown = || ApiError::invalid("/follow_up_of", "unknown");
    let key = ticket::Key::parse(key).ok_or_else(unknown)?;
    let other = ticket::find_for(tx, &caller.actor, key)
        .await?
        .filter(|other| other.company_id == company)
        .ok_or_else(unknown)?;
    if is_closed(&other) { Ok(other.id) } else { Err(ApiError::invalid("/follow_up_of", "closed")) }
}

fn decide(caller: &Caller, side: &Side, report: &Report) -> Result<Transition> {
    let wish = Opening {
        company: side.company,
        kind: report.kind,
        priority: report.priority,
        // What is missing was named with all other wrong fields already.
        given: &OpeningField::ALL,
    };
    aval_domain::lifecycle::open(&wish, &caller.actor).map_err(|refusal| match refusal {
        OpeningRefusal::Forbidden => ApiError::Code(ErrorCode::Forbidden),
        OpeningRefusal::Missing(_) => ApiError::Code(ErrorCode::ValidationFailed),
    })
}

fn first_row(
    number: i64,
    side: &Side,
    report: Report,
    transition: &Transition,
    now: DateTime<Utc>,
) -> ticket::Model {
    ticket::Model {
        id: Uuid::now_v7(),
        number,
        company_id: side.company,
        reporter_id: side.reporter,
        assignee_id: None,
        category_id: side.category,
        kind: Word(transition.kind),
        priority: ticket::rank_of(transition.priority),
        stage: Word(transition.stage),
        waiting_on: Word(WaitingOn::Support),
        subject: report.subject,
        description: report.description,
        steps: report.steps,
        affected_user: report.affected_user,
        campaign: report.campaign,
        occurred_from: report.occurred_from,
        occurred_to: report.occurred_to,
        first_contact_at: None,
        finding_identification: None,
        finding_validation: None,
        finding_structure: None,
        finding_alarm_type: None,
        testing_days: None,
        testing_ends_at: None,
        next_reminder_at: None,
        answered_since_clarification: false,
        closed_at: None,
        closure_kind: None,
        closed_by: None,
        follow_up_of: side.follow_up_of,
        duplicate_of: None,
        due_at: None,
        public_seq: 0,
        public_head: GENESIS.to_owned(),
        internal_seq: 0,
        internal_head: GENESIS.to_owned(),
        version: 1,
        internal_changes: 0,
        created_at: now,
        updated_at: now,
        stage_since: now,
    }
}

/// The whole report, so that the record shows what was said at first whatever is corrected later.
fn event_data(ticket: &ticket::Model, files: &Value) -> Value {
    json!({
        "number": ticket::number_text(ticket.number),
        "kind": ticket.kind.0,
        "priority": ticket.priority(),
        "subject": ticket.subject,
        "description": ticket.description,
        "steps": ticket.steps,
        "affected_user": ticket.affected_user,
        "campaign": ticket.campaign,
        "occurred_from": ticket.occurred_from,
        "occurred_to": ticket.occurred_to,
        "attachments": files,
    })
}
