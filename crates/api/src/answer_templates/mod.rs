//! Texts that support inserts into answers.

mod create;
mod delete;
mod list;
mod update;

use aval_contract::answer_templates::AnswerTemplate;
use aval_domain::answer_template::TemplateBody;
use aval_domain::text::ShortText;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::answer_template;
use crate::error::{ApiError, Result};

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(create::create)
        .service(update::update)
        .service(delete::delete);
}

/// The name of a template: one line of up to 80 characters.
fn parse_name(raw: &str) -> Result<String> {
    ShortText::<80>::parse(raw)
        .map(ShortText::into_string)
        .map_err(|error| ApiError::invalid("/name", error.code()))
}

fn parse_body(raw: &str) -> Result<String> {
    TemplateBody::parse(raw)
        .map(TemplateBody::into_string)
        .map_err(|error| ApiError::invalid("/body", error.code()))
}

fn answer(row: answer_template::Model) -> AnswerTemplate {
    let answer_template::Model { id, name, folded_name: _, body } = row;
    AnswerTemplate { id, name, body }
}
