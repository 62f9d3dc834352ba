//! What hangs from a session: one accessor for each resource.

use uuid::Uuid;

use crate::guide::Reader;
use crate::session::Session;
use crate::{
    AfterHours, Agenda, AnswerTemplates, ApiKeys, Articles, Attachments, Audit, Calendar,
    Categories, Companies, Mail, Me, NotificationsOfCaller, Policies, Reporters, SavedViews,
    Search, Staff, TicketId, Tickets, UserGuide, Webhooks, WorkPlans,
};

impl Session {
    /// Tickets and what can be done with them.
    #[must_use]
    pub fn tickets(&self) -> Tickets {
        Tickets { session: self.clone() }
    }

    /// The work plan of a ticket.
    #[must_use]
    pub fn work_plan(&self, ticket: impl Into<TicketId>) -> WorkPlans {
        WorkPlans { session: self.clone(), ticket: ticket.into() }
    }

    /// Work outside service hours for a ticket, by its id or number.
    #[must_use]
    pub fn after_hours(&self, ticket: impl Into<TicketId>) -> AfterHours {
        AfterHours { session: self.clone(), ticket: ticket.into() }
    }

    /// What support does outside service hours.
    #[must_use]
    pub fn agenda(&self) -> Agenda {
        Agenda { session: self.clone() }
    }

    /// Files of tickets.
    #[must_use]
    pub fn attachments(&self) -> Attachments {
        Attachments { session: self.clone() }
    }

    /// Customer organisations.
    #[must_use]
    pub fn companies(&self) -> Companies {
        Companies { session: self.clone() }
    }

    /// The designated users of a company.
    #[must_use]
    pub fn reporters(&self, company_id: Uuid) -> Reporters {
        Reporters { session: self.clone(), company: company_id.to_string() }
    }

    /// Support staff.
    #[must_use]
    pub fn staff(&self) -> Staff {
        Staff { session: self.clone() }
    }

    /// Categories of tickets.
    #[must_use]
    pub fn categories(&self) -> Categories {
        Categories { session: self.clone() }
    }

    /// Texts that staff insert into answers.
    #[must_use]
    pub fn answer_templates(&self) -> AnswerTemplates {
        AnswerTemplates { session: self.clone() }
    }

    /// The caller's own views of the queue.
    #[must_use]
    pub fn saved_views(&self) -> SavedViews {
        SavedViews { session: self.clone() }
    }

    /// Service hours, business days and holidays.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        Calendar { session: self.clone() }
    }

    /// What is promised: targets of the clocks and lengths of testing periods.
    #[must_use]
    pub fn policies(&self) -> Policies {
        Policies { session: self.clone() }
    }

    /// Keys with which other systems use the API.
    #[must_use]
    pub fn api_keys(&self) -> ApiKeys {
        ApiKeys { session: self.clone() }
    }

    /// Addresses of other systems that are told what happens.
    #[must_use]
    pub fn webhooks(&self) -> Webhooks {
        Webhooks { session: self.clone() }
    }

    /// What staff and admins did outside tickets.
    #[must_use]
    pub fn audit(&self) -> Audit {
        Audit { session: self.clone() }
    }

    /// Articles, and the solutions they are made from.
    #[must_use]
    pub fn articles(&self) -> Articles {
        Articles { session: self.clone() }
    }

    /// The search over tickets and articles.
    #[must_use]
    pub fn search(&self) -> Search {
        Search { session: self.clone() }
    }

    /// What the signed-in person was told.
    #[must_use]
    pub fn notifications(&self) -> NotificationsOfCaller {
        NotificationsOfCaller { session: self.clone() }
    }

    /// The user guide, as far as the reader may read it.
    #[must_use]
    pub fn guide(&self) -> UserGuide {
        UserGuide { reader: Reader::Session(self.clone()) }
    }

    /// Mails that came in and that an admin has to look at.
    #[must_use]
    pub fn mail(&self) -> Mail {
        Mail { session: self.clone() }
    }

    /// The signed-in person herself.
    #[must_use]
    pub fn me(&self) -> Me {
        Me { session: self.clone() }
    }
}
