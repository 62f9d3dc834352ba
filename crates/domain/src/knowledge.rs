//! What was learnt from cases: articles, and where words are looked for.

use crate::closed_enum::closed_enum;

closed_enum! {
    /// Who may read a published article (DOMAIN.md, Solutions and documentation).
    pub enum Audience {
        /// Everybody signed in.
        Everyone = "everyone",
        /// The people of one company, and support.
        Company = "company",
        /// Support only.
        Staff = "staff",
    }
}

closed_enum! {
    /// Where an article stands.
    pub enum ArticleState {
        /// Never published: only support sees it.
        Draft = "draft",
        /// Its readers see its last published version.
        Published = "published",
        /// Was published, and is no more.
        Withdrawn = "withdrawn",
    }
}

closed_enum! {
    /// What kind of text a search finds words in.
    pub enum TextSource {
        /// What a ticket says of itself: number, subject, description, affected user, campaign.
        Ticket = "ticket",
        /// A public message of a ticket.
        Message = "message",
        /// An internal note of a ticket: support only.
        Note = "note",
        /// A delivered solution of a ticket.
        Solution = "solution",
        /// The name of a file of a ticket.
        File = "file",
        /// The published version of an article.
        Article = "article",
        /// The newest version of an article where it is not published: support only.
        Draft = "draft",
    }
}
