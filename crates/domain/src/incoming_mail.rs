//! Mail that comes in: what becomes of it, and why.

use crate::closed_enum::closed_enum;

closed_enum! {
    /// What became of a mail.
    pub enum MailState {
        /// It is a message of a ticket, or opened one.
        Accepted = "accepted",
        /// A program wrote it: it answers nothing, stops no clock and is not answered.
        Machine = "machine",
        /// Nobody may write this way: an admin looks at it.
        Quarantined = "quarantined",
        /// It can't be read: an admin looks at its source.
        Parked = "parked",
    }
}

closed_enum! {
    /// Why a mail became neither a message nor a ticket.
    pub enum MailReason {
        /// `Auto-Submitted` says that no person sent it (RFC 3834).
        AutoSubmitted = "auto_submitted",
        /// `Precedence` says that it went to many, or is an answer of a program.
        Precedence = "precedence",
        /// It came by a mailing list.
        MailingList = "mailing_list",
        /// A header that only automatic answers have.
        AutomaticAnswer = "automatic_answer",
        /// There is nobody to send it back to: a notice of a mail system.
        NoReturnPath = "no_return_path",
        /// A mail system wrote it.
        MailSystem = "mail_system",
        /// A report about delivery.
        DeliveryReport = "delivery_report",
        /// We sent it ourselves.
        OwnMail = "own_mail",
        /// Its sender is no active reporter of an active company.
        UnknownSender = "unknown_sender",
        /// The ticket that it answers is closed.
        TicketClosed = "ticket_closed",
        /// The ticket that it answers takes no message any more.
        TicketRefused = "ticket_refused",
        /// Its sender has opened very many tickets in an hour.
        TooMany = "too_many",
        /// Larger than what is taken in.
        TooLarge = "too_large",
        /// It names no sender.
        NoSender = "no_sender",
        /// It names several senders.
        SeveralSenders = "several_senders",
        /// Its parts lie in each other too deep, or are too many.
        TooDeep = "too_deep",
        /// Its parts can't be told from each other.
        Unreadable = "unreadable",
        /// Neither words nor files.
        Empty = "empty",
        /// We failed at it; the log says why.
        Failed = "failed",
    }
}
