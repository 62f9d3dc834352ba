//! What is promised: targets of the clocks and lengths of testing periods.

mod sla;
mod testing;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(sla::show)
        .service(sla::put)
        .service(sla::preview)
        .service(testing::show)
        .service(testing::put);
}
