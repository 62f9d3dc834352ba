//! What the audit holds: things that staff and admins do outside tickets.

use crate::closed_enum::closed_enum;

closed_enum! {
    /// What was done, as `thing.deed`. Rows and other programs hold these words: never renamed.
    pub enum AuditAction {
        /// An admin came in without another one's doing.
        AdminCreated = "admin.created",
        /// Somebody was invited to support.
        StaffInvited = "staff.invited",
        /// Somebody of support was changed.
        StaffUpdated = "staff.updated",
        /// A company was made.
        CompanyCreated = "company.created",
        /// A company was changed.
        CompanyUpdated = "company.updated",
        /// Somebody was invited to report for a company.
        ReporterInvited = "reporter.invited",
        /// Somebody reports for a company no more.
        ReporterRemoved = "reporter.removed",
        /// A category was made.
        CategoryCreated = "category.created",
        /// A category was changed.
        CategoryUpdated = "category.updated",
        /// An API key was made.
        ApiKeyCreated = "api_key.created",
        /// An API key was ended.
        ApiKeyRevoked = "api_key.revoked",
        /// An endpoint was made.
        WebhookCreated = "webhook.created",
        /// An endpoint was changed, or switched off or on.
        WebhookUpdated = "webhook.updated",
        /// An endpoint was given a new secret.
        WebhookSecretRotated = "webhook.secret_rotated",
        /// An endpoint was tried out.
        WebhookTested = "webhook.tested",
        /// An endpoint was sent a message once more.
        WebhookRedelivered = "webhook.redelivered",
        /// Aval switched an endpoint off.
        WebhookDisabled = "webhook.disabled",
        /// An endpoint was deleted.
        WebhookDeleted = "webhook.deleted",
        /// The targets of the clocks were changed.
        PolicySlaChanged = "policy.sla_changed",
        /// The lengths of testing periods were changed.
        PolicyTestingChanged = "policy.testing_changed",
        /// A closure or a one-off working day was declared.
        CalendarExceptionDeclared = "calendar.exception_declared",
        /// One was taken back.
        CalendarExceptionRemoved = "calendar.exception_removed",
        /// A mail that was put aside was discarded.
        MailDiscarded = "mail.discarded",
        /// An article was begun.
        ArticleCreated = "article.created",
        /// An article was written on.
        ArticleUpdated = "article.updated",
        /// An article was published.
        ArticlePublished = "article.published",
        /// An article was withdrawn.
        ArticleWithdrawn = "article.withdrawn",
        /// An answer template was made.
        AnswerTemplateCreated = "answer_template.created",
        /// An answer template was changed.
        AnswerTemplateUpdated = "answer_template.updated",
        /// An answer template was deleted.
        AnswerTemplateDeleted = "answer_template.deleted",
    }
}
