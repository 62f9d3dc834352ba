//! Asks for an after-hours window, or proposes one to the customer.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use aval_contract::after_hours::{AskAfterHours, ChangedWindow};
use aval_contract::error::ErrorCode;
use aval_domain::after_hours::{Notice, Side, Window, WindowState, check_window};
use aval_domain::calendar::{FIRST_YEAR, LAST_YEAR};
use aval_domain::lifecycle::Action;
use aval_domain::text::{LongText, Reason, ShortText};
use chrono::{DateTime, Datelike as _, DurationRound as _, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{finish, is_active, keep_apart, lock_engineer, named, notify};
use crate::auth::{Caller, SignedIn};
use crate::change::Change;
use crate::db::{Word, after_hours_window, person};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Asks for a window outside service hours: a reporter support, support the customer.
///
/// It starts at the close of the third business day at the earliest, unless a coordinator gives a
/// reason to do without that notice.
#[utoipa::path(
    operation_id = "ask_after_hours",
    tag = "after hours",
    params(
        ("id" = String, Path, description = "Id or number"),
        ("If-Match" = String, Header, description = "The ticket's version")
    ),
    request_body = AskAfterHours,
    responses((status = 201, description = "The window, for the other side to answer", body = ChangedWindow))
)]
#[post("/tickets/{id}/after-hours")]
pub(super) async fn ask(
    SignedIn(caller): SignedIn,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<AskAfterHours>,
) -> Result<HttpResponse> {
    let wanted = Wanted::parse(&body, &caller)?;
    let notice = Notice::for_request(&caller.actor, wanted.override_reason.is_some())?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let engineer = engineer(&work, wanted.engineer_id).await?;
    let action = Action::AskAfterHours {
        windows: after_hours_window::count_of(work.tx(), work.ticket.id).await?,
        engineer_active: is_active(engineer.as_ref()),
    };
    let transition = work.decide(&action)?;
    check_window(&work.rules.calendar, transition.kind, work.now(), wanted.window, notice)?;
    let window = wanted.row(&work, engineer.as_ref())?;
    keep_apart(&work, &window).await?;
    after_hours_window::insert(work.tx(), &window).await?;
    let data = json!({
        "window_id": window.id,
        "starts_at": window.starts_at,
        "ends_at": window.ends_at,
        "task": window.task,
        "contact": window.contact,
        "engineer": named(engineer.as_ref()),
        "override_reason": window.override_reason,
    });
    work.carry_out(&transition, data);
    notify::asked(&work, &window).await?;
    finish(work, StatusCode::CREATED, window.id).await
}

/// Who is to work in a window that is asked for: whom support names, else the assignee. What a
/// customer asks for is nobody's until support agrees.
async fn engineer(work: &Work, named: Option<Uuid>) -> Result<Option<person::Model>> {
    if !work.caller.is_staff() {
        return Ok(None);
    }
    let engineer = lock_engineer(work, named.or(work.ticket.assignee_id)).await?;
    if named.is_some() && engineer.is_none() {
        return Err(ApiError::invalid("/engineer_id", "unknown"));
    }
    Ok(engineer)
}

/// What was asked for, checked as far as that is possible without the ticket.
struct Wanted {
    window: Window,
    task: String,
    contact: String,
    override_reason: Option<String>,
    engineer_id: Option<Uuid>,
}

impl Wanted {
    fn parse(body: &AskAfterHours, caller: &Caller) -> Result<Self> {
        let mut checks = Checks::new();
        for (pointer, at) in [("/starts_at", body.starts_at), ("/ends_at", body.ends_at)] {
            if !(FIRST_YEAR..=LAST_YEAR).contains(&at.year()) {
                checks.refuse(pointer, "out_of_range");
            }
        }
        let task = checks.text("/task", LongText::<2_000>::parse(&body.task));
        let contact = checks.text("/contact", ShortText::<200>::parse(&body.contact));
        let override_reason =
            checks.optional("/override_reason", body.override_reason.as_deref(), Reason::parse);
        if body.engineer_id.is_some() && !caller.is_staff() {
            checks.refuse("/engineer_id", "not_allowed");
        }
        checks.done()?;
        Ok(Self {
            window: Window { starts: seconds(body.starts_at), ends: seconds(body.ends_at) },
            task: task.map(LongText::into_string).unwrap_or_default(),
            contact: contact.map(ShortText::into_string).unwrap_or_default(),
            override_reason: override_reason.map(Reason::into_string),
            engineer_id: body.engineer_id,
        })
    }

    fn row(
        self,
        work: &Work,
        engineer: Option<&person::Model>,
    ) -> Result<after_hours_window::Model> {
        let forbidden = ApiError::Code(ErrorCode::Forbidden);
        let side: Side = work.caller.actor.side(work.ticket.company_id).ok_or(forbidden)?;
        Ok(after_hours_window::Model {
            id: Uuid::now_v7(),
            ticket_id: work.ticket.id,
            state: Word(WindowState::Asked),
            asked_by_side: Word(side),
            asked_by: work.caller.id(),
            asked_at: work.now(),
            starts_at: self.window.starts,
            ends_at: self.window.ends,
            task: self.task,
            contact: self.contact,
            engineer_id: engineer.map(|engineer| engineer.id),
            override_reason: self.override_reason,
            answered_by: None,
            answered_at: None,
            settled_by: None,
            settled_at: None,
            reason: None,
        })
    }
}

/// Cut to the second, which is what calendars of other programs tell apart.
fn seconds(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::seconds(1)).unwrap_or(at)
}
