//! Work plans of tickets: support writes and submits them, the customer decides, support notes
//! what became of each activity.

mod answer;
mod approve;
mod decide;
mod discard;
mod draft;
mod reject;
mod show;
mod submit;
mod update_activity;

use serde_json::{Value, json};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::work_plan::Plan;
use crate::db::work_plan_activity;
use crate::error::{ApiError, Result};
use crate::tickets::work::Work;

/// All operations on work plans.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show::show)
        .service(draft::draft)
        .service(discard::discard)
        .service(submit::submit)
        .service(approve::approve)
        .service(reject::reject)
        .service(update_activity::update_activity);
}

/// The newest version, which the rules have found to be there.
fn newest(work: &Work) -> Result<&Plan> {
    work.plan.as_ref().ok_or(ApiError::NOT_FOUND)
}

/// A version as the record tells of it.
fn describe(version: i32, objective: &str, activities: &[work_plan_activity::Row]) -> Value {
    let activities: Vec<Value> = activities
        .iter()
        .map(|work_plan_activity::Row { activity, responsible_name }| {
            json!({
                "id": activity.id,
                "title": activity.title,
                "responsible": { "id": activity.responsible_id, "name": responsible_name },
                "starts_at": activity.starts_at,
                "ends_at": activity.ends_at,
                "state": activity.state.0,
                "notes": activity.notes,
            })
        })
        .collect();
    json!({ "version": version, "objective": objective, "activities": activities })
}
