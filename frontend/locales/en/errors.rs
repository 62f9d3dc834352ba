//! What went wrong, and what to do about it.

use crate::i18n::Errors;

pub const ERRORS: Errors = Errors {
    title: "Something went wrong",
    missing_title: "There is nothing here",
    reference: |id| format!("Reference for support: {id}"),
    offline: "The server can't be reached. Check your connection and try again.",
    unreadable_answer: "The server sent an answer this page doesn't understand. Reload the page \
                        and, if it stays like this, write to us.",
    stale_content: "What you see may be out of date.",
    part_title: "This page could not be opened",
    part_lead: "Most likely there is a newer version of the support centre. Reload the page to use \
                it; your drafts are kept.",

    unauthorized: "Your session has ended. Sign in again to go on.",
    invalid_credentials: "E-mail address and password don't match. Check them or reset your \
                          password.",
    token_invalid: "This link was used already or has expired. Ask for a new one.",
    forbidden: "Your role does not allow this.",
    scope_missing: "The key lacks the permission this operation needs.",
    not_found: "It doesn't exist or you have no access to it.",
    method_not_allowed: "This operation is not available here.",
    malformed_body: "The server did not understand what was sent. Reload the page and try again.",
    unsupported_media_type: "That type of file can't be used here.",
    body_too_large: "What was sent is larger than the limit.",
    validation_failed: "Some entries need correction.",
    cursor_invalid: "The list has changed. Load it again from the start.",
    wrong_stage: "The case is no longer in a stage that allows this.",
    guard_failed: "Something is still missing before this can be done.",
    reporter_limit: "The company already has its two designated users. Replace one to invite \
                     somebody else.",
    email_taken: "There is already a person with that e-mail address.",
    nit_taken: "There is already a company with that NIT.",
    name_taken: "That name is taken.",
    notice_too_short: "It is too soon: an after-hours window starts from the close of the third \
                       business day on.",
    overlaps_service_hours: "It overlaps service hours: choose a time at which support is closed.",
    window_overlap: "The engineer has another after-hours window at that time.",
    conflict: "The present state does not allow this. Refresh the page and check.",
    precondition_required: "The version of what you want to change is missing. Reload the page.",
    precondition_failed: "Somebody changed this while you were looking. You have the new version \
                          now: check it and try again.",
    idempotency_mismatch: "That was already sent with other content. Reload the page.",
    rate_limited: "Too many attempts in a row. Wait a moment and try again.",
    unavailable: "The service is not available right now. Try again in a few seconds.",
    internal: "The error was ours and has been recorded. Try again.",
};
