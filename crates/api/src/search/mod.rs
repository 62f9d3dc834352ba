//! One search over tickets, messages, solutions, files and articles.

mod answer;
pub mod best;
pub mod index;
pub mod marks;
mod show;
pub mod words;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show::search);
}
