//! Categories of tickets.

mod create;
mod list;
mod update;

use aval_contract::categories::Category;
use aval_domain::text::ShortText;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::category;
use crate::error::{ApiError, Result};

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list::list).service(create::create).service(update::update);
}

/// The name of a category: one line of up to 80 characters.
fn parse_name(raw: &str) -> Result<String> {
    ShortText::<80>::parse(raw)
        .map(ShortText::into_string)
        .map_err(|error| ApiError::invalid("/name", error.code()))
}

fn answer(row: category::Model) -> Category {
    let category::Model { id, name, folded_name: _, active } = row;
    Category { id, name, active }
}
