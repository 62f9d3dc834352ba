//! Views of the queue that somebody of support keeps for herself. What one person keeps concerns
//! nobody else, and so is not in the audit.

mod create;
mod delete;
mod list;
mod update;

use aval_contract::saved_views::SavedView;
use aval_domain::text::{AddressQuery, ShortText};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::saved_view;
use crate::error::{ApiError, Result};

/// The most views of one person.
const MOST: u64 = 30;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(create::create)
        .service(update::update)
        .service(delete::delete);
}

/// The name of a view: one line of up to 60 characters.
fn parse_name(raw: &str) -> Result<String> {
    ShortText::<60>::parse(raw)
        .map(ShortText::into_string)
        .map_err(|error| ApiError::invalid("/name", error.code()))
}

fn parse_query(raw: &str) -> Result<String> {
    AddressQuery::parse(raw)
        .map(AddressQuery::into_string)
        .map_err(|error| ApiError::invalid("/query", error.code()))
}

fn answer(row: saved_view::Model) -> SavedView {
    let saved_view::Model { id, person_id: _, name, folded_name: _, query } = row;
    SavedView { id, name, query }
}
