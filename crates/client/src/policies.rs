//! What is promised: targets of the clocks and lengths of testing periods.

use aval_contract::policies::{Preview, SlaPolicy, TestingPolicy};

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::policies`].
#[derive(Clone, Debug)]
pub struct Policies {
    pub(crate) session: Session,
}

impl Policies {
    /// The targets of both clocks by priority.
    ///
    /// # Errors
    /// `forbidden`, or no connection.
    pub async fn sla(&self) -> Result<SlaPolicy, Error> {
        self.session.json(Call::get(["policies", "sla"])).await
    }

    /// Changes the targets; running clocks follow.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn put_sla(&self, policy: &SlaPolicy) -> Result<SlaPolicy, Error> {
        self.session.json(Call::put(["policies", "sla"]).json(policy)?).await
    }

    /// How many running tickets other targets would move.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn preview_sla(&self, policy: &SlaPolicy) -> Result<Preview, Error> {
        self.session.json(self.session.post(["policies", "sla", "preview"]).json(policy)?).await
    }

    /// The lengths of testing periods.
    ///
    /// # Errors
    /// `forbidden`, or no connection.
    pub async fn testing(&self) -> Result<TestingPolicy, Error> {
        self.session.json(Call::get(["policies", "testing"])).await
    }

    /// Changes them, for solutions that are delivered from then on.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn put_testing(&self, policy: &TestingPolicy) -> Result<TestingPolicy, Error> {
        self.session.json(Call::put(["policies", "testing"]).json(policy)?).await
    }
}
