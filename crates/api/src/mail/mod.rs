//! Mails to people. A request only writes down that one is to go out, in its transaction; the
//! worker renders and sends it.
//!
//! What stands in a mail is public: nothing internal has a field here to come in by.

mod compose;
mod deliver;
pub mod incoming;
mod moments;
mod news;
mod render;
pub mod reply;

use aval_domain::clocks::Metric;
use aval_domain::lifecycle::{ClosureKind, Role};
use aval_domain::notifications::NotificationKind;
use aval_domain::people::Locale;
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::app::State;
use crate::db::person;
use crate::error::Result;
use crate::jobs::{self, Claim, Job};

pub use deliver::server;

/// A mail that is to go out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Who gets it.
    pub to: Recipient,
    /// The reader's language.
    pub locale: Locale,
    /// What it says.
    pub template: Template,
}

impl Outgoing {
    /// A mail to a person, in her language.
    #[must_use]
    pub fn to_person(person: &person::Model, template: Template) -> Self {
        Self {
            to: Recipient {
                name: person.name.clone(),
                email: person.email.clone(),
                may_reply: person.role.0 == Role::Reporter,
            },
            locale: person.locale.0,
            template,
        }
    }
}

/// Who gets a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Whether what she answers by mail is a message: so it is with reporters.
    #[serde(default)]
    pub may_reply: bool,
}

/// What a mail says, with its data. The words are in `templates/`, in each language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Template {
    /// You may sign in from now on: choose a password.
    Invite {
        /// Gives the link's token, together with our key: the row of the job alone does not.
        seed: String,
        /// The reader's company; nothing for staff.
        company: Option<String>,
        /// When the link ends.
        until: DateTime<Utc>,
    },
    /// Choose a new password.
    ResetPassword {
        /// Gives the link's token, together with our key: the row of the job alone does not.
        seed: String,
        /// When the link ends.
        until: DateTime<Utc>,
    },
    /// Your password was changed; if that was not you, act.
    PasswordChanged {
        /// When.
        at: DateTime<Utc>,
    },
    /// To who made it: a webhook was switched off.
    WebhookDisabled {
        /// Where it sent.
        host: String,
        /// What it was for.
        description: String,
        /// Whether the endpoint said that it wants no more; else it failed for days.
        gone: bool,
    },
    /// We have your ticket.
    TicketOpened {
        /// Which.
        ticket: TicketLine,
        /// When support opens for it; nothing while it is open.
        next_opening: Option<DateTime<Utc>>,
    },
    /// Support needs something from you.
    InformationRequested {
        /// Which ticket.
        ticket: TicketLine,
        /// Who asks.
        author: String,
        /// Markdown.
        body: String,
    },
    /// Support has written.
    SupportAnswered {
        /// Which ticket.
        ticket: TicketLine,
        /// Who wrote.
        author: String,
        /// Markdown.
        body: String,
    },
    /// There is a solution to test.
    SolutionDelivered {
        /// Which ticket.
        ticket: TicketLine,
        /// What was done, Markdown.
        summary: String,
        /// How to test it, Markdown.
        test_steps: String,
        /// When silence closes the ticket.
        ends_at: DateTime<Utc>,
    },
    /// Silence will close the ticket.
    TestingReminder {
        /// Which.
        ticket: TicketLine,
        /// When.
        ends_at: DateTime<Utc>,
    },
    /// To support: a clock has used up three quarters or all of its target.
    ClockWarning {
        /// Of which ticket.
        ticket: TicketLine,
        /// Which clock.
        metric: Metric,
        /// Whether all of it is used up.
        breached: bool,
        /// When it is or was due.
        due_at: Option<DateTime<Utc>>,
    },
    /// There is a work plan to decide on.
    WorkPlanSubmitted {
        /// Which ticket.
        ticket: TicketLine,
        /// Who sends it.
        author: String,
        /// What is to be reached, Markdown.
        objective: String,
        /// What is to be done, in its order.
        activities: Vec<ActivityLine>,
    },
    /// The ticket is closed.
    TicketClosed {
        /// Which.
        ticket: TicketLine,
        /// How it came to that.
        closure: ClosureKind,
        /// Until when it can be reopened; nothing when it can't.
        reopen_until: Option<DateTime<Utc>>,
    },
    /// The other side wants to work outside service hours: agree or decline.
    AfterHoursAsked {
        /// Which ticket.
        ticket: TicketLine,
        /// When, and for what.
        window: WindowLine,
        /// Who asks.
        author: String,
    },
    /// Something became of an after-hours window.
    AfterHoursNews {
        /// Which ticket.
        ticket: TicketLine,
        /// When, and for what.
        window: WindowLine,
        /// What became of it.
        news: WindowNews,
        /// Who did that.
        author: String,
        /// Why, where there is a reason.
        reason: Option<String>,
    },
    /// Something happened to a ticket that its page tells in full.
    TicketNews {
        /// What, to which.
        news: NewsLine,
    },
    /// Several things that were not told in mails of their own.
    Digest {
        /// What, oldest first.
        news: Vec<NewsLine>,
    },
}

/// Something that happened to a ticket, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsLine {
    /// Which ticket.
    pub ticket: TicketLine,
    /// What.
    pub kind: NotificationKind,
    /// Who did it; nobody for what happens on time.
    pub author: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// An after-hours window as mails tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowLine {
    /// First instant of it.
    pub starts_at: DateTime<Utc>,
    /// First instant after it.
    pub ends_at: DateTime<Utc>,
    /// What is to be done.
    pub task: String,
    /// Whom support finds on site.
    pub contact: String,
    /// Who works in it, once that is known.
    pub engineer: Option<String>,
}

/// What can become of an after-hours window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowNews {
    /// Both sides want it.
    Agreed,
    /// The other side does not.
    Declined,
    /// It was called off.
    Cancelled,
}

impl Template {
    /// The ticket that the mail is about. Its mails make one thread.
    #[must_use]
    pub fn ticket(&self) -> Option<&TicketLine> {
        match self {
            Self::Invite { .. }
            | Self::ResetPassword { .. }
            | Self::PasswordChanged { .. }
            | Self::WebhookDisabled { .. }
            | Self::Digest { .. } => None,
            Self::TicketNews { news } => Some(&news.ticket),
            Self::TicketOpened { ticket, .. }
            | Self::InformationRequested { ticket, .. }
            | Self::SupportAnswered { ticket, .. }
            | Self::SolutionDelivered { ticket, .. }
            | Self::TestingReminder { ticket, .. }
            | Self::ClockWarning { ticket, .. }
            | Self::WorkPlanSubmitted { ticket, .. }
            | Self::TicketClosed { ticket, .. }
            | Self::AfterHoursAsked { ticket, .. }
            | Self::AfterHoursNews { ticket, .. } => Some(ticket),
        }
    }

    /// As what the app tells the same; nothing where it does not.
    #[must_use]
    pub fn notification(&self) -> Option<NotificationKind> {
        Some(match self {
            Self::Invite { .. }
            | Self::ResetPassword { .. }
            | Self::PasswordChanged { .. }
            | Self::WebhookDisabled { .. }
            | Self::Digest { .. } => return None,
            Self::TicketNews { news } => news.kind,
            Self::TicketOpened { .. } => NotificationKind::TicketOpened,
            Self::InformationRequested { .. } => NotificationKind::InformationRequested,
            Self::SupportAnswered { .. } => NotificationKind::SupportAnswered,
            Self::SolutionDelivered { .. } => NotificationKind::SolutionDelivered,
            Self::TestingReminder { .. } => NotificationKind::TestingReminder,
            Self::ClockWarning { breached: false, .. } => NotificationKind::ClockWarning,
            Self::ClockWarning { breached: true, .. } => NotificationKind::ClockBreached,
            Self::WorkPlanSubmitted { .. } => NotificationKind::WorkPlanSubmitted,
            Self::TicketClosed { .. } => NotificationKind::TicketClosed,
            Self::AfterHoursAsked { .. } => NotificationKind::AfterHoursAsked,
            Self::AfterHoursNews { news: WindowNews::Agreed, .. } => {
                NotificationKind::AfterHoursAgreed
            }
            Self::AfterHoursNews { news: WindowNews::Declined, .. } => {
                NotificationKind::AfterHoursDeclined
            }
            Self::AfterHoursNews { news: WindowNews::Cancelled, .. } => {
                NotificationKind::AfterHoursCancelled
            }
        })
    }
}

/// A ticket as mails name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketLine {
    /// `CASO-000123`
    pub number: String,
    /// Subject.
    pub subject: String,
}

/// An activity of a work plan as mails name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLine {
    /// What is done.
    pub title: String,
    /// Name of who does it.
    pub responsible: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it is to be done.
    pub ends_at: DateTime<Utc>,
}

/// Writes down that a mail is to go out at an instant or soon after, if the transaction commits.
///
/// # Errors
/// What the database says.
pub async fn enqueue(tx: &impl ConnectionTrait, mail: Outgoing, at: DateTime<Utc>) -> Result<()> {
    jobs::enqueue(tx, &mail, at).await
}

impl Job for Outgoing {
    const KIND: &'static str = "mail";

    async fn run(&self, state: &State, claim: &Claim) -> anyhow::Result<()> {
        let message = compose::message(self, &state.config, claim.id, crate::clock::now())?;
        // A mail that was sent can't be called back.
        claim.check(state).await?;
        deliver::deliver(&state.config, message, claim).await
    }
}
