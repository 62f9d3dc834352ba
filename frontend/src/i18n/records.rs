//! What admins look into: mail that was put aside, and what staff and admins did.

use aval_contract::mail::MailReason;

super::keys! {
    /// What admins look into: mail that was put aside, and what staff and admins did.
    Records {
        mail_title,
        mail_lead,
        mail_empty_title,
        mail_empty_text,
        mail_why_title,
        mail_why_text,
        mail_why_let_in,
        mail_no_sender,
        mail_no_subject,
        mail_answers,
        mail_look,
        /// With the subject.
        mail_look_at(&str),
        mail_without_source,
        mail_source_title,
        mail_source_lead,
        /// With how much of it is shown.
        mail_source_cut(&str),
        mail_discard,
        /// With the subject.
        mail_discard_this(&str),
        mail_discard_title,
        mail_discard_text,
        mail_discarded,
        reason_by_program,
        reason_mail_system,
        reason_own_mail,
        reason_unknown_sender,
        reason_ticket_closed,
        reason_ticket_refused,
        reason_too_many,
        reason_too_large,
        reason_no_sender,
        reason_several_senders,
        reason_unreadable,
        reason_empty,
        reason_failed,
        audit_title,
        audit_lead,
        audit_empty_title,
        audit_empty_text,
        audit_somebody,
        audit_filters,
        audit_deed,
        audit_who,
        audit_company,
        audit_from,
        audit_to,
        audit_any,
        audit_clear,
        audit_none_title,
        audit_none_text,
        /// The deeds as choices of a filter.
        deed_admin_created,
        deed_staff_invited,
        deed_staff_updated,
        deed_company_created,
        deed_company_updated,
        deed_reporter_invited,
        deed_reporter_removed,
        deed_category_created,
        deed_category_updated,
        deed_key_created,
        deed_key_revoked,
        deed_webhook_created,
        deed_webhook_updated,
        deed_webhook_secret,
        deed_webhook_tested,
        deed_webhook_redelivered,
        deed_webhook_disabled,
        deed_webhook_deleted,
        deed_targets_changed,
        deed_testing_changed,
        deed_exception_declared,
        deed_exception_removed,
        deed_mail_discarded,
        deed_article_created,
        deed_article_updated,
        deed_article_published,
        deed_article_withdrawn,
        deed_template_created,
        deed_template_updated,
        deed_template_deleted,
        audit_command_line,
        /// With the company.
        company_created(&str),
        company_updated(&str),
        /// With the person and her address.
        reporter_invited(&str, &str),
        reporter_removed(&str, &str),
        /// With the person, her address and role.
        staff_invited(&str, &str, &str),
        staff_updated(&str),
        admin_created(&str, &str),
        category_created(&str),
        category_updated(&str),
        key_created(&str),
        key_revoked(&str),
        /// With the address.
        webhook_created(&str),
        webhook_updated(&str),
        webhook_activated(&str),
        webhook_deactivated(&str),
        webhook_secret_rotated(&str),
        webhook_deleted(&str),
        webhook_tested(&str),
        webhook_redelivered(&str),
        webhook_gone(&str),
        webhook_failing(&str),
        targets_changed,
        testing_changed,
        /// With the date and why.
        closure_declared(&str, &str),
        working_day_declared(&str, &str),
        exception_removed(&str),
        /// With the subject.
        mail_was_discarded(&str),
        /// With the sender.
        mail_was_from(&str),
        /// With the title.
        article_created(&str),
        article_updated(&str),
        article_published(&str),
        article_withdrawn(&str),
        /// With the name.
        template_created(&str),
        template_updated(&str),
        template_deleted(&str),
        field_name,
        field_contract,
        field_active,
        field_role,
        field_status,
        field_targets,
        field_nit,
        field_prefix,
        field_url,
        field_description,
        field_events,
        field_everything,
        /// What, before, after.
        changed(&str, &str, &str),
        changed_plainly(&str),
        value_none,
        value_yes,
        value_no,
    }
}

impl Records {
    /// Why a mail was put aside.
    #[must_use]
    pub fn reason(&self, reason: MailReason) -> &'static str {
        match reason {
            MailReason::AutoSubmitted
            | MailReason::Precedence
            | MailReason::MailingList
            | MailReason::AutomaticAnswer => self.reason_by_program,
            MailReason::NoReturnPath | MailReason::MailSystem | MailReason::DeliveryReport => {
                self.reason_mail_system
            }
            MailReason::OwnMail => self.reason_own_mail,
            MailReason::UnknownSender => self.reason_unknown_sender,
            MailReason::TicketClosed => self.reason_ticket_closed,
            MailReason::TicketRefused => self.reason_ticket_refused,
            MailReason::TooMany => self.reason_too_many,
            MailReason::TooLarge => self.reason_too_large,
            MailReason::NoSender => self.reason_no_sender,
            MailReason::SeveralSenders => self.reason_several_senders,
            MailReason::TooDeep | MailReason::Unreadable => self.reason_unreadable,
            MailReason::Empty => self.reason_empty,
            MailReason::Failed => self.reason_failed,
        }
    }
}

/// A text of the area in the reader's language: `{tc!(audit_title)}`.
macro_rules! tc {
    ($key:ident) => {
        $crate::i18n::texts().records().$key
    };
}
pub(crate) use tc;
