//! Records some of the four findings. The customer sees which, staff reads what.

use actix_web::{HttpResponse, post, web};
use aval_contract::ticket_actions::RecordAnalysis;
use aval_contract::tickets::TicketAnswer;
use aval_domain::lifecycle::{Action, Findings};
use aval_domain::record::Visibility;
use aval_domain::text;
use serde_json::json;

use super::work::{Work, state_of};
use crate::auth::Staff;
use crate::change::Change;
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};

/// Records some of the four findings. The customer sees which, staff reads what.
#[utoipa::path(
    tag = "ticket actions",
    params(("id" = String, Path, description = "Id or number"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = RecordAnalysis,
    responses((status = 200, description = "The ticket after it", body = TicketAnswer))
)]
#[post("/tickets/{id}/actions/record-analysis")]
pub async fn record_analysis(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<RecordAnalysis>,
) -> Result<HttpResponse> {
    let mut checks = Checks::new();
    let mut finding = |pointer: &str, raw: &Option<String>| {
        checks.optional(pointer, raw.as_deref(), text::Body::parse).map(text::Body::into_string)
    };
    let identification = finding("/identification", &body.identification);
    let validation = finding("/validation", &body.validation);
    let structure = finding("/structure", &body.structure);
    let alarm_type = finding("/alarm_type", &body.alarm_type);
    checks.done()?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let findings = Findings {
        identification: identification.is_some(),
        validation: validation.is_some(),
        structure: structure.is_some(),
        alarm_type: alarm_type.is_some(),
    };
    let transition = work.decide(&Action::RecordAnalysis { findings })?;
    let texts = json!({
        "identification": identification,
        "validation": validation,
        "structure": structure,
        "alarm_type": alarm_type,
    });
    let ticket = &mut work.ticket;
    for (place, text) in [
        (&mut ticket.finding_identification, identification),
        (&mut ticket.finding_validation, validation),
        (&mut ticket.finding_structure, structure),
        (&mut ticket.finding_alarm_type, alarm_type),
    ] {
        if text.is_some() {
            *place = text;
        }
    }
    let complete = state_of(&work.ticket).findings.complete();
    work.carry_out(&transition, json!({ "findings": names(findings), "complete": complete }));
    work.record(transition.event, Visibility::Internal, &texts);
    work.finish().await
}

/// The findings that are there, by name.
fn names(findings: Findings) -> Vec<&'static str> {
    [
        (findings.identification, "identification"),
        (findings.validation, "validation"),
        (findings.structure, "structure"),
        (findings.alarm_type, "alarm_type"),
    ]
    .into_iter()
    .filter_map(|(there, name)| there.then_some(name))
    .collect()
}
