//! Writes the work plan: the draft that there is, or else a new version.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpResponse, put, web};
use aval_contract::work_plans::{DraftActivity, DraftWorkPlan, WorkPlan};
use aval_domain::lifecycle::{Action, EventKind, PlanState};
use aval_domain::record::Visibility;
use aval_domain::text::{Body as LongText, ShortText};
use aval_domain::work_plan::{ActivityState, MAX_ACTIVITIES, Schedule, ScheduleError};
use chrono::SubsecRound as _;
use sea_orm::{EntityTrait as _, Set};
use serde_json::json;
use uuid::Uuid;

use super::{answer, describe};
use crate::auth::Staff;
use crate::change::Change;
use crate::db::work_plan::Plan;
use crate::db::work_plan_activity::{self, Row};
use crate::db::{Tx, Word, person, work_plan};
use crate::error::{Checks, Result};
use crate::http::{Body, IfMatch, NoParams, Params};
use crate::tickets::work::Work;

/// Writes the work plan. A draft is rewritten; after a submission a new version begins, which
/// needs the customer's approval again. Customers don't see it before its submission.
#[utoipa::path(
    operation_id = "draft_work_plan",
    tag = "work plans",
    params(("id" = String, Path, description = "Id or number of the ticket"), ("If-Match" = String, Header, description = "The ticket's version")),
    request_body = DraftWorkPlan,
    responses((status = 200, description = "The draft; the ticket's version is the ETag", body = WorkPlan))
)]
#[put("/tickets/{id}/work-plan")]
pub async fn draft(
    Staff(caller): Staff,
    change: Change,
    key: web::Path<String>,
    seen: IfMatch,
    Params(NoParams {}): Params<NoParams>,
    Body(body): Body<DraftWorkPlan>,
) -> Result<HttpResponse> {
    let wanted = Wanted::parse(&body)?;
    let mut work = Work::begin(&change, caller, &key, seen).await?;
    let before = work.plan.clone();
    let activities = wanted.activities_after(&work, before.as_ref()).await?;
    let changes = before.as_ref().is_none_or(|before| {
        before.row.objective != wanted.objective || differ(&before.activities, &activities)
    });
    let transition = work.decide(&Action::DraftWorkPlan { changes })?;
    let place = Place::after(work.tx(), work.ticket.id, before.as_ref()).await?;
    write(&work, &place, &wanted.objective, &activities).await?;
    work.carry_out(&transition, describe(place.version, &wanted.objective, &activities));
    work.ticket.internal_changes += 1;
    if let Some(waited) = before.filter(|plan| plan.row.state.0 == PlanState::Submitted) {
        // That the plan is not hers to decide on any more is the customer's to know.
        let withdrawn =
            work_plan::ActiveModel { state: Set(Word(PlanState::Withdrawn)), ..Default::default() };
        work_plan::change(work.tx(), waited.row.id, withdrawn).await?;
        let data = json!({ "version": waited.row.version });
        work.record(EventKind::WorkPlanWithdrawn, Visibility::Public, &data);
    }
    answer::finish(work).await
}

/// What the body says, parsed.
struct Wanted {
    objective: String,
    activities: Vec<WantedActivity>,
}

struct WantedActivity {
    id: Option<Uuid>,
    title: String,
    responsible_id: Uuid,
    schedule: Schedule,
}

impl Wanted {
    fn parse(body: &DraftWorkPlan) -> Result<Self> {
        let mut checks = Checks::new();
        let objective = checks.text("/objective", LongText::parse(&body.objective));
        if body.activities.len() > MAX_ACTIVITIES {
            checks.refuse("/activities", "too_many");
        }
        let activities: Vec<WantedActivity> = body
            .activities
            .iter()
            .enumerate()
            .filter_map(|(place, activity)| WantedActivity::parse(&mut checks, place, activity))
            .collect();
        let Some(objective) = objective else { return Err(checks.refusal()) };
        checks.done()?;
        Ok(Self { objective: objective.into_string(), activities })
    }

    /// The activities with what stays of the version before.
    async fn activities_after(&self, work: &Work, before: Option<&Plan>) -> Result<Vec<Row>> {
        let responsible = self.activities.iter().map(|activity| activity.responsible_id);
        let people: HashMap<Uuid, String> =
            person::who_may_work_for(work.tx(), work.ticket.company_id, responsible)
                .await?
                .into_iter()
                .map(|person| (person.id, person.name))
                .collect();
        let known: HashMap<Uuid, &Row> = before
            .into_iter()
            .flat_map(|plan| &plan.activities)
            .map(|row| (row.activity.id, row))
            .collect();
        let mut checks = Checks::new();
        let mut named = HashSet::new();
        let mut rows = Vec::with_capacity(self.activities.len());
        for (place, wanted) in self.activities.iter().enumerate() {
            let stays = wanted.id.and_then(|id| known.get(&id).copied());
            if wanted.id.is_some() && stays.is_none() {
                checks.refuse(&format!("/activities/{place}/id"), "unknown");
            }
            if wanted.id.is_some_and(|id| !named.insert(id)) {
                checks.refuse(&format!("/activities/{place}/id"), "not_allowed");
            }
            // Whoever left keeps what she was given; nothing new is given to her.
            let same = stays.filter(|row| row.activity.responsible_id == wanted.responsible_id);
            let name = people
                .get(&wanted.responsible_id)
                .or_else(|| same.map(|row| &row.responsible_name));
            match name {
                Some(name) => rows.push(wanted.row(place, stays, name)),
                None => {
                    checks.refuse(&format!("/activities/{place}/responsible_id"), "unknown");
                }
            }
        }
        checks.done()?;
        Ok(rows)
    }
}

impl WantedActivity {
    fn parse(checks: &mut Checks, place: usize, body: &DraftActivity) -> Option<Self> {
        let field = |name: &str| format!("/activities/{place}/{name}");
        let title = checks.text(&field("title"), ShortText::<200>::parse(&body.title));
        // Cut to what both database engines give back unchanged.
        let (starts, ends) = (body.starts_at.trunc_subsecs(6), body.ends_at.trunc_subsecs(6));
        let schedule = Schedule::new(starts, ends)
            .map_err(|error| match error {
                ScheduleError::StartOutOfRange => {
                    checks.refuse(&field("starts_at"), "out_of_range")
                }
                ScheduleError::EndOutOfRange => checks.refuse(&field("ends_at"), "out_of_range"),
                ScheduleError::EndNotLater => checks.refuse(&field("ends_at"), "not_later"),
            })
            .ok();
        let (title, schedule) = title.zip(schedule)?;
        Some(Self {
            id: body.id,
            title: title.into_string(),
            responsible_id: body.responsible_id,
            schedule,
        })
    }

    /// The row of the activity, for a version that has yet to be chosen.
    fn row(&self, place: usize, stays: Option<&Row>, responsible_name: &str) -> Row {
        Row {
            activity: work_plan_activity::Model {
                plan_id: Uuid::nil(),
                id: stays.map_or_else(Uuid::now_v7, |row| row.activity.id),
                position: i16::try_from(place).unwrap_or(i16::MAX),
                title: self.title.clone(),
                responsible_id: self.responsible_id,
                starts_at: self.schedule.starts(),
                ends_at: self.schedule.ends(),
                state: stays.map_or(Word(ActivityState::Pending), |row| row.activity.state),
                notes: stays.and_then(|row| row.activity.notes.clone()),
            },
            responsible_name: responsible_name.to_owned(),
        }
    }
}

/// Whether the two say something else, in whatever version they stand.
fn differ(before: &[Row], after: &[Row]) -> bool {
    let said = |row: &Row| {
        let activity = row.activity.clone();
        work_plan_activity::Model { plan_id: Uuid::nil(), ..activity }
    };
    !before.iter().map(said).eq(after.iter().map(said))
}

/// The version that is written.
struct Place {
    id: Uuid,
    version: i32,
    begins: bool,
}

impl Place {
    /// The draft that there is, or else a new version.
    async fn after(tx: &Tx, ticket: Uuid, before: Option<&Plan>) -> Result<Self> {
        if let Some(plan) = before.filter(|plan| plan.row.state.0 == PlanState::Draft) {
            return Ok(Self { id: plan.row.id, version: plan.row.version, begins: false });
        }
        let version = work_plan::next_version(tx, ticket).await?;
        Ok(Self { id: Uuid::now_v7(), version, begins: true })
    }
}

async fn write(work: &Work, place: &Place, objective: &str, activities: &[Row]) -> Result<()> {
    let tx = work.tx();
    let row = work_plan::ActiveModel { objective: Set(objective.to_owned()), ..Default::default() };
    if place.begins {
        let row = work_plan::ActiveModel {
            id: Set(place.id),
            ticket_id: Set(work.ticket.id),
            version: Set(place.version),
            state: Set(Word(PlanState::Draft)),
            ..row
        };
        work_plan::Entity::insert(row).exec_without_returning(tx).await?;
    } else {
        work_plan::change(tx, place.id, row).await?;
    }
    let activities = activities
        .iter()
        .map(|row| work_plan_activity::Model { plan_id: place.id, ..row.activity.clone() });
    work_plan_activity::replace_all_of(tx, place.id, activities).await?;
    Ok(())
}
