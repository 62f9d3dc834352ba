//! The customer's yes or no to the submitted version.

use actix_web::HttpResponse;
use aval_domain::lifecycle::{Action, PlanState};
use aval_domain::notifications::NotificationKind;
use sea_orm::Set;
use serde_json::json;

use super::{answer, newest};
use crate::db::{Word, work_plan};
use crate::error::Result;
use crate::tickets::notify;
use crate::tickets::work::Work;

/// A yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Go ahead.
    Approved,
    /// Not like this.
    Rejected,
}

impl Verdict {
    const fn action(self) -> Action {
        match self {
            Self::Approved => Action::ApproveWorkPlan,
            Self::Rejected => Action::RejectWorkPlan,
        }
    }

    const fn notification(self) -> NotificationKind {
        match self {
            Self::Approved => NotificationKind::WorkPlanApproved,
            Self::Rejected => NotificationKind::WorkPlanRejected,
        }
    }

    const fn state(self) -> PlanState {
        match self {
            Self::Approved => PlanState::Approved,
            Self::Rejected => PlanState::Rejected,
        }
    }
}

/// Writes the decision beside the version and answers with it.
///
/// # Errors
/// The refusal of the rules, or what the database says.
pub(super) async fn give(
    mut work: Work,
    verdict: Verdict,
    comment: Option<String>,
) -> Result<HttpResponse> {
    let transition = work.decide(&verdict.action())?;
    let plan = newest(&work)?.row.clone();
    work.carry_out(&transition, json!({ "version": plan.version, "comment": comment }));
    let decided = work_plan::ActiveModel {
        state: Set(Word(verdict.state())),
        decided_at: Set(Some(work.now())),
        decided_by: Set(work.caller.person_id()),
        decision_comment: Set(comment),
        ..Default::default()
    };
    work_plan::change(work.tx(), plan.id, decided).await?;
    notify::to_assignee(&work, verdict.notification()).await?;
    answer::finish(work).await
}
