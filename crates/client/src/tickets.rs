//! Tickets: opening, finding, reading, talking, acting.

use std::fmt;
use std::ops::Deref;

use aval_contract::ActionKind;
use aval_contract::attachments::Attachment;
use aval_contract::page::{Page, PageQuery};
use aval_contract::ticket_actions::{
    Assign, ConfirmSolution, DeliverSolution, Empty, ExtendTesting, LogContact, MarkDuplicate,
    Reason, Recategorize, RecordAnalysis, RequestInformation,
};
use aval_contract::tickets::{
    Actions, AllClocks, Message, OpenTicket, OpenedTicket, PostMessage, TicketAnswer,
    TicketListItem, TicketQuery, UpdateTicket,
};
use aval_contract::timeline::{TimelineEntry, Verification};
use serde::Serialize;
use uuid::Uuid;

use crate::error::Error;
use crate::multipart::NewFile;
use crate::session::Session;
use crate::transport::Call;

/// Which ticket: its id or its number (`CASO-000123`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TicketId(String);

impl TicketId {
    /// As it stands in a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Uuid> for TicketId {
    fn from(id: Uuid) -> Self {
        Self(id.to_string())
    }
}

impl From<&str> for TicketId {
    fn from(id_or_number: &str) -> Self {
        Self(id_or_number.to_owned())
    }
}

impl From<String> for TicketId {
    fn from(id_or_number: String) -> Self {
        Self(id_or_number)
    }
}

impl From<&String> for TicketId {
    fn from(id_or_number: &String) -> Self {
        Self(id_or_number.clone())
    }
}

impl From<&TicketId> for TicketId {
    fn from(id: &TicketId) -> Self {
        id.clone()
    }
}

/// A value and the version that a change to it must name.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    /// For the next change: the `version` argument of [`Tickets::update`] and of every action.
    pub version: i64,
    /// The value.
    pub value: T,
}

impl<T> Deref for Versioned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl From<TicketAnswer> for Versioned<TicketAnswer> {
    fn from(value: TicketAnswer) -> Self {
        Self { version: value.public().version, value }
    }
}

/// Made by [`Session::tickets`].
///
/// Every change takes the version that the caller has seen and answers with the ticket after it.
/// If it has changed since, nothing happens and the error is `precondition_failed`, with the
/// version now.
#[derive(Clone, Debug)]
pub struct Tickets {
    pub(crate) session: Session,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $method:ident: $kind:ident($body:ty),)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// `wrong_stage`, `guard_failed`, `precondition_failed`, `validation_failed`, `not_found`,
        /// or no connection.
        pub async fn $method(
            &self,
            ticket: impl Into<TicketId>,
            version: i64,
            body: &$body,
        ) -> Result<Versioned<TicketAnswer>, Error> {
            self.act(ActionKind::$kind, &ticket.into(), version, body).await
        }
    )*};
}

impl Tickets {
    /// Opens a ticket.
    ///
    /// # Errors
    /// `validation_failed`, `guard_failed`, or no connection.
    pub async fn open(&self, ticket: &OpenTicket) -> Result<OpenedTicket, Error> {
        self.session.json(self.session.post(["tickets"]).json(ticket)?).await
    }

    /// The tickets that the caller may see, filtered and in order, a page at a time.
    ///
    /// # Errors
    /// `validation_failed`, `cursor_invalid`, or no connection.
    pub async fn list(&self, query: &TicketQuery) -> Result<Page<TicketListItem>, Error> {
        self.session.json(Call::get(["tickets"]).query(query)?).await
    }

    /// One ticket.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn show(
        &self,
        ticket: impl Into<TicketId>,
    ) -> Result<Versioned<TicketAnswer>, Error> {
        self.ticket(Call::get(["tickets", ticket.into().as_str()])).await
    }

    /// Corrects subject, description and the like; fields left out stay as they are.
    ///
    /// # Errors
    /// `precondition_failed`, `validation_failed`, `guard_failed`, `not_found`, or no connection.
    pub async fn update(
        &self,
        ticket: impl Into<TicketId>,
        version: i64,
        changes: &UpdateTicket,
    ) -> Result<Versioned<TicketAnswer>, Error> {
        let call = Call::patch(["tickets", ticket.into().as_str()]).if_match(version);
        self.ticket(call.json(changes)?).await
    }

    /// All runs of a ticket's clocks.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn clocks(&self, ticket: impl Into<TicketId>) -> Result<AllClocks, Error> {
        self.session.json(Call::get(["tickets", ticket.into().as_str(), "clocks"])).await
    }

    /// What happened to a ticket, oldest first, a page at a time.
    ///
    /// # Errors
    /// `not_found`, `cursor_invalid`, or no connection.
    pub async fn timeline(
        &self,
        ticket: impl Into<TicketId>,
        query: &PageQuery,
    ) -> Result<Page<TimelineEntry>, Error> {
        let ticket = ticket.into();
        self.session.json(Call::get(["tickets", ticket.as_str(), "timeline"]).query(query)?).await
    }

    /// Whether the ticket's record is whole and unchanged.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn verification(&self, ticket: impl Into<TicketId>) -> Result<Verification, Error> {
        let ticket = ticket.into();
        self.session.json(Call::get(["tickets", ticket.as_str(), "timeline", "verification"])).await
    }

    /// Writes a message, or an internal note.
    ///
    /// # Errors
    /// `validation_failed`, `guard_failed`, `not_found`, or no connection.
    pub async fn post_message(
        &self,
        ticket: impl Into<TicketId>,
        message: &PostMessage,
    ) -> Result<Message, Error> {
        let ticket = ticket.into();
        let call = self.session.post(["tickets", ticket.as_str(), "messages"]);
        self.session.json(call.json(message)?).await
    }

    /// Uploads a file to a ticket.
    ///
    /// # Errors
    /// `body_too_large`, `validation_failed`, `not_found`, or no connection.
    pub async fn attach(
        &self,
        ticket: impl Into<TicketId>,
        file: &NewFile,
    ) -> Result<Attachment, Error> {
        let ticket = ticket.into();
        let call = self.session.post(["tickets", ticket.as_str(), "attachments"]);
        self.session.attachments().send_file(call, file).await
    }

    /// What the caller may do with the ticket now, and what is missing for the rest.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn actions(&self, ticket: impl Into<TicketId>) -> Result<Actions, Error> {
        let ticket = ticket.into();
        self.session.json(Call::get(["tickets", ticket.as_str(), "actions"])).await
    }

    actions! {
        /// Gives the ticket to a member of staff.
        assign: Assign(Assign),
        /// Puts a conversation with the customer, or the attempt at one, on record.
        log_contact: LogContact(LogContact),
        /// Asks the customer; the clocks stand still until she answers.
        request_information: RequestInformation(RequestInformation),
        /// Begins the analysis.
        start_analysis: StartAnalysis(Empty),
        /// Changes kind, category or priority.
        recategorize: Recategorize(Recategorize),
        /// Records findings; all four make the analysis complete.
        record_analysis: RecordAnalysis(RecordAnalysis),
        /// Begins to work on the solution.
        start_solution: StartSolution(Empty),
        /// Goes back, because the analysis missed something.
        return_to_analysis: ReturnToAnalysis(Reason),
        /// Hands the solution to the customer, who has some days to test it.
        deliver_solution: DeliverSolution(DeliverSolution),
        /// Gives the customer more days.
        extend_testing: ExtendTesting(ExtendTesting),
        /// Closes the ticket: the solution works.
        confirm_solution: ConfirmSolution(ConfirmSolution),
        /// Sends the ticket back: the solution doesn't work.
        reject_solution: RejectSolution(Reason),
        /// Closes the ticket: nothing is needed any more.
        withdraw: Withdraw(Reason),
        /// Closes the ticket in favour of another one.
        mark_duplicate: MarkDuplicate(MarkDuplicate),
        /// Opens a closed ticket again.
        reopen: Reopen(Reason),
    }

    async fn act(
        &self,
        action: ActionKind,
        ticket: &TicketId,
        version: i64,
        body: &impl Serialize,
    ) -> Result<Versioned<TicketAnswer>, Error> {
        let action = action.as_str().replace('_', "-");
        let call = self.session.post(["tickets", ticket.as_str(), "actions", &action]);
        self.ticket(call.if_match(version).json(body)?).await
    }

    async fn ticket(&self, call: Call) -> Result<Versioned<TicketAnswer>, Error> {
        self.session.json::<TicketAnswer>(call).await.map(Versioned::from)
    }
}
