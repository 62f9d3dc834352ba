//! After-hours windows of a ticket, and the agenda of support.

use aval_contract::after_hours::{
    AfterHoursWindow, AfterHoursWindows, Agenda as AgendaEntries, AgendaQuery, AskAfterHours,
    ChangedWindow, WindowEnd,
};
use aval_contract::ticket_actions::{Empty, Reason};
use serde::Serialize;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::tickets::{TicketId, Versioned};
use crate::transport::Call;

/// Made by [`Session::after_hours`].
///
/// Every change takes the ticket's version that the caller has seen and answers with the window
/// after it and the ticket's next version.
#[derive(Clone, Debug)]
pub struct AfterHours {
    pub(crate) session: Session,
    pub(crate) ticket: TicketId,
}

impl AfterHours {
    /// All windows of the ticket, and from when on one asked for now may start.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn list(&self) -> Result<AfterHoursWindows, Error> {
        self.session.json(Call::get(["tickets", self.ticket.as_str(), "after-hours"])).await
    }

    /// Asks the other side for a window.
    ///
    /// # Errors
    /// `notice_too_short` with `earliest_start`, `overlaps_service_hours` with `overlap_at`,
    /// `window_overlap`, `guard_failed`, `precondition_failed`, `validation_failed`, `forbidden`,
    /// `not_found`, or no connection.
    pub async fn ask(
        &self,
        version: i64,
        window: &AskAfterHours,
    ) -> Result<Versioned<AfterHoursWindow>, Error> {
        let call = self.session.post(["tickets", self.ticket.as_str(), "after-hours"]);
        self.changed(call.if_match(version).json(window)?).await
    }

    /// Agrees to what the other side asked for.
    ///
    /// # Errors
    /// `window_overlap`, `guard_failed`, `wrong_stage`, `precondition_failed`, `not_found`, or no
    /// connection.
    pub async fn agree(
        &self,
        window: Uuid,
        version: i64,
    ) -> Result<Versioned<AfterHoursWindow>, Error> {
        self.act(window, "agree", version, &Empty {}).await
    }

    /// Declines what the other side asked for.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `validation_failed`, `not_found`, or
    /// no connection.
    pub async fn decline(
        &self,
        window: Uuid,
        version: i64,
        reason: &Reason,
    ) -> Result<Versioned<AfterHoursWindow>, Error> {
        self.act(window, "decline", version, reason).await
    }

    /// Calls a window off.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `validation_failed`, `not_found`, or
    /// no connection.
    pub async fn cancel(
        &self,
        window: Uuid,
        version: i64,
        end: &WindowEnd,
    ) -> Result<Versioned<AfterHoursWindow>, Error> {
        self.act(window, "cancel", version, end).await
    }

    /// Puts on record that the work of a window was done.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `forbidden`, `not_found`, or no
    /// connection.
    pub async fn complete(
        &self,
        window: Uuid,
        version: i64,
    ) -> Result<Versioned<AfterHoursWindow>, Error> {
        self.act(window, "complete", version, &Empty {}).await
    }

    /// Puts on record that a window passed without its work.
    ///
    /// # Errors
    /// `guard_failed`, `wrong_stage`, `precondition_failed`, `validation_failed`, `forbidden`,
    /// `not_found`, or no connection.
    pub async fn miss(
        &self,
        window: Uuid,
        version: i64,
        end: &WindowEnd,
    ) -> Result<Versioned<AfterHoursWindow>, Error> {
        self.act(window, "miss", version, end).await
    }

    async fn act(
        &self,
        window: Uuid,
        action: &str,
        version: i64,
        body: &impl Serialize,
    ) -> Result<Versioned<AfterHoursWindow>, Error> {
        let (ticket, window) = (self.ticket.as_str(), window.to_string());
        let call = self.session.post(["tickets", ticket, "after-hours", &window, action]);
        self.changed(call.if_match(version).json(body)?).await
    }

    async fn changed(&self, call: Call) -> Result<Versioned<AfterHoursWindow>, Error> {
        let ChangedWindow { window, ticket_version } = self.session.json(call).await?;
        Ok(Versioned { version: ticket_version, value: window })
    }
}

/// Made by [`Session::agenda`].
#[derive(Clone, Debug)]
pub struct Agenda {
    pub(crate) session: Session,
}

impl Agenda {
    /// What support has agreed to do outside service hours, what waits for an answer, and the
    /// activities of approved work plans.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn show(&self, query: &AgendaQuery) -> Result<AgendaEntries, Error> {
        self.session.json(Call::get(["agenda"]).query(query)?).await
    }
}
