//! Work plans: writing, deciding, following up.

use aval_contract::ticket_actions::Empty;
use aval_contract::work_plans::{
    ApproveWorkPlan, DraftWorkPlan, RejectWorkPlan, UpdateActivity, WorkPlan,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::tickets::{TicketId, Versioned};
use crate::transport::Call;

/// Made by [`Session::work_plan`].
///
/// Every change takes the ticket's version that the caller has seen and answers with the plan and
/// the ticket's version after it.
#[derive(Clone, Debug)]
pub struct WorkPlans {
    pub(crate) session: Session,
    pub(crate) ticket: TicketId,
}

impl WorkPlans {
    /// The plan: to staff its newest version, to customers the newest one that was submitted;
    /// `None` where there is none.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn show(&self) -> Result<Versioned<Option<WorkPlan>>, Error> {
        self.versioned(Call::get(["tickets", self.ticket.as_str(), "work-plan"])).await
    }

    /// Writes the plan: the draft that there is, or else a new version.
    ///
    /// # Errors
    /// `validation_failed`, `guard_failed`, `wrong_stage`, `precondition_failed`, `not_found`, or
    /// no connection.
    pub async fn draft(
        &self,
        version: i64,
        plan: &DraftWorkPlan,
    ) -> Result<Versioned<WorkPlan>, Error> {
        let call = Call::put(["tickets", self.ticket.as_str(), "work-plan"]).if_match(version);
        self.versioned(call.json(plan)?).await
    }

    /// Gives up the newest version; the answer is the one that counts from now on.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `not_found`, or no connection.
    pub async fn discard(&self, version: i64) -> Result<Versioned<Option<WorkPlan>>, Error> {
        let call = Call::delete(["tickets", self.ticket.as_str(), "work-plan"]);
        self.versioned(call.if_match(version)).await
    }

    /// Sends the plan to the customer.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `not_found`, or no connection.
    pub async fn submit(&self, version: i64) -> Result<Versioned<WorkPlan>, Error> {
        self.versioned(self.post("submit").if_match(version).json(&Empty {})?).await
    }

    /// Says yes to the submitted version.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `validation_failed`, `not_found`, or
    /// no connection.
    pub async fn approve(
        &self,
        version: i64,
        body: &ApproveWorkPlan,
    ) -> Result<Versioned<WorkPlan>, Error> {
        self.versioned(self.post("approve").if_match(version).json(body)?).await
    }

    /// Says no to the submitted version, and why.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `validation_failed`, `not_found`, or
    /// no connection.
    pub async fn reject(
        &self,
        version: i64,
        body: &RejectWorkPlan,
    ) -> Result<Versioned<WorkPlan>, Error> {
        self.versioned(self.post("reject").if_match(version).json(body)?).await
    }

    /// Notes what became of an activity of the approved plan.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `validation_failed`, `not_found`, or
    /// no connection.
    pub async fn update_activity(
        &self,
        activity: Uuid,
        version: i64,
        changes: &UpdateActivity,
    ) -> Result<Versioned<WorkPlan>, Error> {
        let (ticket, activity) = (self.ticket.as_str(), activity.to_string());
        let call = Call::patch(["tickets", ticket, "work-plan", "activities", &activity]);
        self.versioned(call.if_match(version).json(changes)?).await
    }

    fn post(&self, step: &str) -> Call {
        self.session.post(["tickets", self.ticket.as_str(), "work-plan", step])
    }

    async fn versioned<T: DeserializeOwned>(&self, call: Call) -> Result<Versioned<T>, Error> {
        let answer = self.session.send(call).await?;
        Ok(Versioned { version: answer.version()?, value: answer.json()? })
    }
}
