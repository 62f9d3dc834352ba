//! The user guide: docs/user-guide as the product shows it, with its pictures.

mod contents;
mod page;
mod pictures;
mod show;

use utoipa_actix_web::service_config::ServiceConfig;

pub use self::pictures::picture;

/// Where the guide is read, signed in or not.
pub const PATH: &str = "/api/v1/guide";

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(contents::contents).service(show::show);
}
