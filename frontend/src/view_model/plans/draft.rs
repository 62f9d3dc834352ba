//! The form of a work plan: what is typed, what is wrong with it, what is sent.

use aval_contract::PlanState;
use aval_contract::work_plans::{DraftActivity, DraftWorkPlan, WorkPlan};
use aval_domain::calendar::Calendar;
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::i18n::Texts;
use crate::view_model::agenda::service_hours;
use crate::view_model::failure::Failure;
use crate::view_model::form::required;
use crate::view_model::tickets::drafts::Draft;
use crate::view_model::time::{date_of, from_local_input, to_local_input};

/// How long a new activity takes until somebody says otherwise.
const USUAL_LENGTH: TimeDelta = TimeDelta::hours(2);

/// A plan as typed, valid or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanText {
    /// Markdown.
    pub objective: String,
    /// In their order.
    pub activities: Vec<ActivityText>,
}

/// An activity as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityText {
    /// The recorded activity that this one is.
    pub id: Option<Uuid>,
    /// One line.
    pub title: String,
    /// The person's id, or nothing yet.
    pub responsible: String,
    /// As a `datetime-local` input has it.
    pub starts: String,
    /// As a `datetime-local` input has it.
    pub ends: String,
}

impl PlanText {
    /// What is recorded; empty where there is no plan.
    #[must_use]
    pub fn of(plan: Option<&WorkPlan>) -> Self {
        let Some(plan) = plan else { return Self::default() };
        let activities = plan.activities.iter().map(|activity| ActivityText {
            id: Some(activity.id),
            title: activity.title.clone(),
            responsible: activity.responsible.id.to_string(),
            starts: to_local_input(activity.starts_at),
            ends: to_local_input(activity.ends_at),
        });
        Self { objective: plan.objective.clone(), activities: activities.collect() }
    }

    /// The same without the spaces around texts, which are not recorded.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.objective = self.objective.trim().to_owned();
        for activity in &mut self.activities {
            activity.title = activity.title.trim().to_owned();
        }
        self
    }

    /// What is sent; `None` while something is wrong with it.
    ///
    /// Fields that show what is recorded stay as recorded, to the second. Activities that are no
    /// longer recorded, because somebody removed them meanwhile, are sent as new ones.
    #[must_use]
    pub fn request(&self, recorded: Option<&WorkPlan>) -> Option<DraftWorkPlan> {
        let known = |id: Uuid| recorded?.activities.iter().find(|activity| activity.id == id);
        let one = |typed: &ActivityText| {
            let known = typed.id.and_then(known);
            let exact = |text: &str, recorded: Option<DateTime<Utc>>| {
                recorded.filter(|at| to_local_input(*at) == text).or_else(|| from_local_input(text))
            };
            Some(DraftActivity {
                id: known.map(|activity| activity.id),
                title: typed.title.trim().to_owned(),
                responsible_id: typed.responsible.parse().ok()?,
                starts_at: exact(&typed.starts, known.map(|activity| activity.starts_at))?,
                ends_at: exact(&typed.ends, known.map(|activity| activity.ends_at))?,
            })
        };
        let activities = self.activities.iter().map(one).collect::<Option<Vec<_>>>()?;
        Some(DraftWorkPlan { objective: self.objective.trim().to_owned(), activities })
    }
}

impl ActivityText {
    /// An activity to go on with after those that are there: when the last one ends, in service
    /// hours, by the same person.
    #[must_use]
    pub fn after(
        activities: &[Self],
        assignee: Option<Uuid>,
        calendar: &Calendar,
        kind: Kind,
        now: DateTime<Utc>,
    ) -> Self {
        let last = activities.last();
        // The next whole hour: nobody plans for 10:07.
        let next_hour = now + TimeDelta::minutes(60 - i64::from(now.minute()));
        let from = last.and_then(|last| from_local_input(&last.ends)).unwrap_or(next_hour);
        let starts = calendar.next_opening(kind, from).unwrap_or(from);
        let responsible = match last {
            Some(last) => last.responsible.clone(),
            None => assignee.map(|id| id.to_string()).unwrap_or_default(),
        };
        Self {
            id: None,
            title: String::new(),
            responsible,
            starts: to_local_input(starts),
            ends: to_local_input(starts + USUAL_LENGTH),
        }
    }

    /// When it is to be done, once both are typed and in their order.
    #[must_use]
    pub fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let (starts, ends) = (from_local_input(&self.starts)?, from_local_input(&self.ends)?);
        (starts < ends).then_some((starts, ends))
    }

    /// What is wrong with it.
    #[must_use]
    pub fn problems(&self, texts: &Texts) -> ActivityProblems {
        let time =
            |text: &str| from_local_input(text).is_none().then(|| texts.common.required.to_owned());
        let ends = time(&self.ends).or_else(|| {
            let out_of_order = time(&self.starts).is_none() && self.span().is_none();
            out_of_order.then(|| texts.plans().ends_order.to_owned())
        });
        ActivityProblems {
            title: required(texts, &self.title),
            responsible: required(texts, &self.responsible),
            starts: time(&self.starts),
            ends,
        }
    }
}

/// What is wrong with the fields of an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityProblems {
    /// Of its title.
    pub title: Option<String>,
    /// Of who does it.
    pub responsible: Option<String>,
    /// Of its beginning.
    pub starts: Option<String>,
    /// Of its end.
    pub ends: Option<String>,
}

impl ActivityProblems {
    /// What the server said of the activity that was sent at `place`.
    #[must_use]
    pub fn told(failure: &Failure, place: usize) -> Self {
        let of =
            |field: &str| failure.field(&format!("/activities/{place}/{field}")).map(str::to_owned);
        Self {
            title: of("title").or_else(|| of("id")),
            responsible: of("responsible_id"),
            starts: of("starts_at"),
            ends: of("ends_at"),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        let Self { title, responsible, starts, ends } = self;
        [title, responsible, starts, ends].into_iter().flatten().count()
    }
}

/// That support is closed at the instant that is typed, in words; `is_end`: it is the first instant
/// after the work.
#[must_use]
pub fn closed_then(
    texts: &Texts,
    calendar: &Calendar,
    kind: Kind,
    typed: &str,
    is_end: bool,
) -> Option<&'static str> {
    let at = from_local_input(typed)? - TimeDelta::minutes(i64::from(is_end));
    if calendar.is_open(kind, at).ok()? {
        return None;
    }
    let date = date_of(at);
    let words = texts.plans();
    Some(match (service_hours(calendar, kind, date), calendar.is_business_day(date)) {
        (None, _) => words.rest_day,
        (Some(_), Ok(false)) => words.saturday_hours,
        (Some(_), _) => words.closed_hour,
    })
}

/// What was typed and not saved, kept in the browser, with what was recorded when that began.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptPlan {
    /// What was recorded.
    pub recorded: PlanText,
    /// What was typed over it.
    pub typed: PlanText,
}

impl Draft for KeptPlan {
    fn is_empty(&self) -> bool {
        self.recorded == self.typed
    }
}

/// What saving changes does to the plan that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Begins the plan, or writes the draft anew: nobody notices.
    Quiet,
    /// Takes away from the customer what she is deciding on.
    Withdraws,
    /// Makes a version that needs an approval again.
    NeedsApproval,
    /// Answers to what the customer wants changed.
    Answers,
}

impl Saving {
    /// What it does where the plan stands there.
    #[must_use]
    pub fn over(plan: Option<PlanState>) -> Self {
        match plan {
            None | Some(PlanState::Draft | PlanState::Withdrawn) => Self::Quiet,
            Some(PlanState::Submitted) => Self::Withdraws,
            Some(PlanState::Approved) => Self::NeedsApproval,
            Some(PlanState::Rejected) => Self::Answers,
        }
    }
}

/// Whether the server takes a text that says what is recorded: a version that came back may be sent
/// again as it is.
#[must_use]
pub fn may_save_unchanged(plan: Option<PlanState>) -> bool {
    match plan {
        Some(PlanState::Rejected | PlanState::Withdrawn) => true,
        None | Some(PlanState::Draft | PlanState::Submitted | PlanState::Approved) => false,
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::error::{ErrorCode, FieldError, Problem};
    use aval_contract::me::Locale;

    use super::*;
    use crate::view_model::plans::samples::{bogota, julian, plan};
    use crate::view_model::tickets::drafts::{read, write};

    #[test]
    fn what_was_not_touched_is_sent_as_it_was_recorded() {
        let mut recorded = plan(PlanState::Approved);
        recorded.activities[0].starts_at += TimeDelta::seconds(30);
        let mut typed = PlanText::of(Some(&recorded));
        typed.activities[1].title = "  Migrar todo ".to_owned();
        typed.activities.swap(0, 1);
        let request = typed.request(Some(&recorded)).expect("nothing is wrong");
        let ids: Vec<_> = request.activities.iter().map(|activity| activity.id).collect();
        assert_eq!(ids, [Some(Uuid::from_u128(12)), Some(Uuid::from_u128(11))]);
        assert_eq!(request.activities[0].title, "Migrar todo");
        assert_eq!(request.activities[1].starts_at, recorded.activities[0].starts_at);
    }

    #[test]
    fn an_activity_that_somebody_removed_meanwhile_is_sent_as_a_new_one() {
        let mut recorded = plan(PlanState::Draft);
        let typed = PlanText::of(Some(&recorded));
        recorded.activities.remove(0);
        let request = typed.request(Some(&recorded)).expect("nothing is wrong");
        assert_eq!(request.activities[0].id, None);
        assert_eq!(request.activities[1].id, Some(Uuid::from_u128(12)));
        assert_eq!(typed.request(None).expect("nothing is wrong").activities[1].id, None);
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let texts = Texts::of(Locale::Es);
        let empty = ActivityText::default().problems(texts);
        assert_eq!(empty.count(), 4);
        assert_eq!(empty.ends.as_deref(), Some("Este dato es obligatorio."));
        let mut typed = PlanText::of(Some(&plan(PlanState::Draft))).activities[0].clone();
        assert_eq!(typed.problems(texts), ActivityProblems::default());
        typed.ends.clone_from(&typed.starts);
        let problems = typed.problems(texts);
        assert_eq!(problems.count(), 1);
        assert_eq!(problems.ends.as_deref(), Some("El final debe ser posterior al comienzo."));
        assert_eq!(
            PlanText { objective: String::new(), activities: vec![ActivityText::default()] }
                .request(None),
            None
        );
    }

    #[test]
    fn what_the_server_says_of_an_activity_is_found_by_its_place() {
        let refused = |pointer: &str| FieldError {
            pointer: pointer.to_owned(),
            code: "not_later".to_owned(),
            message: pointer.to_owned(),
        };
        let failure = Failure::Problem(Box::new(Problem {
            type_uri: String::new(),
            title: String::new(),
            status: 422,
            detail: String::new(),
            code: ErrorCode::ValidationFailed,
            request_id: String::new(),
            errors: vec![refused("/activities/3/ends_at"), refused("/activities/1/responsible_id")],
            guard: None,
            allowed_stages: Vec::new(),
            current_version: None,
            earliest_start: None,
            overlap_at: None,
        }));
        let third = ActivityProblems::told(&failure, 3);
        assert_eq!(third.ends.as_deref(), Some("/activities/3/ends_at"));
        assert_eq!(third.count(), 1);
        assert_eq!(ActivityProblems::told(&failure, 1).count(), 1);
        assert_eq!(ActivityProblems::told(&failure, 0).count(), 0);
    }

    #[test]
    fn a_new_activity_goes_on_where_the_last_one_ends_in_service_hours() {
        let calendar = Calendar::default();
        let now = bogota("2026-07-08T09:20");
        let after = |activities: &[ActivityText]| {
            ActivityText::after(activities, Some(julian().id), &calendar, Kind::Request, now)
        };
        let first = after(&[]);
        assert_eq!((&*first.starts, &*first.ends), ("2026-07-08T10:00", "2026-07-08T12:00"));
        assert_eq!(first.responsible, julian().id.to_string());
        // The last one ends on a Friday at five; Monday is the next business day.
        let friday = ActivityText {
            ends: "2026-07-24T17:00".to_owned(),
            responsible: "somebody".to_owned(),
            ..first
        };
        let next = after(&[friday]);
        assert_eq!((&*next.starts, &*next.responsible), ("2026-07-27T08:00", "somebody"));
    }

    #[test]
    fn a_day_off_is_noticed_once_it_is_typed() {
        let calendar = Calendar::default();
        let texts = Texts::of(Locale::Es);
        let said = |kind, typed, is_end| closed_then(texts, &calendar, kind, typed, is_end);
        let words = texts.plans();
        let holiday = said(Kind::Incident, "2026-07-20T10:00", false);
        assert_eq!(holiday, Some(words.rest_day), "Independence Day");
        assert_eq!(said(Kind::Request, "2026-07-21T10:00", false), None);
        assert_eq!(said(Kind::Request, "", false), None);
        // Saturday serves incidents, in the morning.
        assert_eq!(said(Kind::Request, "2026-07-18T10:00", false), Some(words.rest_day));
        assert_eq!(said(Kind::Incident, "2026-07-18T10:00", false), None);
        assert_eq!(said(Kind::Incident, "2026-07-18T12:00", true), None);
        assert_eq!(said(Kind::Incident, "2026-07-18T12:01", true), Some(words.saturday_hours));
        assert_eq!(said(Kind::Request, "2026-07-21T17:00", true), None);
        assert_eq!(said(Kind::Request, "2026-07-21T18:00", false), Some(words.closed_hour));
    }

    #[test]
    fn only_what_differs_from_what_is_recorded_is_kept() {
        let recorded = PlanText::of(Some(&plan(PlanState::Draft)));
        let mut typed = recorded.clone();
        typed.objective.push(' ');
        let mut kept = KeptPlan { recorded, typed: typed.tidied() };
        assert_eq!(write(&kept), None);
        kept.typed.objective.push('!');
        let text = write(&kept).expect("something to keep");
        assert_eq!(read::<KeptPlan>(&text), Some(kept));
    }

    #[test]
    fn saving_tells_beforehand_what_it_does() {
        assert_eq!(Saving::over(None), Saving::Quiet);
        assert_eq!(Saving::over(Some(PlanState::Approved)), Saving::NeedsApproval);
        assert_eq!(Saving::over(Some(PlanState::Submitted)), Saving::Withdraws);
        assert!(may_save_unchanged(Some(PlanState::Rejected)));
        assert!(!may_save_unchanged(Some(PlanState::Draft)));
    }
}
