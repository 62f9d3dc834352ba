use aval_domain::lifecycle::PlanState;
use aval_domain::work_plan::{
    Activity, ActivityState, Progress, Schedule, ScheduleError, progress, summary,
};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::util::at;

fn activity(ends: &str, state: ActivityState) -> Activity {
    Activity { ends: at(ends), state }
}

#[test]
fn a_schedule_takes_time_and_lies_in_the_supported_years() {
    let between = |starts: &str, ends: &str| Schedule::new(at(starts), at(ends)).map(|_| ());
    assert_eq!(between("2026-07-10 08:00", "2026-07-10 08:01"), Ok(()));
    let nothing = between("2026-07-10 08:00", "2026-07-10 08:00");
    assert_eq!(nothing, Err(ScheduleError::EndNotLater));
    let backwards = between("2026-07-10 08:00", "2026-07-09 08:00");
    assert_eq!(backwards, Err(ScheduleError::EndNotLater));
    let early = between("1983-12-30 08:00", "2026-07-10 08:00");
    assert_eq!(early, Err(ScheduleError::StartOutOfRange));
    let late = between("2026-07-10 08:00", "2200-01-02 08:00");
    assert_eq!(late, Err(ScheduleError::EndOutOfRange));
}

#[test]
fn an_activity_is_overdue_from_its_end_on_until_it_is_done_or_cancelled() {
    let end = "2026-07-10 17:00";
    for (state, overdue) in [
        (ActivityState::Pending, true),
        (ActivityState::InProgress, true),
        (ActivityState::Done, false),
        (ActivityState::Cancelled, false),
    ] {
        assert_eq!(activity(end, state).is_overdue(at("2026-07-10 17:00")), overdue, "{state}");
        assert!(!activity(end, state).is_overdue(at("2026-07-10 16:59")), "{state}");
    }
}

#[test]
fn progress_compares_what_is_done_with_what_should_be() {
    let plan = [
        activity("2026-07-08 17:00", ActivityState::Done),
        activity("2026-07-09 17:00", ActivityState::InProgress),
        activity("2026-07-09 17:00", ActivityState::Cancelled),
        activity("2026-07-14 17:00", ActivityState::Pending),
    ];
    assert_eq!(
        progress(&plan, at("2026-07-10 08:00")),
        Progress {
            total: 4,
            pending: 1,
            in_progress: 1,
            done: 1,
            cancelled: 1,
            overdue: 1,
            planned_percent: 66,
            actual_percent: 33,
        }
    );
}

#[test]
fn a_plan_of_which_nothing_is_left_is_finished() {
    let cancelled = [activity("2026-07-08 17:00", ActivityState::Cancelled)];
    let progress = progress(&cancelled, at("2026-07-01 08:00"));
    assert_eq!((progress.planned_percent, progress.actual_percent), (100, 100));
}

#[test]
fn the_rules_of_the_ticket_hear_how_many_activities_are_open() {
    let states = ActivityState::ALL.into_iter();
    let summary = summary(PlanState::Approved, states);
    assert_eq!((summary.state, summary.activities), (PlanState::Approved, 4));
    assert_eq!(summary.open_activities, 2);
}

fn plans() -> impl Strategy<Value = Vec<Activity>> {
    let activity =
        (-5_000_i64..5_000, select(&ActivityState::ALL[..])).prop_map(|(minutes, state)| {
            Activity { ends: noon() + TimeDelta::minutes(minutes), state }
        });
    vec(activity, 0..12)
}

fn noon() -> DateTime<Utc> {
    at("2026-07-10 12:00")
}

proptest! {
    #[test]
    fn the_counts_add_up_and_the_percentages_are_some(plan in plans()) {
        let Progress { total, pending, in_progress, done, cancelled, overdue, .. } =
            progress(&plan, noon());
        prop_assert_eq!(total, plan.len());
        prop_assert_eq!(pending + in_progress + done + cancelled, total);
        prop_assert!(overdue <= pending + in_progress);
        let Progress { planned_percent, actual_percent, .. } = progress(&plan, noon());
        prop_assert!(planned_percent <= 100 && actual_percent <= 100);
        prop_assert_eq!(actual_percent == 100, done + cancelled == total);
    }

    #[test]
    fn as_time_goes_on_more_is_planned_and_overdue_and_nothing_gets_done(
        plan in plans(), minutes in 0_i64..10_000,
    ) {
        let (now, later) = (noon(), noon() + TimeDelta::minutes(minutes));
        let (before, after) = (progress(&plan, now), progress(&plan, later));
        prop_assert!(before.planned_percent <= after.planned_percent);
        prop_assert!(before.overdue <= after.overdue);
        prop_assert_eq!(before.actual_percent, after.actual_percent);
        prop_assert_eq!(before.done, after.done);
    }

    #[test]
    fn work_on_an_activity_takes_nothing_back(
        plan in plans(), place in any::<prop::sample::Index>(), next in select(&ActivityState::ALL[..]),
    ) {
        prop_assume!(!plan.is_empty());
        let place = place.index(plan.len());
        prop_assume!(plan[place].state.may_become(next));
        let mut worked = plan.clone();
        worked[place].state = next;
        let (before, after) = (progress(&plan, noon()), progress(&worked, noon()));
        prop_assert!(after.overdue <= before.overdue);
        prop_assert!(after.done >= before.done && after.cancelled >= before.cancelled);
        prop_assert!(after.actual_percent >= before.actual_percent);
    }

    #[test]
    fn every_activity_comes_to_an_end_however_it_is_moved(
        moves in vec(select(&ActivityState::ALL[..]), 0..20),
    ) {
        let mut state = ActivityState::Pending;
        let mut moved = 0;
        for next in moves {
            if state.may_become(next) {
                prop_assert!(state.is_open(), "what has ended stays");
                (state, moved) = (next, moved + 1);
            }
        }
        prop_assert!(moved <= 2);
    }
}
