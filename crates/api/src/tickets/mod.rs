//! Tickets: one file is one thing that can be done with them.

pub mod answer;
mod assign;
mod available;
mod clocks;
mod confirm_solution;
mod deliver_solution;
pub mod derived;
mod extend_testing;
pub mod history;
mod list;
mod log_contact;
mod mark_duplicate;
pub mod messages;
pub mod notify;
pub mod open;
mod recategorize;
mod record_analysis;
mod reject_solution;
mod reopen;
mod request_information;
mod return_to_analysis;
mod show;
mod start_analysis;
mod start_solution;
pub mod timeline;
pub mod timers;
mod update;
mod verdict;
pub mod verification;
mod withdraw;
pub mod work;

use aval_contract::ticket_actions::Reason;
use aval_domain::text;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use self::list::filter_of;
use crate::error::{Checks, Result};

/// All operations on tickets.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(open::open)
        .service(list::list)
        .service(show::show)
        .service(update::update)
        .service(messages::post)
        .service(clocks::clocks)
        .service(timeline::timeline)
        .service(verification::verification)
        .service(available::available)
        .service(assign::assign)
        .service(log_contact::log_contact)
        .service(request_information::request_information)
        .service(start_analysis::start_analysis)
        .service(recategorize::recategorize)
        .service(record_analysis::record_analysis)
        .service(start_solution::start_solution)
        .service(return_to_analysis::return_to_analysis)
        .service(deliver_solution::deliver_solution)
        .service(extend_testing::extend_testing)
        .service(confirm_solution::confirm_solution)
        .service(reject_solution::reject_solution)
        .service(withdraw::withdraw)
        .service(mark_duplicate::mark_duplicate)
        .service(reopen::reopen);
}

/// The reason that a body gives.
///
/// # Errors
/// 422 when it is none.
pub fn reason(body: &Reason) -> Result<String> {
    let mut checks = Checks::new();
    let reason = checks.text("/reason", text::Reason::parse(&body.reason));
    reason.map(text::Reason::into_string).ok_or_else(|| checks.refusal())
}
