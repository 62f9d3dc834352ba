//! A work plan in words: where it stands, when its activities are, how it goes.

use aval_contract::work_plans::{PlanActivity, PlanDecision, WorkPlan};
use aval_contract::{ActivityState, PlanState, Stage};
use aval_domain::work_plan::{Activity, Progress, progress};
use chrono::{DateTime, Utc};

use crate::i18n::Texts;
use crate::view_model::tickets::next::Side;
use crate::view_model::time;

/// Where a version stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What has happened, if that needs a sentence of its own.
    pub happened: Option<String>,
    /// What that means for the reader, as long as it means something.
    pub means: Option<String>,
    /// What the customer said with her decision.
    pub comment: Option<String>,
}

/// Where a version stands, as one side reads it, on a ticket in `stage`.
#[must_use]
pub fn standing(
    texts: &Texts,
    now: DateTime<Utc>,
    plan: &WorkPlan,
    stage: Stage,
    side: Side,
) -> Standing {
    let words = texts.plans();
    let when = |at| time::when(texts, now, at);
    let decided = |say: fn(&str, &str) -> String| {
        let decision = plan.decision.as_ref();
        decision.map(|decision| say(&decision.by.name, &when(decision.at)))
    };
    let (happened, means) = match (plan.state, side) {
        (PlanState::Submitted, Side::Support) => {
            let sent = plan.submitted_at.map(when).unwrap_or_default();
            (None, (words.submitted_support)(&sent))
        }
        (PlanState::Submitted, Side::Customer) => (None, words.submitted_customer.to_owned()),
        (PlanState::Approved, Side::Support) => {
            (decided(words.approved_by), words.approved_support.to_owned())
        }
        (PlanState::Approved, Side::Customer) => {
            (decided(words.approved_by), words.approved_customer.to_owned())
        }
        (PlanState::Rejected, Side::Support) => {
            (decided(words.rejected_by), words.rejected_support.to_owned())
        }
        (PlanState::Rejected, Side::Customer) => {
            (decided(words.rejected_by), words.rejected_customer.to_owned())
        }
        (PlanState::Withdrawn, Side::Support) => (None, words.withdrawn_support.to_owned()),
        (PlanState::Withdrawn, Side::Customer) => (None, words.withdrawn_customer.to_owned()),
        // Customers never see one.
        (PlanState::Draft, _) => (None, words.draft_support.to_owned()),
    };
    let means = match (stage, plan.state) {
        (Stage::Open | Stage::Analysis | Stage::Solution, _) => Some(means),
        // Only what is approved goes on to testing, so what is not was left behind by a closing.
        (Stage::Testing | Stage::Closed, PlanState::Approved) => None,
        (
            Stage::Testing | Stage::Closed,
            PlanState::Draft | PlanState::Submitted | PlanState::Rejected | PlanState::Withdrawn,
        ) => Some(words.left_behind.to_owned()),
    };
    let comment = plan.decision.as_ref().and_then(|PlanDecision { comment, .. }| comment.clone());
    Standing { happened, means, comment }
}

/// When something is to be done: "Mañana, de 08:00 a 12:00".
#[must_use]
pub fn span(
    texts: &Texts,
    now: DateTime<Utc>,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
) -> String {
    let words = texts.plans();
    let day = time::date_of(starts);
    if day == time::date_of(ends) {
        let day = time::capitalised(&time::date_words(texts, time::date_of(now), day));
        (words.within_day)(&day, &time::clock_time(starts), &time::clock_time(ends))
    } else {
        (words.over_days)(&time::when(texts, now, starts), &time::when(texts, now, ends))
    }
}

/// How many activities there are and from when until when: "3 actividades. Desde …".
#[must_use]
pub fn extent(texts: &Texts, now: DateTime<Utc>, activities: &[PlanActivity]) -> Option<String> {
    let first = activities.iter().map(|activity| activity.starts_at).min()?;
    let last = activities.iter().map(|activity| activity.ends_at).max()?;
    let count = (texts.plans().activity_count)(activities.len());
    Some(format!("{count}. {}.", span(texts, now, first, last)))
}

/// That the plan ends after the solution is due, which no plan changes.
#[must_use]
pub fn after_due(
    texts: &Texts,
    now: DateTime<Utc>,
    plan: &WorkPlan,
    due: Option<DateTime<Utc>>,
) -> Option<String> {
    let due = due?;
    let ends = plan.activities.iter().map(|activity| activity.ends_at).max()?;
    let when = |at| time::when(texts, now, at);
    (ends > due).then(|| (texts.plans().after_due)(&when(ends), &when(due)))
}

/// Whether an activity should have been begun by now and is not, and may still be done in time.
#[must_use]
pub fn is_begun_late(activity: &PlanActivity, now: DateTime<Utc>) -> bool {
    activity.state == ActivityState::Pending
        && activity.starts_at <= now
        && !is_overdue(activity, now)
}

/// Whether an activity should be done by now and is not.
#[must_use]
pub fn is_overdue(activity: &PlanActivity, now: DateTime<Utc>) -> bool {
    scheduled(activity).is_overdue(now)
}

fn scheduled(activity: &PlanActivity) -> Activity {
    Activity { ends: activity.ends_at, state: activity.state }
}

/// Whether the state of an activity is worth a word: before the approval everything waits.
#[must_use]
pub fn tells_state(plan: PlanState, activity: ActivityState) -> bool {
    match (plan, activity) {
        (PlanState::Approved, _)
        | (_, ActivityState::InProgress | ActivityState::Done | ActivityState::Cancelled) => true,
        (
            PlanState::Draft | PlanState::Submitted | PlanState::Rejected | PlanState::Withdrawn,
            ActivityState::Pending,
        ) => false,
    }
}

/// How an approved plan stands against its schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressWords {
    /// What should be done by now, 0 to 100.
    pub planned: u8,
    /// What is done, 0 to 100.
    pub actual: u8,
    /// "Va al día."
    pub verdict: &'static str,
    /// Whether it is behind.
    pub behind: bool,
    /// "2 de 5 actividades hechas".
    pub count: String,
    /// Which activities are overdue, and which were not begun in time.
    pub overdue: Option<String>,
}

/// How a plan stands now, by the same rule as the server's; `None` while it is not approved.
#[must_use]
pub fn progress_words(texts: &Texts, now: DateTime<Utc>, plan: &WorkPlan) -> Option<ProgressWords> {
    match plan.state {
        PlanState::Approved => {}
        PlanState::Draft | PlanState::Submitted | PlanState::Rejected | PlanState::Withdrawn => {
            return None;
        }
    }
    let words = texts.plans();
    let activities: Vec<Activity> = plan.activities.iter().map(scheduled).collect();
    let Progress { total, done, cancelled, overdue, planned_percent, actual_percent, .. } =
        progress(&activities, now);
    let titles = |of: fn(&PlanActivity, DateTime<Utc>) -> bool| {
        let these = plan.activities.iter().filter(|activity| of(activity, now));
        let titles: Vec<String> = these.map(|one| (words.quoted)(&one.title)).collect();
        titles.join(", ")
    };
    let (late, unbegun) = (titles(is_overdue), titles(is_begun_late));
    let verdict = if done + cancelled == total {
        words.verdict_done
    } else if overdue > 0 {
        words.verdict_behind
    } else if !unbegun.is_empty() {
        words.verdict_unbegun
    } else if actual_percent > planned_percent {
        words.verdict_ahead
    } else {
        words.verdict_on_time
    };
    let mut count = (words.progress_count)(done, total - cancelled);
    if cancelled > 0 {
        count = format!("{count}, {}", (words.progress_cancelled)(cancelled));
    }
    Some(ProgressWords {
        planned: planned_percent,
        actual: actual_percent,
        verdict,
        behind: overdue > 0,
        count,
        overdue: match (late.is_empty(), unbegun.is_empty()) {
            (true, true) => None,
            (false, true) => Some((words.overdue_ones)(&late)),
            (true, false) => Some((words.unbegun_ones)(&unbegun)),
            (false, false) => {
                Some(format!("{} {}", (words.overdue_ones)(&late), (words.unbegun_ones)(&unbegun)))
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;

    use super::*;
    use crate::view_model::plans::samples::{bogota, julian, plan};

    fn texts() -> &'static Texts {
        Texts::of(Locale::Es)
    }

    #[test]
    fn a_span_names_the_day_once_or_both_days() {
        let now = bogota("2026-07-08T09:00");
        assert_eq!(
            span(texts(), now, bogota("2026-07-09T08:00"), bogota("2026-07-09T12:00")),
            "Mañana, de 08:00 a 12:00"
        );
        assert_eq!(
            span(texts(), now, bogota("2026-07-10T14:00"), bogota("2026-07-13T17:00")),
            "Desde el viernes 10 de julio a las 14:00 hasta el lunes 13 de julio a las 17:00"
        );
        assert_eq!(
            extent(texts(), now, &plan(PlanState::Draft).activities).as_deref(),
            Some("2 actividades. Desde mañana a las 08:00 hasta el lunes 13 de julio a las 17:00.")
        );
    }

    #[test]
    fn a_decision_tells_who_when_and_what_she_said() {
        let now = bogota("2026-07-08T12:00");
        let mut decided = plan(PlanState::Rejected);
        decided.decision = Some(PlanDecision {
            at: bogota("2026-07-08T10:30"),
            by: julian(),
            comment: Some("El viernes hay auditoría.".to_owned()),
        });
        let read = standing(texts(), now, &decided, Stage::Analysis, Side::Support);
        assert_eq!(read.happened.as_deref(), Some("Julián Rojas pidió cambios hoy a las 10:30."));
        assert_eq!(read.comment.as_deref(), Some("El viernes hay auditoría."));
        for state in PlanState::ALL {
            let sides = [Side::Support, Side::Customer];
            let read = |stage| sides.map(|side| standing(texts(), now, &plan(state), stage, side));
            let [support, customer] = read(Stage::Solution);
            assert!(support.means.is_some());
            let [closed, _] = read(Stage::Closed);
            assert_eq!(closed.means.is_none(), state == PlanState::Approved, "{state}");
            assert_eq!(support == customer, state == PlanState::Draft, "{state}");
        }
    }

    #[test]
    fn a_plan_that_ends_after_the_solution_is_due_says_both() {
        let (now, plan) = (bogota("2026-07-08T09:00"), plan(PlanState::Submitted));
        let said = |due: &str| after_due(texts(), now, &plan, Some(bogota(due)));
        assert_eq!(
            said("2026-07-10T16:00").as_deref(),
            Some(
                "El plan termina el lunes 13 de julio a las 17:00, después del plazo de solución: \
                 el viernes 10 de julio a las 16:00. El plan no cambia ese plazo."
            )
        );
        assert_eq!(said("2026-07-13T17:00"), None);
        assert_eq!(after_due(texts(), now, &plan, None), None, "no clock runs");
    }

    #[test]
    fn progress_names_what_is_late_and_counts_what_is_done() {
        let mut running = plan(PlanState::Approved);
        assert_eq!(
            progress_words(texts(), bogota("2026-07-09T11:00"), &plan(PlanState::Draft)),
            None
        );
        let before = progress_words(texts(), bogota("2026-07-09T07:59"), &running);
        assert_eq!(before.map(|words| (words.verdict, words.planned)), Some(("Va al día.", 0)));
        let unbegun =
            progress_words(texts(), bogota("2026-07-09T11:00"), &running).expect("approved");
        assert_eq!((unbegun.verdict, unbegun.planned), ("No todo empezó a tiempo.", 0));
        assert_eq!(
            unbegun.overdue.as_deref(),
            Some("Ya debería haber empezado: «Respaldar la configuración».")
        );
        let late = progress_words(texts(), bogota("2026-07-09T12:00"), &running).expect("approved");
        assert_eq!((late.planned, late.actual, late.behind), (50, 0, true));
        assert_eq!(
            late.overdue.as_deref(),
            Some("Ya debería estar hecho: «Respaldar la configuración».")
        );
        running.activities[0].state = ActivityState::Done;
        let early =
            progress_words(texts(), bogota("2026-07-09T11:00"), &running).expect("approved");
        assert_eq!((early.verdict, early.actual), ("Va adelantado.", 50));
        assert_eq!(early.count, "1 de 2 actividades hechas");
        running.activities[1].state = ActivityState::Cancelled;
        let whole =
            progress_words(texts(), bogota("2026-07-20T11:00"), &running).expect("approved");
        assert_eq!((whole.verdict, whole.actual), ("Todo lo del plan está hecho.", 100));
        assert_eq!(whole.count, "1 de 1 actividad hecha, 1 no se hará");
    }
}
