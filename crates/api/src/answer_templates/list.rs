//! Support looks at the templates.

use actix_web::{HttpResponse, get, web};
use aval_contract::answer_templates::AnswerTemplate;
use aval_contract::page::{Page, PageQuery};

use crate::app::State;
use crate::auth::Staff;
use crate::change::json;
use crate::db::answer_template;
use crate::error::Result;
use crate::http::Params;
use crate::paging::{self, NamePlace};

/// All templates of answers by name
#[utoipa::path(
    tag = "answer templates",
    operation_id = "list_answer_templates",
    params(PageQuery),
    responses((status = 200, description = "One page", body = Page<AnswerTemplate>))
)]
#[get("/answer-templates")]
pub(super) async fn list(
    _staff: Staff,
    state: web::Data<State>,
    Params(query): Params<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, after): (_, Option<NamePlace>) = paging::asked(&query)?;
    let after = after.map(NamePlace::checked).transpose()?;
    let db = state.db.read();
    let rows = answer_template::page(db, after, limit as u64 + 1).await?;
    let total = match query.count {
        Some(true) => Some(answer_template::count(db).await?),
        Some(false) | None => None,
    };
    let place_of =
        |row: &answer_template::Model| NamePlace { name: row.folded_name.clone(), id: row.id };
    Ok(json(&paging::page(rows, limit, total, place_of, super::answer)?))
}
