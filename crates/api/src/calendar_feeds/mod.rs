//! The agenda of somebody of support for her own calendar program: iCalendar behind a secret
//! address, which she makes, replaces and revokes.

mod ics;
mod make;
mod read;
mod revoke;
mod show;

use utoipa_actix_web::service_config::ServiceConfig;

/// Where the secret addresses are. Nobody signs in there, and what follows is kept out of the log.
pub const SECRET_ADDRESSES: &str = "/api/v1/calendar-feeds/";

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show::show).service(make::make).service(revoke::revoke).service(read::read);
}
