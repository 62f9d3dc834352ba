//! Mails that came in and that an admin has to look at. They are looked at and discarded; who may
//! not write by mail is let in by being made a reporter, and then writes again.

mod discard;
mod list;
mod source;

use aval_contract::mail::{MailReason, QuarantinedMail};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::incoming_mail;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list::list).service(source::source).service(discard::discard);
}

fn answer(row: incoming_mail::Model) -> QuarantinedMail {
    let incoming_mail::Model {
        id,
        message_id: _,
        received_at,
        sender,
        subject,
        state,
        reason,
        ticket_id,
        opened: _,
        answered: _,
        size,
        storage_key,
        discarded_at: _,
        discarded_by: _,
    } = row;
    QuarantinedMail {
        id,
        received_at,
        from: sender,
        subject,
        state: state.0,
        // The table sees to it that only what was accepted has none.
        reason: reason.map_or(MailReason::Failed, |reason| reason.0),
        ticket_id,
        size: size.try_into().unwrap_or_default(),
        has_source: storage_key.is_some(),
    }
}
